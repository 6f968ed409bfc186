package io.github.reelstore.domain.model;

import io.github.reelstore.domain.internal.Validate;

/**
 * What an image is for in the making of a clip. Models come and go with roles of their own, so this is open; the constants
 * are those that video models know today.
 *
 * @param value the role as it stands in the database, not blank
 */
public record InputRole(String value) {

    /** Shows what something or someone looks like. */
    public static final InputRole REFERENCE = new InputRole("reference");

    /** The clip begins with it. */
    public static final InputRole FIRST_FRAME = new InputRole("first_frame");

    /** The clip ends with it. */
    public static final InputRole LAST_FRAME = new InputRole("last_frame");

    public InputRole {
        Validate.notBlank("role", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
