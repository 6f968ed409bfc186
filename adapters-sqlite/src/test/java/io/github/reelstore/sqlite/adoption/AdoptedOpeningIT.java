package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyDatabase;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of an adopted file is checked whenever it is opened. */
class AdoptedOpeningIT {

    @TempDir
    Path folder;

    private LegacyDatabase adopted(Shape shape) {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), shape);
        Adoption.of(SqliteConfig.of(legacy.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        return legacy;
    }

    private static Transactions open(LegacyDatabase legacy) {
        return SqliteTransactions.open(SqliteConfig.of(legacy.file()), Clock.systemUTC());
    }

    private static void run(LegacyDatabase legacy, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<VideoGeneration> videos(Transactions store, LegacyDatabase legacy) {
        return store.readOnly(
                new ProfileId(legacy.profiles().get(0)),
                tx -> tx.generations()
                        .list(GenerationFilter.ALL, PageRequest.first(1_000))
                        .items());
    }

    /** {@link ExpectedSchema#SCRIPTS} must list the same migrations as Flyway finds. */
    @Test
    void scriptListMatchesFlyway() {
        List<String> scripts = new ArrayList<>();
        var info = Flyway.configure(AdoptedOpeningIT.class.getClassLoader())
                .dataSource("jdbc:sqlite::memory:", "", "")
                .locations("classpath:io/github/reelstore/sqlite/migration")
                .loggers("slf4j")
                .load()
                .info();
        for (var migration : info.all()) {
            scripts.add(migration.getScript());
        }
        assertThat(ExpectedSchema.SCRIPTS).isEqualTo(scripts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX idx_vg_project_id_created_at",
                "DROP INDEX idx_vg_created_order",
                "DROP TABLE blob_tombstones",
                "ALTER TABLE veo3_video_generations DROP COLUMN width",
                "ALTER TABLE image_generations DROP COLUMN model"
            })
    void openingAddsWhatIsMissing(String loss) throws SQLException {
        LegacyDatabase legacy = adopted(Shape.LOOSE_35);
        List<String> schema = schema(legacy);
        LegacyDump before = LegacyDump.of(legacy.file());
        run(legacy, loss);

        try (Transactions store = open(legacy)) {
            assertThat(videos(store, legacy)).isNotEmpty();
        }

        assertThat(schema(legacy)).isEqualTo(schema);
        assertThat(LegacyDump.rawRows(legacy.file(), "profiles"))
                .isEqualTo(before.rows().getOrDefault("profiles", List.of()));
    }

    /** An earlier version adopted files without adding a store id. */
    @Test
    void openingAddsAMissingStoreId() throws SQLException {
        LegacyDatabase legacy = adopted(Shape.LOOSE_35);
        ProfileId profile = new ProfileId(legacy.profiles().get(0));
        run(legacy, "DELETE FROM reelstore_identity");
        Optional<StoreIdentity> first;
        try (Transactions store = open(legacy)) {
            first = store.readOnly(profile, tx -> tx.maintenance().identity());
        }
        assertThat(first).isPresent();
        try (Transactions store = open(legacy)) {
            Optional<StoreIdentity> second =
                    store.readOnly(profile, tx -> tx.maintenance().identity());
            assertThat(second).isEqualTo(first);
        }
    }

    /** Names and columns, whatever the order of the columns. */
    private static List<String> schema(LegacyDatabase legacy) throws SQLException {
        List<String> schema = new ArrayList<>();
        String sql = "SELECT m.name || ' ' || coalesce((SELECT group_concat(name) FROM (SELECT name FROM"
                + " pragma_table_info(m.name) ORDER BY name)), '') FROM sqlite_master m ORDER BY 1";
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                schema.add(rows.getString(1));
            }
        }
        return schema;
    }

    @Test
    void concurrentOpeningAddsWhatIsMissing() throws Exception {
        LegacyDatabase legacy = adopted(Shape.STRICT);
        run(legacy, "DROP TABLE blob_tombstones", "DROP INDEX idx_vg_file_key");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> openings = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                openings.add(() -> {
                    try (Transactions store = open(legacy)) {
                        return videos(store, legacy).size();
                    }
                });
            }
            for (Future<Integer> opening : threads.invokeAll(openings)) {
                assertThat(opening.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void openingACompleteFileDoesNotWaitForTheAppsLock() throws SQLException {
        LegacyDatabase legacy = adopted(Shape.LOOSE_35);
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try (Transactions store = open(legacy)) {
                assertThat(videos(store, legacy)).isNotEmpty();
            }
            statement.execute("ROLLBACK");
        }
    }

    @Test
    void changeOfATableUnderAnOpenStoreIsReported() throws SQLException {
        LegacyDatabase legacy = adopted(Shape.LOOSE_35);
        try (Transactions store = open(legacy)) {
            assertThat(videos(store, legacy)).isNotEmpty();
            run(legacy, "ALTER TABLE veo3_video_generations DROP COLUMN width");

            assertThatThrownBy(() -> videos(store, legacy))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("open it again");
        }
        try (Transactions store = open(legacy)) {
            assertThat(videos(store, legacy)).isNotEmpty();
        }
    }

    @Test
    void listsAndLookupsUseIndexes() throws SQLException {
        LegacyDatabase legacy = adopted(Shape.LOOSE_35);
        SqliteConfig config = SqliteConfig.of(legacy.file());
        ActualSchema actual;
        try (ReadOnlyDatabase file = ReadOnlyDatabase.open(config)) {
            actual = ActualSchema.of(file.connection());
        }
        String visible = AdoptedVideosView.VIDEOS.visible().replace("#{profile}", "'p'");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + legacy.file())) {
            new AdoptedVideosView(actual, AdoptedSchema.EXPECTED).install(connection);

            assertThat(
                            plan(
                                    connection,
                                    "SELECT id FROM adopted_videos WHERE " + visible
                                            + " AND (created_at, id) < ('2026', '') ORDER BY created_at DESC, id DESC LIMIT 21"))
                    .anyMatch(step -> step.contains("idx_vg_created_order"))
                    .noneMatch(step -> step.contains("TEMP B-TREE"));
            assertThat(plan(connection, "SELECT id FROM adopted_videos WHERE id = 'x' AND " + visible))
                    .anyMatch(step -> step.contains("sqlite_autoindex_veo3_video_generations_1 (id=?)"));
            assertThat(plan(connection, "SELECT id FROM adopted_videos WHERE project_id = 'x' AND " + visible))
                    .anyMatch(step -> step.contains("(project_id=?)"));
        }
    }

    private static List<String> plan(Connection connection, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }
}
