package io.github.reelstore.domain.model;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;

/** The columns of an {@link AudioGeneration} that a {@link Patch} may change. */
public final class AudioField {

    public static final Field<AudioGeneration, ProjectId> PROJECT_ID = Field.optional(
            "project_id",
            AudioGeneration::projectId,
            (row, value) -> row.toBuilder().projectId(value).build());
    public static final Field<AudioGeneration, String> PROVIDER = Field.required(
            "provider",
            AudioGeneration::provider,
            (row, value) -> row.toBuilder().provider(value).build());
    public static final Field<AudioGeneration, String> PROVIDER_AUDIO_ID = Field.optional(
            "provider_audio_id",
            AudioGeneration::providerAudioId,
            (row, value) -> row.toBuilder().providerAudioId(value).build());
    public static final Field<AudioGeneration, String> TTS_JOB_ID = Field.optional(
            "tts_job_id",
            AudioGeneration::ttsJobId,
            (row, value) -> row.toBuilder().ttsJobId(value).build());
    public static final Field<AudioGeneration, LanguageTag> LANGUAGE = Field.optional(
            "language",
            AudioGeneration::language,
            (row, value) -> row.toBuilder().language(value).build());
    public static final Field<AudioGeneration, String> VOICE = Field.optional(
            "voice",
            AudioGeneration::voice,
            (row, value) -> row.toBuilder().voice(value).build());
    public static final Field<AudioGeneration, String> TEXT = Field.optional(
            "text",
            AudioGeneration::text,
            (row, value) -> row.toBuilder().text(value).build());
    public static final Field<AudioGeneration, String> MODEL = Field.optional(
            "model",
            AudioGeneration::model,
            (row, value) -> row.toBuilder().model(value).build());
    public static final Field<AudioGeneration, BlobKey> FILE_PATH = Field.required(
            "file_path",
            AudioGeneration::filePath,
            (row, value) -> row.toBuilder().filePath(value).build());
    public static final Field<AudioGeneration, Long> BYTE_SIZE = Field.optional(
            "byte_size",
            AudioGeneration::byteSize,
            (row, value) -> row.toBuilder().byteSize(value).build());
    public static final Field<AudioGeneration, Integer> DURATION_SECONDS = Field.optional(
            "duration_seconds",
            AudioGeneration::durationSeconds,
            (row, value) -> row.toBuilder().durationSeconds(value).build());
    public static final Field<AudioGeneration, Long> DURATION_MS = Field.optional(
            "duration_ms",
            AudioGeneration::durationMs,
            (row, value) -> row.toBuilder().durationMs(value).build());
    public static final Field<AudioGeneration, Integer> SAMPLE_RATE = Field.optional(
            "sample_rate",
            AudioGeneration::sampleRate,
            (row, value) -> row.toBuilder().sampleRate(value).build());
    public static final Field<AudioGeneration, Integer> CHANNELS = Field.optional(
            "channels",
            AudioGeneration::channels,
            (row, value) -> row.toBuilder().channels(value).build());
    public static final Field<AudioGeneration, String> FORMAT = Field.optional(
            "format",
            AudioGeneration::format,
            (row, value) -> row.toBuilder().format(value).build());
    public static final Field<AudioGeneration, Integer> BITRATE = Field.optional(
            "bitrate",
            AudioGeneration::bitrate,
            (row, value) -> row.toBuilder().bitrate(value).build());
    public static final Field<AudioGeneration, ContentHash> CONTENT_HASH = Field.optional(
            "content_hash",
            AudioGeneration::contentHash,
            (row, value) -> row.toBuilder().contentHash(value).build());
    public static final Field<AudioGeneration, JsonText> META = Field.optional(
            "meta",
            AudioGeneration::meta,
            (row, value) -> row.toBuilder().meta(value).build());
    public static final Field<AudioGeneration, MediaInfo> MEDIA_INFO = Field.optional(
            "media_info",
            AudioGeneration::mediaInfo,
            (row, value) -> row.toBuilder().mediaInfo(value).build());
    public static final Field<AudioGeneration, String> RAW_RESPONSE = Field.optional(
            "raw_response",
            AudioGeneration::rawResponse,
            (row, value) -> row.toBuilder().rawResponse(value).build());
    public static final Field<AudioGeneration, GenerationStatus> STATUS = Field.required(
            "status",
            AudioGeneration::status,
            (row, value) -> row.toBuilder().status(value).build());

    private AudioField() {}
}
