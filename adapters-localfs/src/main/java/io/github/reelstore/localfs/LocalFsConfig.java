package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import java.nio.file.Path;

/**
 * Where the files are. Give the store a folder of its own: what else lies in it is listed as if it were stored.
 *
 * @param root the storage root, absolute; it is created when it is missing
 */
public record LocalFsConfig(Path root) {

    /**
     * @throws StorageException.Configuration if the root is not absolute
     */
    public LocalFsConfig {
        if (!root.isAbsolute()) {
            throw new StorageException.Configuration(
                    "storage root", "The storage root \"" + root + "\" is a relative path; give an absolute one.");
        }
    }
}
