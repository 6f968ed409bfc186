package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored image (table {@code image_generations}). The row exists because its file does.
 *
 * @param id its id
 * @param profileId whose it is
 * @param projectId the project it belongs to
 * @param provider who made it
 * @param providerImageId what the provider calls it
 * @param prompt what was asked for
 * @param seed the seed that was asked for
 * @param meta anything else, as JSON
 * @param model with which model
 * @param filePath the stored file
 * @param byteSize its size in bytes
 * @param width in pixels, as shown
 * @param height in pixels, as shown
 * @param thumbPath a small copy of it
 * @param contentHash hash of the stored file
 * @param rawResponse the provider's answer, untouched
 * @param status how far it is
 * @param createdAt when the row was made, UTC, microseconds at most
 * @param updatedAt when the row last changed, UTC, microseconds at most
 */
public record ImageGeneration(
        ImageId id,
        ProfileId profileId,
        Optional<ProjectId> projectId,
        String provider,
        Optional<String> providerImageId,
        Optional<String> prompt,
        Optional<String> seed,
        Optional<JsonText> meta,
        Optional<String> model,
        BlobKey filePath,
        Optional<Long> byteSize,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<BlobKey> thumbPath,
        Optional<ContentHash> contentHash,
        Optional<String> rawResponse,
        GenerationStatus status,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a text holds a NUL or half a surrogate pair, a number is negative, or an
     *     instant is finer than a microsecond
     */
    public ImageGeneration {
        Validate.text("profileId", profileId.value());
        Validate.notBlank("provider", provider);
        Validate.text("providerImageId", providerImageId);
        Validate.text("prompt", prompt);
        Validate.text("seed", seed);
        Validate.text("model", model);
        Validate.notNegative("byteSize", byteSize);
        Validate.notNegative("width", width);
        Validate.notNegative("height", height);
        Validate.text("rawResponse", rawResponse);
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
        copy.projectId = projectId.orElse(null);
        copy.provider = provider;
        copy.providerImageId = providerImageId.orElse(null);
        copy.prompt = prompt.orElse(null);
        copy.seed = seed.orElse(null);
        copy.meta = meta.orElse(null);
        copy.model = model.orElse(null);
        copy.filePath = filePath;
        copy.byteSize = byteSize.orElse(null);
        copy.width = width.orElse(null);
        copy.height = height.orElse(null);
        copy.thumbPath = thumbPath.orElse(null);
        copy.contentHash = contentHash.orElse(null);
        copy.rawResponse = rawResponse.orElse(null);
        copy.status = status;
        copy.createdAt = createdAt;
        copy.updatedAt = updatedAt;
        return copy;
    }

    /** Builds a {@link ImageGeneration}; what is not set, or set to null, is absent. */
    public static final class Builder implements Cloneable {
        private @Nullable ImageId id;
        private @Nullable ProfileId profileId;
        private @Nullable ProjectId projectId;
        private @Nullable String provider;
        private @Nullable String providerImageId;
        private @Nullable String prompt;
        private @Nullable String seed;
        private @Nullable JsonText meta;
        private @Nullable String model;
        private @Nullable BlobKey filePath;
        private @Nullable Long byteSize;
        private @Nullable Integer width;
        private @Nullable Integer height;
        private @Nullable BlobKey thumbPath;
        private @Nullable ContentHash contentHash;
        private @Nullable String rawResponse;
        private @Nullable GenerationStatus status = GenerationStatus.COMPLETED;
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
        public Builder id(ImageId id) {
            this.id = id;
            return this;
        }

        /** Sets profileId: whose it is. */
        public Builder profileId(ProfileId profileId) {
            this.profileId = profileId;
            return this;
        }

        /** Sets projectId: the project it belongs to; null for none. */
        public Builder projectId(@Nullable ProjectId projectId) {
            this.projectId = projectId;
            return this;
        }

        /** Sets provider: who made it. */
        public Builder provider(String provider) {
            this.provider = provider;
            return this;
        }

        /** Sets providerImageId: what the provider calls it; null for none. */
        public Builder providerImageId(@Nullable String providerImageId) {
            this.providerImageId = providerImageId;
            return this;
        }

        /** Sets prompt: what was asked for; null for none. */
        public Builder prompt(@Nullable String prompt) {
            this.prompt = prompt;
            return this;
        }

        /** Sets seed: the seed that was asked for; null for none. */
        public Builder seed(@Nullable String seed) {
            this.seed = seed;
            return this;
        }

        /** Sets meta: anything else, as JSON; null for none. */
        public Builder meta(@Nullable JsonText meta) {
            this.meta = meta;
            return this;
        }

        /** Sets model: with which model; null for none. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /** Sets filePath: the stored file. */
        public Builder filePath(BlobKey filePath) {
            this.filePath = filePath;
            return this;
        }

        /** Sets byteSize: its size in bytes; null for none. */
        public Builder byteSize(@Nullable Long byteSize) {
            this.byteSize = byteSize;
            return this;
        }

        /** Sets width: in pixels, as shown; null for none. */
        public Builder width(@Nullable Integer width) {
            this.width = width;
            return this;
        }

        /** Sets height: in pixels, as shown; null for none. */
        public Builder height(@Nullable Integer height) {
            this.height = height;
            return this;
        }

        /** Sets thumbPath: a small copy of it; null for none. */
        public Builder thumbPath(@Nullable BlobKey thumbPath) {
            this.thumbPath = thumbPath;
            return this;
        }

        /** Sets contentHash: hash of the stored file; null for none. */
        public Builder contentHash(@Nullable ContentHash contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        /** Sets rawResponse: the provider's answer, untouched; null for none. */
        public Builder rawResponse(@Nullable String rawResponse) {
            this.rawResponse = rawResponse;
            return this;
        }

        /** Sets status: how far it is. */
        public Builder status(GenerationStatus status) {
            this.status = status;
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
        public ImageGeneration build() {
            return new ImageGeneration(
                    Validate.required("id", id),
                    Validate.required("profileId", profileId),
                    Optional.ofNullable(projectId),
                    Validate.required("provider", provider),
                    Optional.ofNullable(providerImageId),
                    Optional.ofNullable(prompt),
                    Optional.ofNullable(seed),
                    Optional.ofNullable(meta),
                    Optional.ofNullable(model),
                    Validate.required("filePath", filePath),
                    Optional.ofNullable(byteSize),
                    Optional.ofNullable(width),
                    Optional.ofNullable(height),
                    Optional.ofNullable(thumbPath),
                    Optional.ofNullable(contentHash),
                    Optional.ofNullable(rawResponse),
                    Validate.required("status", status),
                    Validate.required("createdAt", createdAt),
                    Validate.required("updatedAt", updatedAt));
        }
    }
}
