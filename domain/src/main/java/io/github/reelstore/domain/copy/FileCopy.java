package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.copy.CopyListener.Phase;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.domain.service.internal.ParallelRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies or compares the files that the rows of a database refer to. A file whose copy has the same size is not copied again. Files never
 * change, except that some keys may get another file: so the content of the copy is compared too, unless it was made long enough after the
 * file of the source. With {@link CopyOptions#deep}, the content is compared in any case.
 */
final class FileCopy {

    /** Files that are worked on at once; their keys and results are in memory. */
    private static final int BATCH = 500;

    /** Clocks of two stores differ by less. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    /** Some files cannot be read because they are damaged; if more cannot, the store is not there. */
    private static final int MOST_UNREADABLE = 20;

    /** Differs from that of any file, so that the sides are not equal. */
    private static final long UNKNOWN_SIZE = -1;

    /** What to do with each file. */
    enum Work {
        COPY,
        /** Replaces no file of the target. */
        ADD,
        /** Reads the content on both sides. */
        COMPARE
    }

    /**
     * What was found and done.
     *
     * @param source its size in the source; null if it does not exist there
     * @param target its size in the target; null if it does not exist there
     * @param copied the number of bytes that were copied; -1 if it was not copied
     * @param problem what is wrong; null if nothing is
     */
    private record Outcome(
            @Nullable Long source,
            @Nullable Long target,
            long copied,
            @Nullable String problem) {

        /** It is the same on both sides. */
        private static Outcome equal(long size) {
            return new Outcome(size, size, -1, null);
        }
    }

    private final CopyableDatabase rows;
    private final Consumer<Runnable> guard;
    private final SourceFiles source;
    private final BlobStore target;
    private final boolean sameStore;
    private final Work work;
    private final CopyOptions options;
    private final EqualFiles equal;
    private final CopyListener listener;
    private final Problems<String> problems;
    private final AtomicInteger unreadable = new AtomicInteger();
    private final RowDigest sourceDigest = new RowDigest();
    private final RowDigest targetDigest = new RowDigest();
    private long files;
    private long copied;
    private long bytes;
    private long removed;

    /**
     * @param rows the database whose rows refer to the files, on either side
     * @param guard runs what changes the files of the target, if the target is still only written to by this copy
     * @param equal has the files that an earlier pass found or made equal, and receives those of this one
     * @param problems receives what is missing or damaged
     */
    FileCopy(
            CopyableDatabase rows,
            Consumer<Runnable> guard,
            BlobStore source,
            BlobStore target,
            Work work,
            CopyOptions options,
            EqualFiles equal,
            CopyListener listener,
            Problems<String> problems) {
        this.rows = rows;
        this.guard = guard;
        this.source = new SourceFiles(source);
        this.target = target;
        this.sameStore = source == target;
        this.work = work;
        this.options = options;
        this.equal = equal;
        this.listener = listener;
        this.problems = problems;
    }

    /** Works on all files. No transaction is open meanwhile: they may take hours. */
    void run() {
        try (ParallelRunner runner = new ParallelRunner("copy", options.threads())) {
            for (CopiedTable table : CopiedTable.ALL) {
                if (!table.files().isEmpty()) {
                    run(table, runner);
                }
            }
        }
    }

    private void run(CopiedTable table, ParallelRunner runner) {
        List<CopiedRow> page = rows.page(table, table.keyAndFiles(), Optional.empty(), BATCH);
        while (!page.isEmpty()) {
            List<FileReference> batch = new ArrayList<>();
            page.forEach(row -> batch.addAll(FileReference.of(table, row, problems::add)));
            run(batch, runner);
            page = rows.page(table, table.keyAndFiles(), Optional.of(page.get(page.size() - 1)), BATCH);
        }
    }

    private void run(List<FileReference> batch, ParallelRunner runner) {
        Map<BlobKey, FileReference> distinct = new LinkedHashMap<>();
        batch.forEach(reference -> distinct.merge(reference.key(), reference, FileCopy::better));
        Map<BlobKey, Outcome> outcomes = new LinkedHashMap<>();
        BiConsumer<FileReference, Outcome> done = (reference, outcome) -> {
            outcomes.put(reference.key(), outcome);
            if (outcome.problem() != null) {
                problems.add(outcome.problem());
            }
            files += outcome.source() == null ? 0 : 1;
            if (outcome.copied() >= 0) {
                copied++;
                bytes += outcome.copied();
            }
            listener.at(Phase.FILES, files);
        };
        List<FileReference> unknown = new ArrayList<>();
        for (FileReference reference : distinct.values()) {
            if (equal.contains(reference)) {
                done.accept(reference, Outcome.equal(reference.size().orElseThrow()));
            } else {
                unknown.add(reference);
            }
        }
        runner.each(unknown, this::outcomeOf, (reference, outcome) -> {
            if (isAsInRow(reference, outcome)) {
                equal.add(reference);
            }
            done.accept(reference, outcome);
        });
        for (FileReference reference : batch) {
            Outcome outcome = outcomes.get(reference.key());
            if (outcome != null) {
                add(sourceDigest, reference, outcome.source());
                add(targetDigest, reference, outcome.target());
            }
        }
    }

    /** Whether both sides have the file that the row describes. If it gets another content, the row changes too. */
    private static boolean isAsInRow(FileReference reference, Outcome outcome) {
        return outcome.problem() == null
                && reference.hash().isPresent()
                && reference
                        .size()
                        .filter(size -> size.equals(outcome.source()) && size.equals(outcome.target()))
                        .isPresent();
    }

    private static void add(RowDigest digest, FileReference reference, @Nullable Long size) {
        digest.addValue(reference.key().value());
        digest.addValue(size == null ? null : size.toString());
        digest.addValue(reference.hash().map(ContentHash::value).orElse(null));
    }

    /** Of two rows with the same file, the one that says more about it. */
    private static FileReference better(FileReference one, FileReference other) {
        FileReference more = one.hash().isPresent() ? one : other;
        return new FileReference(more.key(), more.hash(), more.size(), one.required() || other.required());
    }

    private Outcome outcomeOf(FileReference reference) {
        BlobKey key = reference.key();
        Optional<BlobInfo> there = target.stat(key);
        @Nullable Long sizeThere = there.map(BlobInfo::size).orElse(null);
        try {
            Optional<BlobInfo> here = source.stat(key);
            if (here.isEmpty()) {
                return missing(reference, sizeThere);
            }
            return work == Work.COMPARE
                    ? compare(reference, here.get(), there)
                    : copyUnlessThere(reference, here.get(), there);
        } catch (StorageException.NotFound e) {
            // the source has collected it meanwhile
            return missing(reference, sizeThere);
        } catch (StorageException.Unavailable e) {
            if (!e.isOfSource()) {
                throw e;
            }
            return unreadable(reference, sizeThere, e);
        }
    }

    /** One file that cannot be read must not keep the others from being copied. */
    private Outcome unreadable(FileReference reference, @Nullable Long sizeThere, StorageException.Unavailable e) {
        if (!reference.required()) {
            return missing(reference, sizeThere);
        }
        String kept = sizeThere == null ? "" : " The copy of it is kept.";
        @Nullable String problem = problemUnlessAccepted(
                reference, "The file " + reference.key() + " of the source cannot be read: " + e.getMessage() + kept);
        if (problem == null) {
            return new Outcome(null, null, -1, null);
        }
        if (unreadable.incrementAndGet() > MOST_UNREADABLE) {
            throw e;
        }
        return new Outcome(UNKNOWN_SIZE, sizeThere, -1, problem);
    }

    private Outcome missing(FileReference reference, @Nullable Long sizeThere) {
        if (!reference.required()) {
            // deleted in the source for good; the copy deletes it when its time has come
            return new Outcome(null, null, -1, null);
        }
        String kept = sizeThere == null ? "" : "; the copy of it is kept";
        @Nullable String problem = problemUnlessAccepted(reference, "The source lacks the file " + reference.key() + kept + ".");
        return new Outcome(null, problem == null ? null : sizeThere, -1, problem);
    }

    /** A person may have accepted that a file is lost or damaged. */
    private @Nullable String problemUnlessAccepted(FileReference reference, String problem) {
        return rows.isAccepted(reference.key()) ? null : problem;
    }

    private Outcome copyUnlessThere(FileReference reference, BlobInfo here, Optional<BlobInfo> there) {
        if (there.isPresent() && there.get().size() == here.size() && isSame(reference, here, there.get())) {
            return Outcome.equal(here.size());
        }
        if (there.isPresent() && work == Work.ADD) {
            return differs(reference.key(), here);
        }
        BlobKey key = reference.key();
        try (StagedBlob staged = target.stage(new BlobSource(key.value(), () -> source.open(key)))) {
            boolean damaged = reference
                            .hash()
                            .filter(hash -> !hash.equals(staged.hash()))
                            .isPresent()
                    || reference.size().filter(size -> size != staged.size()).isPresent();
            @Nullable String problem = damaged
                    ? problemUnlessAccepted(
                            reference,
                            "The file " + key + " of the source is not the one of its row, so that it was not copied.")
                    : null;
            if (problem != null) {
                return new Outcome(here.size(), there.map(BlobInfo::size).orElse(null), -1, problem);
            }
            if (target instanceof SupportsPreUpload upload) {
                upload.prepare(staged, key);
            }
            guard.accept(() -> {
                if (there.isPresent()) {
                    target.delete(key);
                }
            });
            return publish(staged, key, here);
        }
    }

    /** A run that was overtaken may just have published the file. */
    private Outcome publish(StagedBlob staged, BlobKey key, BlobInfo here) {
        try {
            target.publish(staged, key);
            return new Outcome(staged.size(), staged.size(), staged.size(), null);
        } catch (StorageException.AlreadyExists e) {
            if (target.stat(key).isEmpty()) {
                throw e;
            }
            return SourceFiles.read(target, key).equals(staged.hash())
                    ? new Outcome(staged.size(), staged.size(), -1, null)
                    : differs(key, here);
        }
    }

    /** No size in the target, so that the digests differ as well. */
    private static Outcome differs(BlobKey key, BlobInfo here) {
        return new Outcome(here.size(), null, -1, "The file " + key + " differs.");
    }

    private boolean isSame(FileReference reference, BlobInfo here, BlobInfo there) {
        if (sameStore) {
            return true;
        }
        boolean deep = options.deep();
        if (!deep && here.modifiedAt().plus(CLOCKS).isBefore(there.modifiedAt())) {
            return true;
        }
        Optional<ContentHash> copy = ofTarget(
                () -> deep ? SourceFiles.read(target, reference.key()) : SourceFiles.hash(target, reference.key()));
        return copy.isPresent() && (copy.equals(reference.hash()) || copy.get().equals(source.hash(reference.key())));
    }

    /** Empty if the file of the target is damaged, as a store that checks its files says. */
    private static Optional<ContentHash> ofTarget(Supplier<ContentHash> reading) {
        try {
            return Optional.of(reading.get());
        } catch (StorageException.Corrupt e) {
            return Optional.empty();
        }
    }

    private Outcome compare(FileReference reference, BlobInfo here, Optional<BlobInfo> there) {
        BlobKey key = reference.key();
        if (there.isEmpty()) {
            return new Outcome(here.size(), null, -1, "The target lacks the file " + key + ".");
        }
        ContentHash ofSource = source.read(key);
        Optional<ContentHash> ofTarget =
                sameStore ? Optional.of(ofSource) : ofTarget(() -> SourceFiles.read(target, key));
        @Nullable String problem = null;
        if (reference.hash().filter(hash -> !hash.equals(ofSource)).isPresent()) {
            problem = problemUnlessAccepted(reference, "The file " + key + " of the source is not the one of its row.");
        }
        if (!ofTarget.equals(Optional.of(ofSource))) {
            return problem == null ? differs(key, here) : new Outcome(here.size(), null, -1, problem);
        }
        return new Outcome(here.size(), there.get().size(), -1, problem);
    }

    /** Removes the files of the target that no row refers to, and that have no tombstone. */
    void removeLeftovers() {
        try (Stream<BlobInfo> listed = target.list(MediaKeys.ROOT)) {
            List<BlobKey> batch = new ArrayList<>();
            listed.map(BlobInfo::key).forEach(key -> {
                batch.add(key);
                if (batch.size() == BATCH) {
                    remove(batch);
                }
            });
            remove(batch);
        }
    }

    private void remove(List<BlobKey> batch) {
        guard.accept(() -> {
            for (BlobKey key : rows.unknown(batch)) {
                if (target.delete(key)) {
                    removed++;
                }
            }
        });
        batch.clear();
        listener.at(Phase.REMOVING, removed);
    }

    /** The digest of the files of the source. */
    String sourceDigest() {
        return sourceDigest.value();
    }

    /** The digest of the files of the target. */
    String targetDigest() {
        return targetDigest.value();
    }

    CopyResult.Files counts() {
        return new CopyResult.Files(files, copied, bytes, removed);
    }
}
