package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.EntityType;

/**
 * A dangling reference: the referenced row does not exist.
 *
 * @param row the type of the referring row
 * @param rowId the id of the referring row
 * @param column the referring column, or the table {@code generation_inputs} or {@code generation_audio_tracks}
 * @param missing the referenced id
 */
public record MissingRow(EntityType row, String rowId, String column, String missing) {}
