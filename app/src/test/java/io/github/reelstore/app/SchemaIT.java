package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.postgres.PostgresConfig;
import io.github.reelstore.postgres.PostgresTransactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testservers.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both databases have the same logical schema and the same migrations. */
class SchemaIT {

    /** Flyway's history table, which differs between databases and is not compared. */
    private static final String HISTORY = "reelstore_schema_history";

    @TempDir
    Path folder;

    /** The same query for both databases, each in its own dialect. */
    private record SchemaQuery(String of, String sqlite, String postgres, int minResults) {}

    private static final List<SchemaQuery> QUERIES = List.of(
            new SchemaQuery("migrations", """
                    SELECT version || ' ' || description FROM reelstore_schema_history WHERE version IS NOT NULL
                    """, """
                    SELECT version || ' ' || description FROM reelstore_schema_history WHERE version IS NOT NULL
                    """, 1),
            new SchemaQuery("columns, their positions, kinds of type and whether they may be NULL", """
                    SELECT m.name || '.' || c.name || ' ' || c.cid || ' '
                        || CASE WHEN c.name IN ('tags', 'meta', 'media_info', 'made_from', 'parameters', 'reference_images') THEN 'json'
                                WHEN c.name LIKE '%\\_at' ESCAPE '\\' THEN 'time'
                                WHEN c.type = 'TEXT' THEN 'text'
                                WHEN c.type = 'INTEGER' AND (c.name LIKE '%\\_nanos' ESCAPE '\\' OR c.name IN ('byte_size',
                                    'duration_ms', 'length_ms', 'version', 'seed', 'fence', 'reuses', 'remote_size', 'times', 'beats'))
                                    THEN 'large number'
                                WHEN c.type = 'INTEGER' THEN 'number' ELSE c.type END
                        || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END
                    FROM sqlite_master m, pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND m.name <> ?
                    """, """
                    SELECT table_name || '.' || column_name || ' ' || (ordinal_position - 1) || ' '
                        || CASE data_type WHEN 'jsonb' THEN 'json' WHEN 'timestamp with time zone' THEN 'time'
                                WHEN 'text' THEN 'text' WHEN 'bigint' THEN 'large number' WHEN 'integer' THEN 'number'
                                ELSE data_type END
                        || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END
                    FROM information_schema.columns WHERE table_schema = 'reelstore' AND table_name <> ?
                    """, 100),
            new SchemaQuery("defaults", """
                    SELECT m.name || '.' || c.name || ' ' || c.dflt_value
                    FROM sqlite_master m, pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND c.dflt_value IS NOT NULL AND m.name <> ?
                    """, """
                    SELECT table_name || '.' || column_name || ' ' || replace(column_default, '::text', '')
                    FROM information_schema.columns
                    WHERE table_schema = 'reelstore' AND column_default IS NOT NULL AND table_name <> ?
                    """, 5),
            new SchemaQuery("primary keys", """
                    SELECT m.name || ' ' || c.pk || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND c.pk > 0 AND m.name <> ?
                    """, """
                    SELECT t.relname || ' ' || k.place || ' ' || a.attname
                    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                    CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY k (number, place)
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
                    WHERE c.contype = 'p' AND c.connamespace = 'reelstore'::regnamespace AND t.relname <> ?
                    """, 10),
            new SchemaQuery("foreign keys", """
                    SELECT m.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' ' || f.on_delete
                    FROM sqlite_master m, pragma_foreign_key_list(m.name) f
                    WHERE m.type = 'table' AND f.seq = 0 AND m.name <> ?
                    """, """
                    SELECT t.relname || '.' || a.attname || ' -> ' || r.relname || '.' || b.attname || ' '
                        || CASE c.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'c' THEN 'CASCADE' ELSE c.confdeltype::text END
                    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
                    JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = c.confkey[1]
                    WHERE c.contype = 'f' AND c.connamespace = 'reelstore'::regnamespace AND t.relname <> ?
                    """, 9),
            new SchemaQuery(
                    "indexes, their columns (not expressions) and directions, and whether they are unique",
                    """
                    SELECT i.name || ' ' || m.name || ' ' || k.seqno || ' ' || k.name
                        || CASE WHEN k."desc" THEN ' DESC' ELSE '' END || CASE WHEN i."unique" THEN ' UNIQUE' ELSE '' END
                    FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_xinfo(i.name) k
                    WHERE m.type = 'table' AND i.origin = 'c' AND k.key = 1 AND k.name IS NOT NULL AND m.name <> ?
                    """,
                    """
                    SELECT n.relname || ' ' || t.relname || ' ' || (k.place - 1) || ' ' || a.attname
                        || CASE WHEN (i.indoption::int2[])[k.place - 1] & 1 = 1 THEN ' DESC' ELSE '' END
                        || CASE WHEN i.indisunique THEN ' UNIQUE' ELSE '' END
                    FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
                    CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
                    WHERE n.relnamespace = 'reelstore'::regnamespace AND NOT i.indisprimary AND t.relname <> ?
                    """,
                    25),
            new SchemaQuery("values that a column may have", """
                    SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND m.name <> ?
                        AND m.sql LIKE '%CHECK (' || c.name || ' IN (''draft'', ''in_progress'', ''completed'', ''archived''))%'
                    """, """
                    SELECT t.relname || ' ' || a.attname
                    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
                    WHERE c.contype = 'c' AND c.connamespace = 'reelstore'::regnamespace AND t.relname <> ?
                        AND pg_get_constraintdef(c.oid) LIKE '%''draft''%''in_progress''%''completed''%''archived''%'
                    """, 1));

