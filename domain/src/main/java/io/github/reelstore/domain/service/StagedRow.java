package io.github.reelstore.domain.service;

import io.github.reelstore.domain.port.media.StagedMedia;

/**
 * A file that has been taken in, and the id of the row that will refer to it. The id is made once: a transaction that is run
 * again writes the same row.
 *
 * @param id the row's id
 * @param media its file
 */
record StagedRow(String id, StagedMedia media) implements AutoCloseable {

    @Override
    public void close() {
        media.close();
    }
}
