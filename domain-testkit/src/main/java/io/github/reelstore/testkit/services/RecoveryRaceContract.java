package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ConcurrentClients.BEFORE_TRANSACTION;
import static io.github.reelstore.testkit.services.ConcurrentClients.COMMIT;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.Recovery;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.SampleMedia;
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
 * Contract tests for files without a row that are recovered while they are collected. Each interleaving is forced; none
 * may lose a file that a row refers to, or keep a file that no row refers to; see {@link ServicesFixture}.
 */
public abstract class RecoveryRaceContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final ConcurrentClients race = new ConcurrentClients(store);

    @AfterEach
    void closeClients() {
        race.close();
    }

    private BlobKey lostImage() {
        VideoProject project = store.alice().newProject("lost");
        store.alice().generations().addImage(newImage(store.alice().newProject("bound"), png(9)));
        BlobKey key = MediaKeys.image(project.id(), new ImageId("lost"), MediaFormat.PNG);
        store.putFile(key, SampleMedia.png(1));
        race.makeEverythingOld();
        return key;
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after references.releaseUnknown", "after delete", COMMIT})
    void anOrphanIsRecoveredWhileItIsBeingRemoved(String stop) throws Exception {
        BlobKey key = lostImage();
        Running<CollectionResult> collection = race.bob(stop).untilStop(ConcurrentClients::collectAll);
        Running<Recovery> recovery = race.alice("").start(RecoveryRaceContract::recoverAll);
        if (stop.endsWith("releaseUnknown")) {
            recovery.assertBlockedBefore("after references.reserve");
        }

        assertThat(collection.finish().orphans()).isOne();
        assertThat(recovery.finish()).isEqualTo(new Recovery(0, 0, stop.endsWith("releaseUnknown") ? 1 : 0));
        assertThat(store.files()).doesNotContain(key);
        race.assertNoFileIsLostOrLeftOver();
    }

    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after references.reserve", "after images.insert", COMMIT})
    void anOrphanIsBeingRecoveredWhenTheCollectorTriesToRemoveIt(String stop) throws Exception {
        BlobKey key = lostImage();
        ConcurrentClient collector = race.bob(BEFORE_TRANSACTION);
        Running<CollectionResult> collection = collector.untilStop(ConcurrentClients::collectAll);
        Running<Recovery> recovery = race.alice(stop).untilStop(RecoveryRaceContract::recoverAll);
        collector.resume();
        collection.assertBlockedBefore("after references.releaseUnknown");

        assertThat(recovery.finish()).isEqualTo(new Recovery(1, 0, 0));
        assertThat(collection.finish().orphans()).isZero();
        assertThat(store.files()).contains(key);
        race.assertNoFileIsLostOrLeftOver();
    }

    /**
     * The project of the key does not exist: both profiles may recover it, and the second sees the project of the
     * first.
     */
    @Test
    void twoProfilesRecoverTheSameOrphan() throws Exception {
        store.alice().generations().addImage(newImage(store.alice().newProject("bound"), png(9)));
        store.putFile(BlobKey.parse("projects/gone/images/lost.png"), SampleMedia.png(1));
        race.makeEverythingOld();
        Running<Recovery> first = race.alice(COMMIT).untilStop(RecoveryRaceContract::recoverGone);
        Running<Recovery> second = race.bob("").start(RecoveryRaceContract::recoverGone);
        second.assertBlockedBefore("after references.reserve");

        assertThat(first.finish()).isEqualTo(new Recovery(1, 0, 0));
        assertThat(second.finish()).isEqualTo(new Recovery(0, 0, 1));
        assertThat(store.rows(SampleRows.BOB).images()).isEmpty();
        assertThat(store.rows(SampleRows.BOB).projects()).isEmpty();
        race.assertNoFileIsLostOrLeftOver();
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
}
