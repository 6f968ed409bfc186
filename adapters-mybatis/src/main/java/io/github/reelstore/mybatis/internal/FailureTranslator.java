package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.function.Function;

/** Translates database failures into {@link StorageException}s. */
public final class FailureTranslator {

    private final Function<SQLException, SqlFailure> classify;
    private final Function<SQLException, String> damaged;

    FailureTranslator(Database database) {
        this(database::classify, database::damaged);
    }

    /**
     * @param classify as {@link Database#classify} does
     * @param damaged as {@link Database#damaged} does
     */
    public FailureTranslator(Function<SQLException, SqlFailure> classify, Function<SQLException, String> damaged) {
        this.classify = classify;
        this.damaged = damaged;
    }

    /** Unwraps the failure that MyBatis wrapped, and translates it. */
    public StorageException translate(String subject, Throwable thrown) {
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
        SqlFailure kind = classify.apply(failure);
        String advice = kind == SqlFailure.CORRUPT ? damaged.apply(failure) : "";
        return kind.exception(subject, firstLine(failure), advice, failure);
    }
}
