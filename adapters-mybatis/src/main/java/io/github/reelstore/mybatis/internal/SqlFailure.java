package io.github.reelstore.mybatis.internal;

/** The kinds of failure that a caller can do something about. */
public enum SqlFailure {
    /** A key is taken. */
    DUPLICATE,
    /** A row would refer to nothing, leave others without what they refer to, or hold what its column may not. */
    CONSTRAINT,
    /** A statement was given a text that the database cannot hold, to look for or to store. */
    IMPOSSIBLE_TEXT,
    /** Somebody else is at it; trying again may help. */
    BUSY,
    /** The connection broke, or none can be had just now; nothing was written, and trying again may help. */
    DISCONNECTED,
    /** The connection broke during the commit, and nobody can tell whether that was done. */
    OUTCOME_UNKNOWN,
    /** A statement took longer than it may, or somebody ended it by hand. */
    TIMED_OUT,
    /** A transaction did nothing for longer than it may, and was ended. */
    IDLE_TOO_LONG,
    /** A transaction took longer than it may, and was ended. */
    TRANSACTION_TOO_LONG,
    /** The thread was interrupted while it waited for its turn. */
    INTERRUPTED,
    /** The user or the password is not taken any more. */
    LOCKED_OUT,
    /** The user lacks a right. */
    DENIED,
    /** The transaction, or the database, may not be written. */
    READ_ONLY,
    /** There is no room left. */
    FULL,
    /** What is stored is damaged. */
    CORRUPT,
    /** The tables are not those that the store opened: another program has changed them meanwhile. */
    SCHEMA_CHANGED,
    /** Anything else. */
    OTHER
}
