package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ConcurrentClients.BEFORE_TRANSACTION;
import static io.github.reelstore.testkit.services.ConcurrentClients.COMMIT;
import static io.github.reelstore.testkit.services.ConcurrentClients.IN_TRANSACTION;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.fault.PortTracer;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.ConcurrentClient.Running;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for a key with a tombstone that gets a row again while it is collected. Each interleaving is forced;
 * none may lose a file that a row refers to, or keep a file that no row refers to; see {@link ServicesFixture}.
 */
public abstract class TombstoneRaceContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final ConcurrentClients race = new ConcurrentClients(store);

    @AfterEach
    void closeClients() {
        race.close();
    }

    /** The ways in which a key with a tombstone can get a row again. */
    private enum Reuse {
        /** A final cut with other bytes, at the project's own key. */
        OTHER_FINAL_CUT,
        /** The same final cut again. */
        SAME_FINAL_CUT,
        /** A video gets its file again. */
        VIDEO_FILE,
        /** A row is inserted that refers to the file. */
        ROW_OF_STORED_FILE,
        /** The file is undeleted. */
        UNDELETED
    }

    /** A key with a tombstone and a file, and the call that gives it a row again. */
    private record TombstonedFile(BlobKey key, ThrowingConsumer<ConcurrentClient> reuse) {}

    private TombstonedFile makeTombstone(Reuse way) {
        VideoProject project = store.alice().newProject("p");
        return switch (way) {
            case OTHER_FINAL_CUT, SAME_FINAL_CUT -> {
                store.alice().projects().setFinalCut(project.id(), mp4(1));
                VideoProject without = store.alice()
                        .projects()
                        .update(
                                project.id(),
                                Patch.<VideoProject>empty()
                                        .clear(ProjectField.VIDEO_PATH)
                                        .clear(ProjectField.CONTENT_HASH));
                yield new TombstonedFile(
                        MediaKeys.finalCut(without.id(), MediaFormat.MP4),
                        a -> a.services()
                                .projects()
                                .setFinalCut(project.id(), mp4(way == Reuse.SAME_FINAL_CUT ? 1 : 2)));
            }
            case VIDEO_FILE -> {
                VideoGeneration video = store.alice().generations().addVideo(newVideo(project, mp4(1)));
                store.transactions()
                        .inTransaction(
                                SampleRows.ALICE,
                                tx -> tx.generations()
                                        .update(
                                                video.id(),
                                                Patch.<VideoGeneration>empty().clear(GenerationField.FILE_PATH)));
                yield new TombstonedFile(
                        video.filePath().orElseThrow(),
                        a -> a.services().generations().addFile(video.id(), mp4(1)));
            }
            case ROW_OF_STORED_FILE -> {
                ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
                store.alice().generations().deleteImage(image.id());
                ImageGeneration again =
                        image.toBuilder().id(new ImageId("again")).build();
                yield new TombstonedFile(
                        image.filePath(),
                        a -> a.write(tx -> a.services()
                                .generations()
                                .createImageAudioVideoPair(
                                        tx,
                                        Optional.of(again),
                                        Optional.empty(),
                                        SampleRows.generation("g")
                                                .projectId(project.id())
                                                .build())));
            }
            case UNDELETED -> {
                ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
                store.alice().generations().deleteImage(image.id());
                yield new TombstonedFile(
                        image.filePath(), a -> a.undeletion().undelete(image.filePath(), Optional.empty()));
            }
        };
    }

    /** Makes the call and returns its exception, if any: some calls need the file, which may be gone. */
    private static Optional<StorageException> outcome(TombstonedFile file, ConcurrentClient client) {
        try {
            file.reuse().accept(client);
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void assertReusedUnlessGone(Reuse way, TombstonedFile file, Optional<StorageException> outcome) {
        switch (way) {
            case ROW_OF_STORED_FILE -> assertThat(outcome).get().isInstanceOf(StorageException.Integrity.class);
            case UNDELETED -> assertThat(outcome).get().isInstanceOf(StorageException.NotFound.class);
            default -> {
                assertThat(outcome).isEmpty();
                assertThat(race.keys(SampleRows.ALICE)).contains(file.key());
            }
        }
    }

    @ParameterizedTest
    @Tag("race")
    @EnumSource
    void aFileIsReusedAfterTheCollectorListedItsTombstone(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        assertThat(store.tombstoneKeys()).containsExactly(file.key());
        race.makeEverythingOld();
        Running<CollectionResult> collection = race.alice(BEFORE_TRANSACTION).untilStop(ConcurrentClients::collectAll);

        assertThat(outcome(file, race.alice(""))).isEmpty();
        BlobKey key = race.keys(SampleRows.ALICE).findFirst().orElseThrow();

        assertThat(collection.finish().tombstones()).isEqualTo(key.equals(file.key()) ? 0 : 1);
        assertThat(store.files()).contains(key);
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @EnumSource
    void aFileIsReusedWhileItIsBeingRemoved(Reuse way) throws Exception {
        for (String stop : List.of("after references.release", "after delete")) {
            TombstonedFile file = makeTombstone(way);
            race.makeEverythingOld();
            Running<CollectionResult> collection = race.alice(stop).untilStop(ConcurrentClients::collectAll);
            Running<Optional<StorageException>> reused = race.alice("").start(a -> outcome(file, a));
            // a call that sees beforehand that the file is gone does not begin a transaction
            if (way != Reuse.UNDELETED || stop.endsWith("release")) {
                reused.assertBlockedBefore(IN_TRANSACTION);
            }

            assertThat(collection.finish().tombstones()).isOne();
            assertReusedUnlessGone(way, file, reused.finish());
            race.assertNoFileIsLostOrLeftOver();
            store.rows(SampleRows.ALICE)
                    .projects()
                    .forEach(project -> store.alice().projects().delete(project.id()));
            race.assertNoFileIsLostOrLeftOver();
        }
    }

    @ParameterizedTest
    @Tag("race")
    @EnumSource
    void aCollectionRunsWhileAFileIsBeingReused(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        race.makeEverythingOld();
        Running<Optional<StorageException>> reused = race.alice(COMMIT).untilStop(a -> outcome(file, a));
        Running<CollectionResult> collection = race.alice("").start(ConcurrentClients::collectAll);
        collection.assertBlockedBefore("after references.release");

        assertThat(reused.finish()).isEmpty();
        boolean sameKey = race.keys(SampleRows.ALICE).anyMatch(file.key()::equals);
        assertThat(collection.finish().tombstones()).isEqualTo(sameKey ? 0 : 1);
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @EnumSource
    void aFileIsRemovedBetweenItsCheckAndTheTransactionThatReusesIt(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        race.makeEverythingOld();
        Running<Optional<StorageException>> reused =
                race.alice(BEFORE_TRANSACTION).untilStop(a -> outcome(file, a));

        assertThat(race.collectAll(SampleRows.ALICE).tombstones()).isOne();
        assertThat(store.files()).isEmpty();

        assertReusedUnlessGone(way, file, reused.finish());
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @EnumSource
    void aFileIsReusedAfterACollectionRemovedItButDidNotCommit(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        race.makeEverythingOld();
        interrupt(COMMIT);
        assertThat(store.tombstoneKeys()).as("rolled back").containsExactly(file.key());
        assertThat(store.files()).isEmpty();

        assertReusedUnlessGone(way, file, outcome(file, race.alice("")));
        race.assertNoFileIsLostOrLeftOver();
    }

    @Test
    void theNextCollectionCompletesAnInterruptedOne() throws Exception {
        for (String step : List.of("after references.release", "after delete", COMMIT)) {
            makeTombstone(Reuse.VIDEO_FILE);
            makeTombstone(Reuse.UNDELETED);
            store.putFile(BlobKey.parse("projects/gone/images/left.png"), SampleMedia.png(5));
            race.makeEverythingOld();
            interrupt(step);
            race.assertNoFileIsLostOrLeftOver();
            assertThat(store.files()).isEmpty();
            assertThat(race.collectAll(SampleRows.ALICE)).isEqualTo(new CollectionResult(0, 0, 0, 0, 0, 0, Map.of()));
        }
    }

    /**
     * Ends a collection midway. It is not a failure of a backend, after which a collection continues with the next
     * file.
     */
    private static final class Interruption extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    private void interrupt(String at) {
        PortTracer.Watch watch = step -> {
            if (step.equals(at)) {
                throw new Interruption();
            }
        };
        CollectionService collection = new CollectionService(
                PortTracer.watched(store.transactions(), watch),
                PortTracer.watched(store.blobs(), watch),
                SampleRows.ALICE);
        assertThatThrownBy(() -> ConcurrentClients.collectAll(collection)).isInstanceOf(Interruption.class);
    }

    @Test
    void oneOfTwoConcurrentUndeletesSucceeds() throws Exception {
        TombstonedFile file = makeTombstone(Reuse.UNDELETED);
        Running<UndeleteResult> first =
                race.alice(COMMIT).untilStop(a -> a.undeletion().undelete(file.key(), Optional.empty()));
        Running<Optional<StorageException>> second = race.alice("").start(a -> outcome(file, a));
        second.assertBlockedBefore(IN_TRANSACTION);

        assertThat(first.finish().key()).isEqualTo(file.key());
        assertThat(second.finish()).get().isInstanceOf(StorageException.NotFound.class);
        assertThat(store.rows(SampleRows.ALICE).images()).hasSize(1);
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {BEFORE_TRANSACTION, "after references.release", "after delete", COMMIT})
    void twoCollectorsCollectTheSameTombstones(String stop) throws Exception {
        makeTombstone(Reuse.VIDEO_FILE);
        makeTombstone(Reuse.UNDELETED);
        makeTombstone(Reuse.SAME_FINAL_CUT);
        race.makeEverythingOld();
        Running<CollectionResult> first = race.alice(stop).untilStop(ConcurrentClients::collectAll);
        Running<CollectionResult> second = race.alice("").start(ConcurrentClients::collectAll);
        if (stop.equals(BEFORE_TRANSACTION)) {
            assertThat(second.finish().tombstones()).isEqualTo(3);
            assertThat(first.finish().tombstones()).isZero();
        } else {
            second.assertBlockedBefore(IN_TRANSACTION);
            assertThat(first.finish().tombstones()).isEqualTo(3);
            assertThat(second.finish().tombstones()).isZero();
        }
        assertThat(store.files()).isEmpty();
        race.assertNoFileIsLostOrLeftOver();
    }
}
