package io.github.reelstore.domain.model;

import java.util.Locale;

/** Something that a take is made from; see {@link MadeFrom}. */
public enum Ingredient {
    /** The provider. */
    PROVIDER,
    /** The provider's model. */
    MODEL,
    /** The parameters that only the provider knows. */
    PARAMETERS,
    /** The prompt. */
    PROMPT,
    /** The spoken text. */
    TEXT,
    /** The voice. */
    VOICE,
    /** The images that were sent along. */
    IMAGES;

    private final String value = name().toLowerCase(Locale.ROOT);

    /** The name in the database and in JSON. */
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return value;
    }
}
