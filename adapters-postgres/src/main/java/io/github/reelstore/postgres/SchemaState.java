package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the server says of itself, of the schema and of the user's rights, before anything is changed.
 *
 * @param version the server's, such as 180006
 * @param product the same in words, such as 18.6
 * @param user whom the server took the connection's user for, quoted for SQL where it must be
 * @param database the database, quoted likewise
 * @param schema the schema's name
 * @param exists whether there is such a schema
 * @param ours whether it has our history of migrations
 * @param tables how many tables, views and the like it holds
 * @param mayMakeSchema whether the user may make a schema in the database
 * @param mayMakeTables whether he may make tables in the schema, and find them
 * @param mayFind whether he may find what is in the schema
 * @param mayWrite whether he may read and write all of its tables
 */
record SchemaState(
        int version,
        String product,
        String user,
        String database,
        String schema,
        boolean exists,
        boolean ours,
        int tables,
        boolean mayMakeSchema,
        boolean mayMakeTables,
        boolean mayFind,
        boolean mayWrite) {

    private static final int OLDEST_VERSION = 150_000;

    // a list of privileges in one call would ask for any of them
    private static final String LOOK = """
            SELECT current_setting('server_version_num')::int, split_part(current_setting('server_version'), ' ', 1),
                   quote_ident(current_user), quote_ident(current_database()),
                   has_database_privilege(current_database(), 'CREATE'), n.oid IS NOT NULL,
                   COALESCE(has_schema_privilege(n.oid, 'CREATE') AND has_schema_privilege(n.oid, 'USAGE'), false),
                   COALESCE(has_schema_privilege(n.oid, 'USAGE'), false),
                   COALESCE(t.ours, false), COALESCE(t.tables, 0), COALESCE(t.writable, true)
            FROM (SELECT) one
            LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = ?
            LEFT JOIN LATERAL (
                SELECT bool_or(c.relname = ?) AS ours, count(*)::int AS tables,
                       bool_and(has_table_privilege(c.oid, 'SELECT')
                           AND (c.relname = ? OR has_table_privilege(c.oid, 'INSERT')
                               AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE')))
                           AS writable
                FROM pg_catalog.pg_class c
                WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            ) t ON true
            """;

    static SchemaState look(Connection connection, PostgresConfig config) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement(LOOK)) {
            look.setString(1, config.schema());
            look.setString(2, Migrations.HISTORY);
            look.setString(3, Migrations.HISTORY);
            try (ResultSet seen = look.executeQuery()) {
                seen.next();
                return new SchemaState(
                        seen.getInt(1),
                        seen.getString(2),
                        seen.getString(3),
                        seen.getString(4),
                        config.schema(),
                        seen.getBoolean(6),
                        seen.getBoolean(9),
                        seen.getInt(10),
                        seen.getBoolean(5),
                        seen.getBoolean(7),
                        seen.getBoolean(8),
                        seen.getBoolean(11));
            }
        } finally {
            connection.rollback();
        }
    }

    String description() {
        return "PostgreSQL " + product + ", schema " + schema;
    }

    /**
     * Checks that the store can live here.
     *
     * @throws StorageException.Configuration if not; the message says what to do
     */
    void requireFit() {
        if (version < OLDEST_VERSION) {
            throw refused(
                    "database.url",
                    "The server is PostgreSQL " + product + ", but Reelstore needs 15 or newer; upgrade the server or"
                            + " name another.");
        }
        if (!exists) {
            require(mayMakeSchema, "make the schema " + schema, "GRANT CREATE ON DATABASE " + database + " TO " + user);
        } else if (ours) {
            require(mayFind, "use the schema " + schema, "GRANT USAGE ON SCHEMA " + schema + " TO " + user);
            require(
                    mayWrite,
                    "read and write the tables of the schema " + schema,
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
        } else if (tables > 0) {
            throw refused(
                    "database.schema",
                    "The schema " + schema + " of the database " + database
                            + " holds the tables of another program; name a schema of its own for Reelstore.");
        } else {
            require(
                    mayMakeTables,
                    "make tables in the schema " + schema,
                    "GRANT USAGE, CREATE ON SCHEMA " + schema + " TO " + user);
        }
    }

    private void require(boolean may, String what, String grant) {
        if (!may) {
            throw refused(
                    "database.user",
                    "The user " + user + " may not " + what + "; have the database's owner run: " + grant + ";");
        }
    }

    private static StorageException.Configuration refused(String subject, String message) {
        return new StorageException.Configuration(subject, message);
    }
}
