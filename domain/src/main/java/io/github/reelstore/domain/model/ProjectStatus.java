package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far a project is. */
public enum ProjectStatus {
    /** Being thought about. */
    DRAFT,
    /** Being made. */
    IN_PROGRESS,
    /** Its final cut is done. */
    COMPLETED,
    /** Kept, but out of the way. */
    ARCHIVED;

    /** The status as it stands in the database, such as {@code in_progress}. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status that stands in the database, or was given by a person, as {@code value}.
     *
     * @throws StorageException.InvalidInput if there is none; the message names those there are
     */
    public static ProjectStatus of(String value) {
        for (ProjectStatus status : values()) {
            if (status.value().equals(value)) {
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
