package io.github.reelstore.domain.port.blob;

import java.util.Arrays;
import java.util.Optional;

/** Which writes of a server are exclusive: of several concurrent writers of one key, exactly one succeeds. */
public enum ExclusiveWrites {
    /** All writes. */
    ALL("all"),
    /** Only files that are sent in one request, not those that are sent in parts. */
    ONE_REQUEST("one-request"),
    /** No write: the server ignores or does not know the condition, or does not keep it among concurrent writers. */
    NONE("none");

    private final String value;

    ExclusiveWrites(String value) {
        this.value = value;
    }

    /** The word that is stored. */
    public String value() {
        return value;
    }

    /** The constant with that stored word; empty for an unknown word, such as one of a later version. */
    public static Optional<ExclusiveWrites> of(String value) {
        return Arrays.stream(values()).filter(each -> each.value.equals(value)).findFirst();
    }
}
