package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.EntityType;

/**
 * Marks a known problem of a row as accepted, such as a file that is lost for good (table {@code reelstore_marks}). The
 * row itself is not changed.
 *
 * @param row the type of the row
 * @param rowId the id of the row
 * @param problem the kind of problem, in one word
 * @param subject the subject of the problem: the key of a file, or a column and the id in it
 */
public record RowMark(EntityType row, String rowId, String problem, String subject) {}
