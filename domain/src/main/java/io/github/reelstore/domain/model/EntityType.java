package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.Arrays;
import java.util.stream.Collectors;

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
        return Arrays.stream(values())
                .filter(kind -> kind.value.equals(value))
                .findFirst()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "row kind",
                        "A row is one of "
                                + Arrays.stream(values()).map(EntityType::value).collect(Collectors.joining(", "))
                                + "; not \"" + value + "\"."));
    }

    @Override
    public String toString() {
        return value;
    }
}
