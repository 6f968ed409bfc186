package io.github.reelstore.mybatis.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that a {@link Database} has begun, for one thread. */
public interface RunningTransaction {

    /** The connection of its statements; no other thread uses it until {@link #release}. */
    Connection connection();

    /**
     * Commits, durably. If the connection to the database can be lost during the commit, the implementation finds out
     * whether it succeeded, and throws only if nothing was written.
     *
     * @throws SQLException if nothing was written, or, classified as {@link SqlFailure#OUTCOME_UNKNOWN}, if that is
     *     unknown
     */
    void commit() throws SQLException;

    /** Rolls back. */
    void rollback() throws SQLException;

    /** Releases the connection after a commit or a rollback. */
    void release() throws SQLException;
}
