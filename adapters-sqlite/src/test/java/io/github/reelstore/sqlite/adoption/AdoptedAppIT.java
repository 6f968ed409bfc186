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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The app works on an adopted file as before: its results are compared with those on a file that was not adopted. */
@Tag("journey")
class AdoptedAppIT {

    private static final String NEW_PROJECT = "project-of-after";
    private static final ProjectId OURS = new ProjectId("ours");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void adoptionChangesNoneOfTheAppsRows(Shape shape) {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), shape).odd(Odd.fitting(shape));
        LegacyDump before = LegacyDump.of(legacy.file());

        adopt(legacy.file());
        LegacyDump once = LegacyDump.of(legacy.file());
        adopt(legacy.file());

        assertThat(before.again(legacy.file())).isEqualTo(before);
        assertThat(LegacyDump.of(legacy.file())).as("adopted twice").isEqualTo(once);
    }

    /** Except for the shape without a table of videos, on which the app's statements fail. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ABSENT")
    void appStatementsWorkAsBefore(Shape shape) throws SQLException {
        LegacyDatabase untouched =
                LegacyDatabase.create(folder.resolve("untouched.db"), shape).odd(Odd.fitting(shape));
        LegacyDatabase adopted =
                LegacyDatabase.create(folder.resolve("adopted.db"), shape).odd(Odd.fitting(shape));
        adopt(adopted.file());

        assertThat(AppWork.on(adopted)).isEqualTo(AppWork.on(untouched));
        LegacyDump expected = LegacyDump.of(untouched.file());
        assertThat(expected.again(adopted.file())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void appMigrationsAndLaterStatementsWorkAsBefore(Shape shape) throws SQLException {
        LegacyDatabase untouched = LegacyDatabase.create(folder.resolve("untouched.db"), shape);
        LegacyDatabase adopted = LegacyDatabase.create(folder.resolve("adopted.db"), shape);
        adopt(adopted.file());

        upgrade(untouched);
        upgrade(adopted);

        LegacyDump upgraded = LegacyDump.of(untouched.file());
        assertThat(upgraded.again(adopted.file())).isEqualTo(upgraded);
        assertThat(AppWork.on(adopted)).isEqualTo(AppWork.on(untouched));
        LegacyDump expected = LegacyDump.of(untouched.file());
        assertThat(expected.again(adopted.file())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void fileMigratedByTheAppIsAdoptedAgain(Shape shape) throws SQLException {
        LegacyDatabase untouched = LegacyDatabase.create(folder.resolve("untouched.db"), shape);
        LegacyDatabase adopted = LegacyDatabase.create(folder.resolve("adopted.db"), shape);
        adopt(adopted.file());
        for (LegacyDatabase legacy : List.of(untouched, adopted)) {
            upgrade(legacy);
            try (LegacyApp app = LegacyApp.open(legacy.file())) {
                app.insertVideo(5_000, legacy.profiles().get(0), NEW_PROJECT);
            }
        }

        adopt(adopted.file());

        LegacyDump expected = LegacyDump.of(untouched.file());
        assertThat(expected.again(adopted.file())).isEqualTo(expected);
        try (Transactions store = open(adopted.file())) {
            List<VideoGeneration> videos = store.readOnly(
                    new ProfileId(adopted.profiles().get(0)),
                    tx -> tx.generations().ofProject(new ProjectId(NEW_PROJECT)));
            assertThat(videos).extracting(video -> video.id().value()).containsExactly(LegacyDatabase.videoId(5_000));
        }
    }

    /** The app and the store may have the file open at the same time, and either may have written last. */
    @ParameterizedTest
    @EnumSource
    void storeOpensAFileMigratedByTheApp(Shape shape) throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), shape);
        ProfileId profile = new ProfileId(legacy.profiles().get(0));
        adopt(legacy.file());
        open(legacy.file()).close();
        upgrade(legacy);
        try (LegacyApp app = LegacyApp.open(legacy.file())) {
            app.insertVideo(5_000, profile.value(), NEW_PROJECT);
        }

        try (Transactions store = open(legacy.file())) {
            Optional<VideoGeneration> video = store.readOnly(
                    profile, tx -> tx.generations().find(new GenerationId(LegacyDatabase.videoId(5_000))));
            assertThat(video)
                    .as("visible to its profile, although its project has no row")
                    .isPresent();
            store.inTransaction(profile, tx -> {
                tx.projects().insert(project(profile, tx.now()));
                tx.generations().insert(video(profile, tx.now()));
                return true;
            });
            assertThat(store.<List<VideoGeneration>, RuntimeException>readOnly(
                            profile, tx -> tx.generations().ofProject(OURS)))
                    .singleElement()
                    .satisfies(added -> assertThat(added.prompt()).contains("Của chúng tôi"));
        }
        assertThat(AppWork.on(legacy)).contains("inserted 1");
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

    private static VideoGeneration video(ProfileId profile, Instant now) {
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
}
