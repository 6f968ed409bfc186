package io.github.reelstore.domain.model;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import java.time.Instant;
import java.util.List;

/** The columns of a {@link VideoGeneration} that a {@link Patch} may change. */
public final class GenerationField {

    private static final Field.Columns<VideoGeneration> COLUMNS = new Field.Columns<>();

    public static final Field<VideoGeneration, ProjectId> PROJECT_ID = COLUMNS.optional(
            "project_id",
            VideoGeneration::projectId,
            (row, value) -> row.toBuilder().projectId(value).build());
    public static final Field<VideoGeneration, String> SCENE_ID = COLUMNS.optional(
            "scene_id",
            VideoGeneration::sceneId,
            (row, value) -> row.toBuilder().sceneId(value).build());
    public static final Field<VideoGeneration, String> OPERATION_NAME = COLUMNS.optional(
            "operation_name",
            VideoGeneration::operationName,
            (row, value) -> row.toBuilder().operationName(value).build());
    public static final Field<VideoGeneration, String> PROMPT = COLUMNS.optional(
            "prompt",
            VideoGeneration::prompt,
            (row, value) -> row.toBuilder().prompt(value).build());
    public static final Field<VideoGeneration, Seed> SEED = COLUMNS.optional(
            "seed",
            VideoGeneration::seed,
            (row, value) -> row.toBuilder().seed(value).build());
    public static final Field<VideoGeneration, String> ASPECT_RATIO = COLUMNS.optional(
            "aspect_ratio",
            VideoGeneration::aspectRatio,
            (row, value) -> row.toBuilder().aspectRatio(value).build());
    public static final Field<VideoGeneration, GenerationStatus> STATUS = COLUMNS.required(
            "status",
            VideoGeneration::status,
            (row, value) -> row.toBuilder().status(value).build());
    public static final Field<VideoGeneration, String> MEDIA_GENERATION_ID = COLUMNS.optional(
            "media_generation_id",
            VideoGeneration::mediaGenerationId,
            (row, value) -> row.toBuilder().mediaGenerationId(value).build());
    public static final Field<VideoGeneration, String> FIFE_URL = COLUMNS.optional(
            "fife_url",
            VideoGeneration::fifeUrl,
            (row, value) -> row.toBuilder().fifeUrl(value).build());
    public static final Field<VideoGeneration, String> SERVING_BASE_URI = COLUMNS.optional(
            "serving_base_uri",
            VideoGeneration::servingBaseUri,
            (row, value) -> row.toBuilder().servingBaseUri(value).build());
    public static final Field<VideoGeneration, String> VIDEO_URL = COLUMNS.optional(
            "video_url",
            VideoGeneration::videoUrl,
            (row, value) -> row.toBuilder().videoUrl(value).build());
    public static final Field<VideoGeneration, String> VIDEO_PATH = COLUMNS.optional(
            "video_path",
            VideoGeneration::videoPath,
            (row, value) -> row.toBuilder().videoPath(value).build());
    public static final Field<VideoGeneration, String> ERROR_MESSAGE = COLUMNS.optional(
            "error_message",
            VideoGeneration::errorMessage,
            (row, value) -> row.toBuilder().errorMessage(value).build());
    public static final Field<VideoGeneration, String> RAW_RESPONSE = COLUMNS.optional(
            "raw_response",
            VideoGeneration::rawResponse,
            (row, value) -> row.toBuilder().rawResponse(value).build());
    public static final Field<VideoGeneration, Instant> COMPLETED_AT = COLUMNS.optional(
            "completed_at",
            VideoGeneration::completedAt,
            (row, value) -> row.toBuilder().completedAt(value).build());
    public static final Field<VideoGeneration, String> GENERATION_TYPE = COLUMNS.optional(
            "generation_type",
            VideoGeneration::generationType,
            (row, value) -> row.toBuilder().generationType(value).build());
    public static final Field<VideoGeneration, String> IMAGE_REFERENCES = COLUMNS.optional(
            "image_references",
            VideoGeneration::imageReferences,
            (row, value) -> row.toBuilder().imageReferences(value).build());
    public static final Field<VideoGeneration, ImageId> IMAGE_GENERATION_ID = COLUMNS.optional(
            "image_generation_id",
            VideoGeneration::imageGenerationId,
            (row, value) -> row.toBuilder().imageGenerationId(value).build());
    public static final Field<VideoGeneration, AudioId> AUDIO_GENERATION_ID = COLUMNS.optional(
            "audio_generation_id",
            VideoGeneration::audioGenerationId,
            (row, value) -> row.toBuilder().audioGenerationId(value).build());
    public static final Field<VideoGeneration, String> PROVIDER = COLUMNS.optional(
            "provider",
            VideoGeneration::provider,
            (row, value) -> row.toBuilder().provider(value).build());
    public static final Field<VideoGeneration, String> MODEL = COLUMNS.optional(
            "model",
            VideoGeneration::model,
            (row, value) -> row.toBuilder().model(value).build());
    public static final Field<VideoGeneration, ContentHash> CONTENT_HASH = COLUMNS.optional(
            "content_hash",
            VideoGeneration::contentHash,
            (row, value) -> row.toBuilder().contentHash(value).build());
    public static final Field<VideoGeneration, BlobKey> FILE_PATH = COLUMNS.optional(
            "file_path",
            VideoGeneration::filePath,
            (row, value) -> row.toBuilder().filePath(value).build());
    public static final Field<VideoGeneration, Long> BYTE_SIZE = COLUMNS.optional(
            "byte_size",
            VideoGeneration::byteSize,
            (row, value) -> row.toBuilder().byteSize(value).build());
    public static final Field<VideoGeneration, Long> DURATION_MS = COLUMNS.optional(
            "duration_ms",
            VideoGeneration::durationMs,
            (row, value) -> row.toBuilder().durationMs(value).build());
    public static final Field<VideoGeneration, Integer> WIDTH = COLUMNS.optional(
            "width",
            VideoGeneration::width,
            (row, value) -> row.toBuilder().width(value).build());
    public static final Field<VideoGeneration, Integer> HEIGHT = COLUMNS.optional(
            "height",
            VideoGeneration::height,
            (row, value) -> row.toBuilder().height(value).build());
    public static final Field<VideoGeneration, FrameRate> FRAME_RATE = COLUMNS.optional(
            "frame_rate",
            VideoGeneration::frameRate,
            (row, value) -> row.toBuilder().frameRate(value).build());
    public static final Field<VideoGeneration, BlobKey> THUMB_PATH = COLUMNS.optional(
            "thumb_path",
            VideoGeneration::thumbPath,
            (row, value) -> row.toBuilder().thumbPath(value).build());
    public static final Field<VideoGeneration, JsonText> META = COLUMNS.optional(
            "meta",
            VideoGeneration::meta,
            (row, value) -> row.toBuilder().meta(value).build());
    public static final Field<VideoGeneration, MediaInfo> MEDIA_INFO = COLUMNS.optional(
            "media_info",
            VideoGeneration::mediaInfo,
            (row, value) -> row.toBuilder().mediaInfo(value).build());

    private GenerationField() {}

    /** All columns. */
    public static List<Field<VideoGeneration, ?>> all() {
        return COLUMNS.all();
    }
}
