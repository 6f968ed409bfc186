package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.SharedFiles;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.WriteTrial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract tests for {@link MaintenanceRepository}; see {@link DatabaseFixture}. References to missing rows are left to
 * the adapter's own tests.
 */
public abstract class MaintenanceRepositoryContract {

    private static final StoreId ONE = new StoreId("00000000-0000-4000-8000-000000000001");
    private static final StoreId TWO = new StoreId("00000000-0000-4000-8000-000000000002");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    private void insertOneOfEach() {
        db.run(tx -> {
            tx.projects().insert(project("r").build());
            tx.generations().insert(generation("r", "r").build());
            tx.images().insert(image("r", "r").build());
            tx.audio().insert(audio("r", "r").build());
        });
    }

    private static RowMark mark(EntityType kind, String id, String problem, String subject) {
        return new RowMark(kind, id, problem, subject);
    }

    @ParameterizedTest
    @EnumSource
    void aRowCanBeMarkedAndUnmarked(EntityType kind) {
        insertOneOfEach();
        RowMark missing = mark(kind, "r", "missing", "projects/p/k");
        RowMark other = mark(kind, "r", "hash", "projects/p/k");
        db.run(tx -> tx.maintenance().mark(missing));
        db.run(tx -> tx.maintenance().mark(missing));
        db.run(tx -> tx.maintenance().mark(other));
        assertThat(db.listed(tx -> tx.maintenance().marks(kind, List.of("r", "none"))))
                .containsExactlyInAnyOrder(missing, other);
        assertThat(db.<Boolean>write(tx -> tx.maintenance().unmark(missing))).isTrue();
        assertThat(db.<Boolean>write(tx -> tx.maintenance().unmark(missing))).isFalse();
        assertThat(db.listed(tx -> tx.maintenance().marks(kind, List.of("r")))).containsExactly(other);
    }

