package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What each database does its own way. Everything else about rows is in this module, once. */
public interface Database extends AutoCloseable {

    /** What a transaction is for. */
    enum Access {
        /** It only reads, all from one state of the database; the database refuses writes. */
        READ,
        /** It may write; it takes its turn now, not at its first write; at least those of one profile take turns. */
        WRITE
    }

    /**
     * Begins a transaction on a connection of its own.
     *
     * @throws SQLException if none can be had; nothing needs releasing then
     */
    RunningTransaction begin(Access access, ProfileId profile) throws SQLException;

    /** Says what kind of failure this is; by its code, never by its text. */
    SqlFailure classify(SQLException failure);

    /**
     * Takes note that the database is damaged, so that nothing more is written to it where this database can see to that.
     *
     * @param failure one that {@link #classify} calls {@link SqlFailure#CORRUPT}
     * @return what to do about it, the end of a sentence
     */
    String damaged(SQLException failure);

    /** How instants are stored. */
    ColumnCodec<Instant> instants();

    /** How JSON is stored. */
    ColumnCodec<JsonText> json();

    /**
     * Reads a column of text, counted from 1; null where there is none.
     *
     * @throws SQLException if it cannot be read
     */
    default @Nullable String text(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }

    /** How the statements reach the clips. */
    default VideoTable clips() {
        return VideoTable.OF_THE_STORE;
    }

    /** Product and version in a few words; never a secret. */
    String description();

    /** Closes all connections. */
    @Override
    void close();
}
