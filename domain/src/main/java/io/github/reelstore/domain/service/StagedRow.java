package io.github.reelstore.domain.service;

import io.github.reelstore.domain.port.media.StagedMedia;

/**
 * A staged file and the id of the row that will refer to it. The id is generated once, so a transaction that is retried
 * writes the same row.
 *
 * @param id the id of the row
 * @param media the staged file
 */
record StagedRow(String id, StagedMedia media) implements AutoCloseable {

    @Override
    public void close() {
        media.close();
    }
}
