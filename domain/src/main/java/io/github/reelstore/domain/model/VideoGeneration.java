package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A clip, made or in the making, by a video model (table {@code veo3_video_generations}). Media that has been stored is at
 * {@code filePath}; {@code videoPath} and the URLs are what a provider or another program noted and are only kept.
 *
 * @param id its id
 * @param profileId whose it is
 * @param projectId the project it belongs to
 * @param sceneId the scene it shows
 * @param operationName what the provider calls the request, to poll it by
 * @param prompt what was asked for
 * @param seed the seed that was asked for; providers do not promise the same clip for it
 * @param aspectRatio width to height, such as {@code 16:9}
 * @param status how far it is
 * @param mediaGenerationId what the provider calls the result
 * @param fifeUrl where the provider's image server showed it
 * @param servingBaseUri the base of the provider's serving addresses
 * @param videoUrl where the provider kept it, often signed and soon expired
 * @param videoPath where another program put it, often an absolute path; never read by the store
 * @param errorMessage why it failed
 * @param rawResponse the provider's answer, untouched
 * @param createdAt when the row was made, UTC, microseconds at most
 * @param updatedAt when the row last changed, UTC, microseconds at most
 * @param completedAt when it was done, UTC, microseconds at most
 * @param generationType such as {@code text-to-video}
 * @param imageReferences ids another program noted, untouched; ours are {@link GenerationInput}s
 * @param imageGenerationId the image it was made from
 * @param audioGenerationId its speech, in its first language
 * @param provider who made it
 * @param model with which model
 * @param contentHash hash of the stored clip
 * @param filePath the stored clip
 * @param byteSize its size in bytes
 * @param durationMs its length in milliseconds
 * @param width in pixels, as shown
 * @param height in pixels, as shown
 * @param thumbPath a frame of it, small
 * @param meta anything else, as JSON; what the store noted of the file is under {@code reelstore}
 */
