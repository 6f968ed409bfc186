package io.github.reelstore.domain.model;

import io.github.reelstore.domain.internal.Validate;

/**
 * The role of an input image of a video. Models may define roles of their own, so any value is allowed; the constants
 * are the roles that today's video models have.
 *
 * @param value the role as stored in the database, not blank
 */
public record InputRole(String value) {

    /** Shows how a person or an object looks. */
    public static final InputRole REFERENCE = new InputRole("reference");

    /** The first frame of the video. */
    public static final InputRole FIRST_FRAME = new InputRole("first_frame");

    /** The last frame of the video. */
    public static final InputRole LAST_FRAME = new InputRole("last_frame");

    public InputRole {
        Validate.notBlank("role", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
