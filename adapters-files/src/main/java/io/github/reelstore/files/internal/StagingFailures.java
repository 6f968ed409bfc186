package io.github.reelstore.files.internal;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;

/** How a store reports the failures of its staging directory. */
public interface StagingFailures {

    /** Where staged bytes are written, for messages: for instance {@code below /srv/media}. */
    String where();

    /**
     * An operation failed, except for writing the bytes of a source.
     *
     * @param subject the name of the source, a key, or {@code staging} for the whole directory
     * @param done the past participle of the operation, for instance {@code swept}
     */
    StorageException failed(String subject, String done, IOException e);
}
