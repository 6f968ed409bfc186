package io.github.reelstore.mybatis;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.Quoted;
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
        return StorageException.Unavailable.lasting(subject, "The database failed: " + thrown.getMessage(), thrown);
    }

    private StorageException translate(String subject, SQLException failure) {
        return switch (database.classify(failure)) {
            case DUPLICATE ->
                new StorageException.AlreadyExists(subject, Quoted.shortened(subject) + " is taken already.", failure);
            case CONSTRAINT ->
                new StorageException.Integrity(
                        subject,
                        "The database refuses the change of " + Quoted.shortened(subject) + ": " + failure.getMessage(),
                        failure);
            case BUSY ->
                StorageException.Unavailable.passing(
                        subject, "The database is busy with somebody else's changes; try again in a moment.", failure);
            case READ_ONLY ->
                new StorageException.Unsupported(
                        subject,
                        "Nothing can be changed here: the transaction, or the database, may only be read.",
                        failure);
            case FULL ->
                StorageException.Unavailable.lasting(
                        subject, "The disk of the database is full; make room and try again.", failure);
            case CORRUPT ->
                new StorageException.Corrupt(subject, "The database is damaged: " + failure.getMessage(), failure);
            case OTHER ->
                StorageException.Unavailable.lasting(subject, "The database failed: " + failure.getMessage(), failure);
        };
    }
}
