package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A video in the making: what its generations, images and speech belong to (table {@code video_projects}).
 *
 * @param id its id
 * @param profileId whose it is
 * @param channelId the channel it is made for
 * @param title its title, not blank
 * @param description what it is about
 * @param status how far it is
 * @param defaultLanguage the language it is written in
 * @param aspectRatio width to height, such as {@code 16:9}
 * @param script what is said and shown
 * @param tags a JSON array of strings
 * @param meta anything else, as JSON
 * @param providerProjectId what the provider calls it
 * @param videoPath the final cut
 * @param thumbPath a small picture of it
 * @param durationMs length of the final cut in milliseconds
 * @param contentHash hash of the final cut
 * @param version counts the changes of the row, from 1; {@link StorageException.Conflict} tells a stale one
 * @param createdAt when the row was made, UTC, microseconds at most
 * @param updatedAt when the row last changed, UTC, microseconds at most
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
     * @throws StorageException.InvalidInput if a text holds a NUL or half a surrogate pair, a number is negative, or an
     *     instant is finer than a microsecond
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

    /** A builder with nothing set but defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with all that this one has, to make a changed copy. */
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

    /** Builds a {@link VideoProject}; what is not set, or set to null, is absent. */
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

        /** A builder with the same settings, which goes its own way from here. */
        public Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("it is Cloneable", e);
            }
        }

        /** Sets id: its id. */
        public Builder id(ProjectId id) {
            this.id = id;
            return this;
        }

        /** Sets profileId: whose it is. */
        public Builder profileId(ProfileId profileId) {
            this.profileId = profileId;
            return this;
        }

        /** Sets channelId: the channel it is made for; null for none. */
        public Builder channelId(@Nullable ChannelId channelId) {
            this.channelId = channelId;
            return this;
        }

        /** Sets title: its title, not blank. */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        /** Sets description: what it is about; null for none. */
        public Builder description(@Nullable String description) {
            this.description = description;
            return this;
        }

        /** Sets status: how far it is. */
        public Builder status(ProjectStatus status) {
            this.status = status;
            return this;
        }

        /** Sets defaultLanguage: the language it is written in; null for none. */
        public Builder defaultLanguage(@Nullable LanguageTag defaultLanguage) {
            this.defaultLanguage = defaultLanguage;
            return this;
        }

        /** Sets aspectRatio: width to height, such as {@code 16:9}; null for none. */
        public Builder aspectRatio(@Nullable String aspectRatio) {
            this.aspectRatio = aspectRatio;
            return this;
        }

        /** Sets script: what is said and shown; null for none. */
        public Builder script(@Nullable String script) {
            this.script = script;
            return this;
        }

        /** Sets tags: a JSON array of strings; null for none. */
        public Builder tags(@Nullable JsonText tags) {
            this.tags = tags;
            return this;
        }

        /** Sets meta: anything else, as JSON; null for none. */
        public Builder meta(@Nullable JsonText meta) {
            this.meta = meta;
            return this;
        }

        /** Sets providerProjectId: what the provider calls it; null for none. */
        public Builder providerProjectId(@Nullable String providerProjectId) {
            this.providerProjectId = providerProjectId;
            return this;
        }

        /** Sets videoPath: the final cut; null for none. */
        public Builder videoPath(@Nullable BlobKey videoPath) {
            this.videoPath = videoPath;
            return this;
        }

        /** Sets thumbPath: a small picture of it; null for none. */
        public Builder thumbPath(@Nullable BlobKey thumbPath) {
            this.thumbPath = thumbPath;
            return this;
        }

        /** Sets durationMs: length of the final cut in milliseconds; null for none. */
        public Builder durationMs(@Nullable Long durationMs) {
            this.durationMs = durationMs;
            return this;
        }

        /** Sets contentHash: hash of the final cut; null for none. */
        public Builder contentHash(@Nullable ContentHash contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        /** Sets version: counts the changes of the row, from 1; {@link StorageException.Conflict} tells a stale one. */
        public Builder version(long version) {
            this.version = version;
            return this;
        }

        /** Sets createdAt: when the row was made, UTC, microseconds at most. */
        public Builder createdAt(Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        /** Sets updatedAt: when the row last changed, UTC, microseconds at most. */
        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /**
         * Builds it.
         *
         * @throws StorageException.InvalidInput if something required is not set, or a value is not valid
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
