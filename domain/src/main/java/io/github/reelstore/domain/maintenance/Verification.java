package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.port.rows.RowMark;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a verification.
 *
 * @param rows the number of checked rows
 * @param files the number of files that were checked for a row
 * @param problems the number of problems
 * @param marked the number of further problems that are marked as accepted, see {@link RepairService}
 * @param afterBackup the number of problems that are files of {@link Origin#AFTER_BACKUP}
 */
public record Verification(long rows, long files, long problems, long marked, long afterBackup) {

    /** The result in a sentence, such as {@code Checked 4 rows and 4 files: no problems.} */
    @Override
    public String toString() {
        return "Checked " + count(rows, "row") + " and " + count(files, "file") + ": "
                + (problems == 0 ? "no problems" : count(problems, "problem"))
                + (marked == 0 ? "" : "; " + marked + " more marked by a repair") + ".";
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The probable origin of a file without a row. */
    public enum Origin {
        /**
         * The file may have been stored after the backup that the database was restored from: it is newer than every
         * row, or one of many. {@link UndeletionService} creates rows for such files.
         */
        AFTER_BACKUP,
        /** A crash may have left the file; newer rows exist. */
        LEFTOVER;

        /** The name in JSON. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The kind of a problem. */
    public enum Kind {
        /** A row refers to a file that does not exist. */
        MISSING,
        /** A thumbnail that the store made is missing or empty; a refresh makes it again. */
        THUMBNAIL,
        /** The file cannot be read. */
        UNREADABLE,
        /** The size of the file differs from the size in its row. */
        SIZE,
        /** The content of the file differs from the hash in its row. */
        HASH,
        /** Neither a row nor a tombstone refers to the file. */
        ORPHAN,
        /** A row refers to a row that does not exist. */
        DANGLING,
        /** A row has a value that is not valid for its column. */
        INVALID,
        /** The file is outside the store, at a path that another program wrote. */
        EXTERNAL,
        /** The blob store belongs to another store, or is an empty directory in place of the right one. */
        STORE;

        /** The name in plans and JSON. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Parses the result of {@link #value}.
         *
         * @throws StorageException.InvalidInput if there is no kind of that name
         */
        public static Kind of(String value) {
            return EnumNames.parse(values(), Kind::value, value, "kind", "A kind of problem is");
        }
    }

    /**
     * A reference to a row.
     *
     * @param kind the type of the row
     * @param id the id of the row
     */
    public record RowRef(EntityType kind, String id) {}

    /**
     * A problem.
     *
     * @param kind the kind of problem
     * @param row the row with the problem; empty for a file that no row refers to
     * @param key the key of the file; empty if the problem is not about a file in the store
     * @param subject the subject of the problem: the key, the path, or a column and the id in it
     * @param origin the probable origin of a file without a row; empty for all other problems
     * @param detail a sentence that says what to do
     */
    public record Problem(
            Kind kind,
            Optional<RowRef> row,
            Optional<BlobKey> key,
            String subject,
            Optional<Origin> origin,
            String detail) {

        /** The mark that accepts this problem; empty if there is no row to mark. */
        public Optional<RowMark> mark() {
            return row.map(one -> new RowMark(one.kind(), one.id(), kind.value(), subject));
        }
    }
}
