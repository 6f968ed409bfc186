package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;

/** Prepares a new connection before statements run on it, for example by creating the view of an adopted file. */
@FunctionalInterface
public interface ConnectionSetup {

    /** Prepares the connection. */
    void install(Connection connection) throws SQLException;
}
