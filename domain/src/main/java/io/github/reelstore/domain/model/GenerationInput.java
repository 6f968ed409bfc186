package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;

/**
 * An image that went into a clip (table {@code generation_inputs}); role and position together are unique for a clip.
 *
 * @param generationId the clip
 * @param role what the image is for
 * @param position its place among those of the same role, from 0
 * @param imageGenerationId the image
 */
public record GenerationInput(GenerationId generationId, InputRole role, int position, ImageId imageGenerationId) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the position is negative
     */
    public GenerationInput {
        Validate.notNegative("position", position);
    }
}
