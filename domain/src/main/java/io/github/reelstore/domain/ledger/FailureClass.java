package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;

/** What a failed attempt means for the job. */
public enum FailureClass {
    /** The request never left this machine, so it may be sent again. */
    NEVER_SENT("never_sent"),
    /** The provider has refused the request for good: it was not accepted and is not charged. */
    REFUSED("refused"),
    /** The provider has refused the request for now, such as by HTTP status 429: it may be sent again later. */
    RATE_LIMITED("rate_limited"),
    /** The request may have been accepted, such as when the connection broke before an answer came. */
    MAYBE_ACCEPTED("maybe_accepted"),
    /** The database was restored from a backup, and does not know whether the request was sent since. */
    RESTORED("restored"),
    /** A poll or a download failed; it is tried again. */
    TEMPORARY("temporary"),
    /** A download brought other bytes than announced, or no media; it is tried again. */
    INVALID("invalid"),
    /** The provider no longer has the result. */
    GONE("gone");

    private final String value;

    FailureClass(String value) {
        this.value = value;
    }

    /** The name in the database and in JSON. */
    public String value() {
        return value;
    }

    /**
     * Parses the result of {@link #value}.
     *
     * @throws StorageException.InvalidInput if there is no class of that name
     */
    public static FailureClass of(String value) {
        return EnumNames.parse(values(), FailureClass::value, value, "failure", "The class of a failure is");
    }

    @Override
    public String toString() {
        return value;
    }
}
