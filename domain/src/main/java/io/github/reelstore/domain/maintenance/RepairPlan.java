package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.StoreId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a repair would do, for a person to read and to change: taking actions out is always safe.
 *
 * @param store of which database and storage it is
 * @param profile whose rows
 * @param madeAt when it was made, UTC; also tells its files in quarantine from those of other repairs
 * @param rows how many rows were looked at
 * @param files how many files
 * @param actions in the order in which they are done
 */
public record RepairPlan(
        StoreId store, ProfileId profile, Instant madeAt, long rows, long files, List<Action> actions) {

    /**
     * Checks the time.
     *
     * @throws StorageException.InvalidInput if it is not in the years 1 to 9999
     */
    public RepairPlan {
        actions = List.copyOf(actions);
        if (madeAt.isBefore(FIRST) || madeAt.isAfter(LAST)) {
            throw new StorageException.InvalidInput(
                    "madeAt", "A plan was made in the years 1 to 9999, not at " + madeAt + ".");
        }
    }

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** What to do. */
    public enum ActionType {
        /** Moves a file out of the way, to {@code quarantine/}. It is not removed. */
        QUARANTINE,
        /** Notes that a row's problem was seen and is accepted: verification counts it and no longer reports it. The row stays. */
        MARK,
        /** Takes such a note away, since the problem is gone. */
        UNMARK;

        /** The word for it in plans. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads what {@link #value} wrote.
         *
         * @throws StorageException.InvalidInput if it is anything else
         */
        public static ActionType of(String value) {
            return Arrays.stream(values())
                    .filter(actionType -> actionType.value().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new StorageException.InvalidInput(
                            "deed",
                            "A repair can "
                                    + Arrays.stream(values())
                                            .map(ActionType::value)
                                            .collect(Collectors.joining(", "))
                                    + "; not \""
                                    + value + "\"."));
        }
    }

    /**
     * One thing to do.
     *
     * @param deed what
     * @param problem because of what
     * @param row the row to mark; empty where a file is moved
     * @param subject what the mark is about: a key, or a column and the id in it; the key where a file is moved
     * @param detail a sentence for the reader
     */
    public record Action(ActionType deed, Kind problem, Optional<RowRef> row, String subject, String detail) {

        /**
         * Checks that it is whole.
         *
         * @throws StorageException.InvalidInput if it lacks a row to mark or a key, or marks what cannot be accepted: a file that is
         *     there and wrong
         */
        public Action {
            boolean aboutAFile = deed == ActionType.QUARANTINE || problem == Kind.MISSING;
            if (aboutAFile) {
                new BlobKey(subject);
            }
            if (deed == ActionType.MARK && problem != Kind.MISSING && problem != Kind.DANGLING) {
                throw new StorageException.InvalidInput(
                        "problem",
                        "Only what is missing or dangling can be marked; the plan says to mark \"" + problem.value()
                                + "\".");
            }
            if (deed != ActionType.QUARANTINE && row.isEmpty()) {
                throw new StorageException.InvalidInput(
                        "row", "The plan says to " + deed.value() + " \"" + subject + "\" but not which row.");
            }
        }

        /** The file to move. */
        BlobKey key() {
            return new BlobKey(subject);
        }
    }
}
