package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.Recovery;
import io.github.reelstore.domain.maintenance.RefreshService.Refreshed;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.fault.PortTracer;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.ConcurrentClient.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The part of {@link ServicesContract} for files that are deleted, collected, undeleted and reused concurrently. Each
 * interleaving is forced; none may lose a file that a row refers to, or keep a file that no row refers to.
 */
abstract class CollectionRaceContract extends RepairContract {

    /** Later than every file in the backends, whose times come from the real clock. */
    private static final Instant LATE = Instant.parse("2101-01-01T00:00:00Z");

    private static final String IN_TRANSACTION = "after begin";
    private static final String BEFORE_TRANSACTION = "before transaction";
    private static final String COMMIT = "before commit";

    private final List<ConcurrentClient> clients = new ArrayList<>();

    private ConcurrentClient alice(String stop) {
        return client(SampleRows.ALICE, stop);
    }

    private ConcurrentClient bob(String stop) {
        return client(SampleRows.BOB, stop);
    }

    private ConcurrentClient client(ProfileId profile, String stop) {
        ConcurrentClient client = new ConcurrentClient(transactions(), blobs(), newIds(clock), profile, stop);
        clients.add(client);
        return client;
    }

    @AfterEach
    void closeClients() {
        clients.forEach(ConcurrentClient::close);
    }

    private static CollectionResult collectAll(ConcurrentClient client) {
        return collectAll(client.collection());
    }

