package io.github.reelstore.sqlite.backup;

import io.github.reelstore.sqlite.internal.connection.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A database's row about the store that it belongs to, as stored.
 *
 * @param store the store id
 * @param boundAt when a blob store was bound to the id; empty if none has been
 */
record IdentityRow(String store, Optional<String> boundAt) {

    private static final String HAS_TABLE = "SELECT count(*) FROM main.sqlite_master WHERE name = 'reelstore_identity'";

    /** Reads a database's row; empty if it has none yet, or its schema is older than store ids. */
    static Optional<IdentityRow> of(Connection connection) throws SQLException {
        if (Sql.number(connection, HAS_TABLE) == 0) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT store_id, bound_at FROM main.reelstore_identity")) {
            return row.next()
                    ? Optional.of(new IdentityRow(row.getString(1), Optional.ofNullable(row.getString(2))))
                    : Optional.empty();
        }
    }

    /**
     * Inserts the row into a database that has none.
     *
     * @return whether it was inserted; false if the database's schema is older than store ids
     */
    boolean insertInto(Connection connection) throws SQLException {
        if (Sql.number(connection, HAS_TABLE) == 0) {
            return false;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO main.reelstore_identity (id, store_id, bound_at) VALUES (1, ?, ?)")) {
            insert.setString(1, store);
            insert.setString(2, boundAt.orElse(null));
            return insert.executeUpdate() == 1;
        }
    }
}
