package io.github.reelstore.domain.model;

import io.github.reelstore.domain.internal.Validate;

/**
 * How far a generation is. The constants are what the store itself writes; databases that other programs wrote hold
 * others, which are kept as they are.
 *
 * @param value the status as it stands in the database
 */
public record GenerationStatus(String value) {

    /** Not yet begun, or not yet asked for. */
    public static final GenerationStatus PENDING = new GenerationStatus("pending");

    /** The provider is at it. */
    public static final GenerationStatus PROCESSING = new GenerationStatus("processing");

    /** Done. */
    public static final GenerationStatus COMPLETED = new GenerationStatus("completed");

    /** It will not be done. */
    public static final GenerationStatus FAILED = new GenerationStatus("failed");

    public GenerationStatus {
        Validate.text("status", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
