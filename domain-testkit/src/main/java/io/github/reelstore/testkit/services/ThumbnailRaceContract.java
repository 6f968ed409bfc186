package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ConcurrentClients.BEFORE_TRANSACTION;
import static io.github.reelstore.testkit.services.ConcurrentClients.COMMIT;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.RefreshService.Refreshed;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.ConcurrentClient.Running;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for thumbnails, which are stored after their row was committed, while they are collected. Each
 * interleaving is forced; none may lose a file that a row refers to, or keep a file that no row refers to; see {@link
 * ServicesFixture}.
 */
public abstract class ThumbnailRaceContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final ConcurrentClients race = new ConcurrentClients(store);

    @AfterEach
    void closeClients() {
        race.close();
    }

    private BlobKey thumbnailOf(ImageGeneration image) {
        return MediaKeys.thumbnail(image.filePath(), Optional.empty(), MediaFormat.PNG);
    }

    private ImageGeneration boundImage() {
        return store.alice().generations().addImage(newImage(store.alice().newProject("p"), png(9)));
    }

    @Test
    void aThumbnailIsNotAnOrphanBeforeItsRowRefersToIt() throws Exception {
        ImageGeneration image = boundImage();
        Running<Refreshed> refresh = race.alice("after publish").untilStop(ConcurrentClient::refreshThumbnails);
        race.makeEverythingOld();
        Running<CollectionResult> collection = race.bob("").start(ConcurrentClients::collectAll);
        collection.assertBlockedBefore("after references.releaseUnknown");

        assertThat(refresh.finish().thumbnails()).isOne();
        assertThat(collection.finish().orphans()).isZero();
        assertThat(store.files()).contains(thumbnailOf(image));
        race.assertNoFileIsLostOrLeftOver();
    }

    /** An earlier process left the file at this very key; it is reused because it has the same bytes. */
    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after open", COMMIT})
    void aThumbnailIsBeingReusedWhenTheCollectorTriesToRemoveIt(String stop) throws Exception {
        ImageGeneration image = boundImage();
        store.putFile(thumbnailOf(image), ConcurrentClient.THUMBNAIL);
        race.makeEverythingOld();
        ConcurrentClient collector = race.bob(BEFORE_TRANSACTION);
        Running<CollectionResult> collection = collector.untilStop(ConcurrentClients::collectAll);
        Running<Refreshed> refresh = race.alice(stop).untilStop(ConcurrentClient::refreshThumbnails);
        collector.resume();
        if (stop.equals(COMMIT)) {
            collection.assertBlockedBefore("after references.releaseUnknown");
        }

        assertThat(refresh.finish().thumbnails()).isOne();
        collection.finish();
        assertThat(store.rows(SampleRows.ALICE).images())
                .allSatisfy(row -> assertThat(row.thumbPath()).isPresent());
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void aThumbnailsKeyIsReusedWhileTheThumbnailIsBeingRemoved(String stop) throws Exception {
        ImageGeneration image = boundImage();
        store.putFile(thumbnailOf(image), ConcurrentClient.THUMBNAIL);
        race.makeEverythingOld();
        Running<CollectionResult> collection = race.bob(stop).untilStop(ConcurrentClients::collectAll);
        Running<Refreshed> refresh = race.alice("").start(ConcurrentClient::refreshThumbnails);
        refresh.assertBlockedBefore("after images.update");

        assertThat(collection.finish().orphans()).isOne();
        assertThat(refresh.finish().thumbnails()).isOne();
        assertThat(store.files()).contains(thumbnailOf(image));
        race.assertNoFileIsLostOrLeftOver();
    }
}
