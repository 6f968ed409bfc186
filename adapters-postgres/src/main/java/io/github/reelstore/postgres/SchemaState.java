package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The state of the server, the schema and the user's privileges, read before anything is changed.
 *
 * @param version the server's version, such as 180006
 * @param product the version as text, such as 18.6
 * @param encoding the database's encoding
 * @param readOnly whether the database is read-only
 * @param user the connection's user according to the server, quoted for SQL if needed
 * @param database the database's name, quoted for SQL if needed
 * @param schema the schema's name
 * @param content what the schema contains
 * @param mayCreateSchema whether the user may create a schema in the database
 * @param mayCreateTables whether the user may create tables in the schema and use them
 * @param mayUse whether the user may use the schema
 * @param mayRead whether the user may read all of Reelstore's tables that exist
 * @param mayWrite whether the user may read and write them
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
        boolean mayCreateSchema,
        boolean mayCreateTables,
        boolean mayUse,
        boolean mayRead,
        boolean mayWrite) {

    /** What a schema contains. */
    enum Content {
        /** The schema does not exist. */
        MISSING,
        /** The schema is empty. */
        EMPTY,
        /** Reelstore's migration history, and possibly views and other objects of other programs. */
        OURS,
        /** Objects, but not Reelstore's migration history. */
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
            "reelstore_marks",
            "reelstore_idempotency_keys",
            "provider_jobs",
            "provider_job_results",
            "provider_job_attempts",
            "provider_workers",
            "budgets",
            "budget_spending",
            "scenes",
            "scene_lines",
            "track_settings",
            "selections",
            "rejected_takes");

    // one call per privilege, because a list of privileges means any of them
    private static final String QUERY = """
            SELECT current_setting('server_version_num')::int, split_part(current_setting('server_version'), ' ', 1),
                   current_setting('server_encoding'), current_setting('transaction_read_only') = 'on',
                   quote_ident(current_user), quote_ident(current_database()),
                   CASE WHEN n.oid IS NULL THEN 'MISSING' WHEN s.ours THEN 'OURS' WHEN s.used THEN 'FOREIGN'
                       ELSE 'EMPTY' END,
                   has_database_privilege(current_database(), 'CREATE'),
                   COALESCE(has_schema_privilege(n.oid, 'CREATE') AND has_schema_privilege(n.oid, 'USAGE'), false),
                   COALESCE(has_schema_privilege(n.oid, 'USAGE'), false), s.readable, s.readable AND s.writable
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
                       NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid
                           AND c.relname = ANY (?) AND NOT has_table_privilege(c.oid, 'SELECT')) AS readable,
                       NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid
                           AND c.relname = ANY (?) AND NOT (has_table_privilege(c.oid, 'INSERT')
                               AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))) AS writable
            ) s
            """;

    static SchemaState read(Connection connection, PostgresConfig config) throws SQLException {
        try (Statement begin = connection.createStatement();
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            begin.execute(new TransactionSettings(config, Sessions.SHARED).opening());
            query.setString(1, config.schema());
            query.setString(2, PostgresMigrations.HISTORY);
            query.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            Stream.concat(TABLES.stream(), Stream.of(PostgresMigrations.HISTORY))
                                    .toArray()));
            query.setArray(4, connection.createArrayOf("text", TABLES.toArray()));
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return new SchemaState(
                        Math.toIntExact(result.getLong(1)),
                        result.getString(2),
                        result.getString(3),
                        result.getBoolean(4),
                        result.getString(5),
                        result.getString(6),
                        config.schema(),
                        Content.valueOf(result.getString(7)),
                        result.getBoolean(8),
                        result.getBoolean(9),
                        result.getBoolean(10),
                        result.getBoolean(11),
                        result.getBoolean(12));
            }
        } finally {
            connection.rollback();
        }
    }

    /**
     * Checks that no table was dropped. Call it after the migrations.
     *
     * @throws StorageException.Configuration if a table is missing
     */
    static void requireTables(Connection connection, PostgresConfig config) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM unnest(?) AS name"
                + " WHERE to_regclass(quote_ident(?) || '.' || quote_ident(name)) IS NULL ORDER BY name")) {
            query.setArray(1, connection.createArrayOf("text", TABLES.toArray()));
            query.setString(2, config.schema());
            try (ResultSet missing = query.executeQuery()) {
                if (missing.next()) {
                    throw rejected(
                            "database.schema",
                            "The schema " + config.schema() + " lacks its table " + missing.getString(1)
                                    + ", which was dropped; restore it from a backup.");
                }
            }
        }
    }

    String description() {
        return "PostgreSQL " + product + ", schema " + schema;
    }

    /**
     * Checks that the store can use the schema.
     *
     * @throws StorageException.Configuration if not; the message says what to do
     */
    void requireUsable() {
        requireUsableDatabase();
        switch (content) {
            case MISSING ->
                require(
                        mayCreateSchema,
                        "create the schema " + schema,
                        "GRANT CREATE ON DATABASE " + database + " TO " + user);
            case EMPTY ->
                require(
                        mayCreateTables,
                        "create tables in the schema " + schema,
                        "GRANT USAGE, CREATE ON SCHEMA " + schema + " TO " + user);
            case OURS -> {
                require(mayUse, "use the schema " + schema, "GRANT USAGE ON SCHEMA " + schema + " TO " + user);
                require(
                        mayWrite,
                        "write to the tables of the schema " + schema,
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
            }
            case FOREIGN ->
                throw rejected(
                        "database.schema",
                        "The schema " + schema + " of the database " + database
                                + " contains objects that are not Reelstore's; name a separate schema for Reelstore.");
        }
    }

    /**
     * Checks that the store can read the schema.
     *
     * @throws StorageException.Configuration if not; the message says what to do
     */
    void requireReadable() {
        requireKnownDatabase();
        if (content != Content.OURS) {
            throw rejected(
                    "database.schema",
                    "The schema " + schema + " of the database " + database
                            + " has no tables of Reelstore; a store that is opened read-only is not created.");
        }
        require(mayUse, "use the schema " + schema, "GRANT USAGE ON SCHEMA " + schema + " TO " + user);
        require(
                mayRead,
                "read the tables of the schema " + schema,
                "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
    }

    private void requireUsableDatabase() {
        requireKnownDatabase();
        if (readOnly) {
            throw rejected(
                    "database.url",
                    "The database " + database + " is read-only: its server is a replica, or"
                            + " default_transaction_read_only is on; name a writable one, or open the store read-only.");
        }
    }

    private void requireKnownDatabase() {
        if (version < OLDEST_VERSION) {
            throw rejected(
                    "database.url",
                    "The server is PostgreSQL " + product + ", but Reelstore needs 15 or newer; upgrade the server or"
                            + " name another.");
        }
        if (!encoding.equals("UTF8")) {
            throw rejected(
                    "database.url",
                    "The database " + database + " has the encoding " + encoding
                            + ", which cannot represent all text; create"
                            + " another (CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0) and name that.");
        }
    }

    private void require(boolean may, String what, String grant) {
        if (!may) {
            String readOnly = content == Content.OURS && mayUse && mayRead ? "open the store read-only, or " : "";
            throw rejected(
                    "database.user",
                    "The user " + user + " may not " + what + "; " + readOnly + "ask the database's owner to run: "
                            + grant + ";");
        }
    }

    private static StorageException.Configuration rejected(String subject, String message) {
        return new StorageException.Configuration(subject, message);
    }
}
