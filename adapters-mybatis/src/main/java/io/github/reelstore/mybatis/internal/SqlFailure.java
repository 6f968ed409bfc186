package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.sql.SQLException;

/** The kinds of database failure that callers can react to, each with the exception that they get. */
public enum SqlFailure {
    /** A key already exists. */
    DUPLICATE(StorageException.AlreadyExists::new, "%1$s already exists."),
    /**
     * A row would refer to a row that does not exist, leave dangling references, or violate a constraint of its column.
     */
    CONSTRAINT(StorageException.Integrity::new, "The database rejected the change of %1$s: %2$s."),
    /** A parameter contains text that the database cannot store. */
    IMPOSSIBLE_TEXT(
            StorageException.InvalidInput::new,
            "%1$s, or a value to be stored for it, contains a character that the database cannot store, such as"
                    + " NUL."),
    /** The database is busy; a retry may help. */
    BUSY(StorageException.Unavailable::passing, "The database is busy; try again in a moment."),
    /** The connection was lost, or none is available; nothing was written, and a retry may help. */
    DISCONNECTED(
            StorageException.Unavailable::passing,
            "The database cannot be reached, or the connection was lost; try again in a moment."),
    /** The connection was lost during the commit; it is unknown whether it succeeded. */
    OUTCOME_UNKNOWN(
            StorageException.Unavailable::lasting,
            "The connection was lost during the commit, and it is unknown whether the changes were committed: check"
                    + " whether they are there before making them again."),
    /** A statement exceeded its timeout, or was cancelled by an administrator. */
    TIMED_OUT(
            StorageException.Unavailable::lasting,
            "The database cancelled a statement: it exceeded the statement timeout, or an administrator cancelled it;"
                    + " raise the timeout, or find out what slows the database down."),
    /** A transaction exceeded the idle timeout and was ended. */
    IDLE_TOO_LONG(
            StorageException.Unavailable::lasting,
            "The database ended the transaction, which was idle for longer than its idle timeout; nothing was changed."
                    + " Do slow work outside of transactions."),
    /** A transaction exceeded the transaction timeout and was ended. */
    TRANSACTION_TOO_LONG(
            StorageException.Unavailable::lasting,
            "The database ended the transaction, which exceeded its transaction timeout; nothing was changed. Have its"
                    + " administrator raise the timeout, or do less in one transaction."),
    /** The thread was interrupted while waiting for its turn. */
    INTERRUPTED(
            StorageException.Unavailable::lasting,
            "The thread was interrupted while waiting for the database; nothing was changed."),
    /** The user or the password is no longer accepted. */
    LOCKED_OUT(
            SqlFailure::wrongUser,
            "The database no longer accepts the user or password (%2$s); correct them, and open the store again."),
    /** The user lacks a privilege. */
    DENIED(
            SqlFailure::wrongUser,
            "The database user lacks a privilege that the store needs: %2$s; grant it as described in the"
                    + " documentation of the database's adapter."),
    /** The transaction or the database is read-only. */
    READ_ONLY(
            StorageException.Unsupported::new, "Nothing can be changed: the transaction or the database is read-only."),
    /** The disk is full, or its quota is used up. */
    FULL(
            StorageException.Unavailable::lasting,
            "The disk of the database is full, or its quota is used up; make room and try again. If the media files are on it"
                    + " too, \"reelstore gc\" frees room."),
    /** The database is damaged. */
    CORRUPT(StorageException.Corrupt::new, "The database is damaged (%2$s); %3$s."),
    /** Another program has changed the tables since the store was opened. */
    SCHEMA_CHANGED(
            StorageException.Unavailable::lasting,
            "The tables were changed by another program while the store was open (%2$s); open it again."),
    /** Anything else. */
    OTHER(StorageException.Unavailable::lasting, "The database failed: %2$s");

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final ExceptionFactory factory;
    /** Its arguments are those of {@link #exception}. */
    private final String sentence;

    SqlFailure(ExceptionFactory factory, String sentence) {
        this.factory = factory;
        this.sentence = sentence;
    }

    @FunctionalInterface
    private interface ExceptionFactory {
        StorageException create(String subject, String message, SQLException cause);
    }

    private static StorageException wrongUser(String subject, String message, SQLException cause) {
        return new StorageException.Configuration("database.user", message, cause);
    }

    /**
     * The exception of this kind.
     *
     * @param subject the id or key that the statement was about
     * @param reason the message of the database, on one line
     * @param advice what to do about a damaged database, as the end of a sentence
     */
    StorageException exception(String subject, String reason, String advice, SQLException cause) {
        return factory.create(subject, sentence.formatted(Messages.quoted(subject), reason, advice), cause);
    }
}
