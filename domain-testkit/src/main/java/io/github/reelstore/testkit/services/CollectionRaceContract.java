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
import io.github.reelstore.testkit.rows.Rows;
import io.github.reelstore.testkit.services.ConcurrentClient.Doing;
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
 * The part of {@link ServicesContract} about files that are deleted, collected, brought back and used again at the same time: each
 * interleaving is forced, and none may lose a file that a row refers to, or keep one that none does.
 */
abstract class CollectionRaceContract extends RepairContract {

    /** Later than any file of the backends, whose times are those of the real clock. */
    private static final Instant LATE = Instant.parse("2101-01-01T00:00:00Z");

    private static final String IN_TRANSACTION = "after begin";
    private static final String BEFORE_TRANSACTION = "before transaction";
    private static final String COMMIT = "before commit";

    private final List<ConcurrentClient> actors = new ArrayList<>();

    private ConcurrentClient alice(String stop) {
        return actor(Rows.ALICE, stop);
    }

    private ConcurrentClient bob(String stop) {
        return actor(Rows.BOB, stop);
    }

    private ConcurrentClient actor(ProfileId profile, String stop) {
        ConcurrentClient concurrentClient = new ConcurrentClient(transactions(), blobs(), newIds(clock), profile, stop);
        actors.add(concurrentClient);
        return concurrentClient;
    }

    @AfterEach
    void endActors() {
        actors.forEach(ConcurrentClient::close);
    }

    private static CollectionResult collectAll(ConcurrentClient concurrentClient) {
        return collectAll(concurrentClient.collection());
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

    /** All that was written so far is old enough to be collected. */
    private void later() {
        Instant next = clock.instant().plusSeconds(1);
        clock.set(next.isBefore(LATE) ? LATE : next);
    }

    /** No row without its file, whatever happened; and a collection leaves just the files that rows refer to. */
    private void assertNothingIsLostAndNothingIsLeft() {
        List<BlobKey> referred = Stream.of(Rows.ALICE, Rows.BOB)
                .flatMap(this::keys)
                .distinct()
                .sorted()
                .toList();
        assertThat(files()).containsAll(referred);
        for (ProfileId profile : List.of(Rows.ALICE, Rows.BOB)) {
            List<Problem> problems = new ArrayList<>();
            new VerificationService(transactions(), blobs(), profile)
                    .verify(VerificationRequest.ALL.with(Depth.CONTENT), problems::add);
            assertThat(problems).extracting(Problem::kind).allMatch(kind -> kind == Kind.ORPHAN);
        }
        later();
        collectAll(Rows.ALICE);
        collectAll(Rows.BOB);
        assertThat(files()).isEqualTo(referred);
        assertThat(rows(Rows.ALICE).tombstones()).isEmpty();
        assertThat(rows(Rows.BOB).tombstones()).isEmpty();
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

    // --- bytes that are used again, and the row that had them

    @Test
    void theRowGoesBeforeItsBytesWouldHaveBeenUsedAgain() throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey old = alice().generations().addImage(newImage(first, png(1))).filePath();
        Doing<ImageGeneration> reuse = alice(BEFORE_TRANSACTION)
                .untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));

        alice().projects().delete(first.id());

