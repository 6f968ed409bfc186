package io.github.reelstore.testkit.blob;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsStoreId;

/**
 * Opens the blob store that the contracts of this package test. A test class implements it and has one {@code @Nested}
 * class for each contract:
 *
 * <pre>{@code
 * class FolderBlobStoreTest implements BlobStoreFixture {
 *
 *     @TempDir Path root;
 *
 *     @Override
 *     public BlobStore open() {
 *         return new FolderBlobStore(root);
 *     }
 *
 *     @Override
 *     public BlobStore reopen() {
 *         return new FolderBlobStore(root);
 *     }
 *
 *     @Nested class Staging extends BlobStagingContract {}
 *
 *     @Nested class Publishing extends BlobPublishingContract {}
 *
 *     @Nested class Reading extends BlobReadingContract {}
 *
 *     @Nested class Listing extends BlobListingContract {}
 *
 *     @Nested class StoreIds extends BlobStoreIdContract {}
 * }
 * }</pre>
 *
 * <p>If the store implements {@link io.github.reelstore.domain.port.blob.SupportsPreUpload}, add
 * {@link BlobPreUploadContract}.
 *
 * <p>Conditions that only one kind of backend can have (a full disk, a symbolic link, a broken connection), and the
 * exceptions they cause, are left to the adapter's own tests.
 */
public interface BlobStoreFixture {

    /** Opens a fresh, empty store. Called once for each test; the contract closes the store. */
    BlobStore open();

    /**
     * Opens another store over the root of the store that {@link #open} returned last, as a second process would. The
     * contract closes it.
     */
    BlobStore reopen();

    /**
     * Returns whether the store implements {@link SupportsStoreId}. Unreferenced files of a store that does not cannot
     * be collected.
     */
    default boolean supportsStoreId() {
        return true;
    }
}
