package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.model.EntityType;

/**
 * A row that has another id than in the source, where its id is in use for something else.
 *
 * @param kind the type of the row
 * @param from the id in the source
 * @param to the id in this store
 */
public record MappedId(EntityType kind, String from, String to) {}