    /** Columns that are compared or sorted; others are only stored. */
    private static final String COMPARED = "^(id|.*_id|.*_key|.*_hash|role|language|default_language|status)$";

    /** Ids of other systems, which no query uses. */
    private static final String FOREIGN_IDS = "^(provider_.*|media_generation_id|tts_job_id)$";

    @Test
    void bothDatabasesHaveTheSameLogicalSchema() throws SQLException {
        Path file = folder.resolve("reelstore.db");
        SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC()).close();
        PostgresServer server = PostgresServer.embedded();
        String url = server.newDatabase();
        PostgresTransactions.open(
                        PostgresConfig.of(url).withCredentials(server.user(), server.password()), Clock.systemUTC())
                .close();

        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                Connection postgres = DriverManager.getConnection(
                        url + "?currentSchema=reelstore", server.user(), server.password())) {
            for (SchemaQuery query : QUERIES) {
                List<String> expected = results(sqlite, query.sqlite());
                assertThat(expected).as(query.of()).hasSizeGreaterThanOrEqualTo(query.minResults());
                assertThat(results(postgres, query.postgres()))
                        .as(query.of())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    /** Otherwise a new column would get lost when a store is copied. */
    @Test
    void everyColumnIsCopied() throws SQLException {
        PostgresServer server = PostgresServer.embedded();
        String url = server.newDatabase();
        PostgresTransactions.open(
                        PostgresConfig.of(url).withCredentials(server.user(), server.password()), Clock.systemUTC())
                .close();
        List<String> copied = CopiedTable.ALL.stream()
                .flatMap(table -> table.columns().stream()
                        .map(column -> table.name() + "." + column.name() + " " + column.kind() + " "
                                + (table.key().indexOf(column) + 1)))
                .toList();

        try (Connection postgres = DriverManager.getConnection(url, server.user(), server.password())) {
            assertThat(results(postgres, """
                    SELECT t.relname || '.' || a.attname || ' ' || CASE format_type(a.atttypid, NULL)
                            WHEN 'jsonb' THEN 'JSON' WHEN 'timestamp with time zone' THEN 'INSTANT'
                            WHEN 'bigint' THEN 'LONG' WHEN 'integer' THEN 'INT'
                            WHEN 'text' THEN CASE WHEN a.attname = 'profile_id' OR a.attnum = ANY (k.conkey) OR EXISTS (
                                SELECT 1 FROM pg_depend d JOIN pg_index i ON i.indexrelid = d.objid
                                WHERE d.refobjid = t.oid AND d.refobjsubid = a.attnum) THEN 'KEY' ELSE 'TEXT' END END
                        || ' ' || coalesce(array_position(k.conkey, a.attnum), 0)
                    FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
                    LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
                    WHERE t.relnamespace = 'reelstore'::regnamespace AND t.relkind = 'r' AND a.attnum > 0 AND t.relname <> ?
                        AND t.relname NOT IN ('reelstore_identity', 'provider_workers')
                    """)).containsExactlyInAnyOrderElementsOf(copied);
        }
    }

    /** The tests' server orders by bytes by default, so no other test would fail. */
    @Test
    void postgresComparesByBytesInAnyLocale() throws SQLException {
        PostgresServer server = PostgresServer.embedded();
        String url = server.newDatabase();
        PostgresTransactions.open(
                        PostgresConfig.of(url).withCredentials(server.user(), server.password()), Clock.systemUTC())
                .close();
        String columns = """
                SELECT t.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
                LEFT JOIN pg_collation c ON c.oid = a.attcollation
                WHERE t.relnamespace = 'reelstore'::regnamespace AND t.relkind = 'r' AND a.attnum > 0
                    AND t.relname <> ? AND a.atttypid = 'text'::regtype AND (a.attname ~ '%s' AND a.attname !~ '%s'
                        OR EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND a.attnum = ANY (i.indkey)))
                """.formatted(COMPARED, FOREIGN_IDS);

        try (Connection postgres = DriverManager.getConnection(url, server.user(), server.password())) {
            assertThat(results(postgres, columns)).hasSizeGreaterThan(35);
            assertThat(results(postgres, columns + "AND c.collname <> 'C'")).isEmpty();
        }
    }

    private static List<String> results(Connection connection, String query) throws SQLException {
        List<String> results = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (query.contains("?")) {
                statement.setString(1, HISTORY);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    results.add(String.valueOf(rows.getString(1)));
                }
            }
        }
        return results;
    }
}
