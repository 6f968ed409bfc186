package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.port.rows.RowMark;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a look at rows and files found.
 *
 * @param rows how many rows were looked at
 * @param files how many files were looked at for rows that refer to them
 * @param problems how many problems there are
 * @param marked how many more are marked as seen and accepted, see {@link RepairService}
 * @param afterBackup how many of the problems are files of {@link Origin#AFTER_BACKUP}
 */
public record Verification(long rows, long files, long problems, long marked, long afterBackup) {

    /** Where a file without a row may come from. */
    public enum Origin {
        /**
         * It may have been stored after the backup that the database was restored from: it is newer than every row, or one of many.
         * {@link UndeletionService} makes rows of such files.
         */
        AFTER_BACKUP,
        /** A crash may have left it; rows that are newer came after it. */
        LEFTOVER;

        /** The word for it in JSON. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What kind of problem it is. */
    public enum Kind {
        /** A row refers to a file that is not there. */
        MISSING,
        /** A thumbnail that the store made is not there, or empty: a refresh makes it again. */
        THUMBNAIL,
        /** The file cannot be read, so nothing is known of it. */
        UNREADABLE,
        /** The file has another size than its row says. */
        SIZE,
        /** The file has other bytes than its row says. */
        HASH,
        /** No row refers to the file, and no tombstone tells that one did. */
        ORPHAN,
        /** A row refers to a row that is not there. */
        DANGLING,
        /** The file is outside of the store: another program noted where it put it. */
        EXTERNAL,
        /** The storage is another store's, or an empty place where the right one should be. */
        STORE;

        /** The word for it in plans and JSON. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads what {@link #value} wrote.
         *
         * @throws StorageException.InvalidInput if it is anything else
         */
        public static Kind of(String value) {
            return Arrays.stream(values())
                    .filter(kind -> kind.value().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new StorageException.InvalidInput(
                            "kind",
                            "A kind of problem is one of "
                                    + Arrays.stream(values()).map(Kind::value).collect(Collectors.joining(", "))
                                    + "; not \""
                                    + value + "\"."));
        }
    }

    /**
     * A row.
     *
     * @param kind which kind
     * @param id its id
     */
    public record RowRef(EntityType kind, String id) {}

    /**
     * A problem.
     *
     * @param kind what kind it is
     * @param row the row that has it; empty for a file that no row refers to
     * @param key the file; empty where it is about none, or one outside of the store
     * @param subject what it is about: the key, the path, or a column and the id in it
     * @param origin where a file without a row may come from; empty for all other problems
     * @param detail a sentence that says what to do
     */
    public record Problem(
            Kind kind,
            Optional<RowRef> row,
            Optional<BlobKey> key,
            String subject,
            Optional<Origin> origin,
            String detail) {

        /** The mark that says that it has been seen and accepted; empty where there is no row to mark. */
        public Optional<RowMark> mark() {
            return row.map(one -> new RowMark(one.kind(), one.id(), kind.value(), subject));
        }
    }
}
