package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After its file has been adopted, the app goes on as if nothing had happened: it is compared with one whose file was not. */
class AdoptedAppTest {

    private static final String ADDED_PROFILE = "profile_1770000000000_new";

    private static final String NEW_PROJECT = "project-of-after";
    private static final ProjectId OURS = new ProjectId("ours");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void adoptingChangesNothingOfTheApps(Shape shape) {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), shape).odd(Odd.fitting(shape));
        LegacyDump before = LegacyDump.of(legacy.file());

        adopt(legacy.file());
        LegacyDump once = LegacyDump.of(legacy.file());
        adopt(legacy.file());

        assertThat(before.again(legacy.file())).isEqualTo(before);
        assertThat(LegacyDump.of(legacy.file())).as("adopted twice").isEqualTo(once);
    }

    /** Not of the absent shape: until the app has made its table, its statements fail. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ABSENT")
    void theAppsStatementsDoWhatTheyDidBefore(Shape shape) throws SQLException {
        LegacyDatabase untouched =
                LegacyDatabase.create(folder.resolve("untouched.db"), shape).odd(Odd.fitting(shape));
        LegacyDatabase adopted =
                LegacyDatabase.create(folder.resolve("adopted.db"), shape).odd(Odd.fitting(shape));
        adopt(adopted.file());

        assertThat(work(adopted)).isEqualTo(work(untouched));
        LegacyDump expected = LegacyDump.of(untouched.file());
        assertThat(expected.again(adopted.file())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void theAppsMigrationsAndWhatItDoesAfterThemDoWhatTheyDidBefore(Shape shape) throws SQLException {
        LegacyDatabase untouched = LegacyDatabase.create(folder.resolve("untouched.db"), shape);
        LegacyDatabase adopted = LegacyDatabase.create(folder.resolve("adopted.db"), shape);
        adopt(adopted.file());

        upgrade(untouched);
        upgrade(adopted);

        LegacyDump upgraded = LegacyDump.of(untouched.file());
        assertThat(upgraded.again(adopted.file())).isEqualTo(upgraded);
        assertThat(work(adopted)).isEqualTo(work(untouched));
        LegacyDump expected = LegacyDump.of(untouched.file());
        assertThat(expected.again(adopted.file())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatTheAppHasMigratedIsAdoptedAgainWithWhatIsNew(Shape shape) throws SQLException {
        LegacyDatabase untouched = LegacyDatabase.create(folder.resolve("untouched.db"), shape);
        LegacyDatabase adopted = LegacyDatabase.create(folder.resolve("adopted.db"), shape);
        adopt(adopted.file());
        for (LegacyDatabase legacy : List.of(untouched, adopted)) {
            upgrade(legacy);
            try (LegacyApp app = LegacyApp.open(legacy.file())) {
                app.insertClip(5_000, legacy.profiles().get(0), NEW_PROJECT);
            }
        }

        adopt(adopted.file());

        LegacyDump expected = LegacyDump.of(untouched.file());
        assertThat(expected.again(adopted.file())).isEqualTo(expected);
        try (Transactions store = open(adopted.file())) {
            List<VideoGeneration> clips = store.readOnly(
                    new ProfileId(adopted.profiles().get(0)),
                    tx -> tx.generations().ofProject(new ProjectId(NEW_PROJECT)));
            assertThat(clips).extracting(clip -> clip.id().value()).containsExactly(LegacyDatabase.clip(5_000));
        }
    }

    /** The app may have the file while the store does, and either may have written last. */
    @ParameterizedTest
    @EnumSource
    void theStoreOpensTheFileAfterTheAppHasMigratedIt(Shape shape) throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), shape);
        ProfileId profile = new ProfileId(legacy.profiles().get(0));
        adopt(legacy.file());
        open(legacy.file()).close();
        upgrade(legacy);
        try (LegacyApp app = LegacyApp.open(legacy.file())) {
            app.insertClip(5_000, profile.value(), NEW_PROJECT);
        }

        try (Transactions store = open(legacy.file())) {
            Optional<VideoGeneration> clip =
                    store.readOnly(profile, tx -> tx.generations().find(new GenerationId(LegacyDatabase.clip(5_000))));
            assertThat(clip)
                    .as("seen by its profile, though nothing has made its project")
                    .isPresent();
            store.inTransaction(profile, tx -> {
                tx.projects().insert(project(profile, tx.now()));
                tx.generations().insert(clip(profile, tx.now()));
                return true;
            });
            assertThat(store.<List<VideoGeneration>, RuntimeException>readOnly(
                            profile, tx -> tx.generations().ofProject(OURS)))
                    .singleElement()
                    .satisfies(made -> assertThat(made.prompt()).contains("Của chúng tôi"));
        }
        assertThat(work(legacy)).contains("inserted 1");
    }

    private static VideoProject project(ProfileId profile, Instant now) {
        return VideoProject.builder()
                .id(OURS)
                .profileId(profile)
                .title("Của chúng tôi")
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    private static VideoGeneration clip(ProfileId profile, Instant now) {
        return VideoGeneration.builder()
                .id(new GenerationId("ours"))
                .profileId(profile)
                .projectId(OURS)
                .prompt("Của chúng tôi")
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    private static Transactions open(Path file) {
        return SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC());
    }

    private static void adopt(Path file) {
        Adoption.of(SqliteConfig.of(file)).adopt(Optional.empty(), (phase, done, total) -> {});
    }

    private static void upgrade(LegacyDatabase legacy) throws SQLException {
        try (LegacyApp app = LegacyApp.open(legacy.file())) {
            app.start();
            new LegacyMigrations(app).upgrade();
        }
    }

    /** Does all that the app does and says what came of it. */
    private static List<String> work(LegacyDatabase legacy) throws SQLException {
        List<String> results = new ArrayList<>();
        try (LegacyApp app = LegacyApp.open(legacy.file())) {
            app.start();
            String profile = legacy.profiles().get(0);
            String project = legacy.projects().get(0);
            results.add("profile " + app.insertProfile(ADDED_PROFILE));
            results.add("project " + app.insertProject("veo3_new", "new project", ADDED_PROFILE));
            for (int n = 2_000; n < 2_010; n++) {
                int number = n;
                results.add(tried(() -> app.insertClip(number, number % 2 == 0 ? ADDED_PROFILE : profile, project)));
            }
            results.add(tried(() -> app.insertClip(2_000, profile, project)));
            results.add(tried(() -> app.insertClip(2_100, "profile of nobody", project)));
            if (app.version() == 35 || legacy.shape() != Shape.VIDEO_ID) {
                clips(app, profile, results);
            }
            if (app.hasTable("veo3_video_upscales")) {
                results.add("upscale "
                        + tried(() -> app.insertUpscale("u1", LegacyDatabase.clip(2_001), profile, project)));
            }
            results.add("deleted " + app.deleteProfile(ADDED_PROFILE));
        }
        return results;
    }

    private static void clips(LegacyApp app, String profile, List<String> results) throws SQLException {
        results.add("completed " + app.completeClip(LegacyDatabase.clip(2_001)));
        results.add("completed " + app.completeClip(LegacyDatabase.clip(4)));
        results.add("completed " + app.completeClip("none"));
        results.addAll(app.clip(LegacyDatabase.clip(2_001)));
        results.addAll(app.clipsOfScene(LegacyVideos.uuid("scene 2001")));
        results.addAll(app.clipsOfProfile(profile));
        results.addAll(app.clipsOfStatus("completed"));
        results.addAll(app.clipsOfStatus("pending"));
        if (app.version() > 10) {
            results.add("media " + app.addMedia(LegacyDatabase.clip(2_001)));
        }
    }

    @FunctionalInterface
    private interface Statement {
        int run() throws SQLException;
    }

    /** Some tables refuse an insert, and some rows are refused; what counts is that they are refused alike. */
    private static String tried(Statement statement) {
        try {
            return "inserted " + statement.run();
        } catch (SQLException e) {
            return "refused";
        }
    }
}
