package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.SupportsWriteTrial;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.WriteTrial;
import java.util.Optional;

/** Remembers in the database which writes of a server are exclusive, so that not every process tries it. */
public final class WriteTrials {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;

    public WriteTrials(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
    }

    /** The remembered trial of this server; empty before the first trial, and for a blob store that needs no trial. */
    public Optional<WriteTrial> remembered() {
        return blobs instanceof SupportsWriteTrial server
                ? transactions.readOnly(profile, tx -> tx.maintenance().writeTrial(server.server()))
                : Optional.empty();
    }

    /** Tells the blob store the remembered result; without one, tries the server and remembers the result. */
    void recall() {
        if (blobs instanceof SupportsWriteTrial server) {
            remembered().ifPresentOrElse(trial -> server.assume(trial.result()), this::remember);
        }
    }

    /** Remembers what the blob store knows about the server; it tries the server if it knows nothing. */
    public void remember() {
        if (blobs instanceof SupportsWriteTrial server) {
            ExclusiveWrites result = server.exclusiveWrites();
            transactions.inTransaction(profile, tx -> {
                tx.maintenance().noteWriteTrial(server.server(), result);
                return result;
            });
        }
    }
}
