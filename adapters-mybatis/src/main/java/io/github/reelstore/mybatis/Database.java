package io.github.reelstore.mybatis;

import io.github.reelstore.domain.model.JsonText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** What each database does its own way. Everything else about rows is in this module, once. */
public interface Database extends AutoCloseable {

    /** What a transaction is for. */
    enum Access {
        /** It only reads; the database refuses writes. */
        READ,
        /** It may write; it takes its turn now, not at its first write. */
        WRITE
    }

    /**
     * Begins a transaction on a connection of its own, which is the caller's until {@link #release}.
     *
     * @throws SQLException if none can be had; nothing needs releasing then
     */
    Connection begin(Access access) throws SQLException;

    /** Makes what the transaction wrote durable. */
    void commit(Connection connection) throws SQLException;

    /** Undoes what the transaction wrote. */
    void rollback(Connection connection) throws SQLException;

    /** Gives the connection back after a commit or a rollback. */
    void release(Connection connection) throws SQLException;

    /** Says what kind of failure this is; by its code, never by its text. */
    SqlFailure classify(SQLException failure);

    /** How instants are stored. */
    ColumnCodec<Instant> instants();

    /** How JSON is stored. */
    ColumnCodec<JsonText> json();

    /** Closes all connections. */
    @Override
    void close();
}
