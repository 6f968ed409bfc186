package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param meta other data, as JSON; the member {@code reelstore} contains the notes of the store about the final cut
 * @param providerProjectId the provider's id of the project
 * @param videoPath the key of the final cut
 * @param thumbPath the key of the thumbnail
 * @param durationMs the duration of the final cut in milliseconds
 * @param contentHash the SHA-256 of the final cut
 * @param version the version of the row: 1 at first, one more after each change; see {@link StorageException.Conflict}
 * @param createdAt when the row was created, UTC, with a precision of microseconds
 * @param updatedAt when the row was last changed, UTC, with a precision of microseconds
 */
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
     * @throws StorageException.InvalidInput if a text contains a NUL or half a surrogate pair, a number is negative, or
     *     an instant is finer than a microsecond
     */
    public VideoProject {
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

    /** Creates a builder with the default values. */
    public static Builder builder() {
        return new Builder();
    }

    /** Creates a builder with the values of this record, to make a changed copy. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.id = id;
        copy.profileId = profileId;
        copy.channelId = channelId.orElse(null);
        copy.title = title;
        copy.description = description.orElse(null);
        copy.status = status;
        copy.defaultLanguage = defaultLanguage.orElse(null);
        copy.aspectRatio = aspectRatio.orElse(null);
        copy.script = script.orElse(null);
        copy.tags = tags.orElse(null);
        copy.meta = meta.orElse(null);
        copy.providerProjectId = providerProjectId.orElse(null);
        copy.videoPath = videoPath.orElse(null);
        copy.thumbPath = thumbPath.orElse(null);
        copy.durationMs = durationMs.orElse(null);
        copy.contentHash = contentHash.orElse(null);
        copy.version = version;
        copy.createdAt = createdAt;
        copy.updatedAt = updatedAt;
        return copy;
    }

    /** Builds a {@link VideoProject}; values that are not set, or set to null, are empty. */
    public static final class Builder implements Cloneable {
        private @Nullable ProjectId id;
        private @Nullable ProfileId profileId;
        private @Nullable ChannelId channelId;
        private @Nullable String title;
        private @Nullable String description;
        private @Nullable ProjectStatus status = ProjectStatus.DRAFT;
        private @Nullable LanguageTag defaultLanguage;
        private @Nullable String aspectRatio;
        private @Nullable String script;
        private @Nullable JsonText tags;
        private @Nullable JsonText meta;
        private @Nullable String providerProjectId;
        private @Nullable BlobKey videoPath;
        private @Nullable BlobKey thumbPath;
        private @Nullable Long durationMs;
        private @Nullable ContentHash contentHash;
        private long version = 1;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;

        private Builder() {}

        /** Creates an independent builder with the same values. */
        public Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("the builder is Cloneable", e);
            }
        }

        /** Sets the id of the project. */
        public Builder id(ProjectId id) {
            this.id = id;
            return this;
        }

        /** Sets the profile that owns the project. */
        public Builder profileId(ProfileId profileId) {
            this.profileId = profileId;
            return this;
        }

        /** Sets the channel that the project is made for; null for none. */
        public Builder channelId(@Nullable ChannelId channelId) {
            this.channelId = channelId;
            return this;
        }

        /** Sets the title, not blank. */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        /** Sets the description; null for none. */
        public Builder description(@Nullable String description) {
            this.description = description;
            return this;
        }

        /** Sets the status of the project. */
        public Builder status(ProjectStatus status) {
            this.status = status;
            return this;
        }

        /** Sets the default language of the project; null for none. */
        public Builder defaultLanguage(@Nullable LanguageTag defaultLanguage) {
            this.defaultLanguage = defaultLanguage;
            return this;
        }

        /** Sets the aspect ratio, such as {@code 16:9}; null for none. */
        public Builder aspectRatio(@Nullable String aspectRatio) {
            this.aspectRatio = aspectRatio;
            return this;
        }

        /** Sets the script; null for none. */
        public Builder script(@Nullable String script) {
            this.script = script;
            return this;
        }

        /** Sets the tags, a JSON array of strings; null for none. */
        public Builder tags(@Nullable JsonText tags) {
            this.tags = tags;
            return this;
        }

        /** Sets other data, as JSON; null for none. */
        public Builder meta(@Nullable JsonText meta) {
            this.meta = meta;
            return this;
        }

        /** Sets the provider's id of the project; null for none. */
        public Builder providerProjectId(@Nullable String providerProjectId) {
            this.providerProjectId = providerProjectId;
            return this;
        }

        /** Sets the key of the final cut; null for none. */
        public Builder videoPath(@Nullable BlobKey videoPath) {
            this.videoPath = videoPath;
            return this;
        }

        /** Sets the key of the thumbnail; null for none. */
        public Builder thumbPath(@Nullable BlobKey thumbPath) {
            this.thumbPath = thumbPath;
            return this;
        }

        /** Sets the duration of the final cut in milliseconds; null for none. */
        public Builder durationMs(@Nullable Long durationMs) {
            this.durationMs = durationMs;
            return this;
        }

        /** Sets the SHA-256 of the final cut; null for none. */
        public Builder contentHash(@Nullable ContentHash contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        /** Sets the version of the row: 1 at first, one more after each change. */
        public Builder version(long version) {
            this.version = version;
            return this;
        }

        /** Sets when the row was created, UTC, with a precision of microseconds. */
        public Builder createdAt(Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        /** Sets when the row was last changed, UTC, with a precision of microseconds. */
        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /**
         * Builds the record.
         *
         * @throws StorageException.InvalidInput if a required value is not set, or a value is not valid
         */
        public VideoProject build() {
            return new VideoProject(
                    Validate.required("id", id),
                    Validate.required("profileId", profileId),
                    Optional.ofNullable(channelId),
                    Validate.required("title", title),
                    Optional.ofNullable(description),
                    Validate.required("status", status),
                    Optional.ofNullable(defaultLanguage),
                    Optional.ofNullable(aspectRatio),
                    Optional.ofNullable(script),
                    Optional.ofNullable(tags),
                    Optional.ofNullable(meta),
                    Optional.ofNullable(providerProjectId),
                    Optional.ofNullable(videoPath),
                    Optional.ofNullable(thumbPath),
                    Optional.ofNullable(durationMs),
                    Optional.ofNullable(contentHash),
                    version,
                    Validate.required("createdAt", createdAt),
                    Validate.required("updatedAt", updatedAt));
        }
    }
}
