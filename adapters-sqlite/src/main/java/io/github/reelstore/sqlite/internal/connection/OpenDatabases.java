package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database files that this process has open through SQLite. SQLite's locks belong to the process: closing any descriptor of a file
 * drops all of them, and another process may then write at the same time (SQLite, "How To Corrupt An SQLite Database File", 2.2). So
 * what reads a file around SQLite does it here, where the descriptor stays open for as long as SQLite has the file open.
 *
 * <p>It knows neither connections that other code of this process made, nor a second copy of this class in another class loader.
 */
public final class OpenDatabases {

    private static final Map<Path, Entry> ENTRIES = new HashMap<>();

    private OpenDatabases() {}

    private static final class Entry {
        private int uses;
        private int readings;
        private boolean replacing;
        private @Nullable FileChannel channel;
    }

    /** Ends when it is closed; a second time does nothing. */
    public static final class Use implements AutoCloseable {

        private final Path key;
        private boolean closed;

        private Use(Path key) {
            this.key = key;
        }

        @Override
        public void close() {
            synchronized (ENTRIES) {
                if (!closed) {
                    closed = true;
                    Entry entry = entry(key);
                    entry.uses--;
                    entry.replacing = false;
                    release(key, entry);
                }
            }
        }
    }

    /** Something that reads a file around SQLite. */
    @FunctionalInterface
    interface Reading<T> {
        T of(FileChannel file) throws IOException;
    }

    /**
     * Notes that SQLite opens the file, until the use is closed. A restore that was interrupted is settled first.
     *
     * @throws StorageException.Unavailable if the file is being restored
     */
    public static Use use(Path file) {
        Path key = key(file);
        synchronized (ENTRIES) {
            settle(key, true);
            entry(key).uses++;
            return new Use(key);
        }
    }

    /**
     * Notes that the file is being replaced, until the use is closed.
     *
     * @throws StorageException.Unavailable if this process has it open
     */
    public static Use replace(Path file) {
        Path key = key(file);
        synchronized (ENTRIES) {
            settle(key, true);
            Entry entry = entry(key);
            if (entry.uses > 0) {
                throw StorageException.Unavailable.passing(
                        "database",
                        SqliteFile.nameOf(key) + " is open in this very process; close the store, then restore it.",
                        null);
            }
            entry.uses = 1;
            entry.replacing = true;
            return new Use(key);
        }
    }

    /**
     * Settles a restore of the file that was interrupted.
     *
     * @return what became of it, a sentence; empty if there was none
     */
    public static Optional<String> settle(Path file) {
        synchronized (ENTRIES) {
            return settle(key(file), false);
        }
    }

    private static Optional<String> settle(Path key, boolean logged) {
        Entry entry = ENTRIES.get(key);
        if (entry != null && entry.replacing) {
            throw InterruptedRestore.underWay(key);
        }
        return entry != null && entry.uses > 0 ? Optional.empty() : InterruptedRestore.settle(key, logged);
    }

    /**
     * Reads the file around SQLite. The channel is others' too: it is read at positions, and not closed.
     *
     * @throws StorageException.Unavailable if the file is being restored
     */
    static <T> T read(Path file, Reading<T> reading) throws IOException {
        Path key = key(file);
        Entry entry;
        FileChannel channel;
        synchronized (ENTRIES) {
            Entry known = ENTRIES.get(key);
            if (known != null && known.replacing) {
                throw InterruptedRestore.underWay(key);
            }
            FileChannel open = known == null ? null : known.channel;
            channel = open == null ? FileChannel.open(file, StandardOpenOption.READ) : open;
            entry = known == null ? entry(key) : known;
            entry.channel = channel;
            entry.readings++;
        }
        try {
            return reading.of(channel);
        } finally {
            synchronized (ENTRIES) {
                entry.readings--;
                release(key, entry);
            }
        }
    }

    private static Entry entry(Path key) {
        return ENTRIES.computeIfAbsent(key, any -> new Entry());
    }

    private static void release(Path key, Entry entry) {
        if (entry.uses > 0 || entry.readings > 0) {
            return;
        }
        ENTRIES.remove(key);
        if (entry.channel != null) {
            try {
                entry.channel.close();
            } catch (IOException e) {
                // it was only read
                entry.channel = null;
            }
        }
    }

    /** The file itself, whatever links lead to it, whether it is there yet or not. */
    public static Path key(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : key(parent).resolve(absolute.getFileName());
        }
    }
}
