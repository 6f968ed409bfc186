package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A project: the parent of videos, images and audio, with a final cut (table {@code video_projects}).
 *
 * @param id the id of the project
 * @param profileId the profile that owns the project
 * @param channelId the channel that the project is made for
 * @param title the title, not blank
 * @param description the description
 * @param status the status of the project
 * @param defaultLanguage the default language of the project
 * @param aspectRatio the aspect ratio, such as {@code 16:9}
 * @param script the script
 * @param tags the tags, a JSON array of strings
 * @param meta other data, as JSON; the caller's alone
 * @param mediaInfo what the store knows about the final cut and has no column of its own for
 * @param providerProjectId the provider's id of the project
 * @param videoPath the key of the final cut
 * @param thumbPath the key of the thumbnail
 * @param durationMs the duration of the final cut in milliseconds
 * @param contentHash the SHA-256 of the final cut
 * @param version the version of the row: 1 at first, one more after each change; see {@link StorageException.Conflict}
 * @param createdAt when the row was created, UTC, with a precision of microseconds
 * @param updatedAt when the row was last changed, UTC, with a precision of microseconds
 */
@RecordBuilder
public record VideoProject(
        ProjectId id,
        ProfileId profileId,
        Optional<ChannelId> channelId,
        String title,
        Optional<String> description,
        ProjectStatus status,
        Optional<LanguageTag> defaultLanguage,
        Optional<String> aspectRatio,
        Optional<String> script,
        Optional<JsonText> tags,
        Optional<JsonText> meta,
        Optional<MediaInfo> mediaInfo,
        Optional<String> providerProjectId,
        Optional<BlobKey> videoPath,
        Optional<BlobKey> thumbPath,
        Optional<Long> durationMs,
        Optional<ContentHash> contentHash,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a required value is missing, a text contains a NUL or half a surrogate pair, a number is negative, or
     *     an instant is finer than a microsecond
     */
    public VideoProject {
        Validate.required("id", id);
        Validate.required("profileId", profileId);
        Validate.required("title", title);
        Validate.required("status", status);
        Validate.required("createdAt", createdAt);
        Validate.required("updatedAt", updatedAt);
        Validate.text("profileId", profileId.value());
        Validate.text("channelId", channelId.map(ChannelId::value));
        Validate.notBlank("title", title);
        Validate.text("description", description);
        Validate.text("aspectRatio", aspectRatio);
        Validate.text("script", script);
        Validate.text("providerProjectId", providerProjectId);
        Validate.notNegative("durationMs", durationMs);
        Validate.notNegative("version", version);
        Validate.micros("createdAt", createdAt);
        Validate.micros("updatedAt", updatedAt);
    }

    /** A builder with the default values. */
    public static VideoProjectBuilder builder() {
        return VideoProjectBuilder.builder().status(ProjectStatus.DRAFT).version(1);
    }

    /** A builder with the values of this row, to make a changed copy. */
    public VideoProjectBuilder toBuilder() {
        return VideoProjectBuilder.builder(this);
    }
}
