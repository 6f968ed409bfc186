package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionIT {

    private static final Adoption.Limits IN_STEPS = new Adoption.Limits(0, 0);
    private static final String PROJECTS = "SELECT id, profile_id, title, status, provider_project_id, version,"
            + " created_at FROM video_projects ORDER BY id";

    private static final String CREATE_APP_PROJECTS =
            "CREATE TABLE video_projects (id TEXT NOT NULL PRIMARY KEY, profile_id TEXT NOT NULL, channel_id TEXT,"
                    + " title TEXT NOT NULL, description TEXT, status TEXT NOT NULL, default_language TEXT, aspect_ratio TEXT,"
                    + " script TEXT, tags TEXT, meta TEXT, provider_project_id TEXT, video_path TEXT, thumb_path TEXT,"
                    + " duration_ms INTEGER, content_hash TEXT, version INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL,"
                    + " updated_at TEXT NOT NULL)";

    @TempDir
    Path folder;

    private LegacyDatabase create(Shape shape) {
        return LegacyDatabase.create(folder.resolve("app.db"), shape);
    }

    private static SqliteConfig config(LegacyDatabase legacy) {
        return SqliteConfig.of(legacy.file());
    }

    private static AdoptionResult adopt(LegacyDatabase legacy) {
        return Adoption.of(config(legacy)).adopt(Optional.empty(), (phase, done, total) -> {});
    }

    private static AdoptionResult adoptInSteps(LegacyDatabase legacy) {
        return Adoption.of(config(legacy), IN_STEPS).adopt(Optional.empty(), (phase, done, total) -> {});
    }

    @ParameterizedTest
    @EnumSource
    void adoptionInStepsChangesNoneOfTheAppsRows(Shape shape) {
        LegacyDatabase legacy = create(shape).odd(Odd.fitting(shape));
        LegacyDump before = LegacyDump.of(legacy.file());

        AdoptionResult result = adoptInSteps(legacy);
        LegacyDump once = LegacyDump.of(legacy.file());
        AdoptionResult again = adoptInSteps(legacy);

        assertThat(before.again(legacy.file())).isEqualTo(before);
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(once);
        assertThat(result.changes().isEmpty()).isFalse();
        assertThat(again.changes().isEmpty()).isTrue();
        assertThat(again.backup()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bothWaysHaveTheSameResult(Shape shape) throws SQLException {
        LegacyDatabase atOnce = create(shape).odd(Odd.fitting(shape));
        LegacyDatabase inSteps =
                LegacyDatabase.create(folder.resolve("steps.db"), shape).odd(Odd.fitting(shape));

        AdoptionPlan one = adopt(atOnce).changes();
        AdoptionPlan other = adoptInSteps(inSteps).changes();

        assertThat(other).isEqualTo(one);
        assertThat(strings(inSteps, "SELECT sql FROM sqlite_master ORDER BY name"))
                .isEqualTo(strings(atOnce, "SELECT sql FROM sqlite_master ORDER BY name"));
        assertThat(strings(inSteps, PROJECTS)).isEqualTo(strings(atOnce, PROJECTS));
    }

    @ParameterizedTest
    @EnumSource
    void changesEqualThePlan(Shape shape) {
        LegacyDatabase legacy = create(shape).odd(Odd.fitting(shape));
        AdoptionPlan plan = Adoption.of(config(legacy)).plan();

        assertThat(adopt(legacy).changes()).isEqualTo(plan);
        AdoptionPlan after = Adoption.of(config(legacy)).plan();
        assertThat(after.isEmpty()).isTrue();
        assertThat(after.generations()).isEqualTo(plan.generations());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"STRICT.*", "LOOSE.*"})
    void everyProviderProjectGetsARow(Shape shape) throws SQLException {
        LegacyDatabase legacy = create(shape);
        adopt(legacy);

        List<String> expected = new ArrayList<>();
        for (String project : legacy.projects()) {
            String earliest = strings(
                            legacy,
                            "SELECT profile_id || ' ' || created_at FROM veo3_video_generations WHERE project_id = '"
                                    + project + "' ORDER BY strftime('%s', created_at), id LIMIT 1")
                    .get(0);
            expected.add(project + " " + earliest.substring(0, earliest.indexOf(' ') + 11));
        }
        assertThat(strings(
                        legacy,
                        "SELECT id || ' ' || profile_id || ' ' || substr(created_at, 1, 10) FROM video_projects"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(strings(legacy, "SELECT DISTINCT provider_project_id = id AND version = 1 FROM video_projects"))
                .containsExactly("1");
        assertThat(title(legacy, 0)).isEqualTo(legacy.titleOf(0));
        assertThat(title(legacy, 1)).isEqualTo(legacy.titleOf(1));
        assertThat(title(legacy, 2)).matches("Project of 20\\d\\d-\\d\\d-\\d\\d");
    }

    private static String title(LegacyDatabase legacy, int project) throws SQLException {
        return strings(
                        legacy,
                        "SELECT title FROM video_projects WHERE id = '"
                                + legacy.projects().get(project) + "'")
                .get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "LOOSE_35"})
    void secondAdoptionAddsOnlyWhatIsNew(Shape shape) throws SQLException {
        LegacyDatabase legacy = create(shape);
        adopt(legacy);
        update(legacy, "UPDATE video_projects SET title = 'renamed by the user'");
        List<String> before = strings(legacy, PROJECTS);
        try (LegacyApp app = LegacyApp.open(legacy.file())) {
            app.insertVideo(7_000, legacy.profiles().get(1), "a-new-project");
        }

        AdoptionResult again = adopt(legacy);

        assertThat(again.changes().projects()).isOne();
        assertThat(again.changes().tables()).isEmpty();
        assertThat(again.backup()).isPresent();
        List<String> after = strings(legacy, PROJECTS);
        assertThat(after).hasSize(before.size() + 1).containsAll(before);
    }

    @Test
    void doesNotChangeTheAppsPragmasAndSchema() throws SQLException {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        adopt(legacy);

        assertThat(strings(legacy, "PRAGMA user_version")).containsExactly("0");
        assertThat(strings(legacy, "PRAGMA application_id")).containsExactly("0");
        assertThat(strings(legacy, "PRAGMA journal_mode")).containsExactly("wal");
        assertThat(strings(legacy, "SELECT count(*) FROM sqlite_master WHERE type IN ('view', 'trigger')"))
                .containsExactly("0");
        assertThat(
                        strings(
                                legacy,
                                "SELECT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) k"
                                        + " WHERE m.sql LIKE '%video_projects%' AND k.\"table\" IN ('profiles', 'veo3_projects')"))
                .isEmpty();
    }

    /** SQLite keeps the {@code -wal} next to the file that the link points to. */
    @Test
    void symbolicLinkIsFollowed() throws SQLException, IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        LegacyDatabase legacy =
                LegacyDatabase.hotWal(data.resolve("app.db"), Shape.LOOSE_35, LegacyDatabase.SharedMemory.LEFT_OUT);
        LegacyDump before = LegacyDump.of(legacy.file());
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), legacy.file());

        assertThat(Adoption.of(SqliteConfig.of(link)).plan().generations()).isEqualTo(LegacyDatabase.VIDEOS + 30);
        assertThatThrownBy(() -> SqliteTransactions.open(SqliteConfig.of(link), Clock.systemUTC()))
                .hasMessageContaining("reelstore adopt");
        Path backup = Adoption.of(SqliteConfig.of(link))
                .adopt(Optional.empty(), (phase, done, total) -> {})
                .backup()
                .orElseThrow();

        assertThat(LegacyDump.of(backup)).isEqualTo(before);
        assertThat(before.again(legacy.file())).isEqualTo(before);
        assertThat(Adoption.isAdopted(SqliteConfig.of(link))).isTrue();
        SqliteTransactions.open(SqliteConfig.of(link), Clock.systemUTC()).close();
        assertThat(folder).isDirectoryNotContaining("glob:**link.db-*");
    }

    /** As described in docs/adoption.md. */
    @ParameterizedTest
    @EnumSource
    void canBeUndone(Shape shape) throws SQLException {
        LegacyDatabase legacy = create(shape);
        List<String> schema = strings(legacy, "SELECT name FROM sqlite_master ORDER BY name");
        LegacyDump before = LegacyDump.of(legacy.file());
        AdoptionPlan changes = adopt(legacy).changes();

        for (String index : changes.indexes()) {
            update(legacy, "DROP INDEX " + index);
        }
        for (String column : changes.columns()) {
            update(legacy, "ALTER TABLE veo3_video_generations DROP COLUMN " + column);
        }
        for (String table : changes.tables()) {
            withoutForeignKeys(legacy, "DROP TABLE " + table);
        }

        assertThat(strings(legacy, "SELECT name FROM sqlite_master ORDER BY name"))
                .isEqualTo(schema);
        assertThat(LegacyDump.of(legacy.file()).rows()).isEqualTo(before.rows());
        if (shape.acceptsVideos()) {
            try (LegacyApp app = LegacyApp.open(legacy.file())) {
                assertThat(app.insertVideo(9_000, legacy.profiles().get(0), "p"))
                        .isOne();
            }
        }
    }

    private static void withoutForeignKeys(LegacyDatabase legacy, String sql) throws SQLException {
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute(sql);
        }
    }

    @Test
    void journalModeIsKept() throws SQLException {
        LegacyDatabase legacy = create(Shape.LOOSE);
        update(legacy, "PRAGMA journal_mode = DELETE");

        adopt(legacy);

        assertThat(strings(legacy, "PRAGMA journal_mode")).containsExactly("delete");
        try (Transactions store = SqliteTransactions.open(config(legacy), Clock.systemUTC())) {
            ProfileId profile = new ProfileId(legacy.profiles().get(0));
            assertThat(store.<Integer, RuntimeException>inTransaction(
                            profile,
                            tx -> tx.generations()
                                    .ofProject(new ProjectId(legacy.projects().get(0)))
                                    .size()))
                    .isPositive();
        }
        assertThat(strings(legacy, "PRAGMA journal_mode")).containsExactly("delete");
    }

    /** The adoption changes one of the app's rows, as a faulty migration would. */
    @ParameterizedTest
    @EnumSource(names = {"STRICT", "LOOSE_35"})
    void changeOfAnAppRowIsRolledBack(Shape shape) throws SQLException {
        LegacyDatabase legacy = create(shape);
        // a trigger that fires when the adoption inserts a project
        update(legacy, CREATE_APP_PROJECTS);
        update(
                legacy,
                "CREATE TRIGGER meddle AFTER INSERT ON video_projects BEGIN"
                        + " UPDATE veo3_video_generations SET prompt = 'changed' WHERE rowid = 1; END");
        LegacyDump before = LegacyDump.of(legacy.file());

        assertThatThrownBy(() -> adopt(legacy))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageContaining("veo3_video_generations");
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
        assertThatThrownBy(() -> adoptInSteps(legacy)).isInstanceOf(StorageException.Integrity.class);
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
    }

    /** SQLite's update hook does not report these changes, so only the comparison of all rows finds them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE settings SET value = 2",
                "DELETE FROM settings",
                "UPDATE sqlite_sequence SET seq = 99 WHERE name = 'master_prompts'"
            })
    void changeThatTheUpdateHookMissesIsRolledBack(String meddling) throws SQLException {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        update(legacy, "CREATE TABLE settings (key TEXT PRIMARY KEY, value) WITHOUT ROWID");
        update(legacy, "INSERT INTO settings VALUES ('a', 1)");
        update(legacy, CREATE_APP_PROJECTS);
        update(legacy, "CREATE TRIGGER meddle AFTER INSERT ON video_projects BEGIN " + meddling + "; END");
        LegacyDump before = LegacyDump.of(legacy.file());

        assertThatThrownBy(() -> adopt(legacy)).isInstanceOf(StorageException.Integrity.class);
        assertThatThrownBy(() -> adoptInSteps(legacy)).isInstanceOf(StorageException.Integrity.class);
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
    }

    /** Tested directly, because only a faulty adoption would change a definition. */
    @Test
    void definitionsMayOnlyGainVideoColumns() {
        Map<String, String> before = Map.of(
                "veo3_video_generations", "CREATE TABLE veo3_video_generations (id TEXT, CHECK (id <> ''))",
                "profiles", "CREATE TABLE profiles (id TEXT)",
                "idx", "CREATE INDEX idx ON profiles (id)");

        assertThat(differenceIf(
                        before,
                        "veo3_video_generations",
                        "(id TEXT, CHECK (id <> ''))",
                        "(id TEXT, a, CHECK (id <> ''))"))
                .isEmpty();
        assertThat(differenceIf(before, "veo3_video_generations", "<> ''))", "<> ''), a)"))
                .isEmpty();
        assertThat(differenceIf(before, "veo3_video_generations", ", CHECK (id <> '')", ""))
                .isPresent();
        assertThat(differenceIf(before, "veo3_video_generations", "id TEXT", "id INTEGER"))
                .isPresent();
        assertThat(differenceIf(before, "profiles", "id TEXT", "id TEXT, a"))
                .hasValueSatisfying(what -> assertThat(what).contains("profiles"));
        assertThat(differenceIf(before, "idx", "CREATE INDEX idx ON profiles (id)", ""))
                .isPresent();
    }

    private static Optional<String> differenceIf(Map<String, String> before, String name, String text, String becomes) {
        Map<String, String> now = new HashMap<>(before);
        now.computeIfPresent(name, (key, sql) -> sql.replace(text, becomes));
        return ForeignDataSnapshot.difference(before, now);
    }

    /** Additions that another process made meanwhile are not reported as this one's. */
    @ParameterizedTest
    @EnumSource
    void concurrentAdoptionReportsOnlyItsOwnAdditions(AdoptionToBeKilled.Way way) {
        LegacyDatabase legacy = create(Shape.STRICT);
        Adoption other = Adoption.of(config(legacy), way.limits());
        AtomicBoolean done = new AtomicBoolean();

        AdoptionPlan changes = Adoption.of(config(legacy), way.limits())
                .adopt(Optional.empty(), (phase, at, total) -> {
                    if (phase == AdoptionProgress.Phase.BACKUP && at == total && done.compareAndSet(false, true)) {
                        assertThat(other.adopt(Optional.empty(), (p, d, t) -> {})
                                        .changes()
                                        .isEmpty())
                                .isFalse();
                    }
                })
                .changes();

        assertThat(done).isTrue();
        assertThat(changes.isEmpty()).as(changes.toString()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "LOOSE_35"})
    void fileLockedByAnotherWriterIsNotChanged(Shape shape) throws SQLException {
        LegacyDatabase legacy = create(shape);
        LegacyDump before = LegacyDump.of(legacy.file());
        SqliteConfig impatient = new SqliteConfig(legacy.file(), Duration.ofMillis(200), 1);
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            for (Adoption adoption : List.of(Adoption.of(impatient), Adoption.of(impatient, IN_STEPS))) {
                assertThatThrownBy(() -> adoption.adopt(Optional.empty(), (phase, done, total) -> {}))
                        .isInstanceOfSatisfying(
                                StorageException.Unavailable.class,
                                e -> assertThat(e.isRetryable()).isTrue())
                        .hasMessageContaining("locked by another program")
                        .hasMessageEndingWith("Nothing was changed.");
                assertThat(folder).isDirectoryNotContaining("glob:**backup*");
            }
            Path target = folder.resolve("target.db");
            assertThatThrownBy(() -> Adoption.of(impatient).adopt(Optional.of(target), (phase, done, total) -> {}))
                    .hasMessageContaining("locked by another program")
                    .hasMessageEndingWith("The backup of the unchanged file is " + target + ".");
            assertThat(target).exists();
            statement.execute("ROLLBACK");
        }
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
    }

    @Test
    void conflictingTableIsRefused() throws SQLException {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        update(legacy, "CREATE TABLE video_projects (id TEXT PRIMARY KEY, title TEXT)");
        LegacyDump before = LegacyDump.of(legacy.file());

        assertThatThrownBy(() -> adopt(legacy))
                .isInstanceOf(StorageException.Unsupported.class)
                .hasMessageContaining("video_projects")
                .hasMessageContaining("profile_id");
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
    }

    @Test
    void contentsListProfilesAndExternalFiles() {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        AdoptedContents contents = AdoptedContents.of(config(legacy));
        assertThatThrownBy(contents::profiles).isInstanceOf(StorageException.Configuration.class);
        adopt(legacy);

        assertThat(contents.profiles().stream()
                        .mapToLong(AdoptedProfile::projects)
                        .sum())
                .isEqualTo(legacy.projects().size());
        assertThat(contents.profiles())
                .extracting(AdoptedProfile::id)
                .isSubsetOf(legacy.profiles().stream().map(ProfileId::new).toList());
        // more than one page of results
        legacy.rows(3_000);
        List<String> videos = new ArrayList<>();
        contents.forEachExternalVideo(video -> videos.add(video.id().value()));
        assertThat(videos)
                .hasSizeGreaterThan(500)
                .hasSize((int) contents.countExternalVideos())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static void update(LegacyDatabase legacy, String sql) throws SQLException {
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(LegacyDatabase legacy, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder columns = new StringBuilder(String.valueOf(row.getString(1)));
                for (int column = 2; column <= row.getMetaData().getColumnCount(); column++) {
                    columns.append('|').append(row.getString(column));
                }
                rows.add(columns.toString());
            }
        }
        return rows;
    }
}
