package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for the id that a database and its blob store share; see {@link ServicesFixture}. */
public abstract class StoreIdentityContract {

    private static final double ALL = 1;

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private List<Problem> problems() {
        return store.problems(VerificationRequest.ALL);
    }

    private RepairService repair() {
        return store.repair(store.alice());
    }

    private RepairPlan plan(Depth depth) {
        return repair().plan(VerificationRequest.ALL.with(depth), problem -> {});
    }

    @Test
    void anotherStoresBlobStoreIsReportedAndItsFilesAreNotOrphans() {
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().identify(StoreId.random());
            tx.maintenance().noteBound();
            return true;
        });
        ((SupportsStoreId) store.blobs()).identify(StoreId.random());
        store.putFile(new BlobKey("projects/x/left.png"), SampleMedia.png(7));
        assertThat(problems()).extracting(Problem::kind).containsExactly(Kind.STORE);
        store.assertRefused(StorageException.Integrity.class, () -> repair().apply(plan(Depth.SIZES), ALL));
    }

    /** Files stored in the mount point of an unmounted disk would disappear once the disk is mounted. */
    @Test
    void aBlobStoreThatLostItsIdRefusesFilesUntilItIsRebound() {
        VideoProject project = store.alice().newProject("p");
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().identify(StoreId.random());
            tx.maintenance().noteBound();
            return true;
        });

        assertThat(store.assertRefused(
                        StorageException.Integrity.class,
                        () -> store.alice().generations().addImage(newImage(project, png(1)))))
                .hasMessageContaining("init --rebind");
        assertThat(store.files()).isEmpty();
        store.alice().media().rebind();

        store.alice().generations().addImage(newImage(project, png(1)));
        assertThat(problems()).isEmpty();
    }

    /** For the other store they would be files without rows, which it collects. */
    @Test
    void anotherStoresBlobStoreRefusesFilesAndCannotBeRebound() {
        VideoProject project = store.alice().newProject("p");
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().noteBound();
            return true;
        });
        ((SupportsStoreId) store.blobs()).identify(StoreId.random());
        assertThat(store.assertRefused(
                        StorageException.Integrity.class,
                        () -> store.alice().generations().addImage(newImage(project, png(1)))))
                .hasMessageContaining("another database keeps its files there");
        store.assertRefused(
                StorageException.Integrity.class, () -> store.alice().media().bind());
        store.assertRefused(
                StorageException.Integrity.class, () -> store.alice().media().rebind());
        assertThat(store.files()).isEmpty();
    }

    /** An earlier version set the id with the first file, so a copy from before that has no id and gets a new one. */
    @Test
    void aDatabaseThatNeverStoredAFileCanBeReboundToABlobStoresId() {
        VideoProject project = store.alice().newProject("p");
        StoreId ofBlobStore = ((SupportsStoreId) store.blobs()).identify(StoreId.random());
        assertThat(store.assertRefused(
                        StorageException.Integrity.class,
                        () -> store.alice().generations().addImage(newImage(project, png(1)))))
                .hasMessageContaining("another store")
                .hasMessageContaining("init --rebind");
        store.assertRefused(
                StorageException.Integrity.class, () -> store.alice().media().bind());

        store.alice().media().rebind();

        Optional<StoreIdentity> now = store.transactions()
                .readOnly(SampleRows.ALICE, tx -> tx.maintenance().identity());
        assertThat(now).hasValueSatisfying(identity -> {
            assertThat(identity.id()).isEqualTo(ofBlobStore);
            assertThat(identity.boundAt()).isPresent();
        });
        store.alice().generations().addImage(newImage(project, png(1)));
        assertThat(problems()).isEmpty();
    }

    /** So a copy of the database from before the first file also has the blob store's id. */
    @Test
    void theDatabaseHasTheStoreIdBeforeTheBlobStore() {
        StoreId id = store.transactions()
                .readOnly(SampleRows.ALICE, tx -> tx.maintenance().identity())
                .orElseThrow()
                .id();
        store.alice().generations().addImage(newImage(store.alice().newProject("p"), png(1)));
        assertThat(((SupportsStoreId) store.blobs()).storeId()).contains(id);
    }
}
