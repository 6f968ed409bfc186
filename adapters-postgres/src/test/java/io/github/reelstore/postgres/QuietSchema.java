package io.github.reelstore.postgres;

import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.ProfileFill;
import java.time.Clock;
import java.util.List;

/** A new store whose tables have no statistics until a test asks for them: otherwise the server gathers them at any time. */
record QuietSchema(PostgresServer server, PostgresConfig config) {

    static QuietSchema create(PostgresServer server) {
        QuietSchema schema = new QuietSchema(
                server,
                PostgresConfig.of(server.url())
                        .withCredentials(server.user(), server.password())
                        .withSchema(server.newSchema()));
        PostgresTransactions.open(schema.config, Clock.systemUTC()).close();
        schema.tables().forEach(table -> server.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)"));
        return schema;
    }

    private List<String> tables() {
        return List.of(server.query(
                        "SELECT string_agg(schemaname || '.' || tablename, ' ') FROM pg_tables WHERE schemaname = '"
                                + config.schema() + "'")
                .split(" "));
    }

    /** Gathers the statistics of all tables. */
    void analyze() {
        server.execute("ANALYZE " + String.join(", ", tables()));
    }

    /** Adds that many rows of a profile to each table. */
    void fill(int rows, String profile) {
        execute(ProfileFill.forPostgres(rows, profile));
    }

    void execute(List<String> statements) {
        server.execute("SET search_path = " + config.schema() + "; " + String.join("; ", statements));
    }
}
