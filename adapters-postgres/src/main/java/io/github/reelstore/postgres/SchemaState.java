package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What the server says of itself, of the schema and of the user's rights, before anything is changed.
 *
 * @param version the server's, such as 180006
 * @param product the same in words, such as 18.6
 * @param encoding how the database keeps text
 * @param readOnly whether nothing can be written here
 * @param user whom the server took the connection's user for, quoted for SQL where it must be
 * @param database the database, quoted likewise
 * @param schema the schema's name
 * @param content what the schema holds
 * @param mayMakeSchema whether the user may make a schema in the database
 * @param mayMakeTables whether he may make tables in the schema, and find them
 * @param mayFind whether he may find what is in the schema
 * @param mayWrite whether he may read and write all of our tables that are there
 */
record SchemaState(
        int version,
        String product,
        String encoding,
        boolean readOnly,
        String user,
        String database,
        String schema,
        Content content,
        boolean mayMakeSchema,
        boolean mayMakeTables,
        boolean mayFind,
        boolean mayWrite) {

    /** What is in a schema. */
    enum Content {
        /** There is no such schema. */
        MISSING,
        /** Nothing. */
        EMPTY,
        /** Our history of migrations; perhaps views and the like of others. */
        OURS,
        /** Something, but not our history. */
        FOREIGN
    }

    private static final int OLDEST_VERSION = 150_000;

    private static final List<String> TABLES = List.of(
            "video_projects",
            "veo3_video_generations",
            "image_generations",
            "audio_generations",
            "generation_inputs",
            "generation_audio_tracks",
            "blob_tombstones",
            "reelstore_identity",
            "reelstore_marks");

    // a list of privileges in one call would ask for any of them
    private static final String LOOK = """
            SELECT current_setting('server_version_num')::int, split_part(current_setting('server_version'), ' ', 1),
                   current_setting('server_encoding'), current_setting('transaction_read_only') = 'on',
                   quote_ident(current_user), quote_ident(current_database()),
                   CASE WHEN n.oid IS NULL THEN 'MISSING' WHEN s.ours THEN 'OURS' WHEN s.used THEN 'FOREIGN'
                       ELSE 'EMPTY' END,
                   has_database_privilege(current_database(), 'CREATE'),
                   COALESCE(has_schema_privilege(n.oid, 'CREATE') AND has_schema_privilege(n.oid, 'USAGE'), false),
                   COALESCE(has_schema_privilege(n.oid, 'USAGE'), false), s.writable
            FROM (SELECT) one
            LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = ?
            CROSS JOIN LATERAL (
                SELECT EXISTS (SELECT FROM pg_catalog.pg_class c
                           WHERE c.relnamespace = n.oid AND c.relname = ? AND c.relkind = 'r'
                               AND (SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname
                                   IN ('installed_rank', 'version', 'script', 'checksum', 'success')) = 5) AS ours,
                       EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = n.oid)
                           OR EXISTS (SELECT FROM pg_catalog.pg_proc WHERE pronamespace = n.oid)
                           OR EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = n.oid) AS used,
                       NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND (
                           c.relname = ? AND NOT has_table_privilege(c.oid, 'SELECT')
                           OR c.relname = ANY (?) AND NOT (has_table_privilege(c.oid, 'SELECT')
                               AND has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE')
                               AND has_table_privilege(c.oid, 'DELETE')))) AS writable
            ) s
            """;

    static SchemaState look(Connection connection, PostgresConfig config) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement(LOOK)) {
            look.setString(1, config.schema());
            look.setString(2, PostgresMigrations.HISTORY);
            look.setString(3, PostgresMigrations.HISTORY);
            look.setArray(4, connection.createArrayOf("text", TABLES.toArray()));
            try (ResultSet seen = look.executeQuery()) {
                seen.next();
                return new SchemaState(
                        seen.getInt(1),
                        seen.getString(2),
                        seen.getString(3),
                        seen.getBoolean(4),
                        seen.getString(5),
                        seen.getString(6),
                        config.schema(),
                        Content.valueOf(seen.getString(7)),
                        seen.getBoolean(8),
                        seen.getBoolean(9),
                        seen.getBoolean(10),
                        seen.getBoolean(11));
            }
        } finally {
            connection.rollback();
        }
    }

    /**
     * Checks, once the schema is up to date, that no table was dropped.
     *
     * @throws StorageException.Configuration if one was
     */
    static void requireTables(Connection connection, PostgresConfig config) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement("SELECT name FROM unnest(?) AS name"
                + " WHERE to_regclass(quote_ident(?) || '.' || quote_ident(name)) IS NULL ORDER BY name")) {
            look.setArray(1, connection.createArrayOf("text", TABLES.toArray()));
            look.setString(2, config.schema());
            try (ResultSet missing = look.executeQuery()) {
                if (missing.next()) {
                    throw refused(
                            "database.schema",
                            "The schema " + config.schema() + " lacks its table " + missing.getString(1)
                                    + ", which somebody dropped; restore it from a backup.");
                }
            }
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
        requireFitDatabase();
        switch (content) {
            case MISSING ->
                require(
                        mayMakeSchema,
                        "make the schema " + schema,
                        "GRANT CREATE ON DATABASE " + database + " TO " + user);
            case EMPTY ->
                require(
                        mayMakeTables,
                        "make tables in the schema " + schema,
                        "GRANT USAGE, CREATE ON SCHEMA " + schema + " TO " + user);
            case OURS -> {
                require(mayFind, "use the schema " + schema, "GRANT USAGE ON SCHEMA " + schema + " TO " + user);
                require(
                        mayWrite,
                        "read and write the tables of the schema " + schema,
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
            }
            case FOREIGN ->
                throw refused(
                        "database.schema",
                        "The schema " + schema + " of the database " + database
                                + " holds what is not Reelstore's; name a schema of its own for Reelstore.");
        }
    }

    private void requireFitDatabase() {
        if (version < OLDEST_VERSION) {
            throw refused(
                    "database.url",
                    "The server is PostgreSQL " + product + ", but Reelstore needs 15 or newer; upgrade the server or"
                            + " name another.");
        }
        if (!encoding.equals("UTF8")) {
            throw refused(
                    "database.url",
                    "The database " + database + " keeps text in " + encoding
                            + ", which not all text can be kept in; make"
                            + " another (CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0) and name that.");
        }
        if (readOnly) {
            throw refused(
                    "database.url",
                    "The database " + database + " can only be read: its server is a replica, or"
                            + " default_transaction_read_only is on; name one that can be written.");
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
