package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies from SQLite and local disk to Postgres and S3, between two of the latter, and back. */
class StoreCopyIT {

    @TempDir
    Path folder;

    private FullStore source;

    @BeforeEach
    void fill() throws SQLException, IOException {
        source = new FullStore(Files.createDirectory(folder.resolve("source"))).fill();
    }

    private static ReelstoreConfig remote() {
        Map<String, String> environment = new LinkedHashMap<>(RemoteBackends.postgresEnvironment());
        environment.putAll(RemoteBackends.s3Environment());
        return ReelstoreConfig.builder().environment(environment).build();
    }

    /** The four pairs of backends. */
    private enum Pair {
        SQLITE_AND_LOCAL_DISK,
        SQLITE_AND_S3,
        POSTGRES_AND_LOCAL_DISK,
        POSTGRES_AND_S3;

        /** An empty place. */
        ReelstoreConfig place(Path folder) {
            boolean postgres = this == POSTGRES_AND_LOCAL_DISK || this == POSTGRES_AND_S3;
            boolean s3 = this == SQLITE_AND_S3 || this == POSTGRES_AND_S3;
            Map<String, String> environment = new LinkedHashMap<>();
            environment.putAll(
                    postgres
                            ? RemoteBackends.postgresEnvironment()
                            : Map.of("REELSTORE_DATABASE_URL", "jdbc:sqlite:" + folder.resolve("reels.db")));
            environment.putAll(
                    s3
                            ? RemoteBackends.s3Environment()
                            : Map.of("REELSTORE_STORAGE_URL", "file:" + folder.resolve("media")));
            return ReelstoreConfig.builder().environment(environment).build();
        }
    }

    /** A way that goes once from each pair to each other. */
    private static final int[] WAY = {0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3, 0};

    @Test
    @Tag("servers")
    void aStoreGoesFromEachPairToEachOther() throws Exception {
        ReelstoreConfig from = source.config();
        String digest = StoreCopyTest.copy(from, FullStore.local(Files.createDirectory(folder.resolve("copy"))))
                .source();
        FullStore last = source;
        for (int step = 1; step < WAY.length; step++) {
            Path place = Files.createDirectory(folder.resolve("place" + step));
            last = new FullStore(place);
            ReelstoreConfig to = Pair.values()[WAY[step]].place(place);

            CopyResult result = StoreCopyTest.switched(from, to);

            assertThat(result.problems()).as(to.toString()).isEmpty();
            assertThat(result.switched()).as(to.toString()).isTrue();
            assertThat(result.target()).as(to.toString()).isEqualTo(digest);
            ReelstoreConfig old = from;
            try (Reelstore moved = Reelstore.open(old)) {
                assertThatThrownBy(() -> moved.projects().create("too late"))
                        .isInstanceOf(StorageException.ReadOnly.class)
                        .hasMessageContaining(to.databaseUrl())
                        .hasMessageContaining(to.storageUrl());
            }
            from = to;
        }
        assertThat(normal(last)).isEqualTo(normal(source));
        assertThat(last.snapshot().files()).isEqualTo(source.snapshot().files());
    }

