package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import java.sql.BatchUpdateException;
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

    private StorageException translate(String subject, SQLException thrown) {
        // a batch's own message is its first statement, with the values of the row
        SQLException reason = thrown instanceof BatchUpdateException ? thrown.getNextException() : null;
        SQLException failure = reason == null ? thrown : reason;
        SqlFailure kind = database.classify(failure);
        String advice = kind == SqlFailure.CORRUPT ? database.damaged(failure) : "";
        return kind.exception(subject, firstLine(failure), advice, failure);
    }
}
