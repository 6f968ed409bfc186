package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.internal.Messages;

/**
 * A value that not every database can hold.
 *
 * @param table the table
 * @param key the primary key of the row, its columns separated by blanks
 * @param column the column
 * @param reason what is wrong with the value, as the end of a sentence
 */
public record OddValue(String table, String key, String column, String reason) {

    /** One sentence. */
    public String message() {
        return table + " " + Messages.quoted(key) + ": " + column + " " + reason + ".";
    }
}
