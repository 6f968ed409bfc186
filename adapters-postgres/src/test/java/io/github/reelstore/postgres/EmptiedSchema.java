package io.github.reelstore.postgres;

import static java.util.stream.Collectors.joining;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.testservers.PostgresServer;
import java.time.Clock;
import java.util.List;

/**
 * A schema shared by all contract tests. It is emptied before each test and opened without checking its version,
 * because creating and checking a schema takes longer than most tests.
 */
final class EmptiedSchema {

    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final PostgresConfig CONFIG = create();

    /** In an order that foreign keys allow. */
    private static final List<String> TABLES = List.of(
            "generation_inputs",
            "generation_audio_tracks",
            "veo3_video_generations",
            "image_generations",
            "audio_generations",
            "video_projects",
            "blob_tombstones",
            "reelstore_identity",
            "reelstore_marks");

    private EmptiedSchema() {}

    private static PostgresConfig create() {
        PostgresConfig config = PostgresConfig.of(SERVER.url())
                .withCredentials(SERVER.user(), SERVER.password())
                .withSchema(SERVER.newSchema());
        PostgresTransactions.open(config, Clock.systemUTC()).close();
        return config;
    }

    static PostgresConfig config() {
        return CONFIG;
    }

    static Transactions open(Clock clock) {
        SERVER.execute(TABLES.stream()
                        .map(table -> "DELETE FROM " + CONFIG.schema() + "." + table)
                        .collect(joining("; "))
                + "; INSERT INTO " + CONFIG.schema()
                + ".reelstore_identity (id, store_id) VALUES (1, gen_random_uuid()::text)");
        return new MybatisTransactions(
                new PostgresDatabase(CONFIG, new PostgresDataSource(CONFIG), "the tests' schema"), clock);
    }
}
