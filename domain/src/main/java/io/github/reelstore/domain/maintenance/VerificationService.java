package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.internal.StoreIdentityGuard;

/**
 * Checks the rows and files of one profile for consistency. It changes nothing, and keeps only one page of rows or
 * files in memory.
 */
public final class VerificationService {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;

    /** Creates the service for one profile. */
    public VerificationService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
    }

    /** Receives problems and progress, on the thread that verifies, one at a time. */
    public interface Listener {

        /** A problem was found. */
        void found(Problem problem);

        /** The problem of a mark no longer exists. */
        default void outdated(RowMark mark) {}

        /** The number of rows and files checked so far. */
        default void checked(long rowsAndFiles) {}
    }

    /**
     * Checks rows, the files that they refer to, and files without a row. Rows and files that change meanwhile are
     * checked in their old or new state; files without a row that were written after the start are ignored.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.Unavailable if the database or the blob store fails
     */
    public Verification verify(VerificationRequest request, Listener listener) {
        return verify(request, listener, new StoreIdentityGuard(transactions, blobs, profile).read());
    }

    Verification verify(VerificationRequest request, Listener listener, StoreIdentityGuard.Reading ids) {
        return new VerificationRun(transactions, blobs, profile, request, listener, ids.mismatch()).all();
    }
}
