package io.github.reelstore.domain.model;

/**
 * An additional audio track of a video in another language (table {@code generation_audio_tracks}). A video has at most
 * one for each language. The audio in the first language is {@link VideoGeneration#audioGenerationId()}.
 *
 * @param generationId the video
 * @param language the language of the track
 * @param audioGenerationId the audio
 */
public record GenerationAudioTrack(GenerationId generationId, LanguageTag language, AudioId audioGenerationId) {}
