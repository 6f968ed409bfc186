package io.github.reelstore.domain.model;

/**
 * Speech of a clip in a further language (table {@code generation_audio_tracks}); a clip has one for each language. The
 * first language's is {@link VideoGeneration#audioGenerationId()}.
 *
 * @param generationId the clip
 * @param language the language of the track
 * @param audioGenerationId the speech
 */
public record GenerationAudioTrack(GenerationId generationId, LanguageTag language, AudioId audioGenerationId) {}
