package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ConcurrentClients.BEFORE_TRANSACTION;
import static io.github.reelstore.testkit.services.ConcurrentClients.COMMIT;
import static io.github.reelstore.testkit.services.ConcurrentClients.IN_TRANSACTION;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.ConcurrentClient.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for a file that is reused while its row is deleted. Each interleaving is forced; none may lose a file
 * that a row refers to, or keep a file that no row refers to; see {@link ServicesFixture}.
 */
public abstract class DeletionRaceContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final ConcurrentClients race = new ConcurrentClients(store);

    @AfterEach
    void closeClients() {
        race.close();
    }

    @Test
    void aRowIsDeletedBeforeItsFileIsReused() throws Exception {
        VideoProject first = store.alice().newProject("first");
        VideoProject second = store.alice().newProject("second");
        BlobKey old =
                store.alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<ImageGeneration> reuse = race.alice(BEFORE_TRANSACTION)
                .untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));

        store.alice().projects().delete(first.id());

        assertThat(reuse.finish().filePath()).isNotEqualTo(old);
        assertThat(store.tombstoneKeys()).containsExactly(old);
        race.assertNoFileIsLostOrLeftOver();
        assertThat(store.files()).hasSize(1);
    }

    @Test
    void aRowAndItsFileAreDeletedBeforeTheFileIsReused() throws Exception {
        VideoProject first = store.alice().newProject("first");
        VideoProject second = store.alice().newProject("second");
        BlobKey old =
                store.alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<ImageGeneration> reuse = race.alice(BEFORE_TRANSACTION)
                .untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));

        store.alice().projects().delete(first.id());
        race.makeEverythingOld();
        assertThat(race.collectAll(SampleRows.ALICE).tombstones()).isOne();
        assertThat(store.files()).isEmpty();

        assertThat(reuse.finish().filePath()).isNotEqualTo(old);
        race.assertNoFileIsLostOrLeftOver();
        assertThat(store.files()).hasSize(1);
    }

    /** The file is checked within the transaction, once it was found by its hash; no file is checked before. */
    @ParameterizedTest
    @Tag("race")
    @ValueSource(strings = {"after open", "before images.insert", COMMIT})
    void deletingARowWaitsForTheReuseOfItsFile(String stop) throws Exception {
        VideoProject first = store.alice().newProject("first");
        VideoProject second = store.alice().newProject("second");
        BlobKey shared =
                store.alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<ImageGeneration> reuse =
                race.alice(stop).untilStop(a -> a.services().generations().addImage(newImage(second, png(1))));
        Running<?> deletion = race.alice("").start(a -> a.services().projects().delete(first.id()));
        deletion.assertBlockedBefore(IN_TRANSACTION);

        assertThat(reuse.finish().filePath()).isEqualTo(shared);
        deletion.finish();
        assertThat(store.tombstoneKeys()).isEmpty();
        race.assertNoFileIsLostOrLeftOver();
        assertThat(store.files()).containsExactly(shared);
    }

    @Test
    void reusingAFileWaitsForTheDeletionOfItsRow() throws Exception {
        VideoProject first = store.alice().newProject("first");
        VideoProject second = store.alice().newProject("second");
        BlobKey old =
                store.alice().generations().addImage(newImage(first, png(1))).filePath();
        Running<?> deletion =
                race.alice(COMMIT).untilStop(a -> a.services().projects().delete(first.id()));
        ConcurrentClient user = race.alice("");
        Running<ImageGeneration> reuse =
                user.start(a -> a.services().generations().addImage(newImage(second, png(1))));
        reuse.assertBlockedBefore(IN_TRANSACTION);

        deletion.finish();
        assertThat(reuse.finish().filePath()).isNotEqualTo(old);
        assertThat(store.tombstoneKeys()).containsExactly(old);
        race.assertNoFileIsLostOrLeftOver();
    }
}
