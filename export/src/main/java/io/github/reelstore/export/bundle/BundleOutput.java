package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.io.InputStream;

/** Where a bag is written to. Nothing appears there before {@link #finish}. */
interface BundleOutput extends AutoCloseable {

    /**
     * Adds a file.
     *
     * @param path its path in the bag
     * @param content its bytes, read to the end
     * @param size their expected number; more or fewer are an {@link IOException} if the form of the bag cannot express it
     */
    void add(String path, InputStream content, long size) throws IOException;

    /**
     * Makes the bag appear as a whole.
     *
     * @throws StorageException.InvalidInput if something has its name meanwhile
     */
    void finish() throws IOException;

    /** Removes what was written, unless it is finished. */
    @Override
    void close();
}
