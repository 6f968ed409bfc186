package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;

/** What was deleted, and can be brought back. */
interface Deleted {

    /** The project that it belonged to. */
    ProjectId in();

    /** The number of rows that are kept in memory for it. */
    int size();

    /** How much memory their texts take, in bytes, roughly. */
    long bytes();

    /**
     * Brings it back, all or nothing.
     *
     * @throws StorageException.NotFound if that is not possible any more
     */
    void restore(Reelstore store);

    /**
     * A scene, which the store has kept.
     *
     * @param in its project
     * @param id its id
     */
    record OfScene(ProjectId in, String id) implements Deleted {

        @Override
        public int size() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void restore(Reelstore store) {
            store.scenes().restore(in, id);
        }
    }
}
