package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Looks at the database file before SQLite does, which would say less and might write. */
final class SqliteFile {

    /** The first bytes of every database (SQLite, "Database File Format", 1.3.1). */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private SqliteFile() {}

    /** Makes the folder of a file that is not there; refuses one that is there and is no database. */
    static void check(Path file) {
        String name = Quoted.shortened(file.toString());
        try {
            if (Files.isDirectory(file)) {
                throw refused(name + " is a folder; name a database file in it, such as reelstore.db.");
            }
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
            } else if (Files.size(file) > 0 && !isDatabase(file)) {
                throw refused(name + " is not an SQLite database; name another file.");
            }
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "database.url",
                    "The database file " + name + " cannot be made or read; check the folder and its permissions.",
                    e);
        }
    }

    /**
     * Whether it begins as a database does.
     *
     * @throws IOException if it cannot be read
     */
    static boolean isDatabase(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return Arrays.equals(stream.readNBytes(MAGIC.length), MAGIC);
        }
    }

    private static StorageException.Configuration refused(String message) {
        return new StorageException.Configuration("database.url", message);
    }
}
