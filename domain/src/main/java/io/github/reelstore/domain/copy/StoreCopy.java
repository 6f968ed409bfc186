package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.copy.CopyListener.Phase;
import io.github.reelstore.domain.copy.CopyOptions.OddValues;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.domain.port.copy.OddValue;
import io.github.reelstore.domain.port.copy.RowSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a store to another place. It can be interrupted at any time: the next run compares both sides and copies what differs. While it
 * runs, and until the switch, the copy refuses other writes, and the store stays in use. If a second run begins while one goes on, the
 * first one stops.
 *
 * <pre>{@code
 * StoreCopy copy = new StoreCopy(store, place, CopyOptions.all(), (phase, done) -> {});
 * copy.run();
 * CopyResult result = copy.runAndSwitch(); // copies what was written meanwhile
 * }</pre>
 */
public final class StoreCopy {

    private final CopySide source;
    private final CopySide target;
    private final CopyOptions options;
    private final CopyListener listener;
    private Problems<OddValue> oddValues = new Problems<>();

    /**
     * Prepares a copy.
     *
     * @param source the store
     * @param target the place of the copy; what is not copied is that of the source
     * @param options what to copy
     * @param listener receives the progress
     */
    public StoreCopy(CopySide source, CopySide target, CopyOptions options, CopyListener listener) {
        this.source = source;
        this.target = target;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Copies what differs. The source stays in use.
     *
     * @throws StorageException.Conflict if the target holds something else, or another run to it has begun meanwhile
     * @throws StorageException.InvalidInput if the source has values that not every database can hold, which {@link #oddValues} lists;
     *     nothing was copied
     */
    public CopyResult run() {
        return pass(begin(), new EqualFiles());
    }

    /**
     * Copies what differs, marks the source as moved, copies what was written meanwhile, and makes the copy the store: from then on,
     * only the copy can be written to. If it fails, both sides are not equal, or a file is missing or damaged, the source stays in use.
     * While the source is marked, all rows are compared again, but only those files whose rows have changed, or lack their hash or size.
     *
     * @throws StorageException.ReadOnly if the source is opened read-only, so that it cannot be marked
     * @throws StorageException.Conflict as {@link #run} does, and if the source was moved elsewhere or reopened meanwhile
     * @throws StorageException as {@link #run} does
     */
    public CopyResult runAndSwitch() {
        CopyClaim claim = begin();
        claim.requireAllProfiles();
        EqualFiles equal = new EqualFiles();
        Optional<CopyResult> first = Optional.empty();
        if (source.database().marks().movedTo().isEmpty()) {
            CopyResult copied = pass(claim, equal);
            // with writers, both sides are rarely equal now, but no file must be missing or damaged
            if (copied.problemCount() > 0) {
                return copied;
            }
            first = Optional.of(copied);
            equal.sort();
        }
        CopyResult last = lastPass(claim, equal);
        CopyResult all = first.map(last::plus).orElse(last);
        if (!last.isComplete()) {
            return all;
        }
        claim.complete();
        listener.at(Phase.MARKING, 3);
        return all.asSwitched();
    }

    /** Where the store was switched to, if an earlier run has completed the switch to this target; nothing is left to do then. */
    public Optional<String> switchedTo() {
        return possibleClaim().flatMap(CopyClaim::switchedTo);
    }

    /** Empty if the source has no id: it was never copied then. */
    private Optional<CopyClaim> possibleClaim() {
        return source.database().marks().id().map(id -> CopyClaim.of(source, target, options));
    }

    /** Marks the source as moved, and copies what was written meanwhile. Unless that succeeds, the source can be written to again. */
    private CopyResult lastPass(CopyClaim claim, EqualFiles equal) {
        try {
            claim.markMoved();
            listener.at(Phase.MARKING, 2);
            CopyResult last = pass(claim, equal);
            if (last.isComplete()) {
                claim.requireMoved();
            } else {
                claim.giveUp();
            }
            return last;
        } catch (RuntimeException e) {
            throw claim.givenUp(e);
        }
    }

    /**
     * Compares all rows, and the content of all files, on both sides. Changes nothing. The result says whether an earlier run has completed the
     * switch: the target then has what was written to it since.
     */
    public CopyResult verify() {
        // before hours of reading, in case that the marks cannot be read
        boolean isSwitched = possibleClaim().filter(CopyClaim::isSwitched).isPresent();
        findOddValues();
        Problems<String> problems = new Problems<>();
        TableDigests here = digests(source.database(), options.profiles());
        TableDigests there = options.part().hasRows() ? digests(target.database(), CopiedProfiles.ALL) : here;
        here.differences(there).forEach(problems::add);
        FileCopy files = files(FileCopy.Work.COMPARE, Runnable::run, new EqualFiles(), problems);
        files.run();
        CopyResult compared =
                result(here.digest(), there.digest(), new CopyResult.Rows(here.rows(), 0, 0, 0), files, problems);
        return isSwitched ? compared.asSwitched() : compared;
    }

    private TableDigests digests(CopyableDatabase database, CopiedProfiles profiles) {
        try (RowSnapshot snapshot = database.snapshot(profiles)) {
            return TableDigests.of(snapshot, rows -> listener.at(Phase.COMPARING, rows));
        }
    }

    /** The first 1,000 values of the source that not every database can hold. */
    public List<OddValue> oddValues() {
        return List.copyOf(oddValues.first());
    }

    /** The number of values of the source that not every database can hold. */
    public long oddValueCount() {
        return oddValues.count();
    }

    /** Checks both sides, and marks the target as the copy of the source. */
    private CopyClaim begin() {
        CopyClaim claim = CopyClaim.checked(source, target, options);
        findOddValues();
        if (oddValues.count() > 0 && options.oddValues() == OddValues.REFUSE) {
            throw refused("so that nothing was copied");
        }
        claim.take();
        listener.at(Phase.MARKING, 1);
        return claim;
    }

    private StorageException.InvalidInput refused(String consequence) {
        return new StorageException.InvalidInput(
                "rows",
                (oddValues.count() == 1 ? "1 value" : oddValues.count() + " values")
                        + " of the source cannot be held by every database, " + consequence + ". The first: "
                        + oddValues.first().get(0).message());
    }

    private void findOddValues() {
        oddValues = new Problems<>();
        if (!options.part().hasRows() || !source.database().mayHoldOddValues()) {
            return;
        }
        long rows = 0;
        try (RowSnapshot snapshot = source.database().snapshot(options.profiles())) {
            for (CopiedTable table : CopiedTable.ALL) {
                try (RowSnapshot.Rows read = snapshot.rows(table, table.columns(), Optional.empty(), oddValues::add)) {
                    for (@Nullable CopiedRow row = read.next(); row != null; row = read.next()) {
                        rows++;
                    }
                    listener.at(Phase.CHECKING, rows);
                }
            }
        }
    }

    /** A value that was written after all were checked. */
    private void found(OddValue odd) {
        if (options.oddValues() == OddValues.REFUSE) {
            oddValues.add(odd);
            throw refused("which were written meanwhile, so that not all was copied");
        }
    }

    /** Copies what differs once. */
    private CopyResult pass(CopyClaim claim, EqualFiles equal) {
        Problems<String> problems = new Problems<>();
        if (!options.part().hasRows()) {
            TableDigests rows = digests(source.database(), options.profiles());
            // another database may use the target by now, so that nothing is removed from it or replaced
            FileCopy files = files(FileCopy.Work.ADD, Runnable::run, equal, problems);
            files.run();
            return result(rows.digest(), rows.digest(), new CopyResult.Rows(rows.rows(), 0, 0, 0), files, problems);
        }
        RowCopy rows;
        try (RowSnapshot snapshot = source.database().snapshot(options.profiles())) {
            rows = new RowCopy(snapshot, target.database(), claim.run(), this::found, listener);
            rows.run();
        }
        TableDigests there = digests(target.database(), CopiedProfiles.ALL);
        FileCopy files = files(FileCopy.Work.COPY, claim::requireRun, equal, problems);
        files.run();
        if (options.part().hasFiles()) {
            files.removeLeftovers();
        }
        // what was compared is no copy of this run otherwise
        claim.requireRun(() -> {});
        return result(rows.digest(), there.digest(), rows.counts(), files, problems);
    }

    /** Works on no file if the files are not copied, but looks whether they exist. */
    private FileCopy files(FileCopy.Work work, Consumer<Runnable> guard, EqualFiles equal, Problems<String> problems) {
        CopyableDatabase rows = options.part().hasRows() ? target.database() : source.database();
        return new FileCopy(rows, guard, source.blobs(), target.blobs(), work, options, equal, listener, problems);
    }

    private CopyResult result(
            String sourceRows, String targetRows, CopyResult.Rows rows, FileCopy files, Problems<String> problems) {
        return new CopyResult(
                digest(sourceRows, files.sourceDigest()),
                digest(targetRows, files.targetDigest()),
                rows,
                files.counts(),
                oddValues.count(),
                oddValues.first(),
                problems.count(),
                problems.first(),
                false);
    }

    private static String digest(String rows, String files) {
        RowDigest digest = new RowDigest();
        digest.add(rows);
        digest.add(files);
        return digest.value();
    }
}
