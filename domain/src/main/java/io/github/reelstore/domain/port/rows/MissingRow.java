package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.EntityType;

/**
 * A reference to a row that is not there.
 *
 * @param row which kind of row refers
 * @param rowId its id
 * @param column what refers: a column of the row, or {@code generation_inputs} or {@code generation_audio_tracks}
 * @param missing the id that no row has
 */
public record MissingRow(EntityType row, String rowId, String column, String missing) {}
