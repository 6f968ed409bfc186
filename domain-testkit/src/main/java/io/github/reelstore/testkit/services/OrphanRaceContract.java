package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ConcurrentClients.BEFORE_TRANSACTION;
import static io.github.reelstore.testkit.services.ConcurrentClients.COMMIT;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.services.ConcurrentClient.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for files without a row that are written or reused while another profile collects them. Each
 * interleaving is forced; none may lose a file that a row refers to, or keep a file that no row refers to; see {@link
 * ServicesFixture}.
 */
public abstract class OrphanRaceContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final ConcurrentClients race = new ConcurrentClients(store);

    @AfterEach
    void closeClients() {
        race.close();
    }

    private VideoGeneration videoWithoutFile() {
        return store.alice().generations().addVideo(newVideo(store.alice().newProject("p")));
    }

    private static BlobKey keyOf(VideoGeneration video) {
        return MediaKeys.video(video.projectId().orElseThrow(), video.id(), MediaFormat.MP4);
    }

    private VideoGeneration boundVideo() {
        store.alice().generations().addImage(newImage(store.alice().newProject("bound"), png(9)));
        return videoWithoutFile();
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after publish", COMMIT})
    void aPublishedFileIsNotAnOrphanBeforeTheCommit(String stop) throws Exception {
        VideoGeneration video = boundVideo();
        Running<VideoGeneration> writing =
                race.alice(stop).untilStop(a -> a.services().generations().addFile(video.id(), mp4(1)));
        race.makeEverythingOld();
        assertThat(store.files()).contains(keyOf(video));
        Running<CollectionResult> collection = race.bob("").start(ConcurrentClients::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        assertThat(writing.finish().filePath()).contains(keyOf(video));
        assertThat(collection.finish().orphans()).isZero();
        assertThat(store.files()).contains(keyOf(video));
        race.assertNoFileIsLostOrLeftOver();
    }

    @Test
    void aPublishedFileIsAnOrphanAfterARollback() throws Exception {
        VideoGeneration video = boundVideo();
        ConcurrentClient writer = race.alice(COMMIT);
        Running<VideoGeneration> writing =
                writer.untilStop(a -> a.services().generations().addFile(video.id(), mp4(1)));
        race.makeEverythingOld();
        Running<CollectionResult> collection = race.bob("").start(ConcurrentClients::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        writer.failAtStop();
        assertThatThrownBy(writing::finish).isInstanceOf(ConcurrentClient.StoppedOnPurpose.class);
        assertThat(collection.finish().orphans()).isOne();
        assertThat(store.files()).doesNotContain(keyOf(video));
        race.assertNoFileIsLostOrLeftOver();
    }

    /** An earlier process left the file at this very key; it is reused because it has the same bytes. */
    @Test
    void anOrphanIsReusedAfterTheCollectorCheckedForItsRow() throws Exception {
        VideoGeneration video = boundVideo();
        store.putFile(keyOf(video), SampleMedia.mp4(1));
        race.makeEverythingOld();
        Running<CollectionResult> collection = race.bob(BEFORE_TRANSACTION).untilStop(ConcurrentClients::collectAll);

        store.alice().generations().addFile(video.id(), mp4(1));

        assertThat(collection.finish().orphans()).isZero();
        assertThat(store.files()).contains(keyOf(video));
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after open", COMMIT})
    void anOrphanIsBeingReusedWhenTheCollectorTriesToRemoveIt(String stop) throws Exception {
        VideoGeneration video = boundVideo();
        store.putFile(keyOf(video), SampleMedia.mp4(1));
        race.makeEverythingOld();
        ConcurrentClient collector = race.bob(BEFORE_TRANSACTION);
        Running<CollectionResult> collection = collector.untilStop(ConcurrentClients::collectAll);
        // publishing to the existing key is refused, and the bytes are compared
        Running<VideoGeneration> writing =
                race.alice(stop).untilStop(a -> a.services().generations().addFile(video.id(), mp4(1)));
        collector.resume();
        collection.assertBlockedBefore("after references.releaseUnknown");

        writing.finish();
        assertThat(collection.finish().orphans()).isZero();
        assertThat(store.files()).contains(keyOf(video));
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void anOrphansKeyIsReusedWhileTheOrphanIsBeingRemoved(String stop) throws Exception {
        VideoGeneration video = boundVideo();
        store.putFile(keyOf(video), SampleMedia.mp4(1));
        race.makeEverythingOld();
        Running<CollectionResult> collection = race.bob(stop).untilStop(ConcurrentClients::collectAll);
        Running<VideoGeneration> writing =
                race.alice("").start(a -> a.services().generations().addFile(video.id(), mp4(1)));
        writing.assertBlockedBefore("after generations.update");

        assertThat(collection.finish().orphans()).isOne();
        assertThat(writing.finish().filePath()).contains(keyOf(video));
        assertThat(store.files()).contains(keyOf(video));
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {BEFORE_TRANSACTION, "after references.releaseUnknown", "after delete"})
    void twoProfilesCollectTheSameOrphans(String stop) throws Exception {
        store.alice().generations().addImage(newImage(store.alice().newProject("p"), png(1)));
        for (int i = 0; i < 3; i++) {
            store.putFile(BlobKey.parse("projects/gone/images/left-" + i + ".png"), SampleMedia.png(10 + i));
        }
        race.makeEverythingOld();
        Running<CollectionResult> first = race.alice(stop).untilStop(ConcurrentClients::collectAll);
        Running<CollectionResult> second = race.bob("").start(ConcurrentClients::collectAll);
        if (!stop.equals(BEFORE_TRANSACTION)) {
            second.assertBlockedBefore("after references.releaseUnknown");
        }

        assertThat(first.finish().orphans()).isEqualTo(3);
        assertThat(second.finish().orphans()).isBetween(0L, 3L);
        assertThat(store.files()).hasSize(1);
        race.assertNoFileIsLostOrLeftOver();
    }

    /** Uses the lower-level calls, for callers that write their rows themselves. */
    @Test
    void aFilePublishedInACallersTransactionIsNotAnOrphan() throws Exception {
        VideoProject project = store.alice().newProject("p");
        store.alice().generations().addImage(newImage(project, png(9)));
        BlobKey key = MediaKeys.image(project.id(), new ImageId("own"), MediaFormat.PNG);
        Running<ImageGeneration> writing = race.alice("after publish").untilStop(a -> a.publishAndInsert(project, key));
        race.makeEverythingOld();
        Running<CollectionResult> collection = race.bob("").start(ConcurrentClients::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        writing.finish();
        assertThat(collection.finish().orphans()).isZero();
        assertThat(store.files()).contains(key);
        race.assertNoFileIsLostOrLeftOver();
    }
}
