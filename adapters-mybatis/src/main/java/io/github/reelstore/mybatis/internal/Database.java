package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.ProfileId;
import java.sql.SQLException;

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

    /** How the database stores values, and which relations the statements use. */
    Dialect dialect();

    /** Product and version in a few words; contains no secrets. */
    String description();

    /** Closes all connections. */
    @Override
    void close();
}
