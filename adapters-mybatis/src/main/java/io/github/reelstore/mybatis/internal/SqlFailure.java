package io.github.reelstore.mybatis.internal;

/** The kinds of database failure that callers can react to. */
public enum SqlFailure {
    /** A key already exists. */
    DUPLICATE,
    /**
     * A row would refer to a row that does not exist, leave dangling references, or violate a constraint of its column.
     */
    CONSTRAINT,
    /** A parameter contains text that the database cannot store. */
    IMPOSSIBLE_TEXT,
    /** The database is busy; a retry may help. */
    BUSY,
    /** The connection was lost, or none is available; nothing was written, and a retry may help. */
    DISCONNECTED,
    /** The connection was lost during the commit; it is unknown whether it succeeded. */
    OUTCOME_UNKNOWN,
    /** A statement exceeded its timeout, or was cancelled by an administrator. */
    TIMED_OUT,
    /** A transaction exceeded the idle timeout and was ended. */
    IDLE_TOO_LONG,
    /** A transaction exceeded the transaction timeout and was ended. */
    TRANSACTION_TOO_LONG,
    /** The thread was interrupted while waiting for its turn. */
    INTERRUPTED,
    /** The user or the password is no longer accepted. */
    LOCKED_OUT,
    /** The user lacks a privilege. */
    DENIED,
    /** The transaction or the database is read-only. */
    READ_ONLY,
    /** The disk is full. */
    FULL,
    /** The database is damaged. */
    CORRUPT,
    /** Another program has changed the tables since the store was opened. */
    SCHEMA_CHANGED,
    /** Anything else. */
    OTHER
}
