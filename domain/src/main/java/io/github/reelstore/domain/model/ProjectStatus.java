package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
        for (ProjectStatus status : values()) {
            if (status.value.equals(value)) {
                return status;
            }
        }
        throw new StorageException.InvalidInput(
                "status",
                Messages.quoted(value) + " is not a project's status; use "
                        + Arrays.stream(values()).map(ProjectStatus::value).collect(Collectors.joining(", ")) + ".");
    }

    @Override
    public String toString() {
        return value();
    }
}