    @Test
    void marksAreListedByKindRowAndProfile() {
        insertOneOfEach();
        db.run(tx -> tx.maintenance().mark(mark(EntityType.IMAGE, "r", "missing", "k")));
        assertThat(db.listed(tx -> tx.maintenance().marks(EntityType.AUDIO, List.of("r"))))
                .isEmpty();
        assertThat(db.listed(tx -> tx.maintenance().marks(EntityType.IMAGE, List.of("other"))))
                .isEmpty();
        assertThat(db.listed(tx -> tx.maintenance().marks(EntityType.IMAGE, List.of())))
                .isEmpty();
        assertThat(db.listedAs(BOB, tx -> tx.maintenance().marks(EntityType.IMAGE, List.of("r"))))
                .isEmpty();
        assertThat(db.<Boolean>writeAs(BOB, tx -> tx.maintenance().unmark(mark(EntityType.IMAGE, "r", "missing", "k"))))
                .isFalse();
        assertThat(db.listed(tx -> tx.maintenance().marks(EntityType.IMAGE, List.of("r"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void markRefusesARowThatTheProfileDoesNotHave(EntityType kind) {
        insertOneOfEach();
        RowMark mark = mark(kind, "none", "missing", "k");
        db.assertRefused(
                StorageException.NotFound.class, "none", tx -> tx.maintenance().mark(mark));
        RowMark ofAlice = mark(kind, "r", "missing", "k");
        db.assertRefusedAs(
                BOB,
                StorageException.NotFound.class,
                "r",
                tx -> tx.maintenance().mark(ofAlice));
    }

    @Test
    void pruneMarksDeletesMarksOfDeletedRows() {
        insertOneOfEach();
        db.run(tx -> tx.images().insert(image("gone").build()));
        db.run(tx -> {
            tx.maintenance().mark(mark(EntityType.IMAGE, "gone", "missing", "k"));
            tx.maintenance().mark(mark(EntityType.IMAGE, "r", "missing", "k"));
            tx.maintenance().mark(mark(EntityType.PROJECT, "r", "missing", "k"));
        });
        db.run(tx -> tx.images().delete(new ImageId("gone")));
        assertThat(db.<Integer>writeAs(BOB, tx -> tx.maintenance().pruneMarks()))
                .isZero();
        assertThat(db.<Integer>write(tx -> tx.maintenance().pruneMarks())).isOne();
        assertThat(db.listed(tx -> tx.maintenance().marks(EntityType.IMAGE, List.of("gone", "r"))))
                .hasSize(1);
        assertThat(db.listed(tx -> tx.maintenance().marks(EntityType.PROJECT, List.of("r"))))
                .hasSize(1);
    }

    @Test
    void theLastTrialOfAServerIsRemembered() {
        String server = "http://localhost:9000/bucket";
        assertThat(db.found(tx -> tx.maintenance().writeTrial(server))).isEmpty();
        db.run(tx -> tx.maintenance().noteWriteTrial(server, ExclusiveWrites.ALL));
        db.clock.advance(Duration.ofDays(1));
        db.run(tx -> tx.maintenance().noteWriteTrial(server, ExclusiveWrites.NONE));
        WriteTrial last = new WriteTrial(server, ExclusiveWrites.NONE, db.clock.instant());
        assertThat(db.found(tx -> tx.maintenance().writeTrial(server))).contains(last);
        db.clock.advance(Duration.ofDays(1));
        db.run(tx -> tx.maintenance().noteWriteTrial("other", ExclusiveWrites.ONE_REQUEST));
        db.run(tx -> tx.maintenance().pruneMarks());
        assertThat(db.found(tx -> tx.maintenance().writeTrial(server))).contains(last);
        assertThat(db.foundAs(BOB, tx -> tx.maintenance().writeTrial(server))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyResultOfATrialIsRemembered(ExclusiveWrites result) {
        db.run(tx -> tx.maintenance().noteWriteTrial("s", result));
        db.run(tx -> tx.maintenance().noteWriteTrial("s", result));
        assertThat(db.found(tx -> tx.maintenance().writeTrial("s")).map(WriteTrial::result))
                .contains(result);
    }

    @Test
    void rowsCountsTheRowsOfTheProfileUpToTheLimit() {
        assertThat(db.<Long>write(tx -> tx.maintenance().rows(10))).isZero();
        insertOneOfEach();
        assertThat(db.<Long>write(tx -> tx.maintenance().rows(10))).isEqualTo(EntityType.values().length);
        assertThat(db.<Long>write(tx -> tx.maintenance().rows(Long.MAX_VALUE))).isEqualTo(EntityType.values().length);
        assertThat(db.<Long>write(tx -> tx.maintenance().rows(2))).isEqualTo(2);
        assertThat(db.<Long>write(tx -> tx.maintenance().rows(0))).isZero();
        assertThat(db.<Long>writeAs(BOB, tx -> tx.maintenance().rows(10))).isZero();
    }

    @Test
    void rowsOfTheRepositoriesHaveNoMissingReferences() {
        insertOneOfEach();
        for (EntityType kind : EntityType.values()) {
            assertThat(db.listed(tx -> tx.maintenance().missingRows(kind, List.of("r", "none"))))
                    .isEmpty();
            assertThat(db.listed(tx -> tx.maintenance().missingRows(kind, List.of())))
                    .isEmpty();
        }
    }

    private StoreIdentity identity() {
        return db.found(tx -> tx.maintenance().identity()).orElseThrow();
    }

    @Test
    void aNewDatabaseHasAStoreId() {
        StoreIdentity first = identity();
        assertThat(first.boundAt()).isEmpty();
        assertThat(db.<StoreIdentity>writeAs(BOB, tx -> tx.maintenance().identify(TWO)))
                .isEqualTo(first);
        assertThat(db.foundAs(BOB, tx -> tx.maintenance().identity())).contains(first);
    }

    @Test
    void theStoreIdCanBeReplacedUntilItIsBound() {
        assertThat(db.<Boolean>write(tx -> tx.maintenance().replaceIdentity(ONE)))
                .isTrue();
        assertThat(identity()).isEqualTo(new StoreIdentity(ONE, Optional.empty()));
        db.run(tx -> tx.maintenance().noteBound());
        assertThat(db.<Boolean>write(tx -> tx.maintenance().replaceIdentity(TWO)))
                .isFalse();
        assertThat(identity()).isEqualTo(new StoreIdentity(ONE, Optional.of(db.clock.instant())));
        assertThat(db.<Boolean>write(tx -> tx.maintenance().replaceIdentity(ONE)))
                .isTrue();
    }

    @Test
    void theTimeOfBindingIsStoredOnce() {
        db.run(tx -> tx.maintenance().noteBound());
        StoreIdentity bound = new StoreIdentity(identity().id(), Optional.of(db.clock.instant()));
        assertThat(identity()).isEqualTo(bound);
        db.clock.advance(Duration.ofHours(1));
        db.run(tx -> tx.maintenance().noteBound());
        assertThat(identity()).isEqualTo(bound);
    }

    @Test
    void newestRowCoversAllKindsAndProfiles() {
        Instant start = db.clock.instant();
        assertThat(db.found(tx -> tx.maintenance().newestRow())).isEmpty();
        db.run(tx -> tx.projects()
                .insert(project("r").createdAt(start.minusSeconds(50)).build()));
        assertNewestRow(start.minusSeconds(50));
        db.run(tx -> tx.images()
                .insert(image("r", "r").createdAt(start.minusSeconds(40)).build()));
        assertNewestRow(start.minusSeconds(40));
        db.run(tx -> tx.audio()
                .insert(audio("r", "r").createdAt(start.minusSeconds(30)).build()));
        assertNewestRow(start.minusSeconds(30));
        db.run(tx -> tx.generations()
                .insert(generation("r", "r").createdAt(start.minusSeconds(20)).build()));
        assertNewestRow(start.minusSeconds(20));
        db.runAs(
                BOB,
                tx -> tx.projects()
                        .insert(project("b")
                                .profileId(BOB)
                                .createdAt(start.minusSeconds(10))
                                .build()));
        assertNewestRow(start.minusSeconds(10));
        db.run(tx -> tx.images()
                .insert(image("future", "r").createdAt(start.plusSeconds(10)).build()));
        assertNewestRow(start.minusSeconds(10));
    }

    private void assertNewestRow(Instant expected) {
        assertThat(db.found(tx -> tx.maintenance().newestRow())).contains(expected);
        assertThat(db.foundAs(BOB, tx -> tx.maintenance().newestRow())).contains(expected);
    }

    @Test
    void hasOtherProfilesReportsProjectsOfOtherProfiles() {
        assertOtherProfiles(false, false);
        db.run(tx -> tx.projects().insert(project("r").build()));
        assertOtherProfiles(false, true);
        db.runAs(BOB, tx -> tx.projects().insert(project("b").profileId(BOB).build()));
        assertOtherProfiles(true, true);
        db.run(tx -> tx.projects().delete(new ProjectId("r")));
        assertOtherProfiles(true, false);
    }

    private void assertOtherProfiles(boolean toAlice, boolean toBob) {
        assertThat(db.<Boolean>write(tx -> tx.maintenance().hasOtherProfiles())).isEqualTo(toAlice);
        assertThat(db.<Boolean>writeAs(BOB, tx -> tx.maintenance().hasOtherProfiles()))
                .isEqualTo(toBob);
    }

    @Test
    void ofOtherProfilesLeavesOutOwnAndMissingProjects() {
        db.run(tx -> tx.projects().insert(project("r").build()));
        db.runAs(BOB, tx -> tx.projects().insert(project("b").profileId(BOB).build()));
        List<ProjectId> projects = List.of(new ProjectId("r"), new ProjectId("b"), new ProjectId("none"));
        assertThat(db.listed(tx -> List.copyOf(tx.maintenance().ofOtherProfiles(projects))))
                .containsExactly(new ProjectId("b"));
        assertThat(db.listedAs(BOB, tx -> List.copyOf(tx.maintenance().ofOtherProfiles(projects))))
                .containsExactly(new ProjectId("r"));
        assertThat(db.listed(tx -> List.copyOf(tx.maintenance().ofOtherProfiles(List.of()))))
                .isEmpty();
    }

    @Test
    void sharedFilesCountsTheRowsThatShareAFileAndWhatThatSaves() {
        assertSharedFiles(new SharedFiles(0, 0, 0));
        insertOneOfEach();
        assertSharedFiles(new SharedFiles(0, 0, 0));
        BlobKey image = new BlobKey("images/shared.png");
        BlobKey audio = new BlobKey("audio/shared.mp3");
        BlobKey video = new BlobKey("videos/shared.mp4");
        BlobKey unmeasured = new BlobKey("images/unmeasured.png");
        db.run(tx -> {
            for (String id : List.of("s1", "s2", "s3")) {
                tx.images()
                        .insert(image(id, "r").filePath(image).byteSize(1_000L).build());
            }
            for (String id : List.of("s1", "s2")) {
                tx.audio().insert(audio(id, "r").filePath(audio).byteSize(200L).build());
                tx.generations()
                        .insert(generation(id, "r")
                                .filePath(video)
                                .byteSize(3_000_000_000L)
                                .build());
                tx.images().insert(image("u" + id, "r").filePath(unmeasured).build());
                tx.generations().insert(generation("p" + id, "r").build());
            }
        });
        assertSharedFiles(new SharedFiles(9, 4, 2 * 1_000 + 200 + 3_000_000_000L));
    }

    private void assertSharedFiles(SharedFiles expected) {
        assertThat(db.<SharedFiles>write(tx -> tx.maintenance().sharedFiles())).isEqualTo(expected);
        assertThat(db.<SharedFiles>writeAs(BOB, tx -> tx.maintenance().sharedFiles()))
                .isEqualTo(new SharedFiles(0, 0, 0));
    }
}
