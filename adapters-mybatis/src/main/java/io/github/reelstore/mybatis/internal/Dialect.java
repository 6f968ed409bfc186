package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.JsonText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of database stores values, and which relations the statements use. A dialect is a constant: all databases of a kind
 * share its parsed statements.
 *
 * @param instants how instants are stored
 * @param json how JSON is stored
 * @param text how text is read
 * @param videos the table or view of videos that the statements use
 * @param statements how statements are sent
 * @param writers how many transactions write at once
 * @param dayOf an SQL expression of the day, in UTC, of an instant, such as {@code 2026-11-30}; {@code %s} stands for the column
 */
public record Dialect(
        ColumnCodec<Instant> instants,
        ColumnCodec<JsonText> json,
        Text text,
        VideoTable videos,
        Statements statements,
        Writers writers,
        String dayOf) {

    /** How many transactions write at once. */
    public enum Writers {
        /** One, of all profiles and processes. */
        ONE,
        /** One of each profile. */
        ONE_A_PROFILE
    }

    /** How statements are sent. */
    public enum Statements {
        /** One by one. */
        ALONE,
        /** Several in one round trip, if separated by semicolons. */
        TOGETHER
    }

    /** Reads a text column. */
    @FunctionalInterface
    public interface Text {
        /**
         * Reads a column, counted from 1; null if it is NULL.
         *
         * @throws SQLException if it cannot be read
         */
        @Nullable String get(ResultSet row, int column) throws SQLException;
    }
}
