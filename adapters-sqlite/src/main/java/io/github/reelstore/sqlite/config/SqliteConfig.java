package io.github.reelstore.sqlite.config;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The location and the settings of an SQLite database.
 *
 * @param file the database file, absolute; it and its folders are created if missing
 * @param busyTimeout how long a statement waits for another process's lock before it fails; more than 0, at most one
 *     hour
 * @param readers the maximum number of concurrent reads, 1 to 100
 */
public record SqliteConfig(Path file, Duration busyTimeout, int readers) {

    /** Long enough for another process's largest transaction. */
    public static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(5);

    /** Enough for one pipeline and a few interactive users. */
    public static final int DEFAULT_READERS = 4;

    /**
     * Checks the values.
     *
     * @throws StorageException.Configuration if the file is not absolute, or a number is out of range
     */
    public SqliteConfig {
        if (!file.isAbsolute()) {
            throw new StorageException.Configuration(
                    "database.url", "The SQLite file must be an absolute path: " + file + ".");
        }
        if (busyTimeout.isNegative() || busyTimeout.isZero() || busyTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new StorageException.Configuration(
                    "database.busy-timeout",
                    "The busy timeout must be over 0 and at most one hour: " + busyTimeout + ".");
        }
        if (readers < 1 || readers > 100) {
            throw new StorageException.Configuration(
                    "database.readers", "The number of readers must be 1 to 100: " + readers + ".");
        }
    }

    /**
     * Returns the same configuration with symbolic links in the path resolved: SQLite keeps {@code -wal} and {@code
     * -shm} next to the file that a link points to. The path of a file that does not exist is unchanged.
     */
    public SqliteConfig resolved() {
        try {
            return new SqliteConfig(file.toRealPath(), busyTimeout, readers);
        } catch (IOException e) {
            return this;
        }
    }

    /** Returns a configuration with the default settings. */
    public static SqliteConfig of(Path file) {
        return new SqliteConfig(file, DEFAULT_BUSY_TIMEOUT, DEFAULT_READERS);
    }
}
