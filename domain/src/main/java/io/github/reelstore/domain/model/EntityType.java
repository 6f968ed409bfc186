package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;

/** The types of rows that have an id and refer to files or to other rows. */
public enum EntityType {
    /** A row of {@code video_projects}. */
    PROJECT("project"),
    /** A row of {@code veo3_video_generations}. */
    GENERATION("generation"),
    /** A row of {@code image_generations}. */
    IMAGE("image"),
    /** A row of {@code audio_generations}. */
    AUDIO("audio");

    private final String value;

    EntityType(String value) {
        this.value = value;
    }

    /** The name in databases, plans and JSON. */
    public String value() {
        return value;
    }

    /**
     * Parses the result of {@link #value}.
     *
     * @throws StorageException.InvalidInput if there is no type of that name
     */
    public static EntityType of(String value) {
        return EnumNames.parse(values(), EntityType::value, value, "row kind", "A row is");
    }

    @Override
    public String toString() {
        return value;
    }
}
