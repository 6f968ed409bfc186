package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What differs between the SQL databases. Everything they share is in this module. */
public interface Database extends AutoCloseable {

    /** Whether a transaction may write. */
    enum Access {
        /** Reads only, from a single snapshot; the database rejects writes. */
        READ,
        /**
         * May write. Waits for its turn when it begins, not at its first write; transactions of the same profile, at
         * least, run one after another.
         */
        WRITE
    }

    /**
     * Begins a transaction on a connection of its own.
     *
     * @throws SQLException if no connection is available; nothing needs releasing then
     */
    RunningTransaction begin(Access access, ProfileId profile) throws SQLException;

    /** Classifies a failure by its code, never by its text. */
    SqlFailure classify(SQLException failure);

    /**
     * Records that the database is damaged, so that no more writes are accepted, if this database can enforce that.
     *
     * @param failure one that {@link #classify} maps to {@link SqlFailure#CORRUPT}
     * @return what to do about it, as the end of a sentence
     */
    String damaged(SQLException failure);

    /** How instants are stored. */
    ColumnCodec<Instant> instants();

    /** How JSON is stored. */
    ColumnCodec<JsonText> json();

    /**
     * Reads a text column, counted from 1; null if the column is NULL.
     *
     * @throws SQLException if it cannot be read
     */
    default @Nullable String text(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }

    /** The table or view of videos that the statements use. */
    default VideoTable videos() {
        return VideoTable.OF_THE_STORE;
    }

    /** Product and version in a few words; contains no secrets. */
    String description();

    /** Closes all connections. */
    @Override
    void close();
}
