package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

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
 * @param meta other data, as JSON; the caller's alone
 * @param mediaInfo what the store knows about the file and has no column of its own for
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
 * @param sceneId the id of the scene that it is a take of
 * @param madeFrom what it was made from, to compare with what its scene says now; empty if that is not known
 */
@RecordBuilder
public record ImageGeneration(
        ImageId id,
        ProfileId profileId,
        Optional<ProjectId> projectId,
        String provider,
        Optional<String> providerImageId,
        Optional<String> prompt,
        Optional<String> seed,
        Optional<JsonText> meta,
        Optional<MediaInfo> mediaInfo,
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
        Instant updatedAt,
        Optional<String> sceneId,
        Optional<MadeFrom> madeFrom) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a required value is missing, a text contains a NUL or half a surrogate pair, a number is negative, or
     *     an instant is finer than a microsecond
     */
    public ImageGeneration {
        Validate.required("id", id);
        Validate.required("profileId", profileId);
        Validate.required("provider", provider);
        Validate.required("filePath", filePath);
        Validate.required("status", status);
        Validate.required("createdAt", createdAt);
        Validate.required("updatedAt", updatedAt);
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
        Validate.text("sceneId", sceneId);
        Validate.micros("createdAt", createdAt);
        Validate.micros("updatedAt", updatedAt);
    }

    /** A builder with the default values. */
    public static ImageGenerationBuilder builder() {
        return ImageGenerationBuilder.builder().status(GenerationStatus.COMPLETED);
    }

    /** A builder with the values of this row, to make a changed copy. */
    public ImageGenerationBuilder toBuilder() {
        return ImageGenerationBuilder.builder(this);
    }
}
