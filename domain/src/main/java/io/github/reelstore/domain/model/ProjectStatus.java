package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;
import java.util.Locale;

/** The status of a project. */
public enum ProjectStatus {
    /** Planned. */
    DRAFT,
    /** In production. */
    IN_PROGRESS,
    /** Finished, with its final cut. */
    COMPLETED,
    /** Kept, but no longer active. */
    ARCHIVED;

    private final String value = name().toLowerCase(Locale.ROOT);

    /** The status as stored in the database, such as {@code in_progress}. */
    public String value() {
        return value;
    }

    /**
     * Parses a status from the database or from user input.
     *
     * @throws StorageException.InvalidInput if there is no such status; the message lists the valid ones
     */
    public static ProjectStatus of(String value) {
        return EnumNames.parse(values(), ProjectStatus::value, value, "status", "A project is");
    }

    @Override
    public String toString() {
        return value();
    }
}
