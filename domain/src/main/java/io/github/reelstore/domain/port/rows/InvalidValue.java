package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.EntityType;
import java.util.Optional;

/**
 * A stored value that is not valid for its column, such as a width of 2^32: another program wrote it, or the file is
 * damaged.
 *
 * @param row the type of the row; empty for a row of the store's own tables, such as a tombstone
 * @param rowId the id of the row, as stored
 * @param table the table of the row
 * @param column the column with the value
 * @param reason why the value is not valid, as a sentence
 * @param effect what the store does with it
 */
public record InvalidValue(
        Optional<EntityType> row, String rowId, String table, String column, String reason, Effect effect) {

    /** What the store does with an invalid value. */
    public enum Effect {
        /** The field is empty when the row is read, and the row cannot be changed. */
        EMPTY("until then it reads as empty, and the row cannot be changed"),
        /** The field is empty when the row is read, and the value of another program is kept when the row is changed. */
        KEPT("until then it reads as empty, and the store keeps it"),
        /** The column must have a value, so the row cannot be read, and is left out of lists. */
        LEFT_OUT("until then the row is left out of lists and cannot be read or changed");

        private final String words;

        Effect(String words) {
            this.words = words;
        }
    }

    /** Table, id, column and reason, and what to do about it, as sentences for a user. */
    public String message() {
        return "The row " + Messages.quoted(rowId) + " of " + table
                + " has an invalid value in " + column + ": " + reason
                + " Correct it in the database; " + effect.words + ".";
    }
}
