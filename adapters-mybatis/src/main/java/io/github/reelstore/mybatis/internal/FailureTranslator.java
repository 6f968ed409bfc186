package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.sql.SQLException;

/** Says the database's failures in the domain's words. */
final class FailureTranslator {

    private final Database database;

    FailureTranslator(Database database) {
        this.database = database;
    }

    /** Finds in what MyBatis threw the failure that it wraps. */
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

    /** Some databases add where and why in further lines. */
    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private StorageException translate(String subject, SQLException failure) {
        return switch (database.classify(failure)) {
            case DUPLICATE ->
                new StorageException.AlreadyExists(subject, Messages.quoted(subject) + " is taken already.", failure);
            case CONSTRAINT ->
                new StorageException.Integrity(
                        subject,
                        "The database refuses the change of " + Messages.quoted(subject) + ": " + firstLine(failure)
                                + ".",
                        failure);
            case IMPOSSIBLE_TEXT ->
                new StorageException.InvalidInput(
                        subject,
                        Messages.quoted(subject)
                                + ", or what was to be stored for it, holds a character that the database"
                                + " cannot have, such as NUL.",
                        failure);
            case BUSY ->
                StorageException.Unavailable.passing(
                        subject, "The database is busy with somebody else's changes; try again in a moment.", failure);
            case DISCONNECTED ->
                StorageException.Unavailable.passing(
                        subject,
                        "The database cannot be reached, or broke the connection; try again in a moment.",
                        failure);
            case OUTCOME_UNKNOWN ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The connection broke while the changes were being committed, and the database does not tell whether"
                                + " they were: look whether they are there before making them again.",
                        failure);
            case TIMED_OUT ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The database ended a statement, which took longer than the statement timeout or was cancelled by"
                                + " an administrator; raise the timeout, or find out what slows the database down.",
                        failure);
            case IDLE_TOO_LONG ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The database ended the transaction, which did nothing for longer than it lets one; nothing was"
                                + " changed. Do what takes long outside of transactions.",
                        failure);
            case TRANSACTION_TOO_LONG ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The database ended the transaction, which took longer than it lets one; nothing was changed."
                                + " Have its administrator raise that limit, or do less in one transaction.",
                        failure);
            case INTERRUPTED ->
                StorageException.Unavailable.lasting(
                        subject,
                        "The thread was interrupted while it waited for the database; nothing was changed.",
                        failure);
            case LOCKED_OUT ->
                new StorageException.Configuration(
                        "database.user",
                        "The database no longer takes the user or password (" + firstLine(failure)
                                + "); give those that it takes now, and open the store again.",
                        failure);
            case DENIED ->
                new StorageException.Configuration(
                        "database.user",
                        "The database denies its user what the store needs: " + firstLine(failure)
                                + "; grant it, as the documentation of the database's adapter says.",
                        failure);
            case READ_ONLY ->
                new StorageException.Unsupported(
                        subject,
                        "Nothing can be changed here: the transaction, or the database, may only be read.",
                        failure);
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
