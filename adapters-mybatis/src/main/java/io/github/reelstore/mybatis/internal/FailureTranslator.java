package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.sql.SQLException;

/** Translates database failures into {@link StorageException}s. */
final class FailureTranslator {

    private final Database database;

    FailureTranslator(Database database) {
        this.database = database;
    }

    /** Unwraps the failure that MyBatis wrapped, and translates it. */
    StorageException translate(String subject, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageException known) {
                return known;
            }
            if (cause instanceof SQLException failure) {
                return translate(subject, failure);
            }
        }
        return StorageException.Unavailable.lasting(subject, "The database failed: " + firstLine(thrown), thrown);
    }

    /** Some databases add details on further lines. */
    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private StorageException translate(String subject, SQLException failure) {
        return switch (database.classify(failure)) {
            case DUPLICATE ->
                new StorageException.AlreadyExists(subject, Messages.quoted(subject) + " already exists.", failure);
            case CONSTRAINT ->
                new StorageException.Integrity(
                        subject,
                        "The database rejected the change of " + Messages.quoted(subject) + ": " + firstLine(failure)
                                + ".",
                        failure);
            case IMPOSSIBLE_TEXT ->
                new StorageException.InvalidInput(
                        subject,
                        Messages.quoted(subject)
                                + ", or a value to be stored for it, contains a character that the database"
                                + " cannot store, such as NUL.",
                        failure);
            case BUSY ->
                StorageException.Unavailable.passing(subject, "The database is busy; try again in a moment.", failure);
            case DISCONNECTED ->
                StorageException.Unavailable.passing(
                        subject,
                        "The database cannot be reached, or the connection was lost; try again in a moment.",
                        failure);
            case OUTCOME_UNKNOWN ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The connection was lost during the commit, and it is unknown whether the changes were committed:"
                                + " check whether they are there before making them again.",
                        failure);
            case TIMED_OUT ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The database cancelled a statement: it exceeded the statement timeout, or an administrator"
                                + " cancelled it; raise the timeout, or find out what slows the database down.",
                        failure);
            case IDLE_TOO_LONG ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The database ended the transaction, which was idle for longer than its idle timeout; nothing was"
                                + " changed. Do slow work outside of transactions.",
                        failure);
            case TRANSACTION_TOO_LONG ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The database ended the transaction, which exceeded its transaction timeout; nothing was changed."
                                + " Have its administrator raise the timeout, or do less in one transaction.",
                        failure);
            case INTERRUPTED ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The thread was interrupted while waiting for the database; nothing was changed.",
                        failure);
            case LOCKED_OUT ->
                new StorageException.Configuration(
                        "database.user",
                        "The database no longer accepts the user or password (" + firstLine(failure)
                                + "); correct them, and open the store again.",
                        failure);
            case DENIED ->
                new StorageException.Configuration(
                        "database.user",
                        "The database user lacks a privilege that the store needs: " + firstLine(failure)
                                + "; grant it as described in the documentation of the database's adapter.",
                        failure);
            case READ_ONLY ->
                new StorageException.Unsupported(
                        subject, "Nothing can be changed: the transaction or the database is read-only.", failure);
            case FULL ->
                StorageException.Unavailable.lasting(
                        subject, "The disk of the database is full; make room and try again.", failure);
            case CORRUPT ->
                new StorageException.Corrupt(
                        subject,
                        "The database is damaged (" + firstLine(failure) + "); " + database.damaged(failure) + ".",
                        failure);
            case SCHEMA_CHANGED ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The tables were changed by another program while the store was open (" + firstLine(failure)
                                + "); open it again.",
                        failure);
            case OTHER ->
                StorageException.Unavailable.lasting(subject, "The database failed: " + firstLine(failure), failure);
        };
    }
}
