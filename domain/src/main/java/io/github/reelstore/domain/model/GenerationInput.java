package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;

/**
 * An input image of a video (table {@code generation_inputs}). Role and position together are unique for a video.
 *
 * @param generationId the video
 * @param role the role of the image
 * @param position the position among the inputs of the same role, from 0
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
