package io.github.reelstore.domain.model;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.List;

/** The columns of a {@link VideoProject} that a {@link Patch} may change. */
public final class ProjectField {

    private static final Field.Columns<VideoProject> COLUMNS = new Field.Columns<>();

    public static final Field<VideoProject, ChannelId> CHANNEL_ID = COLUMNS.optional(
            "channel_id",
            VideoProject::channelId,
            (row, value) -> row.toBuilder().channelId(value).build());
    public static final Field<VideoProject, String> TITLE = COLUMNS.required(
            "title",
            VideoProject::title,
            (row, value) -> row.toBuilder().title(value).build());
    public static final Field<VideoProject, String> DESCRIPTION = COLUMNS.optional(
            "description",
            VideoProject::description,
            (row, value) -> row.toBuilder().description(value).build());
    public static final Field<VideoProject, ProjectStatus> STATUS = COLUMNS.required(
            "status",
            VideoProject::status,
            (row, value) -> row.toBuilder().status(value).build());
    public static final Field<VideoProject, LanguageTag> DEFAULT_LANGUAGE = COLUMNS.optional(
            "default_language",
            VideoProject::defaultLanguage,
            (row, value) -> row.toBuilder().defaultLanguage(value).build());
    public static final Field<VideoProject, String> ASPECT_RATIO = COLUMNS.optional(
            "aspect_ratio",
            VideoProject::aspectRatio,
            (row, value) -> row.toBuilder().aspectRatio(value).build());
    public static final Field<VideoProject, String> SCRIPT = COLUMNS.optional(
            "script",
            VideoProject::script,
            (row, value) -> row.toBuilder().script(value).build());
    public static final Field<VideoProject, JsonText> TAGS = COLUMNS.optional(
            "tags",
            VideoProject::tags,
            (row, value) -> row.toBuilder().tags(value).build());
    public static final Field<VideoProject, JsonText> META = COLUMNS.optional(
            "meta",
            VideoProject::meta,
            (row, value) -> row.toBuilder().meta(value).build());
    public static final Field<VideoProject, MediaInfo> MEDIA_INFO = COLUMNS.optional(
            "media_info",
            VideoProject::mediaInfo,
            (row, value) -> row.toBuilder().mediaInfo(value).build());
    public static final Field<VideoProject, String> PROVIDER_PROJECT_ID = COLUMNS.optional(
            "provider_project_id",
            VideoProject::providerProjectId,
            (row, value) -> row.toBuilder().providerProjectId(value).build());
    public static final Field<VideoProject, BlobKey> VIDEO_PATH = COLUMNS.optional(
            "video_path",
            VideoProject::videoPath,
            (row, value) -> row.toBuilder().videoPath(value).build());
    public static final Field<VideoProject, BlobKey> THUMB_PATH = COLUMNS.optional(
            "thumb_path",
            VideoProject::thumbPath,
            (row, value) -> row.toBuilder().thumbPath(value).build());
    public static final Field<VideoProject, Long> DURATION_MS = COLUMNS.optional(
            "duration_ms",
            VideoProject::durationMs,
            (row, value) -> row.toBuilder().durationMs(value).build());
    public static final Field<VideoProject, ContentHash> CONTENT_HASH = COLUMNS.optional(
            "content_hash",
            VideoProject::contentHash,
            (row, value) -> row.toBuilder().contentHash(value).build());

    private ProjectField() {}

    /** All columns. */
    public static List<Field<VideoProject, ?>> all() {
        return COLUMNS.all();
    }
}
