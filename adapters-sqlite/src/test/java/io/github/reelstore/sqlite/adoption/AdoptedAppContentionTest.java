package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No statement of the app fails, whatever the store does with its file. How long the app waits is measured in {@code
 * AdoptionLockTest}. Here its busy timeout is long enough for a slow machine, so the only failures would be those that
 * waiting does not help, such as an outdated snapshot.
 */
class AdoptedAppContentionTest {

    private static final int WRITES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ProjectId OURS = new ProjectId("ours");

    @TempDir
    Path folder;

    @Test
    void noStatementOfTheAppFailsDuringAShortAdoptionAndStoreWrites() throws Exception {
        noStatementOfTheAppFails(Shape.STRICT, 500);
    }

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "LOOSE_35"})
    @Tag("race")
    void noStatementOfTheAppFailsDuringAdoptionAndStoreWrites(Shape shape) throws Exception {
        noStatementOfTheAppFails(shape, 20_000);
    }

    private void noStatementOfTheAppFails(Shape shape, int rows) throws Exception {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), shape).rows(rows);
        ProfileId profile = new ProfileId(legacy.profiles().get(0));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> app = pool.submit(appThatWrites(legacy, over, written));
            await(written, 1);

            Adoption.of(SqliteConfig.of(legacy.file())).adopt(Optional.empty(), (phase, done, total) -> {});
            int whenAdopted = written.get();
            try (Transactions store = SqliteTransactions.open(SqliteConfig.of(legacy.file()), Clock.systemUTC())) {
                store.inTransaction(profile, tx -> {
                    tx.projects().insert(project(profile, tx));
                    return true;
                });
                for (int n = 0; n < WRITES; n++) {
                    GenerationId id = new GenerationId("ours-" + n);
                    store.inTransaction(profile, tx -> {
                        tx.generations().insert(video(id, profile, tx));
                        return true;
                    });
                }
                await(written, whenAdopted + 1);
                over.set(true);

                // throws the app's failure, if there was one
                int videos = app.get();
                assertThat(store.<Integer, RuntimeException>readOnly(
                                profile, tx -> tx.generations().ofProject(OURS).size()))
                        .isEqualTo(WRITES);
                assertThat(LegacyDump.rawRows(legacy.file(), "veo3_video_generations"))
                        .hasSize(LegacyDatabase.VIDEOS + rows + videos + WRITES);
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    private static Callable<Integer> appThatWrites(LegacyDatabase legacy, AtomicBoolean over, AtomicInteger written) {
        return () -> {
            try (LegacyApp app = LegacyApp.open(legacy.file(), PATIENCE)) {
                while (!over.get()) {
                    int n = 100_000 + written.get();
                    app.insertVideo(
                            n, legacy.profiles().get(0), legacy.projects().get(0));
                    app.completeVideo(LegacyDatabase.videoId(n));
                    app.videosOfScene(LegacyVideos.uuid("scene " + n));
                    written.incrementAndGet();
                }
                return written.get();
            }
        };
    }

    private static void await(AtomicInteger written, int atLeast) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (written.get() < atLeast && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertThat(written.get()).as("the app's writes").isGreaterThanOrEqualTo(atLeast);
    }

    private static VideoProject project(ProfileId profile, Tx tx) {
        return VideoProject.builder()
                .id(OURS)
                .profileId(profile)
                .title("Của chúng tôi")
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }

    private static VideoGeneration video(GenerationId id, ProfileId profile, Tx tx) {
        return VideoGeneration.builder()
                .id(id)
                .profileId(profile)
                .projectId(OURS)
                .prompt("Của chúng tôi")
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }
}
