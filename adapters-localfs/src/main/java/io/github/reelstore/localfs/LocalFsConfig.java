package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import java.nio.file.Path;

/**
 * The location of the files. Use a directory for this store only: any other file in it is listed as if it were stored.
 *
 * @param root the storage root, an absolute path; created if it does not exist
 */
public record LocalFsConfig(Path root) {

    /**
     * @throws StorageException.Configuration if the root is not absolute
     */
    public LocalFsConfig {
        if (!root.isAbsolute()) {
            throw new StorageException.Configuration(
                    "storage root", "The storage root \"" + root + "\" is a relative path; use an absolute path.");
        }
    }
}