        assertThat(reuse.end().filePath()).isNotEqualTo(old);
        assertThat(buried()).containsExactly(old);
        assertNothingIsLostAndNothingIsLeft();
        assertThat(files()).hasSize(1);
    }

    @Test
    void theRowAndItsFileGoBeforeTheBytesWouldHaveBeenUsedAgain() throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey old = alice().generations().addImage(newImage(first, png(1))).filePath();
        Doing<ImageGeneration> reuse = alice(BEFORE_TRANSACTION)
                .untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));

        alice().projects().delete(first.id());
        later();
        assertThat(collectAll(Rows.ALICE).tombstones()).isOne();
        assertThat(files()).isEmpty();

        assertThat(reuse.end().filePath()).isNotEqualTo(old);
        assertNothingIsLostAndNothingIsLeft();
        assertThat(files()).hasSize(1);
    }

    /** Within the transaction the file is looked at, once it is found by its hash; before it, none is. */
    @ParameterizedTest
    @ValueSource(strings = {"after stat", "before images.insert", COMMIT})
    void theRowGoesWhileItsBytesAreUsedAgain(String stop) throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey shared = alice().generations().addImage(newImage(first, png(1))).filePath();
        Doing<ImageGeneration> reuse =
                alice(stop).untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));
        Doing<?> deletion = alice("").begin(a -> a.services().projects().delete(first.id()));
        deletion.isHeldBack(IN_TRANSACTION);

        assertThat(reuse.end().filePath()).isEqualTo(shared);
        deletion.end();
        assertThat(buried()).isEmpty();
        assertNothingIsLostAndNothingIsLeft();
        assertThat(files()).containsExactly(shared);
    }

    @Test
    void bytesAreWantedAgainWhileTheirRowGoes() throws Exception {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        BlobKey old = alice().generations().addImage(newImage(first, png(1))).filePath();
        Doing<?> deletion = alice(COMMIT).untilStop(a -> a.services().projects().delete(first.id()));
        ConcurrentClient user = alice("");
        Doing<ImageGeneration> reuse =
                user.begin(a -> a.services().generations().addImage(newImage(second, png(1))));
        reuse.isHeldBack(IN_TRANSACTION);

        deletion.end();
        assertThat(reuse.end().filePath()).isNotEqualTo(old);
        assertThat(buried()).containsExactly(old);
        assertNothingIsLostAndNothingIsLeft();
    }

    // --- a key that has a tombstone gets a row again, while it is collected

    /** How a key whose file awaits collection gets a row again. */
    protected enum Return {
        /** The final cut of other bytes, at the project's own address. */
        OTHER_FINAL_CUT,
        /** The same final cut again. */
        SAME_FINAL_CUT,
        /** A clip gets its file again. */
        CLIP,
        /** A row is written that names the file. */
        ROW_OF_STORED_FILE,
        /** The file is brought back. */
        UNDELETED
    }

    /** A key with a tombstone and a file, and what gives it a row. */
    private record Buried(BlobKey key, ThrowingConsumer<ConcurrentClient> comesBack) {}

    private Buried bury(Return way) {
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
                yield new Buried(
                        MediaKeys.finalCut(without.id(), MediaFormat.MP4),
                        a -> a.services()
                                .projects()
                                .setFinalCut(project.id(), mp4(way == Return.SAME_FINAL_CUT ? 1 : 2)));
            }
            case CLIP -> {
                VideoGeneration clip = alice().generations().addVideo(newClip(project, mp4(1)));
                transactions()
                        .inTransaction(
                                Rows.ALICE,
                                tx -> tx.generations()
                                        .update(
                                                clip.id(),
                                                Patch.<VideoGeneration>empty().clear(GenerationField.FILE_PATH)));
                yield new Buried(
                        clip.filePath().orElseThrow(),
                        a -> a.services().generations().addFile(clip.id(), mp4(1)));
            }
            case ROW_OF_STORED_FILE -> {
                ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
                alice().generations().deleteImage(image.id());
                ImageGeneration again =
                        image.toBuilder().id(new ImageId("again")).build();
                yield new Buried(
                        image.filePath(),
                        a -> a.writes(tx -> a.services()
                                .generations()
                                .createImageAudioVideoPair(
                                        tx,
                                        Optional.of(again),
                                        Optional.empty(),
                                        Rows.generation("g")
                                                .projectId(project.id())
                                                .build())));
            }
            case UNDELETED -> {
                ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
                alice().generations().deleteImage(image.id());
                yield new Buried(image.filePath(), a -> a.undeletion().undelete(image.filePath(), Optional.empty()));
            }
        };
    }

    /** What it came to: the bytes may be gone when they are to be used as they are. */
    private static Optional<StorageException> outcome(Buried buried, ConcurrentClient concurrentClient) {
        try {
            buried.comesBack().accept(concurrentClient);
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void assertCameBackUnlessGone(Return way, Buried buried, Optional<StorageException> outcome) {
        switch (way) {
            case ROW_OF_STORED_FILE -> assertThat(outcome).get().isInstanceOf(StorageException.Integrity.class);
            case UNDELETED -> assertThat(outcome).get().isInstanceOf(StorageException.NotFound.class);
            default -> {
                assertThat(outcome).isEmpty();
                assertThat(keys(Rows.ALICE)).contains(buried.key());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowComesBackAfterTheCollectorHasListedItsTombstone(Return way) throws Exception {
        Buried buried = bury(way);
        assertThat(buried()).containsExactly(buried.key());
        later();
        Doing<CollectionResult> collection = alice(BEFORE_TRANSACTION).untilStop(CollectionRaceContract::collectAll);

        assertThat(outcome(buried, alice(""))).isEmpty();
        BlobKey key = keys(Rows.ALICE).findFirst().orElseThrow();

        assertThat(collection.end().tombstones()).isEqualTo(key.equals(buried.key()) ? 0 : 1);
        assertThat(files()).contains(key);
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void aRowComesBackWhileItsFileIsBeingRemoved(Return way) throws Exception {
        for (String stop : List.of("after references.release", "after delete")) {
            Buried buried = bury(way);
            later();
            Doing<CollectionResult> collection = alice(stop).untilStop(CollectionRaceContract::collectAll);
            Doing<Optional<StorageException>> back = alice("").begin(a -> outcome(buried, a));
            // one that sees in advance that the file is gone does not even ask for a transaction
            if (way != Return.UNDELETED || stop.endsWith("release")) {
                back.isHeldBack(IN_TRANSACTION);
            }

            assertThat(collection.end().tombstones()).isOne();
            assertCameBackUnlessGone(way, buried, back.end());
            assertNothingIsLostAndNothingIsLeft();
            rows(Rows.ALICE).projects().forEach(project -> alice().projects().delete(project.id()));
            assertNothingIsLostAndNothingIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCollectorComesWhileTheRowComesBack(Return way) throws Exception {
        Buried buried = bury(way);
        later();
        Doing<Optional<StorageException>> back = alice(COMMIT).untilStop(a -> outcome(buried, a));
        Doing<CollectionResult> collection = alice("").begin(CollectionRaceContract::collectAll);
        collection.isHeldBack("after references.release");

        assertThat(back.end()).isEmpty();
        boolean sameKey = keys(Rows.ALICE).anyMatch(buried.key()::equals);
        assertThat(collection.end().tombstones()).isEqualTo(sameKey ? 0 : 1);
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void theFileGoesBetweenALookAtItAndTheTransactionThatWouldUseIt(Return way) throws Exception {
        Buried buried = bury(way);
        later();
        Doing<Optional<StorageException>> back = alice(BEFORE_TRANSACTION).untilStop(a -> outcome(buried, a));

        assertThat(collectAll(Rows.ALICE).tombstones()).isOne();
        assertThat(files()).isEmpty();

        assertCameBackUnlessGone(way, buried, back.end());
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void aRowComesBackAfterACollectionThatRemovedTheFileButCouldNotCommit(Return way) throws Exception {
        Buried buried = bury(way);
        later();
        interrupt(COMMIT);
        assertThat(buried()).as("rolled back").containsExactly(buried.key());
        assertThat(files()).isEmpty();

        assertCameBackUnlessGone(way, buried, outcome(buried, alice("")));
        assertNothingIsLostAndNothingIsLeft();
    }

    @Test
    void anInterruptedCollectionIsEndedByTheNext() throws Exception {
        for (String step : List.of("after references.release", "after delete", COMMIT)) {
            bury(Return.CLIP);
            bury(Return.UNDELETED);
            leave(BlobKey.parse("projects/gone/images/left.png"), SampleMedia.png(5));
            later();
            interrupt(step);
            assertNothingIsLostAndNothingIsLeft();
            assertThat(files()).isEmpty();
            assertThat(collectAll(Rows.ALICE)).isEqualTo(new CollectionResult(0, 0, 0, 0, 0, 0, Map.of()));
        }
    }

    /** What ends a collection in the middle; no failure of a backend, which would have it go on with the next file. */
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
                PortTracer.watched(transactions(), watch), PortTracer.watched(blobs(), watch), Rows.ALICE);
        assertThatThrownBy(() -> collectAll(collection)).isInstanceOf(Interruption.class);
    }

    @Test
    void ofTwoWhoBringOneFileBackOneSucceeds() throws Exception {
        Buried buried = bury(Return.UNDELETED);
        Doing<UndeleteResult> first =
                alice(COMMIT).untilStop(a -> a.undeletion().undelete(buried.key(), Optional.empty()));
        Doing<Optional<StorageException>> second = alice("").begin(a -> outcome(buried, a));
        second.isHeldBack(IN_TRANSACTION);

        assertThat(first.end().key()).isEqualTo(buried.key());
        assertThat(second.end()).get().isInstanceOf(StorageException.NotFound.class);
        assertThat(rows(Rows.ALICE).images()).hasSize(1);
        assertNothingIsLostAndNothingIsLeft();
    }

    // --- two collectors

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_TRANSACTION, "after references.release", "after delete", COMMIT})
    void twoCollectTheSameTombstones(String stop) throws Exception {
        bury(Return.CLIP);
        bury(Return.UNDELETED);
        bury(Return.SAME_FINAL_CUT);
        later();
        Doing<CollectionResult> first = alice(stop).untilStop(CollectionRaceContract::collectAll);
        Doing<CollectionResult> second = alice("").begin(CollectionRaceContract::collectAll);
        if (stop.equals(BEFORE_TRANSACTION)) {
            assertThat(second.end().tombstones()).isEqualTo(3);
            assertThat(first.end().tombstones()).isZero();
        } else {
            second.isHeldBack(IN_TRANSACTION);
            assertThat(first.end().tombstones()).isEqualTo(3);
            assertThat(second.end().tombstones()).isZero();
        }
        assertThat(files()).isEmpty();
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_TRANSACTION, "after references.releaseUnknown", "after delete"})
    void twoProfilesCollectTheSameOrphans(String stop) throws Exception {
        alice().generations().addImage(newImage(alice().newProject("p"), png(1)));
        for (int i = 0; i < 3; i++) {
            leave(BlobKey.parse("projects/gone/images/left-" + i + ".png"), SampleMedia.png(10 + i));
        }
        later();
        Doing<CollectionResult> first = alice(stop).untilStop(CollectionRaceContract::collectAll);
        Doing<CollectionResult> second = bob("").begin(CollectionRaceContract::collectAll);
        if (!stop.equals(BEFORE_TRANSACTION)) {
            second.isHeldBack("after references.releaseUnknown");
        }

        assertThat(first.end().orphans()).isEqualTo(3);
        assertThat(second.end().orphans()).isBetween(0L, 3L);
        assertThat(files()).hasSize(1);
        assertNothingIsLostAndNothingIsLeft();
    }

    // --- a collector of orphans, and a writer of another profile

    private VideoGeneration clipWithoutFile() {
        return alice().generations().addVideo(newClip(alice().newProject("p")));
    }

    private static BlobKey keyOf(VideoGeneration clip) {
        return MediaKeys.video(clip.projectId().orElseThrow(), clip.id(), MediaFormat.MP4);
    }

    private VideoGeneration boundClip() {
        alice().generations().addImage(newImage(alice().newProject("bound"), png(9)));
        return clipWithoutFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after publish", COMMIT})
    void whatIsPublishedAndNotCommittedIsNoOrphan(String stop) throws Exception {
        VideoGeneration clip = boundClip();
        Doing<VideoGeneration> writing =
                alice(stop).untilStop(a -> a.services().generations().addFile(clip.id(), mp4(1)));
        later();
        assertThat(files()).contains(keyOf(clip));
        Doing<CollectionResult> collection = bob("").begin(CollectionRaceContract::collectAll);
        collection.isHeldBack("after references.releaseUnknown");

        assertThat(writing.end().filePath()).contains(keyOf(clip));
        assertThat(collection.end().orphans()).isZero();
        assertThat(files()).contains(keyOf(clip));
        assertNothingIsLostAndNothingIsLeft();
    }

    @Test
    void whatIsPublishedAndRolledBackIsAnOrphan() throws Exception {
        VideoGeneration clip = boundClip();
        ConcurrentClient writer = alice(COMMIT);
        Doing<VideoGeneration> writing =
                writer.untilStop(a -> a.services().generations().addFile(clip.id(), mp4(1)));
        later();
        Doing<CollectionResult> collection = bob("").begin(CollectionRaceContract::collectAll);
        collection.isHeldBack("after references.releaseUnknown");

        writer.refuseToGoOn();
        assertThatThrownBy(writing::end).isInstanceOf(ConcurrentClient.Refusal.class);
        assertThat(collection.end().orphans()).isOne();
        assertThat(files()).doesNotContain(keyOf(clip));
        assertNothingIsLostAndNothingIsLeft();
    }

    /** What an earlier process left at just the key, and is used since it has the same bytes. */
    @Test
    void anOrphanIsUsedAfterTheCollectorHasLookedForItsRow() throws Exception {
        VideoGeneration clip = boundClip();
        leave(keyOf(clip), SampleMedia.mp4(1));
        later();
        Doing<CollectionResult> collection = bob(BEFORE_TRANSACTION).untilStop(CollectionRaceContract::collectAll);

        alice().generations().addFile(clip.id(), mp4(1));

        assertThat(collection.end().orphans()).isZero();
        assertThat(files()).contains(keyOf(clip));
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after open", COMMIT})
    void anOrphanIsBeingUsedWhenTheCollectorWouldRemoveIt(String stop) throws Exception {
        VideoGeneration clip = boundClip();
        leave(keyOf(clip), SampleMedia.mp4(1));
        later();
        ConcurrentClient collector = bob(BEFORE_TRANSACTION);
        Doing<CollectionResult> collection = collector.untilStop(CollectionRaceContract::collectAll);
        // where it is there already, publishing it is refused, and its bytes are compared
        Doing<VideoGeneration> writing =
                alice(stop).untilStop(a -> a.services().generations().addFile(clip.id(), mp4(1)));
        collector.go();
        collection.isHeldBack("after references.releaseUnknown");

        writing.end();
        assertThat(collection.end().orphans()).isZero();
        assertThat(files()).contains(keyOf(clip));
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void anOrphansKeyIsWantedWhileItIsBeingRemoved(String stop) throws Exception {
        VideoGeneration clip = boundClip();
        leave(keyOf(clip), SampleMedia.mp4(1));
        later();
        Doing<CollectionResult> collection = bob(stop).untilStop(CollectionRaceContract::collectAll);
        Doing<VideoGeneration> writing =
                alice("").begin(a -> a.services().generations().addFile(clip.id(), mp4(1)));
        writing.isHeldBack("after generations.update");

        assertThat(collection.end().orphans()).isOne();
        assertThat(writing.end().filePath()).contains(keyOf(clip));
        assertThat(files()).contains(keyOf(clip));
        assertNothingIsLostAndNothingIsLeft();
    }

    // --- a collector of orphans, and somebody who makes rows of them

    private BlobKey lostImage() {
        VideoProject project = alice().newProject("lost");
        alice().generations().addImage(newImage(alice().newProject("bound"), png(9)));
        BlobKey key = MediaKeys.image(project.id(), new ImageId("lost"), MediaFormat.PNG);
        leave(key, SampleMedia.png(1));
        later();
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void anOrphanIsToGetARowWhileItIsBeingRemoved(String stop) throws Exception {
        BlobKey key = lostImage();
        Doing<CollectionResult> collection = bob(stop).untilStop(CollectionRaceContract::collectAll);
        Doing<Recovery> recovery = alice("").begin(CollectionRaceContract::recoverAll);
        if (stop.endsWith("releaseUnknown")) {
            recovery.isHeldBack("after references.reserve");
        }

        assertThat(collection.end().orphans()).isOne();
        assertThat(recovery.end()).isEqualTo(new Recovery(0, 0, stop.endsWith("releaseUnknown") ? 1 : 0));
        assertThat(files()).doesNotContain(key);
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.reserve", "after images.insert", COMMIT})
    void anOrphanGetsARowWhenTheCollectorWouldRemoveIt(String stop) throws Exception {
        BlobKey key = lostImage();
        ConcurrentClient collector = bob(BEFORE_TRANSACTION);
        Doing<CollectionResult> collection = collector.untilStop(CollectionRaceContract::collectAll);
        Doing<Recovery> recovery = alice(stop).untilStop(CollectionRaceContract::recoverAll);
        collector.go();
        collection.isHeldBack("after references.releaseUnknown");

        assertThat(recovery.end()).isEqualTo(new Recovery(1, 0, 0));
        assertThat(collection.end().orphans()).isZero();
        assertThat(files()).contains(key);
        assertNothingIsLostAndNothingIsLeft();
    }

    /** A key whose project is gone: two profiles may ask for it, and the second sees the project of the first. */
    @Test
    void twoProfilesWantRowsOfOneOrphan() throws Exception {
        alice().generations().addImage(newImage(alice().newProject("bound"), png(9)));
        leave(BlobKey.parse("projects/gone/images/lost.png"), SampleMedia.png(1));
        later();
        Doing<Recovery> first = alice(COMMIT).untilStop(CollectionRaceContract::recoverGone);
        Doing<Recovery> second = bob("").begin(CollectionRaceContract::recoverGone);
        second.isHeldBack("after references.reserve");

        assertThat(first.end()).isEqualTo(new Recovery(1, 0, 0));
        assertThat(second.end()).isEqualTo(new Recovery(0, 0, 1));
        assertThat(rows(Rows.BOB).images()).isEmpty();
        assertThat(rows(Rows.BOB).projects()).isEmpty();
        assertNothingIsLostAndNothingIsLeft();
    }

    private static Recovery recoverAll(ConcurrentClient concurrentClient) {
        return concurrentClient.undeletion().undeleteOrphans(Optional.empty(), UndeletionService.Mode.MAKE, IGNORING);
    }

    /** The project is named, since each sees that the other profile uses the database too. */
    private static Recovery recoverGone(ConcurrentClient concurrentClient) {
        return concurrentClient
                .undeletion()
                .undeleteOrphans(Optional.of(new ProjectId("gone")), UndeletionService.Mode.MAKE, IGNORING);
    }

    private static final UndeletionService.Listener IGNORING = new UndeletionService.Listener() {
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

    /** The lower level that callers use who write their rows themselves. */
    @Test
    void whatACallerPublishesInATransactionOfHisOwnIsNoOrphanEither() throws Exception {
        VideoProject project = alice().newProject("p");
        alice().generations().addImage(newImage(project, png(9)));
        BlobKey key = MediaKeys.image(project.id(), new ImageId("own"), MediaFormat.PNG);
        Doing<ImageGeneration> writing = alice("after publish").untilStop(a -> a.publishesAndInserts(project, key));
        later();
        Doing<CollectionResult> collection = bob("").begin(CollectionRaceContract::collectAll);
        collection.isHeldBack("after references.releaseUnknown");

        writing.end();
        assertThat(collection.end().orphans()).isZero();
        assertThat(files()).contains(key);
        assertNothingIsLostAndNothingIsLeft();
    }

    // --- thumbnails, which come after their row's commit

    private BlobKey thumbnailOf(ImageGeneration image) {
        return MediaKeys.thumbnail(image.filePath(), Optional.empty(), MediaFormat.PNG);
    }

    private ImageGeneration boundImage() {
        return alice().generations().addImage(newImage(alice().newProject("p"), png(9)));
    }

    @Test
    void aThumbnailIsNoOrphanBeforeItsRowRefersToIt() throws Exception {
        ImageGeneration image = boundImage();
        Doing<Refreshed> drawing = alice("after publish").untilStop(ConcurrentClient::draws);
        later();
        Doing<CollectionResult> collection = bob("").begin(CollectionRaceContract::collectAll);
        collection.isHeldBack("after references.releaseUnknown");

        assertThat(drawing.end().thumbnails()).isOne();
        assertThat(collection.end().orphans()).isZero();
        assertThat(files()).contains(thumbnailOf(image));
        assertNothingIsLostAndNothingIsLeft();
    }

    /** What an earlier process left at just the key, and is used since it has the same bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"after open", COMMIT})
    void aThumbnailThatIsThereIsBeingUsedWhenTheCollectorWouldRemoveIt(String stop) throws Exception {
        ImageGeneration image = boundImage();
        leave(thumbnailOf(image), ConcurrentClient.THUMBNAIL);
        later();
        ConcurrentClient collector = bob(BEFORE_TRANSACTION);
        Doing<CollectionResult> collection = collector.untilStop(CollectionRaceContract::collectAll);
        Doing<Refreshed> drawing = alice(stop).untilStop(ConcurrentClient::draws);
        collector.go();
        if (stop.equals(COMMIT)) {
            collection.isHeldBack("after references.releaseUnknown");
        }

        assertThat(drawing.end().thumbnails()).isOne();
        collection.end();
        assertThat(rows(Rows.ALICE).images())
                .allSatisfy(row -> assertThat(row.thumbPath()).isPresent());
        assertNothingIsLostAndNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void aThumbnailsKeyIsWantedWhileItIsBeingRemoved(String stop) throws Exception {
        ImageGeneration image = boundImage();
        leave(thumbnailOf(image), ConcurrentClient.THUMBNAIL);
        later();
        Doing<CollectionResult> collection = bob(stop).untilStop(CollectionRaceContract::collectAll);
        Doing<Refreshed> drawing = alice("").begin(ConcurrentClient::draws);
        drawing.isHeldBack("after images.update");

        assertThat(collection.end().orphans()).isOne();
        assertThat(drawing.end().thumbnails()).isOne();
        assertThat(files()).contains(thumbnailOf(image));
        assertNothingIsLostAndNothingIsLeft();
    }
}
