package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Checks and copies database files without SQLite, whose messages say less and which might write. */
public final class SqliteFile {

    /** The first bytes of every database (SQLite, "Database File Format", 1.3.1). */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Where the header has the encoding of text, and the value for UTF-8 (1.3.13). */
    private static final int ENCODING = 56;

    private static final int UTF_8 = 1;

    private static final long COPY_CHUNK = 4L << 20;

    private SqliteFile() {}

    /** Creates the folder of a file that does not exist; rejects a file that is not a database. */
    public static void check(Path file) {
        String name = Messages.quoted(file.toString());
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
                    "The database file " + name + " cannot be created or read; check the folder and its permissions.",
                    e);
        }
    }

    /**
     * Whether the file starts with SQLite's header.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean isDatabase(Path file) throws IOException {
        return Arrays.equals(head(file, MAGIC.length), MAGIC);
    }

    /**
     * Like {@link #isDatabase}, for a file that this process is replacing, so that no other code in it has the file
     * open.
     */
    public static boolean isDatabaseToReplace(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return Arrays.equals(stream.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /**
     * Whether the header says that text is stored in UTF-8. False also if the file cannot be read, or if its header is
     * still in the {@code -wal}.
     */
    public static boolean isUtf8(Path file) {
        try {
            byte[] header = head(file, ENCODING + Integer.BYTES);
            return header.length == ENCODING + Integer.BYTES
                    && ByteBuffer.wrap(header).getInt(ENCODING) == UTF_8;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads the first bytes of the file, or fewer if it is shorter. */
    static byte[] head(Path file, int length) throws IOException {
        return OpenDatabases.read(file, channel -> {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
                // read to the end
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        });
    }

    /** Copies the file to one that does not exist yet. */
    static void copy(Path file, Path target) throws IOException {
        copy(file, target, copied -> {});
    }

    /**
     * Copies the file to one that does not exist yet.
     *
     * @param progress called with the number of bytes copied so far
     * @return the number of bytes copied
     */
    public static long copy(Path file, Path target, LongConsumer progress) throws IOException {
        return OpenDatabases.read(file, channel -> {
            try (FileChannel copy = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                long copied = 0;
                long more;
                while ((more = channel.transferTo(copied, COPY_CHUNK, copy)) > 0) {
                    copied += more;
                    progress.accept(copied);
                }
                return copied;
            }
        });
    }

    /** Returns the path of a file next to a database, named like it with a suffix, as SQLite's own {@code -wal}. */
    public static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Identifies the file whatever its name; null if it does not exist or the file system has no file keys. */
    static @Nullable Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    /** Makes the directory entries of a file's folder durable. */
    public static void forceFolderOf(Path file) throws IOException {
        force(folderOf(file));
    }

    private static StorageException.Configuration refused(String message) {
        return new StorageException.Configuration("database.url", message);
    }

    public static String nameOf(Path file) {
        return Messages.quoted(file.toString());
    }

    /** Makes a file, or the entries of a folder, durable. */
    public static void force(Path path) throws IOException {
        StandardOpenOption mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder, and does not need to
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    public static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new StorageException.Configuration("backup", "The root of the disk cannot be a backup; name a file.");
        }
        return folder;
    }
}