public record VideoGeneration(
        GenerationId id,
        ProfileId profileId,
        Optional<ProjectId> projectId,
        Optional<String> sceneId,
        Optional<String> operationName,
        Optional<String> prompt,
        Optional<Long> seed,
        Optional<String> aspectRatio,
        GenerationStatus status,
        Optional<String> mediaGenerationId,
        Optional<String> fifeUrl,
        Optional<String> servingBaseUri,
        Optional<String> videoUrl,
        Optional<String> videoPath,
        Optional<String> errorMessage,
        Optional<String> rawResponse,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> completedAt,
        Optional<String> generationType,
        Optional<String> imageReferences,
        Optional<ImageId> imageGenerationId,
        Optional<AudioId> audioGenerationId,
        Optional<String> provider,
        Optional<String> model,
        Optional<ContentHash> contentHash,
        Optional<BlobKey> filePath,
        Optional<Long> byteSize,
        Optional<Long> durationMs,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<BlobKey> thumbPath,
        Optional<JsonText> meta) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a text holds a NUL or half a surrogate pair, a number is negative, or an
     *     instant is finer than a microsecond
     */
    public VideoGeneration {
        Validate.text("profileId", profileId.value());
        Validate.text("sceneId", sceneId);
        Validate.text("operationName", operationName);
        Validate.text("prompt", prompt);
        Validate.text("aspectRatio", aspectRatio);
        Validate.text("mediaGenerationId", mediaGenerationId);
        Validate.text("fifeUrl", fifeUrl);
        Validate.text("servingBaseUri", servingBaseUri);
        Validate.text("videoUrl", videoUrl);
        Validate.text("videoPath", videoPath);
        Validate.text("errorMessage", errorMessage);
        Validate.text("rawResponse", rawResponse);
        Validate.micros("createdAt", createdAt);
        Validate.micros("updatedAt", updatedAt);
        Validate.micros("completedAt", completedAt);
        Validate.text("generationType", generationType);
        Validate.text("imageReferences", imageReferences);
        Validate.text("provider", provider);
        Validate.text("model", model);
        Validate.notNegative("byteSize", byteSize);
        Validate.notNegative("durationMs", durationMs);
        Validate.notNegative("width", width);
        Validate.notNegative("height", height);
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
        copy.sceneId = sceneId.orElse(null);
        copy.operationName = operationName.orElse(null);
        copy.prompt = prompt.orElse(null);
        copy.seed = seed.orElse(null);
        copy.aspectRatio = aspectRatio.orElse(null);
        copy.status = status;
        copy.mediaGenerationId = mediaGenerationId.orElse(null);
        copy.fifeUrl = fifeUrl.orElse(null);
        copy.servingBaseUri = servingBaseUri.orElse(null);
        copy.videoUrl = videoUrl.orElse(null);
        copy.videoPath = videoPath.orElse(null);
        copy.errorMessage = errorMessage.orElse(null);
        copy.rawResponse = rawResponse.orElse(null);
        copy.createdAt = createdAt;
        copy.updatedAt = updatedAt;
        copy.completedAt = completedAt.orElse(null);
        copy.generationType = generationType.orElse(null);
        copy.imageReferences = imageReferences.orElse(null);
        copy.imageGenerationId = imageGenerationId.orElse(null);
        copy.audioGenerationId = audioGenerationId.orElse(null);
        copy.provider = provider.orElse(null);
        copy.model = model.orElse(null);
        copy.contentHash = contentHash.orElse(null);
        copy.filePath = filePath.orElse(null);
        copy.byteSize = byteSize.orElse(null);
        copy.durationMs = durationMs.orElse(null);
        copy.width = width.orElse(null);
        copy.height = height.orElse(null);
        copy.thumbPath = thumbPath.orElse(null);
        copy.meta = meta.orElse(null);
        return copy;
    }

    /** Builds a {@link VideoGeneration}; what is not set, or set to null, is absent. */
    public static final class Builder implements Cloneable {
        private @Nullable GenerationId id;
        private @Nullable ProfileId profileId;
        private @Nullable ProjectId projectId;
        private @Nullable String sceneId;
        private @Nullable String operationName;
        private @Nullable String prompt;
        private @Nullable Long seed;
        private @Nullable String aspectRatio;
        private @Nullable GenerationStatus status;
        private @Nullable String mediaGenerationId;
        private @Nullable String fifeUrl;
        private @Nullable String servingBaseUri;
        private @Nullable String videoUrl;
        private @Nullable String videoPath;
        private @Nullable String errorMessage;
        private @Nullable String rawResponse;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;
        private @Nullable Instant completedAt;
        private @Nullable String generationType = "text-to-video";
        private @Nullable String imageReferences;
        private @Nullable ImageId imageGenerationId;
        private @Nullable AudioId audioGenerationId;
        private @Nullable String provider;
        private @Nullable String model;
        private @Nullable ContentHash contentHash;
        private @Nullable BlobKey filePath;
        private @Nullable Long byteSize;
        private @Nullable Long durationMs;
        private @Nullable Integer width;
        private @Nullable Integer height;
        private @Nullable BlobKey thumbPath;
        private @Nullable JsonText meta;

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
        public Builder id(GenerationId id) {
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

        /** Sets sceneId: the scene it shows; null for none. */
        public Builder sceneId(@Nullable String sceneId) {
            this.sceneId = sceneId;
            return this;
        }

        /** Sets operationName: what the provider calls the request, to poll it by; null for none. */
        public Builder operationName(@Nullable String operationName) {
            this.operationName = operationName;
            return this;
        }

        /** Sets prompt: what was asked for; null for none. */
        public Builder prompt(@Nullable String prompt) {
            this.prompt = prompt;
            return this;
        }

        /** Sets seed: the seed that was asked for; providers do not promise the same clip for it; null for none. */
        public Builder seed(@Nullable Long seed) {
            this.seed = seed;
            return this;
        }

        /** Sets aspectRatio: width to height, such as {@code 16:9}; null for none. */
        public Builder aspectRatio(@Nullable String aspectRatio) {
            this.aspectRatio = aspectRatio;
            return this;
        }

        /** Sets status: how far it is. */
        public Builder status(GenerationStatus status) {
            this.status = status;
            return this;
        }

        /** Sets mediaGenerationId: what the provider calls the result; null for none. */
        public Builder mediaGenerationId(@Nullable String mediaGenerationId) {
            this.mediaGenerationId = mediaGenerationId;
            return this;
        }

        /** Sets fifeUrl: where the provider's image server showed it; null for none. */
        public Builder fifeUrl(@Nullable String fifeUrl) {
            this.fifeUrl = fifeUrl;
            return this;
        }

        /** Sets servingBaseUri: the base of the provider's serving addresses; null for none. */
        public Builder servingBaseUri(@Nullable String servingBaseUri) {
            this.servingBaseUri = servingBaseUri;
            return this;
        }

        /** Sets videoUrl: where the provider kept it, often signed and soon expired; null for none. */
        public Builder videoUrl(@Nullable String videoUrl) {
            this.videoUrl = videoUrl;
            return this;
        }

        /** Sets videoPath: where another program put it, often an absolute path; never read by the store; null for none. */
        public Builder videoPath(@Nullable String videoPath) {
            this.videoPath = videoPath;
            return this;
        }

        /** Sets errorMessage: why it failed; null for none. */
        public Builder errorMessage(@Nullable String errorMessage) {
            this.errorMessage = errorMessage;
            return this;
        }

        /** Sets rawResponse: the provider's answer, untouched; null for none. */
        public Builder rawResponse(@Nullable String rawResponse) {
            this.rawResponse = rawResponse;
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

        /** Sets completedAt: when it was done, UTC, microseconds at most; null for none. */
        public Builder completedAt(@Nullable Instant completedAt) {
            this.completedAt = completedAt;
            return this;
        }

        /** Sets generationType: such as {@code text-to-video}; null for none. */
        public Builder generationType(@Nullable String generationType) {
            this.generationType = generationType;
            return this;
        }

        /** Sets imageReferences: ids another program noted, untouched; ours are {@link GenerationInput}s; null for none. */
        public Builder imageReferences(@Nullable String imageReferences) {
            this.imageReferences = imageReferences;
            return this;
        }

        /** Sets imageGenerationId: the image it was made from; null for none. */
        public Builder imageGenerationId(@Nullable ImageId imageGenerationId) {
            this.imageGenerationId = imageGenerationId;
            return this;
        }

        /** Sets audioGenerationId: its speech, in its first language; null for none. */
        public Builder audioGenerationId(@Nullable AudioId audioGenerationId) {
            this.audioGenerationId = audioGenerationId;
            return this;
        }

        /** Sets provider: who made it; null for none. */
        public Builder provider(@Nullable String provider) {
            this.provider = provider;
            return this;
        }

        /** Sets model: with which model; null for none. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /** Sets contentHash: hash of the stored clip; null for none. */
        public Builder contentHash(@Nullable ContentHash contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        /** Sets filePath: the stored clip; null for none. */
        public Builder filePath(@Nullable BlobKey filePath) {
            this.filePath = filePath;
            return this;
        }

        /** Sets byteSize: its size in bytes; null for none. */
        public Builder byteSize(@Nullable Long byteSize) {
            this.byteSize = byteSize;
            return this;
        }

        /** Sets durationMs: its length in milliseconds; null for none. */
        public Builder durationMs(@Nullable Long durationMs) {
            this.durationMs = durationMs;
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

        /** Sets thumbPath: a frame of it, small; null for none. */
        public Builder thumbPath(@Nullable BlobKey thumbPath) {
            this.thumbPath = thumbPath;
            return this;
        }

        /** Sets meta: anything else, as JSON; null for none. */
        public Builder meta(@Nullable JsonText meta) {
            this.meta = meta;
            return this;
        }

        /**
         * Builds it.
         *
         * @throws StorageException.InvalidInput if something required is not set, or a value is not valid
         */
        public VideoGeneration build() {
            return new VideoGeneration(
                    Validate.required("id", id),
                    Validate.required("profileId", profileId),
                    Optional.ofNullable(projectId),
                    Optional.ofNullable(sceneId),
                    Optional.ofNullable(operationName),
                    Optional.ofNullable(prompt),
                    Optional.ofNullable(seed),
                    Optional.ofNullable(aspectRatio),
                    status == null
                            ? (filePath == null ? GenerationStatus.PENDING : GenerationStatus.COMPLETED)
                            : status,
                    Optional.ofNullable(mediaGenerationId),
                    Optional.ofNullable(fifeUrl),
                    Optional.ofNullable(servingBaseUri),
                    Optional.ofNullable(videoUrl),
                    Optional.ofNullable(videoPath),
                    Optional.ofNullable(errorMessage),
                    Optional.ofNullable(rawResponse),
                    Validate.required("createdAt", createdAt),
                    Validate.required("updatedAt", updatedAt),
                    Optional.ofNullable(completedAt),
                    Optional.ofNullable(generationType),
                    Optional.ofNullable(imageReferences),
                    Optional.ofNullable(imageGenerationId),
                    Optional.ofNullable(audioGenerationId),
                    Optional.ofNullable(provider),
                    Optional.ofNullable(model),
                    Optional.ofNullable(contentHash),
                    Optional.ofNullable(filePath),
                    Optional.ofNullable(byteSize),
                    Optional.ofNullable(durationMs),
                    Optional.ofNullable(width),
                    Optional.ofNullable(height),
                    Optional.ofNullable(thumbPath),
                    Optional.ofNullable(meta));
        }
    }
}
