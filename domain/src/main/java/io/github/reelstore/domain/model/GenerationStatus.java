package io.github.reelstore.domain.model;

import io.github.reelstore.domain.internal.Validate;

/**
 * The status of a generation. The store writes the values of the constants. Other values, written by other programs,
 * are kept unchanged.
 *
 * @param value the status as stored in the database
 */
public record GenerationStatus(String value) {

    /** Not started, or not requested yet. */
    public static final GenerationStatus PENDING = new GenerationStatus("pending");

    /** In progress at the provider. */
    public static final GenerationStatus PROCESSING = new GenerationStatus("processing");

    /** Completed. */
    public static final GenerationStatus COMPLETED = new GenerationStatus("completed");

    /** Failed; it will not complete. */
    public static final GenerationStatus FAILED = new GenerationStatus("failed");

    public GenerationStatus {
        Validate.text("status", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
