package io.github.reelstore.mybatis.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that a {@link Database} has begun, for one thread. */
public interface RunningTransaction {

    /** Where its statements run; nobody else uses it until {@link #release}. */
    Connection connection();

    /**
     * Makes what it wrote durable. A database that can be lost at this moment finds out what became of the commit, and throws
     * only if nothing was written.
     *
     * @throws SQLException if nothing was written, or, classified as {@link SqlFailure#OUTCOME_UNKNOWN}, if nobody can tell
     */
    void commit() throws SQLException;

    /** Undoes what it wrote. */
    void rollback() throws SQLException;

    /** Gives the connection back after a commit or a rollback. */
    void release() throws SQLException;
}
