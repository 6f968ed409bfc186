package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the database files that this process has open through SQLite. SQLite's locks belong to the process: closing
 * any descriptor of a file drops all of them, and another process may then write at the same time (SQLite, "How To
 * Corrupt An SQLite Database File", 2.2). So code that reads a file without SQLite does it here, where the descriptor
 * stays open as long as SQLite has the file open.
 *
 * <p>It does not know of connections that other code in this process opens, nor of a second copy of this class in
 * another class loader.
 */
public final class OpenDatabases {

    private static final Map<Path, Entry> ENTRIES = new HashMap<>();

    /** Guards the entries. */
    private static final Lock LOCK = new ReentrantLock();

    private OpenDatabases() {}

    private static final class Entry {
        private int uses;
        private int readings;
        private boolean replacing;
        private @Nullable FileChannel channel;
    }

    /** A registered use of a file, until it is closed; closing it again has no effect. */
    public static final class Use implements AutoCloseable {

        private final Path key;
        private boolean closed;

        private Use(Path key) {
            this.key = key;
        }

        @Override
        public void close() {
            LOCK.lock();
            try {
                if (!closed) {
                    closed = true;
                    Entry entry = entry(key);
                    entry.uses--;
                    entry.replacing = false;
                    release(key, entry);
                }
            } finally {
                LOCK.unlock();
            }
        }
    }

    /** Reads a file without SQLite. */
    @FunctionalInterface
    interface FileReader<T> {
        T of(FileChannel file) throws IOException;
    }

    /**
     * Registers that SQLite opens the file, until the use is closed. Recovers from an interrupted restore first.
     *
     * @throws StorageException.Unavailable if the file is being restored
     */
    public static Use use(Path file) {
        Path key = key(file);
        LOCK.lock();
        try {
            recover(key, true);
            entry(key).uses++;
            return new Use(key);
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Registers that the file is being replaced, until the use is closed.
     *
     * @throws StorageException.Unavailable if this process has it open
     */
    public static Use replace(Path file) {
        Path key = key(file);
        LOCK.lock();
        try {
            recover(key, true);
            Entry entry = entry(key);
            if (entry.uses > 0) {
                throw StorageException.Unavailable.passing(
                        "database",
                        SqliteFile.nameOf(key) + " is open in this process; close the store, then restore it.",
                        null);
            }
            entry.uses = 1;
            entry.replacing = true;
            return new Use(key);
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Recovers from an interrupted restore of the file.
     *
     * @return the outcome, a sentence; empty if no restore was interrupted
     */
    public static Optional<String> recover(Path file) {
        LOCK.lock();
        try {
            return recover(key(file), false);
        } finally {
            LOCK.unlock();
        }
    }

    private static Optional<String> recover(Path key, boolean logged) {
        Entry entry = ENTRIES.get(key);
        if (entry != null && entry.replacing) {
            throw InterruptedRestore.underWay(key);
        }
        return entry != null && entry.uses > 0 ? Optional.empty() : InterruptedRestore.recover(key, logged);
    }

    /**
     * Reads the file without SQLite. The channel is shared: read it at explicit positions, and do not close it.
     *
     * @throws StorageException.Unavailable if the file is being restored
     */
    static <T> T read(Path file, FileReader<T> reader) throws IOException {
        Path key = key(file);
        Entry entry;
        FileChannel channel;
        LOCK.lock();
        try {
            Entry known = ENTRIES.get(key);
            if (known != null && known.replacing) {
                throw InterruptedRestore.underWay(key);
            }
            FileChannel open = known == null ? null : known.channel;
            channel = open == null ? FileChannel.open(file, StandardOpenOption.READ) : open;
            entry = known == null ? entry(key) : known;
            entry.channel = channel;
            entry.readings++;
        } finally {
            LOCK.unlock();
        }
        try {
            return reader.of(channel);
        } finally {
            LOCK.lock();
            try {
                entry.readings--;
                release(key, entry);
            } finally {
                LOCK.unlock();
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
                // the channel was only used to read
                entry.channel = null;
            }
        }
    }

    /** Resolves all links in the path, whether the file exists or not. */
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
