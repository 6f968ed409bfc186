package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.mybatis.MybatisTransactions;
import io.github.reelstore.testservers.PostgresServer;
import java.time.Clock;

/**
 * One schema for all tests of the contract, emptied before each, and opened without looking whether it is up to date: to make
 * and look at it anew each time would take most of their time.
 */
final class EmptiedSchema {

    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final PostgresConfig CONFIG = make();

    private EmptiedSchema() {}

    private static PostgresConfig make() {
        PostgresConfig config = PostgresConfig.of(SERVER.url())
                .withCredentials(SERVER.user(), SERVER.password())
                .withSchema(SERVER.newSchema());
        PostgresTransactions.open(config, Clock.systemUTC()).close();
        return config;
    }

    static Transactions open(Clock clock) {
        SERVER.execute("SET LOCAL search_path = " + CONFIG.schema() + """
                ; DELETE FROM generation_inputs;
                DELETE FROM generation_audio_tracks;
                DELETE FROM veo3_video_generations;
                DELETE FROM image_generations;
                DELETE FROM audio_generations;
                DELETE FROM video_projects;
                DELETE FROM blob_tombstones;
                """);
        return new MybatisTransactions(
                new PostgresDatabase(CONFIG, new PostgresDataSource(CONFIG), "the tests' schema"), clock);
    }
}
