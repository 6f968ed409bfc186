package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.port.copy.OddValue;
import java.util.List;

/**
 * The result of a copy, or of a comparison.
 *
 * @param source the digest of the source
 * @param target the digest of the target
 * @param rows the number of rows
 * @param files the number of files
 * @param converted the number of values that were copied as the store shows them
 * @param oddValues the first of these values
 * @param problemCount the number of problems
 * @param problems the first problems, each a sentence: files that are missing or damaged, tables and files that differ
 * @param switched whether the target is in use now, and the source is marked as moved
 */
public record CopyResult(
        String source,
        String target,
        Rows rows,
        Files files,
        long converted,
        List<OddValue> oddValues,
        long problemCount,
        List<String> problems,
        boolean switched) {

    /**
     * Numbers of rows.
     *
     * @param total the number of rows of the source
     * @param inserted how many were inserted
     * @param updated how many were replaced
     * @param deleted how many were deleted in the target
     */
    public record Rows(long total, long inserted, long updated, long deleted) {

        private Rows plus(Rows earlier) {
            return new Rows(total, inserted + earlier.inserted, updated + earlier.updated, deleted + earlier.deleted);
        }
    }

    /**
     * Numbers of files.
     *
     * @param total the number of files of the source
     * @param copied how many were copied
     * @param bytes their size
     * @param removed how many were removed from the target
     */
    public record Files(long total, long copied, long bytes, long removed) {

        private Files plus(Files earlier) {
            return new Files(total, copied + earlier.copied, bytes + earlier.bytes, removed + earlier.removed);
        }
    }

    /** Copies the lists. */
    public CopyResult {
        oddValues = List.copyOf(oddValues);
        problems = List.copyOf(problems);
    }

    /** Whether both sides have the same rows and files. */
    public boolean isEqual() {
        return source.equals(target);
    }

    /** Whether both sides have the same rows and files, and no file is missing or damaged. */
    public boolean isComplete() {
        return isEqual() && problemCount == 0;
    }

    /** With what an earlier pass did. */
    CopyResult plus(CopyResult earlier) {
        return new CopyResult(
                source,
                target,
                rows.plus(earlier.rows),
                files.plus(earlier.files),
                converted,
                oddValues,
                problemCount,
                problems,
                switched);
    }

    CopyResult asSwitched() {
        return new CopyResult(source, target, rows, files, converted, oddValues, problemCount, problems, true);
    }
}
