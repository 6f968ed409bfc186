package io.github.reelstore.domain.model;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.List;

/** The columns of an {@link AudioGeneration} that a {@link Patch} may change. */
public final class AudioField {

    private static final Field.Columns<AudioGeneration> COLUMNS = new Field.Columns<>();

    public static final Field<AudioGeneration, ProjectId> PROJECT_ID = COLUMNS.optional(
            "project_id",
            AudioGeneration::projectId,
            (row, value) -> row.toBuilder().projectId(value).build());
    public static final Field<AudioGeneration, String> PROVIDER = COLUMNS.required(
            "provider",
            AudioGeneration::provider,
            (row, value) -> row.toBuilder().provider(value).build());
    public static final Field<AudioGeneration, String> PROVIDER_AUDIO_ID = COLUMNS.optional(
            "provider_audio_id",
            AudioGeneration::providerAudioId,
            (row, value) -> row.toBuilder().providerAudioId(value).build());
    public static final Field<AudioGeneration, String> TTS_JOB_ID = COLUMNS.optional(
            "tts_job_id",
            AudioGeneration::ttsJobId,
            (row, value) -> row.toBuilder().ttsJobId(value).build());
    public static final Field<AudioGeneration, LanguageTag> LANGUAGE = COLUMNS.optional(
            "language",
            AudioGeneration::language,
            (row, value) -> row.toBuilder().language(value).build());
    public static final Field<AudioGeneration, String> VOICE = COLUMNS.optional(
            "voice",
            AudioGeneration::voice,
            (row, value) -> row.toBuilder().voice(value).build());
    public static final Field<AudioGeneration, String> TEXT = COLUMNS.optional(
            "text",
            AudioGeneration::text,
            (row, value) -> row.toBuilder().text(value).build());
    public static final Field<AudioGeneration, String> MODEL = COLUMNS.optional(
            "model",
            AudioGeneration::model,
            (row, value) -> row.toBuilder().model(value).build());
    public static final Field<AudioGeneration, BlobKey> FILE_PATH = COLUMNS.required(
            "file_path",
            AudioGeneration::filePath,
            (row, value) -> row.toBuilder().filePath(value).build());
    public static final Field<AudioGeneration, Long> BYTE_SIZE = COLUMNS.optional(
            "byte_size",
            AudioGeneration::byteSize,
            (row, value) -> row.toBuilder().byteSize(value).build());
    public static final Field<AudioGeneration, Integer> DURATION_SECONDS = COLUMNS.optional(
            "duration_seconds",
            AudioGeneration::durationSeconds,
            (row, value) -> row.toBuilder().durationSeconds(value).build());
    public static final Field<AudioGeneration, Long> DURATION_MS = COLUMNS.optional(
            "duration_ms",
            AudioGeneration::durationMs,
            (row, value) -> row.toBuilder().durationMs(value).build());
    public static final Field<AudioGeneration, Integer> SAMPLE_RATE = COLUMNS.optional(
            "sample_rate",
            AudioGeneration::sampleRate,
            (row, value) -> row.toBuilder().sampleRate(value).build());
    public static final Field<AudioGeneration, Integer> CHANNELS = COLUMNS.optional(
            "channels",
            AudioGeneration::channels,
            (row, value) -> row.toBuilder().channels(value).build());
    public static final Field<AudioGeneration, String> FORMAT = COLUMNS.optional(
            "format",
            AudioGeneration::format,
            (row, value) -> row.toBuilder().format(value).build());
    public static final Field<AudioGeneration, Integer> BITRATE = COLUMNS.optional(
            "bitrate",
            AudioGeneration::bitrate,
            (row, value) -> row.toBuilder().bitrate(value).build());
    public static final Field<AudioGeneration, ContentHash> CONTENT_HASH = COLUMNS.optional(
            "content_hash",
            AudioGeneration::contentHash,
            (row, value) -> row.toBuilder().contentHash(value).build());
    public static final Field<AudioGeneration, JsonText> META = COLUMNS.optional(
            "meta",
            AudioGeneration::meta,
            (row, value) -> row.toBuilder().meta(value).build());
    public static final Field<AudioGeneration, MediaInfo> MEDIA_INFO = COLUMNS.optional(
            "media_info",
            AudioGeneration::mediaInfo,
            (row, value) -> row.toBuilder().mediaInfo(value).build());
    public static final Field<AudioGeneration, String> RAW_RESPONSE = COLUMNS.optional(
            "raw_response",
            AudioGeneration::rawResponse,
            (row, value) -> row.toBuilder().rawResponse(value).build());
    public static final Field<AudioGeneration, GenerationStatus> STATUS = COLUMNS.required(
            "status",
            AudioGeneration::status,
            (row, value) -> row.toBuilder().status(value).build());
    public static final Field<AudioGeneration, String> SCENE_ID = COLUMNS.optional(
            "scene_id",
            AudioGeneration::sceneId,
            (row, value) -> row.toBuilder().sceneId(value).build());

    private AudioField() {}

    /** All columns. */
    public static List<Field<AudioGeneration, ?>> all() {
        return COLUMNS.all();
    }
}
