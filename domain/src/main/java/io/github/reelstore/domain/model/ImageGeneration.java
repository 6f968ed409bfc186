package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored image (table {@code image_generations}). The row is written together with its file.
 *
 * @param id the id of the row
 * @param profileId the profile that owns the row
 * @param projectId the project that the image belongs to
 * @param provider the provider that generated it
 * @param providerImageId the provider's id of the image
 * @param prompt the prompt
 * @param seed the requested seed
 * @param meta other data, as JSON; the member {@code reelstore} contains the notes of the store about the file
 * @param model the provider's model
 * @param filePath the key of the stored file
 * @param byteSize the size of the file in bytes
 * @param width the width in pixels, as displayed
 * @param height the height in pixels, as displayed
 * @param thumbPath the key of the thumbnail
 * @param contentHash the SHA-256 of the stored file
 * @param rawResponse the provider's response, unchanged
 * @param status the status of the generation
 * @param createdAt when the row was created, UTC, with a precision of microseconds
 * @param updatedAt when the row was last changed, UTC, with a precision of microseconds
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
     * @throws StorageException.InvalidInput if a text contains a NUL or half a surrogate pair, a number is negative, or
     *     an instant is finer than a microsecond
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

    /** Creates a builder with the default values. */
    public static Builder builder() {
        return new Builder();
    }

    /** Creates a builder with the values of this record, to make a changed copy. */
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

    /** Builds an {@link ImageGeneration}; values that are not set, or set to null, are empty. */
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

        /** Creates an independent builder with the same values. */
        public Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("the builder is Cloneable", e);
            }
        }

        /** Sets the id of the row. */
        public Builder id(ImageId id) {
            this.id = id;
            return this;
        }

        /** Sets the profile that owns the row. */
        public Builder profileId(ProfileId profileId) {
            this.profileId = profileId;
            return this;
        }

        /** Sets the project that the image belongs to; null for none. */
        public Builder projectId(@Nullable ProjectId projectId) {
            this.projectId = projectId;
            return this;
        }

        /** Sets the provider that generated it. */
        public Builder provider(String provider) {
            this.provider = provider;
            return this;
        }

        /** Sets the provider's id of the image; null for none. */
        public Builder providerImageId(@Nullable String providerImageId) {
            this.providerImageId = providerImageId;
            return this;
        }

        /** Sets the prompt; null for none. */
        public Builder prompt(@Nullable String prompt) {
            this.prompt = prompt;
            return this;
        }

        /** Sets the requested seed; null for none. */
        public Builder seed(@Nullable String seed) {
            this.seed = seed;
            return this;
        }

        /** Sets other data, as JSON; null for none. */
        public Builder meta(@Nullable JsonText meta) {
            this.meta = meta;
            return this;
        }

        /** Sets the provider's model; null for none. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /** Sets the key of the stored file. */
        public Builder filePath(BlobKey filePath) {
            this.filePath = filePath;
            return this;
        }

        /** Sets the size of the file in bytes; null for none. */
        public Builder byteSize(@Nullable Long byteSize) {
            this.byteSize = byteSize;
            return this;
        }

        /** Sets the width in pixels, as displayed; null for none. */
        public Builder width(@Nullable Integer width) {
            this.width = width;
            return this;
        }

        /** Sets the height in pixels, as displayed; null for none. */
        public Builder height(@Nullable Integer height) {
            this.height = height;
            return this;
        }

        /** Sets the key of the thumbnail; null for none. */
        public Builder thumbPath(@Nullable BlobKey thumbPath) {
            this.thumbPath = thumbPath;
            return this;
        }

        /** Sets the SHA-256 of the stored file; null for none. */
        public Builder contentHash(@Nullable ContentHash contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        /** Sets the provider's response, unchanged; null for none. */
        public Builder rawResponse(@Nullable String rawResponse) {
            this.rawResponse = rawResponse;
            return this;
        }

        /** Sets the status of the generation. */
        public Builder status(GenerationStatus status) {
            this.status = status;
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
