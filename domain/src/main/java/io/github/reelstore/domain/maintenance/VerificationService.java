package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.Transactions;

/**
 * Looks whether rows and files of one profile belong together. It changes nothing, and holds one page of rows or files at a time,
 * whatever their number.
 */
public final class VerificationService {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;

    /** Serves one profile. */
    public VerificationService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
    }

    /** Is told what is found, by the thread that verifies, one thing at a time. */
    public interface Listener {

        /** A problem, as soon as it is found. */
        void found(Problem problem);

        /** A mark whose problem is no longer there. */
        default void outdated(RowMark mark) {}

        /** So many rows and files have been looked at. */
        default void checked(long rowsAndFiles) {}
    }

    /**
     * Looks at rows, the files they refer to, and files that none refers to. Rows and files that change meanwhile are seen as they
     * were or as they are; files written since it began are not looked at.
     *
     * @throws StorageException.NotFound if the profile has no such project
     * @throws StorageException.Unavailable if database or storage fail
     */
    public Verification verify(VerificationRequest request, Listener listener) {
        return new VerificationRun(transactions, blobs, profile, request, listener).all();
    }
}
