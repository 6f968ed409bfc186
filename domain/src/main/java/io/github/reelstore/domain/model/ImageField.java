package io.github.reelstore.domain.model;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.List;

/** The columns of an {@link ImageGeneration} that a {@link Patch} may change. */
public final class ImageField {

    private static final Field.Columns<ImageGeneration> COLUMNS = new Field.Columns<>();

    public static final Field<ImageGeneration, ProjectId> PROJECT_ID = COLUMNS.optional(
            "project_id",
            ImageGeneration::projectId,
            (row, value) -> row.toBuilder().projectId(value).build());
    public static final Field<ImageGeneration, String> PROVIDER = COLUMNS.required(
            "provider",
            ImageGeneration::provider,
            (row, value) -> row.toBuilder().provider(value).build());
    public static final Field<ImageGeneration, String> PROVIDER_IMAGE_ID = COLUMNS.optional(
            "provider_image_id",
            ImageGeneration::providerImageId,
            (row, value) -> row.toBuilder().providerImageId(value).build());
    public static final Field<ImageGeneration, String> PROMPT = COLUMNS.optional(
            "prompt",
            ImageGeneration::prompt,
            (row, value) -> row.toBuilder().prompt(value).build());
    public static final Field<ImageGeneration, String> SEED = COLUMNS.optional(
            "seed",
            ImageGeneration::seed,
            (row, value) -> row.toBuilder().seed(value).build());
    public static final Field<ImageGeneration, JsonText> META = COLUMNS.optional(
            "meta",
            ImageGeneration::meta,
            (row, value) -> row.toBuilder().meta(value).build());
    public static final Field<ImageGeneration, MediaInfo> MEDIA_INFO = COLUMNS.optional(
            "media_info",
            ImageGeneration::mediaInfo,
            (row, value) -> row.toBuilder().mediaInfo(value).build());
    public static final Field<ImageGeneration, String> MODEL = COLUMNS.optional(
            "model",
            ImageGeneration::model,
            (row, value) -> row.toBuilder().model(value).build());
    public static final Field<ImageGeneration, BlobKey> FILE_PATH = COLUMNS.required(
            "file_path",
            ImageGeneration::filePath,
            (row, value) -> row.toBuilder().filePath(value).build());
    public static final Field<ImageGeneration, Long> BYTE_SIZE = COLUMNS.optional(
            "byte_size",
            ImageGeneration::byteSize,
            (row, value) -> row.toBuilder().byteSize(value).build());
    public static final Field<ImageGeneration, Integer> WIDTH = COLUMNS.optional(
            "width",
            ImageGeneration::width,
            (row, value) -> row.toBuilder().width(value).build());
    public static final Field<ImageGeneration, Integer> HEIGHT = COLUMNS.optional(
            "height",
            ImageGeneration::height,
            (row, value) -> row.toBuilder().height(value).build());
    public static final Field<ImageGeneration, BlobKey> THUMB_PATH = COLUMNS.optional(
            "thumb_path",
            ImageGeneration::thumbPath,
            (row, value) -> row.toBuilder().thumbPath(value).build());
    public static final Field<ImageGeneration, ContentHash> CONTENT_HASH = COLUMNS.optional(
            "content_hash",
            ImageGeneration::contentHash,
            (row, value) -> row.toBuilder().contentHash(value).build());
    public static final Field<ImageGeneration, String> RAW_RESPONSE = COLUMNS.optional(
            "raw_response",
            ImageGeneration::rawResponse,
            (row, value) -> row.toBuilder().rawResponse(value).build());
    public static final Field<ImageGeneration, GenerationStatus> STATUS = COLUMNS.required(
            "status",
            ImageGeneration::status,
            (row, value) -> row.toBuilder().status(value).build());
    public static final Field<ImageGeneration, String> SCENE_ID = COLUMNS.optional(
            "scene_id",
            ImageGeneration::sceneId,
            (row, value) -> row.toBuilder().sceneId(value).build());

    private ImageField() {}

    /** All columns. */
    public static List<Field<ImageGeneration, ?>> all() {
        return COLUMNS.all();
    }
}