    /** With videos whose files were imported, one of which was lost since. */
    @ParameterizedTest
    @EnumSource(names = {"LOOSE_35", "STRICT_35"})
    void anAdoptedDatabaseGoesToPostgresAndS3(Shape shape) throws Exception {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), shape).odd(Odd.fitting(shape));
        ReelstoreConfig adopted = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + legacy.file())
                .storageUrl("file:" + folder.resolve("app-media"))
                .build();
        Adoption.of(adopted.sqlite().orElseThrow()).adopt(Optional.empty(), (phase, done, total) -> {});
        ProfileId profile = new ProfileId(legacy.profiles().get(0));
        Path lost;
        try (Reelstore store = Reelstore.open(adopted).withProfile(profile)) {
            ProjectId project =
                    store.projects().create("In the adopted database").id();
            FullStore.image(store, project, Samples.HARBOUR_JPEG_NAMED_PNG);
            lost = folder.resolve("app-media/"
                    + store.generations()
                            .addVideo(new NewGeneration(
                                    project,
                                    FullStore.source(Samples.VIDEO_MP4),
                                    VideoGeneration.builder().provider("veo")))
                            .filePath()
                            .orElseThrow());
        }
        ReelstoreConfig remote = remote();

        assertThatThrownBy(() -> StoreCopyTest.copy(adopted, remote))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("nothing was copied");
        byte[] content = Files.readAllBytes(lost);
        Files.delete(lost);
        CopyResult incomplete = StoreCopyTest.asShown(adopted, remote);
        assertThat(incomplete.switched()).isFalse();
        assertThat(incomplete.problems()).singleElement().asString().contains("The source lacks the file");
        Files.write(lost, content);
        CopyResult complete = StoreCopyTest.asShown(adopted, remote);

        assertThat(complete.problems()).isEmpty();
        assertThat(complete.switched()).isTrue();
        assertThat(complete.files().copied()).isEqualTo(1);
        try (Reelstore store = Reelstore.open(remote).withProfile(profile)) {
            FullStore.image(store, store.projects().create("later").id(), Samples.LIGHTHOUSE_PNG);
            store.maintenance()
                    .verify(
                            VerificationRequest.ALL,
                            problem -> assertThat(problem.kind())
                                    .as("the app's files are outside of both stores")
                                    .isEqualTo(Verification.Kind.EXTERNAL));
        }
        assertThatThrownBy(() -> StoreCopyTest.copy(remote, adopted))
                .as("an adopted database cannot be the target")
                .isInstanceOf(StorageException.class);
    }

    @Test
    void wrongCredentialsOfTheTargetAreRefusedBeforeAnythingIsCopied() {
        ReelstoreConfig remote = ReelstoreConfig.builder()
                .environment(RemoteBackends.postgresEnvironment())
                .databaseCredentials("unknown", "wrong")
                .storageUrl("file:" + folder.resolve("new"))
                .build();

        assertThatThrownBy(() -> StoreCopyTest.copy(source.config(), remote))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("unknown")
                .hasMessageNotContaining("wrong");

        assertThat(folder.resolve("new/projects")).doesNotExist();
    }

    @Test
    void aStoreGoesToPostgresAndS3AndBack() throws SQLException, IOException {
        ReelstoreConfig remote = remote();
        ReelstoreConfig another = remote();
        FullStore back = new FullStore(Files.createDirectory(folder.resolve("back")));

        CopyResult there = StoreCopyTest.switched(source.config(), remote);
        CopyResult further = StoreCopyTest.switched(remote, another);
        CopyResult here = StoreCopyTest.switched(another, back.config());

        assertThat(List.of(there, further, here)).allSatisfy(result -> {
            assertThat(result.problems()).isEmpty();
            assertThat(result.switched()).isTrue();
            assertThat(result.source()).isEqualTo(there.source());
        });
        assertThat(back.counts()).isEqualTo(expected(source.counts()));
        assertThat(normal(back)).isEqualTo(normal(source));
        assertThat(back.snapshot().files()).isEqualTo(source.snapshot().files());
        try (Reelstore store = Reelstore.open(back.config())) {
            FullStore.image(store, source.project(), Samples.HARBOUR_JPEG_NAMED_PNG);
            assertThat(store.maintenance().verify().problems()).isZero();
        }
    }

    /** The marks of servers stay. */
    private static Map<String, Long> expected(Map<String, Long> counts) {
        Map<String, Long> expected = new LinkedHashMap<>(counts);
        expected.put("reelstore_marks", 1L);
        return expected;
    }

    /** The rows without the formatting of JSON, and in an order that does not depend on it. */
    private static Map<String, List<String>> normal(FullStore store) {
        Map<String, List<String>> normal = new TreeMap<>();
        store.snapshot().rows().forEach((table, rows) -> {
            List<String> sorted = new ArrayList<>();
            rows.forEach(row -> sorted.add(sortedCharacters(row)));
            normal.put(table, sorted);
        });
        return normal;
    }

    /** Equal for values whose members are in another order. */
    private static String sortedCharacters(String row) {
        return row.chars()
                .filter(c -> c != ' ')
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void aSecondRunReplacesAndDeletesRowsInPostgres() throws SQLException {
        ReelstoreConfig remote = remote();
        StoreCopyTest.copy(source.config(), remote);
        source.execute(
                "UPDATE video_projects SET title = 'Dawn', tags = '[\"a\", 1e2, -0.0, 12345678901234567890.50]'",
                "DELETE FROM scene_lines",
                "DELETE FROM scenes WHERE position = 'b'",
                "UPDATE provider_jobs SET state = 'failed' WHERE id = 'job-2'",
                FullStore.job("job-0", "planned"));
        try (Reelstore store = Reelstore.open(source.config())) {
            FullStore.image(store, source.project(), Samples.HARBOUR_JPEG_NAMED_PNG);
        }

        CopyResult result = StoreCopyTest.copy(source.config(), remote);

        assertThat(result.isEqual()).isTrue();
        assertThat(List.of(
                        result.rows().inserted(),
                        result.rows().updated(),
                        result.rows().deleted(),
                        result.files().copied()))
                .containsExactly(2L, 2L, 2L, 2L);
        CopyResult third = StoreCopyTest.copy(source.config(), remote);
        assertThat(List.of(
                        third.rows().inserted(),
                        third.rows().updated(),
                        third.rows().deleted(),
                        third.files().copied()))
                .as("nothing is left to do")
                .containsOnly(0L);
        assertThat(StoreCopyTest.verify(source.config(), remote).source()).isEqualTo(third.target());
    }

    @Test
    @Tag("servers")
    void aCopyToPostgresThatIsInterruptedInALargeTableKeepsItsFirstRows() throws Exception {
        source.addJobs(30_000);
        ReelstoreConfig target = Pair.POSTGRES_AND_LOCAL_DISK.place(Files.createDirectory(folder.resolve("target")));
        StoreCopyTest.interruptInRows(source.config(), target, 0, 25_000);

        CopyResult next = StoreCopyTest.copy(source.config(), target);

        assertThat(next.isComplete()).isTrue();
        assertThat(next.rows().inserted())
                .as("20,000 rows are committed together")
                .isPositive()
                .isLessThanOrEqualTo(next.rows().total() - 20_000);
    }

    @Test
    void anUnfinishedOrMovedPostgresRefusesWrites() throws Exception {
        ReelstoreConfig remote = remote();
        StoreCopyTest.copy(source.config(), remote);
        try (Reelstore store = Reelstore.open(remote)) {
            assertThatThrownBy(() -> store.projects().create("too early"))
                    .isInstanceOf(StorageException.ReadOnly.class)
                    .hasMessageContaining("unfinished copy");
            StoreCopyTest.switched(source.config(), remote);
            store.projects().create("now");
        }
        FullStore back = new FullStore(Files.createDirectory(folder.resolve("back")));
        try (Reelstore store = Reelstore.open(remote)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            Future<?> writer = threads.submit(() -> store.inTransaction(tx -> {
                begun.countDown();
                end.await();
                tx.projects()
                        .insert(VideoProject.builder()
                                .id(new ProjectId("late"))
                                .profileId(tx.profile())
                                .title("late")
                                .status(ProjectStatus.DRAFT)
                                .version(1)
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .build());
                return true;
            }));
            begun.await();
            Future<CopyResult> switching = threads.submit(() -> StoreCopyTest.switched(remote, back.config()));
            assertThatThrownBy(() -> switching.get(2, TimeUnit.SECONDS))
                    .as("the switch waits for a transaction that began before")
                    .isInstanceOf(TimeoutException.class);
            end.countDown();
            writer.get();
            assertThat(switching.get().switched()).isTrue();
            threads.shutdown();
            assertThatThrownBy(() -> store.projects().create("too late"))
                    .isInstanceOf(StorageException.ReadOnly.class)
                    .hasMessageContaining(back.config().databaseUrl());
        }
        assertThat(back.counts()).as("with the late project").containsEntry("video_projects", 3L);
    }
}
