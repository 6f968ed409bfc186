package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.RepairPlan.Action;
import io.github.reelstore.domain.maintenance.RepairResult.Skipped;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.AttemptKeys;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of a repair. It performs the actions in order and skips those that no longer apply. */
final class RepairRun {

    private static final DateTimeFormatter BATCH =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final int MAX_BATCHES = 100;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final String batch;
    private final List<Skipped> skipped = new ArrayList<>();
    private long quarantined;
    private long marked;
    private long unmarked;

    /**
     * @param planned when the plan was made
     */
    RepairRun(Transactions transactions, BlobStore blobs, ProfileId profile, Instant planned) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.batch = BATCH.format(planned);
    }

    RepairResult result() {
        return new RepairResult(quarantined, marked, unmarked, skipped);
    }

    void perform(Action action) {
        switch (action.type()) {
            case QUARANTINE -> quarantine(action);
            case MARK -> mark(action);
            case UNMARK -> unmark(action);
        }
    }

    private void skip(Action action, String reason) {
        skipped.add(new Skipped(action, reason));
    }

    /** Copies the file first, then deletes it in the transaction that checks that the plan still applies. */
    private void quarantine(Action action) {
        BlobKey key = action.key();
        Optional<BlobInfo> found = blobs.stat(key);
        if (found.isEmpty()) {
            skip(action, "The file no longer exists.");
            return;
        }
        try (StagedBlob copy = blobs.stage(contentOf(key, found.get().size()))) {
            BlobKey target = publish(copy, key);
            Optional<String> reason =
                    transactions.inTransaction(profile, tx -> deleteIfStillWrong(tx, action.problem(), key, copy));
            if (reason.isPresent()) {
                blobs.delete(target);
                skip(action, reason.get());
            } else {
                quarantined++;
            }
        }
    }

    /**
     * The bytes of the file. Opened as a range, since the blob store may refuse to read a whole file that is damaged.
     */
    private BlobSource contentOf(BlobKey key, long size) {
        return new BlobSource(
                key.value(),
                () -> size == 0 ? InputStream.nullInputStream() : blobs.open(key, ByteRange.of(0, size)).stream());
    }

    /** Publishes under a key that no earlier repair has used. */
    private BlobKey publish(StagedBlob copy, BlobKey key) {
        for (int attempt = 1; ; attempt++) {
            String folder = batch + new AttemptKeys(blobs).suffix(copy);
            BlobKey target = MediaKeys.quarantined(attempt == 1 ? folder : folder + "-" + attempt, key);
            try {
                blobs.publish(copy, target);
                return target;
            } catch (StorageException.AlreadyExists e) {
                if (attempt == MAX_BATCHES) {
                    throw e;
                }
            }
        }
    }

    /** Deletes the file; returns the reason if the plan no longer applies. */
    private Optional<String> deleteIfStillWrong(Tx tx, Kind problem, BlobKey key, StagedBlob copy) {
        if (problem == Kind.ORPHAN) {
            if (tx.references().releaseUnknown(Set.of(key)).isEmpty()) {
                return Optional.of("A row refers to the file now, or the file was deleted.");
            }
        } else {
            Optional<StoredBlob> known = tx.references().find(key);
            if (known.isEmpty()) {
                return Optional.of("No row of the profile refers to the file any longer.");
            }
            if (matches(known.get(), copy)) {
                return Optional.of("The file matches its rows now.");
            }
        }
        blobs.delete(key);
        return Optional.empty();
    }

    private static boolean matches(StoredBlob known, StagedBlob copy) {
        boolean sameSize = known.size().filter(size -> size != copy.size()).isEmpty();
        boolean sameHash =
                known.hash().filter(hash -> !hash.equals(copy.hash())).isEmpty();
        return sameSize && sameHash;
    }

    private void mark(Action action) {
        if (action.problem() == Kind.MISSING && blobs.stat(action.key()).isPresent()) {
            skip(action, "The file exists.");
            return;
        }
        if (action.problem() == Kind.DANGLING && !isDangling(action)) {
            skip(action, "The row has no such dangling reference.");
            return;
        }
        try {
            transactions.inTransaction(profile, tx -> {
                tx.maintenance().mark(markOf(action));
                return true;
            });
            marked++;
        } catch (StorageException.NotFound e) {
            skip(action, "The row no longer exists.");
        }
    }

    private boolean isDangling(Action action) {
        RowRef row = action.row().orElseThrow();
        return transactions
                .readOnly(profile, tx -> tx.maintenance().missingRows(row.kind(), List.of(row.id())))
                .stream()
                .anyMatch(missing -> action.subject().equals(missing.column() + " " + missing.missing()));
    }

    private void unmark(Action action) {
        if (transactions.inTransaction(profile, tx -> tx.maintenance().unmark(markOf(action)))) {
            unmarked++;
        } else {
            skip(action, "The mark no longer exists.");
        }
    }

    private static RowMark markOf(Action action) {
        RowRef row = action.row().orElseThrow();
        return new RowMark(row.kind(), row.id(), action.problem().value(), action.subject());
    }
}
