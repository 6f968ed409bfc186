package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The actions of a repair, for you to review and edit. Removing actions is always safe.
 *
 * @param store the id of the store
 * @param profile the profile
 * @param madeAt when the plan was made, UTC; it also identifies the files of this repair in quarantine
 * @param rows the number of checked rows
 * @param files the number of checked files
 * @param actions the actions, in the order in which they are performed
 */
public record RepairPlan(
        StoreId store, ProfileId profile, Instant madeAt, long rows, long files, List<Action> actions) {

    /**
     * Checks the time.
     *
     * @throws StorageException.InvalidInput if the time is not in the years 1 to 9999
     */
    public RepairPlan {
        actions = List.copyOf(actions);
        if (madeAt.isBefore(EARLIEST) || madeAt.isAfter(LATEST)) {
            throw new StorageException.InvalidInput(
                    "madeAt", "The time of a plan must be in the years 1 to 9999, not " + madeAt + ".");
        }
    }

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** The type of an action. */
    public enum ActionType {
        /** Moves a file to {@code quarantine/}. The file is not removed. */
        QUARANTINE,
        /** Marks a row's problem as accepted: verification counts it but no longer reports it. The row stays. */
        MARK,
        /** Deletes such a mark because the problem no longer exists. */
        UNMARK;

        /** The name in plans. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Parses the result of {@link #value}.
         *
         * @throws StorageException.InvalidInput if there is no action type of that name
         */
        public static ActionType of(String value) {
            return EnumNames.parse(values(), ActionType::value, value, "action", "An action is");
        }
    }

    /**
     * One action of a plan.
     *
     * @param type the type of the action
     * @param problem the kind of problem
     * @param row the row to mark; empty if a file is moved
     * @param subject the subject of the mark: a key, or a column and the id in it; the key of the file if a file is
     *     moved
     * @param detail a sentence for the reader
     */
    public record Action(ActionType type, Kind problem, Optional<RowRef> row, String subject, String detail) {

        /**
         * Checks that the action is complete.
         *
         * @throws StorageException.InvalidInput if the row to mark or the key is missing, or the problem cannot be
         *     accepted: the file exists but is wrong
         */
        public Action {
            boolean needsKey = type == ActionType.QUARANTINE || problem == Kind.MISSING;
            if (needsKey) {
                new BlobKey(subject);
            }
            if (type == ActionType.MARK && problem != Kind.MISSING && problem != Kind.DANGLING) {
                throw new StorageException.InvalidInput(
                        "problem",
                        "Only problems of kind missing or dangling can be marked, not \"" + problem.value() + "\".");
            }
            if (type != ActionType.QUARANTINE && row.isEmpty()) {
                throw new StorageException.InvalidInput(
                        "row", "The action " + type.value() + " of \"" + subject + "\" needs a row.");
            }
        }

        /** The key of the file. */
        BlobKey key() {
            return new BlobKey(subject);
        }
    }
}
