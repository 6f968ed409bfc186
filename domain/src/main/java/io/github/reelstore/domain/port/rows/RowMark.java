package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.EntityType;

/**
 * A note that a row has a problem which somebody has seen and accepted, such as a file that is lost for good (table {@code
 * reelstore_marks}). The row itself stays as it is.
 *
 * @param row which kind of row
 * @param rowId its id
 * @param problem which kind of problem, in a word
 * @param subject what it is about: the key of a file, or a column and the id in it
 */
public record RowMark(EntityType row, String rowId, String problem, String subject) {}
