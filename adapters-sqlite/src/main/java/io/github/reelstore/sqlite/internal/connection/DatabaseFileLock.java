package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * SQLite's own lock on a database file, taken without SQLite, which would recover and checkpoint the {@code -wal} of a
 * process that died. While it is held, no process can read or write the database.
 *
 * <p>A connection in WAL mode holds a shared lock on the file while it is open. A connection in rollback-journal mode
 * holds one only while it reads or writes; where the system shows which files a process has open (Linux, processes of
 * the same user), it is detected that way.
 */
public final class DatabaseFileLock implements AutoCloseable {

    /** The pending byte, the reserved byte and the 510 shared ones (SQLite, "Database File Format", 1.2; os.h). */
    private static final long FIRST_BYTE = 0x4000_0000L;

    private static final long BYTES = 512;

    private static final Path PROCESSES = Path.of("/proc");

    private final FileChannel channel;

    private DatabaseFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws StorageException.Unavailable if a process has the database open
     */
    public static DatabaseFileLock of(Path file) throws IOException {
        // include this process: other code in it may have connections, and closing our descriptor would drop their
        // locks
        requireNoDescriptor(file, true);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            if (!tryLock(channel)) {
                throw inUse(file, "another process");
            }
            requireNoDescriptor(file, false);
            locked = true;
            return new DatabaseFileLock(channel);
        } catch (OverlappingFileLockException e) {
            throw inUse(file, "this process");
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        return channel.tryLock(FIRST_BYTE, BYTES, false) != null;
    }

    /** Whether no process holds a lock on the file. */
    public static boolean isFree(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return tryLock(channel);
        }
    }

    private static void requireNoDescriptor(Path file, boolean includeOwn) {
        String own = Long.toString(ProcessHandle.current().pid());
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                boolean isOwn = process.getFileName().toString().equals(own);
                if ((!isOwn || includeOwn) && hasOpen(process, file)) {
                    throw inUse(file, isOwn ? "this process" : "another process (" + nameOf(process) + ")");
                }
            }
        } catch (IOException e) {
            // a system without /proc: only the locks tell
        }
    }

    private static boolean hasOpen(Path process, Path file) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).filter(file::equals).isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // the process belongs to another user, or has just ended
            return false;
        }
    }

    private static Optional<Path> target(Path descriptor) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor));
        } catch (NotLinkException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String nameOf(Path process) {
        String number = process.getFileName().toString();
        return ProcessHandle.of(Long.parseLong(number))
                .flatMap(handle -> handle.info().command())
                .map(command -> Path.of(command).getFileName() + ", process " + number)
                .orElse("process " + number);
    }

    private static StorageException inUse(Path file, String by) {
        return StorageException.Unavailable.passing(
                "database",
                SqliteFile.nameOf(file) + " is open in " + by
                        + "; end the programs that use it, then try again. Nothing was changed.",
                null);
    }

    /** Work that is done while no process uses the database. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /** Runs the work while the lock is held. */
    public <T> T whileHeld(Work<T> work) throws IOException {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the lock was released");
        }
        return work.run();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
