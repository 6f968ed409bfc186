package io.github.reelstore.sqlite.config;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the SQLite database is and how it is used.
 *
 * @param file the database file, absolute; it and its folders are made when missing
 * @param busyTimeout how long a statement waits for another process's lock before it gives up
 * @param readers how many readings may go on at once, 1 or more
 */
public record SqliteConfig(Path file, Duration busyTimeout, int readers) {

    /** Long enough for another process's largest transaction. */
    public static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(5);

    /** Enough for a pipeline beside a few people who look on. */
    public static final int DEFAULT_READERS = 4;

    /**
     * Checks the values.
     *
     * @throws StorageException.Configuration if the file is not absolute, or a number is not positive
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
     * The same with the file that a symbolic link leads to: SQLite keeps {@code -wal} and {@code -shm} beside that one. A file
     * that is not there stays what it is called.
     */
    public SqliteConfig resolved() {
        try {
            return new SqliteConfig(file.toRealPath(), busyTimeout, readers);
        } catch (IOException e) {
            return this;
        }
    }

    /** The file with the defaults for the rest. */
    public static SqliteConfig of(Path file) {
        return new SqliteConfig(file, DEFAULT_BUSY_TIMEOUT, DEFAULT_READERS);
    }
}
