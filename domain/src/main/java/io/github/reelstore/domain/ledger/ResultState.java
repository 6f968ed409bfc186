package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;

/** The state of one result of a job. */
public enum ResultState {
    /** The provider has it; it is not stored yet. */
    PENDING("pending"),
    /** It is stored: its row and its file were written. */
    STORED("stored"),
    /** The provider no longer has it, so that it cannot be stored any more. */
    LOST("lost");

    private final String value;

    ResultState(String value) {
        this.value = value;
    }

    /** The name in the database and in JSON. */
    public String value() {
        return value;
    }

    /**
     * Parses the result of {@link #value}.
     *
     * @throws StorageException.InvalidInput if there is no state of that name
     */
    public static ResultState of(String value) {
        return EnumNames.parse(values(), ResultState::value, value, "state", "A result is");
    }

    @Override
    public String toString() {
        return value;
    }
}