    private static CollectionResult collectAll(CollectionService collection) {
        CollectionResult collectionResult =
                collection.collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 1, at -> {});
        assertThat(collectionResult.failed()).isEmpty();
        return collectionResult;
    }

    private CollectionResult collectAll(ProfileId profile) {
        return collectAll(new CollectionService(transactions(), blobs(), profile));
    }

    /** Sets the clock so that everything written so far is old enough to be collected. */
    private void makeEverythingOld() {
        Instant next = clock.instant().plusSeconds(1);
        clock.set(next.isBefore(LATE) ? LATE : next);
    }

    /** Asserts that every row has its file, and that a collection leaves only the files that rows refer to. */
    private void assertNoFileIsLostOrLeftOver() {
        List<BlobKey> referred = Stream.of(SampleRows.ALICE, SampleRows.BOB)
                .flatMap(this::keys)
                .distinct()
                .sorted()
                .toList();
        assertThat(files()).containsAll(referred);
        for (ProfileId profile : List.of(SampleRows.ALICE, SampleRows.BOB)) {
            List<Problem> problems = new ArrayList<>();
            new VerificationService(transactions(), blobs(), profile)
                    .verify(VerificationRequest.ALL.with(Depth.CONTENT), problems::add);
            assertThat(problems).extracting(Problem::kind).allMatch(kind -> kind == Kind.ORPHAN);
        }
        makeEverythingOld();
        collectAll(SampleRows.ALICE);
        collectAll(SampleRows.BOB);
        assertThat(files()).isEqualTo(referred);
        assertThat(rows(SampleRows.ALICE).tombstones()).isEmpty();
        assertThat(rows(SampleRows.BOB).tombstones()).isEmpty();
    }

    private Stream<BlobKey> keys(ProfileId profile) {
        Contents rows = rows(profile);
        return Stream.of(
                        rows.projects().stream().map(VideoProject::videoPath),
                        rows.projects().stream().map(VideoProject::thumbPath),
                        rows.generations().stream().map(VideoGeneration::filePath),
                        rows.generations().stream().map(VideoGeneration::thumbPath),
                        rows.images().stream().map(row -> Optional.of(row.filePath())),
                        rows.images().stream().map(ImageGeneration::thumbPath),
                        rows.audio().stream().map(row -> Optional.of(row.filePath())))
                .flatMap(each -> each)
                .flatMap(Optional::stream);
    }

    // --- a file is reused while its row is deleted

    @Test
    void aRowIsDeletedBeforeItsFileIsReused() throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey old = alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<ImageGeneration> reuse = alice(BEFORE_TRANSACTION)
                .untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));

        alice().projects().delete(first.id());

        assertThat(reuse.finish().filePath()).isNotEqualTo(old);
        assertThat(tombstoneKeys()).containsExactly(old);
        assertNoFileIsLostOrLeftOver();
        assertThat(files()).hasSize(1);
    }

    @Test
    void aRowAndItsFileAreDeletedBeforeTheFileIsReused() throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey old = alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<ImageGeneration> reuse = alice(BEFORE_TRANSACTION)
                .untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));

        alice().projects().delete(first.id());
        makeEverythingOld();
        assertThat(collectAll(SampleRows.ALICE).tombstones()).isOne();
        assertThat(files()).isEmpty();

        assertThat(reuse.finish().filePath()).isNotEqualTo(old);
        assertNoFileIsLostOrLeftOver();
        assertThat(files()).hasSize(1);
    }

    /** The file is checked within the transaction, once it was found by its hash; no file is checked before. */
    @ParameterizedTest
    @ValueSource(strings = {"after stat", "before images.insert", COMMIT})
    void deletingARowWaitsForTheReuseOfItsFile(String stop) throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey shared = alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<ImageGeneration> reuse =
                alice(stop).untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));
        Running<?> deletion = alice("").start(a -> a.services().projects().delete(first.id()));
        deletion.assertBlockedBefore(IN_TRANSACTION);

        assertThat(reuse.finish().filePath()).isEqualTo(shared);
        deletion.finish();
        assertThat(tombstoneKeys()).isEmpty();
        assertNoFileIsLostOrLeftOver();
        assertThat(files()).containsExactly(shared);
    }

    @Test
    void reusingAFileWaitsForTheDeletionOfItsRow() throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey old = alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<?> deletion =
                alice(COMMIT).untilStop(a -> a.services().projects().delete(first.id()));
        ConcurrentClient user = alice("");
        Running<ImageGeneration> reuse =
                user.start(a -> a.services().generations().addImage(newImage(second, png(1))));
        reuse.assertBlockedBefore(IN_TRANSACTION);

        deletion.finish();
        assertThat(reuse.finish().filePath()).isNotEqualTo(old);
        assertThat(tombstoneKeys()).containsExactly(old);
        assertNoFileIsLostOrLeftOver();
    }

    // --- a key with a tombstone gets a row again while it is collected

    /** The ways in which a key with a tombstone can get a row again. */
    protected enum Reuse {
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
        VideoProject project = alice().newProject("p");
        return switch (way) {
            case OTHER_FINAL_CUT, SAME_FINAL_CUT -> {
                alice().projects().setFinalCut(project.id(), mp4(1));
                VideoProject without = alice().projects()
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
                VideoGeneration video = alice().generations().addVideo(newVideo(project, mp4(1)));
                transactions()
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
                ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
                alice().generations().deleteImage(image.id());
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
                ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
                alice().generations().deleteImage(image.id());
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
                assertThat(keys(SampleRows.ALICE)).contains(file.key());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsReusedAfterTheCollectorListedItsTombstone(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        assertThat(tombstoneKeys()).containsExactly(file.key());
        makeEverythingOld();
        Running<CollectionResult> collection = alice(BEFORE_TRANSACTION).untilStop(CollectionRaceContract::collectAll);

        assertThat(outcome(file, alice(""))).isEmpty();
        BlobKey key = keys(SampleRows.ALICE).findFirst().orElseThrow();

        assertThat(collection.finish().tombstones()).isEqualTo(key.equals(file.key()) ? 0 : 1);
        assertThat(files()).contains(key);
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsReusedWhileItIsBeingRemoved(Reuse way) throws Exception {
        for (String stop : List.of("after references.release", "after delete")) {
            TombstonedFile file = makeTombstone(way);
            makeEverythingOld();
            Running<CollectionResult> collection = alice(stop).untilStop(CollectionRaceContract::collectAll);
            Running<Optional<StorageException>> reused = alice("").start(a -> outcome(file, a));
            // a call that sees beforehand that the file is gone does not begin a transaction
            if (way != Reuse.UNDELETED || stop.endsWith("release")) {
                reused.assertBlockedBefore(IN_TRANSACTION);
            }

            assertThat(collection.finish().tombstones()).isOne();
            assertReusedUnlessGone(way, file, reused.finish());
            assertNoFileIsLostOrLeftOver();
            rows(SampleRows.ALICE)
                    .projects()
                    .forEach(project -> alice().projects().delete(project.id()));
            assertNoFileIsLostOrLeftOver();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCollectionRunsWhileAFileIsBeingReused(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        makeEverythingOld();
        Running<Optional<StorageException>> reused = alice(COMMIT).untilStop(a -> outcome(file, a));
        Running<CollectionResult> collection = alice("").start(CollectionRaceContract::collectAll);
        collection.assertBlockedBefore("after references.release");

        assertThat(reused.finish()).isEmpty();
        boolean sameKey = keys(SampleRows.ALICE).anyMatch(file.key()::equals);
        assertThat(collection.finish().tombstones()).isEqualTo(sameKey ? 0 : 1);
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsRemovedBetweenItsCheckAndTheTransactionThatReusesIt(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        makeEverythingOld();
        Running<Optional<StorageException>> reused = alice(BEFORE_TRANSACTION).untilStop(a -> outcome(file, a));

        assertThat(collectAll(SampleRows.ALICE).tombstones()).isOne();
        assertThat(files()).isEmpty();

        assertReusedUnlessGone(way, file, reused.finish());
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsReusedAfterACollectionRemovedItButDidNotCommit(Reuse way) throws Exception {
        TombstonedFile file = makeTombstone(way);
        makeEverythingOld();
        interrupt(COMMIT);
        assertThat(tombstoneKeys()).as("rolled back").containsExactly(file.key());
        assertThat(files()).isEmpty();

        assertReusedUnlessGone(way, file, outcome(file, alice("")));
        assertNoFileIsLostOrLeftOver();
    }

    @Test
    void theNextCollectionCompletesAnInterruptedOne() throws Exception {
        for (String step : List.of("after references.release", "after delete", COMMIT)) {
            makeTombstone(Reuse.VIDEO_FILE);
            makeTombstone(Reuse.UNDELETED);
            putFile(BlobKey.parse("projects/gone/images/left.png"), SampleMedia.png(5));
            makeEverythingOld();
            interrupt(step);
            assertNoFileIsLostOrLeftOver();
            assertThat(files()).isEmpty();
            assertThat(collectAll(SampleRows.ALICE)).isEqualTo(new CollectionResult(0, 0, 0, 0, 0, 0, Map.of()));
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
                PortTracer.watched(transactions(), watch), PortTracer.watched(blobs(), watch), SampleRows.ALICE);
        assertThatThrownBy(() -> collectAll(collection)).isInstanceOf(Interruption.class);
    }

    @Test
    void oneOfTwoConcurrentUndeletesSucceeds() throws Exception {
        TombstonedFile file = makeTombstone(Reuse.UNDELETED);
        Running<UndeleteResult> first =
                alice(COMMIT).untilStop(a -> a.undeletion().undelete(file.key(), Optional.empty()));
        Running<Optional<StorageException>> second = alice("").start(a -> outcome(file, a));
        second.assertBlockedBefore(IN_TRANSACTION);

        assertThat(first.finish().key()).isEqualTo(file.key());
        assertThat(second.finish()).get().isInstanceOf(StorageException.NotFound.class);
        assertThat(rows(SampleRows.ALICE).images()).hasSize(1);
        assertNoFileIsLostOrLeftOver();
    }

    // --- two collectors

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_TRANSACTION, "after references.release", "after delete", COMMIT})
    void twoCollectorsCollectTheSameTombstones(String stop) throws Exception {
        makeTombstone(Reuse.VIDEO_FILE);
        makeTombstone(Reuse.UNDELETED);
        makeTombstone(Reuse.SAME_FINAL_CUT);
        makeEverythingOld();
        Running<CollectionResult> first = alice(stop).untilStop(CollectionRaceContract::collectAll);
        Running<CollectionResult> second = alice("").start(CollectionRaceContract::collectAll);
        if (stop.equals(BEFORE_TRANSACTION)) {
            assertThat(second.finish().tombstones()).isEqualTo(3);
            assertThat(first.finish().tombstones()).isZero();
        } else {
            second.assertBlockedBefore(IN_TRANSACTION);
            assertThat(first.finish().tombstones()).isEqualTo(3);
            assertThat(second.finish().tombstones()).isZero();
        }
        assertThat(files()).isEmpty();
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_TRANSACTION, "after references.releaseUnknown", "after delete"})
    void twoProfilesCollectTheSameOrphans(String stop) throws Exception {
        alice().generations().addImage(newImage(alice().newProject("p"), png(1)));
        for (int i = 0; i < 3; i++) {
            putFile(BlobKey.parse("projects/gone/images/left-" + i + ".png"), SampleMedia.png(10 + i));
        }
        makeEverythingOld();
        Running<CollectionResult> first = alice(stop).untilStop(CollectionRaceContract::collectAll);
        Running<CollectionResult> second = bob("").start(CollectionRaceContract::collectAll);
        if (!stop.equals(BEFORE_TRANSACTION)) {
            second.assertBlockedBefore("after references.releaseUnknown");
        }

        assertThat(first.finish().orphans()).isEqualTo(3);
        assertThat(second.finish().orphans()).isBetween(0L, 3L);
        assertThat(files()).hasSize(1);
        assertNoFileIsLostOrLeftOver();
    }

    // --- a collector of orphans, and a writer of another profile

    private VideoGeneration videoWithoutFile() {
        return alice().generations().addVideo(newVideo(alice().newProject("p")));
    }

    private static BlobKey keyOf(VideoGeneration video) {
        return MediaKeys.video(video.projectId().orElseThrow(), video.id(), MediaFormat.MP4);
    }

    private VideoGeneration boundVideo() {
        alice().generations().addImage(newImage(alice().newProject("bound"), png(9)));
        return videoWithoutFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after publish", COMMIT})
    void aPublishedFileIsNotAnOrphanBeforeTheCommit(String stop) throws Exception {
        VideoGeneration video = boundVideo();
        Running<VideoGeneration> writing =
                alice(stop).untilStop(a -> a.services().generations().addFile(video.id(), mp4(1)));
        makeEverythingOld();
        assertThat(files()).contains(keyOf(video));
        Running<CollectionResult> collection = bob("").start(CollectionRaceContract::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        assertThat(writing.finish().filePath()).contains(keyOf(video));
        assertThat(collection.finish().orphans()).isZero();
        assertThat(files()).contains(keyOf(video));
        assertNoFileIsLostOrLeftOver();
    }

    @Test
    void aPublishedFileIsAnOrphanAfterARollback() throws Exception {
        VideoGeneration video = boundVideo();
        ConcurrentClient writer = alice(COMMIT);
        Running<VideoGeneration> writing =
                writer.untilStop(a -> a.services().generations().addFile(video.id(), mp4(1)));
        makeEverythingOld();
        Running<CollectionResult> collection = bob("").start(CollectionRaceContract::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        writer.failAtStop();
        assertThatThrownBy(writing::finish).isInstanceOf(ConcurrentClient.StoppedOnPurpose.class);
        assertThat(collection.finish().orphans()).isOne();
        assertThat(files()).doesNotContain(keyOf(video));
        assertNoFileIsLostOrLeftOver();
    }

    /** An earlier process left the file at this very key; it is reused because it has the same bytes. */
    @Test
    void anOrphanIsReusedAfterTheCollectorCheckedForItsRow() throws Exception {
        VideoGeneration video = boundVideo();
        putFile(keyOf(video), SampleMedia.mp4(1));
        makeEverythingOld();
        Running<CollectionResult> collection = bob(BEFORE_TRANSACTION).untilStop(CollectionRaceContract::collectAll);

        alice().generations().addFile(video.id(), mp4(1));

        assertThat(collection.finish().orphans()).isZero();
        assertThat(files()).contains(keyOf(video));
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after open", COMMIT})
    void anOrphanIsBeingReusedWhenTheCollectorTriesToRemoveIt(String stop) throws Exception {
        VideoGeneration video = boundVideo();
        putFile(keyOf(video), SampleMedia.mp4(1));
        makeEverythingOld();
        ConcurrentClient collector = bob(BEFORE_TRANSACTION);
        Running<CollectionResult> collection = collector.untilStop(CollectionRaceContract::collectAll);
        // publishing to the existing key is refused, and the bytes are compared
        Running<VideoGeneration> writing =
                alice(stop).untilStop(a -> a.services().generations().addFile(video.id(), mp4(1)));
        collector.resume();
        collection.assertBlockedBefore("after references.releaseUnknown");

        writing.finish();
        assertThat(collection.finish().orphans()).isZero();
        assertThat(files()).contains(keyOf(video));
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void anOrphansKeyIsReusedWhileTheOrphanIsBeingRemoved(String stop) throws Exception {
        VideoGeneration video = boundVideo();
        putFile(keyOf(video), SampleMedia.mp4(1));
        makeEverythingOld();
        Running<CollectionResult> collection = bob(stop).untilStop(CollectionRaceContract::collectAll);
        Running<VideoGeneration> writing =
                alice("").start(a -> a.services().generations().addFile(video.id(), mp4(1)));
        writing.assertBlockedBefore("after generations.update");

        assertThat(collection.finish().orphans()).isOne();
        assertThat(writing.finish().filePath()).contains(keyOf(video));
        assertThat(files()).contains(keyOf(video));
        assertNoFileIsLostOrLeftOver();
    }

    // --- a collector of orphans, and a recovery that makes rows for them

    private BlobKey lostImage() {
        VideoProject project = alice().newProject("lost");
        alice().generations().addImage(newImage(alice().newProject("bound"), png(9)));
        BlobKey key = MediaKeys.image(project.id(), new ImageId("lost"), MediaFormat.PNG);
        putFile(key, SampleMedia.png(1));
        makeEverythingOld();
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void anOrphanIsRecoveredWhileItIsBeingRemoved(String stop) throws Exception {
        BlobKey key = lostImage();
        Running<CollectionResult> collection = bob(stop).untilStop(CollectionRaceContract::collectAll);
        Running<Recovery> recovery = alice("").start(CollectionRaceContract::recoverAll);
        if (stop.endsWith("releaseUnknown")) {
            recovery.assertBlockedBefore("after references.reserve");
        }

        assertThat(collection.finish().orphans()).isOne();
        assertThat(recovery.finish()).isEqualTo(new Recovery(0, 0, stop.endsWith("releaseUnknown") ? 1 : 0));
        assertThat(files()).doesNotContain(key);
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.reserve", "after images.insert", COMMIT})
    void anOrphanIsBeingRecoveredWhenTheCollectorTriesToRemoveIt(String stop) throws Exception {
        BlobKey key = lostImage();
        ConcurrentClient collector = bob(BEFORE_TRANSACTION);
        Running<CollectionResult> collection = collector.untilStop(CollectionRaceContract::collectAll);
        Running<Recovery> recovery = alice(stop).untilStop(CollectionRaceContract::recoverAll);
        collector.resume();
        collection.assertBlockedBefore("after references.releaseUnknown");

        assertThat(recovery.finish()).isEqualTo(new Recovery(1, 0, 0));
        assertThat(collection.finish().orphans()).isZero();
        assertThat(files()).contains(key);
        assertNoFileIsLostOrLeftOver();
    }

    /**
     * The project of the key does not exist: both profiles may recover it, and the second sees the project of the
     * first.
     */
    @Test
    void twoProfilesRecoverTheSameOrphan() throws Exception {
        alice().generations().addImage(newImage(alice().newProject("bound"), png(9)));
        putFile(BlobKey.parse("projects/gone/images/lost.png"), SampleMedia.png(1));
        makeEverythingOld();
        Running<Recovery> first = alice(COMMIT).untilStop(CollectionRaceContract::recoverGone);
        Running<Recovery> second = bob("").start(CollectionRaceContract::recoverGone);
        second.assertBlockedBefore("after references.reserve");

        assertThat(first.finish()).isEqualTo(new Recovery(1, 0, 0));
        assertThat(second.finish()).isEqualTo(new Recovery(0, 0, 1));
        assertThat(rows(SampleRows.BOB).images()).isEmpty();
        assertThat(rows(SampleRows.BOB).projects()).isEmpty();
        assertNoFileIsLostOrLeftOver();
    }

    private static Recovery recoverAll(ConcurrentClient client) {
        return client.undeletion().undeleteOrphans(Optional.empty(), UndeletionService.Mode.MAKE, LISTENER);
    }

    /** The project must be named, because another profile uses the database too. */
    private static Recovery recoverGone(ConcurrentClient client) {
        return client.undeletion()
                .undeleteOrphans(Optional.of(new ProjectId("gone")), UndeletionService.Mode.MAKE, LISTENER);
    }

    private static final UndeletionService.Listener LISTENER = new UndeletionService.Listener() {
        @Override
        public void made(UndeleteResult undeleteResult) {
            assertThat(undeleteResult.row()).isEqualTo(EntityType.IMAGE);
        }

        @Override
        public void found(BlobKey key, ProjectId project, EntityType row) {
            throw new AssertionError(key);
        }

        @Override
        public void skipped(BlobKey key, String reason) {
            throw new AssertionError(reason);
        }
    };

    /** Uses the lower-level calls, for callers that write their rows themselves. */
    @Test
    void aFilePublishedInACallersTransactionIsNotAnOrphan() throws Exception {
        VideoProject project = alice().newProject("p");
        alice().generations().addImage(newImage(project, png(9)));
        BlobKey key = MediaKeys.image(project.id(), new ImageId("own"), MediaFormat.PNG);
        Running<ImageGeneration> writing = alice("after publish").untilStop(a -> a.publishAndInsert(project, key));
        makeEverythingOld();
        Running<CollectionResult> collection = bob("").start(CollectionRaceContract::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        writing.finish();
        assertThat(collection.finish().orphans()).isZero();
        assertThat(files()).contains(key);
        assertNoFileIsLostOrLeftOver();
    }

    // --- thumbnails, which are stored after their row was committed

    private BlobKey thumbnailOf(ImageGeneration image) {
        return MediaKeys.thumbnail(image.filePath(), Optional.empty(), MediaFormat.PNG);
    }

    private ImageGeneration boundImage() {
        return alice().generations().addImage(newImage(alice().newProject("p"), png(9)));
    }

    @Test
    void aThumbnailIsNotAnOrphanBeforeItsRowRefersToIt() throws Exception {
        ImageGeneration image = boundImage();
        Running<Refreshed> refresh = alice("after publish").untilStop(ConcurrentClient::refreshThumbnails);
        makeEverythingOld();
        Running<CollectionResult> collection = bob("").start(CollectionRaceContract::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        assertThat(refresh.finish().thumbnails()).isOne();
        assertThat(collection.finish().orphans()).isZero();
        assertThat(files()).contains(thumbnailOf(image));
        assertNoFileIsLostOrLeftOver();
    }

    /** An earlier process left the file at this very key; it is reused because it has the same bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"after open", COMMIT})
    void aThumbnailIsBeingReusedWhenTheCollectorTriesToRemoveIt(String stop) throws Exception {
        ImageGeneration image = boundImage();
        putFile(thumbnailOf(image), ConcurrentClient.THUMBNAIL);
        makeEverythingOld();
        ConcurrentClient collector = bob(BEFORE_TRANSACTION);
        Running<CollectionResult> collection = collector.untilStop(CollectionRaceContract::collectAll);
        Running<Refreshed> refresh = alice(stop).untilStop(ConcurrentClient::refreshThumbnails);
        collector.resume();
        if (stop.equals(COMMIT)) {
            collection.assertBlockedBefore("after references.releaseUnknown");
        }

        assertThat(refresh.finish().thumbnails()).isOne();
        collection.finish();
        assertThat(rows(SampleRows.ALICE).images())
                .allSatisfy(row -> assertThat(row.thumbPath()).isPresent());
        assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void aThumbnailsKeyIsReusedWhileTheThumbnailIsBeingRemoved(String stop) throws Exception {
        ImageGeneration image = boundImage();
        putFile(thumbnailOf(image), ConcurrentClient.THUMBNAIL);
        makeEverythingOld();
        Running<CollectionResult> collection = bob(stop).untilStop(CollectionRaceContract::collectAll);
        Running<Refreshed> refresh = alice("").start(ConcurrentClient::refreshThumbnails);
        refresh.assertBlockedBefore("after images.update");

        assertThat(collection.finish().orphans()).isOne();
        assertThat(refresh.finish().thumbnails()).isOne();
        assertThat(files()).contains(thumbnailOf(image));
        assertNoFileIsLostOrLeftOver();
    }
}
