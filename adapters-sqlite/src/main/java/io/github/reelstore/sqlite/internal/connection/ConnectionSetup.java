package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;

/** What a new connection needs before statements run on it, such as the view of an adopted file. */
@FunctionalInterface
public interface ConnectionSetup {

    /** Prepares the connection. */
    void install(Connection connection) throws SQLException;
}
