package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.domain.port.copy.CopyMarks;
import io.github.reelstore.domain.port.copy.CopyOf;
import io.github.reelstore.domain.port.copy.MovedTo;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The claim of a run on its target, which is empty or an unfinished copy of the source. From {@link #take} on, an earlier run that still
 * goes on can no longer write to the target.
 */
final class CopyClaim {

    /** Keys of files that tell whether two blob stores are the same. */
    private static final BlobPrefix PROBES = BlobPrefix.parse("copy-probes");

    private final CopySide source;
    private final CopySide target;
    private final CopyOptions options;
    private final CopyMarks ofSource;
    private final CopyMarks ofTarget;
    private final CopyOf run;
    private final MovedTo moved;

    private CopyClaim(CopySide source, CopySide target, CopyOptions options, CopyMarks ofSource, CopyMarks ofTarget) {
        this.source = source;
        this.target = target;
        this.options = options;
        this.ofSource = ofSource;
        this.ofTarget = ofTarget;
        StoreId id = ofSource.id()
                .orElseThrow(() -> StorageException.Integrity.ofStore(
                        "source", "The database of the source has no store id; run \"reelstore init\"."));
        this.run = new CopyOf(id, options.profiles(), UUID.randomUUID().toString());
        this.moved = new MovedTo(target.description(), run.run());
    }

    /** Reads the marks of both sides. */
    static CopyClaim of(CopySide source, CopySide target, CopyOptions options) {
        CopyMarks ofSource = source.database().marks();
        CopyMarks ofTarget = options.part().hasRows() ? target.database().marks() : ofSource;
        return new CopyClaim(source, target, options, ofSource, ofTarget);
    }

    /** Checks both sides; changes nothing. */
    static CopyClaim checked(CopySide source, CopySide target, CopyOptions options) {
        CopyClaim claim = of(source, target, options);
        claim.checkSource();
        if (!options.profiles().isAll()) {
            claim.checkProfiles();
        }
        if (options.part().hasRows()) {
            claim.checkTargetDatabase();
        }
        if (options.part().hasFiles()) {
            claim.checkTargetFiles();
        }
        return claim;
    }

    /** The place of the target, if an earlier run has completed the switch to it, and it is in use. */
    Optional<String> switchedTo() {
        return ofSource.movedTo().map(MovedTo::place).filter(place -> place.equals(moved.place()) && isInUse());
    }

    /** Whether the source was moved, and the target is in use: one place may have several names. */
    boolean isSwitched() {
        return ofSource.movedTo().isPresent() && isInUse();
    }

    /** A new database in the same place is not. */
    private boolean isInUse() {
        return ofTarget.copyOf().isEmpty()
                && ofTarget.movedTo().isEmpty()
                && (options.profiles().isAll()
                        ? ofTarget.id().equals(ofSource.id())
                        : !target.database().isEmpty());
    }

    /** Makes sure that no profile stays behind in a source that refuses writes. */
    void requireAllProfiles() {
        if (!options.profiles().isAll()) {
            Set<String> others = new TreeSet<>(source.database().profiles());
            others.removeAll(options.profiles().names());
            if (!others.isEmpty()) {
                throw new StorageException.Conflict(
                        "profiles",
                        "The source has other profiles (" + Messages.quoted(String.join(", ", others))
                                + "), which could not be written to any more; see docs/copy.md for how to move only some.");
            }
        }
    }

    /** The mark of the target. */
    CopyOf run() {
        return run;
    }

    private void checkSource() {
        if (ofSource.copyOf().isPresent()) {
            throw new StorageException.Conflict(
                    "source",
                    "The source is itself an unfinished copy; copy the store that it is a copy of, or finish it first.");
        }
        if (ofSource.bound()
                && source.blobs() instanceof SupportsStoreId store
                && !store.storeId().equals(ofSource.id())) {
            throw StorageException.Integrity.ofStore(
                    "source",
                    "The blob store of the source does not have the store id of its database: is its disk mounted, and its URL right?");
        }
        ofSource.movedTo()
                .map(MovedTo::place)
                .filter(place -> !place.equals(moved.place()))
                .ifPresent(place -> {
                    throw new StorageException.Conflict(
                            "source",
                            "The source was moved to " + place
                                    + "; copy that store, finish that switch, or see docs/copy.md to go back.");
                });
    }

    private void checkProfiles() {
        Set<String> unknown = new TreeSet<>(options.profiles().names());
        unknown.removeAll(source.database().profiles());
        if (!unknown.isEmpty()) {
            throw new StorageException.NotFound(
                    "profiles",
                    "The source has no rows of the profile " + Messages.quoted(String.join(", ", unknown)) + ".");
        }
    }

    private void checkTargetDatabase() {
        if (ofTarget.copyOf().isPresent()) {
            if (!ofTarget.copyOf().get().isSameCopy(run)) {
                throw new StorageException.Conflict(
                        "target",
                        "The target database is a copy of another store, or of other profiles; name an empty database.");
            }
            return;
        }
        ofSource.movedTo().map(MovedTo::place).ifPresent(place -> {
            throw new StorageException.Conflict(
                    "source", "The source was moved to " + place + ", which is in use; see docs/copy.md to go back.");
        });
        boolean isNew = ofTarget.movedTo().isEmpty()
                && !ofTarget.bound()
                && target.database().isEmpty();
        if (!isNew && !isReturning()) {
            throw new StorageException.Conflict(
                    "target",
                    "The target database holds another store, or a copy that is in use; name an empty database. Nothing was changed.");
        }
    }

    /** Whether the store was moved from the target, and may become the store again. */
    private boolean isReturning() {
        return ofTarget.movedTo().isPresent()
                && options.profiles().isAll()
                && ofTarget.id().equals(ofSource.id());
    }

    private void checkTargetFiles() {
        Optional<StoreId> there = target.blobs() instanceof SupportsStoreId store ? store.storeId() : Optional.empty();
        if (there.isEmpty() && isEmpty(target.blobs())) {
            return;
        }
        if (!there.equals(Optional.of(targetId()))) {
            throw otherFiles();
        }
        if (options.part().hasRows() && ofTarget.copyOf().isEmpty() && !isReturning()) {
            throw new StorageException.Conflict(
                    "target",
                    "The target blob store has files of this store already, but the target database is new: the source itself or"
                            + " another database may use them. Name an empty blob store, or copy the database alone. Nothing was changed.");
        }
    }

    private static boolean isEmpty(BlobStore blobs) {
        try (Stream<BlobInfo> files = blobs.list(BlobPrefix.ALL)) {
            return files.allMatch(file -> PROBES.covers(file.key()));
        }
    }

    private StoreId targetId() {
        return options.profiles().isAll() ? run.store() : ofTarget.id().orElse(run.store());
    }

    private static StorageException.Conflict otherFiles() {
        return new StorageException.Conflict(
                "target",
                "The target blob store holds the files of another store; name an empty folder, bucket or prefix. Nothing was changed.");
    }

    /** Marks the target as a copy that this run writes to. */
    void take() {
        if (options.part().hasFiles()) {
            requireOtherBlobStore();
        }
        if (options.part().hasRows()) {
            Optional<StoreId> newId = options.profiles().isAll() ? Optional.of(run.store()) : Optional.empty();
            target.database().beginCopy(ofTarget, newId, run, options.part().hasFiles() || ofSource.bound());
            requireOtherDatabase();
        }
        // last, so that a run that was killed does not leave files that seem to be of another database
        if (options.part().hasFiles()
                && target.blobs() instanceof SupportsStoreId store
                && !store.identify(targetId()).equals(targetId())) {
            throw new StorageException.Conflict(
                    "target",
                    "Another store has begun to use the target blob store meanwhile; name an empty folder, bucket or prefix.");
        }
    }

    /** Two URLs may name the same database. */
    private void requireOtherDatabase() {
        if (source.database().marks().copyOf().isPresent()) {
            target.database().clearMarks();
            throw new StorageException.Conflict(
                    "target",
                    "The databases of source and target are the same; name another, or copy the files alone.");
        }
    }

    /** Two URLs may name the same place, in which files of the source would be taken for leftovers of the copy. */
    private void requireOtherBlobStore() {
        try (Stream<BlobInfo> ofKilledRuns = target.blobs().list(PROBES)) {
            ofKilledRuns.forEach(probe -> target.blobs().delete(probe.key()));
        }
        BlobKey probe = new BlobKey(PROBES + "/" + UUID.randomUUID());
        try (StagedBlob staged =
                target.blobs().stage(new BlobSource(probe.value(), () -> new ByteArrayInputStream(new byte[] {1})))) {
            target.blobs().publish(staged, probe);
            boolean same = source.blobs().stat(probe).isPresent();
            target.blobs().delete(probe);
            if (same) {
                throw new StorageException.Conflict(
                        "target",
                        "The blob stores of source and target are the same place; copy the database alone, or name another.");
            }
        }
    }

    /** Marks the source as moved by this run, in the place of an earlier one that no longer may write to the target. */
    void markMoved() {
        if (options.part().hasRows()) {
            requireRun(() -> source.database().markMoved(markOfSamePlace(), moved));
        } else {
            source.database().markMoved(ofSource.movedTo(), moved);
        }
    }

    private Optional<MovedTo> markOfSamePlace() {
        return source.database().marks().movedTo().filter(mark -> mark.place().equals(moved.place()));
    }

    /** Does something while no other run to the same target database can begin. */
    void requireRun(Runnable work) {
        target.database().asRunOf(run, work);
    }

    /** Makes sure that the source still refuses writes, and that no other run sees to the switch: otherwise both could be written to. */
    void requireMoved() {
        if (!source.database().marks().movedTo().equals(Optional.of(moved))) {
            throw notMoved();
        }
    }

    private static StorageException.Conflict notMoved() {
        return new StorageException.Conflict(
                "source",
                "The source was reopened while it was copied, or another copy of it has begun; this one has stopped. Try again.");
    }

    /** Makes the copy the store. */
    void complete() {
        if (!options.part().hasRows()) {
            return;
        }
        try {
            target.database().endCopy(run);
        } catch (StorageException.Conflict e) {
            throw givenUp(e);
        } catch (StorageException e) {
            // it may have ended: a source that can be written to could be the second one
            throw unfinished(e, ".");
        }
    }

    /** Lets the source be written to again. */
    void giveUp() {
        if (!source.database().clearMoved(moved)) {
            throw notMoved();
        }
    }

    /** Lets the source be written to again after a failure, unless another run sees to the switch. */
    RuntimeException givenUp(RuntimeException failure) {
        try {
            source.database().clearMoved(moved);
            return failure;
        } catch (StorageException e) {
            failure.addSuppressed(e);
            return unfinished(failure, ", or copy --reopen.");
        }
    }

    private static StorageException unfinished(RuntimeException failure, String otherwise) {
        return StorageException.Unavailable.lasting(
                "source",
                failure.getMessage()
                        + " This store refuses writes until the switch is finished: run the same command again"
                        + otherwise,
                failure);
    }
}
