package io.github.reelstore.localfs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that marks an open store as alive to other processes. The operating system releases the lock when the
 * process ends, even after a crash, so a process that can take the lock knows that the staged files of this lease are
 * abandoned.
 */
final class StagingLease implements Closeable {

    private static final String SUFFIX = ".lock";

    /**
     * The leases of this process. Their files are never opened a second time: on POSIX, closing any descriptor of a
     * file releases all locks that the process holds on it (fcntl(2)).
     */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StagingLease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Acquires a lease in the given directory, which must exist. */
    static StagingLease acquire(Path folder) throws IOException {
        while (true) {
            Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
            FileChannel channel = open(file);
            if (isLocked(channel) && Files.exists(file)) {
                return new StagingLease(file, channel);
            }
            // another process swept the file before it was locked
            channel.close();
            HELD_BY_THIS_PROCESS.remove(file);
            Files.deleteIfExists(file);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        HELD_BY_THIS_PROCESS.add(file);
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            HELD_BY_THIS_PROCESS.remove(file);
            throw e;
        }
    }

    /** Also true if the file system does not support locks; then only the age of the staged files decides. */
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    /** The prefix of the names of all files staged under this lease. */
    String name() {
        return nameOf(file);
    }

    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, Math.max(0, name.length() - SUFFIX.length()));
    }

    /** An action to run for a dead lease. */
    @FunctionalInterface
    interface Cleanup {
        void run(String leaseName) throws IOException;
    }

    /** Runs the action if the lease of that file is dead, then deletes the file. */
    static void cleanUpIfDead(Path file, Cleanup cleanup) throws IOException {
        runIfDead(file, name -> {
            cleanup.run(name);
            Files.deleteIfExists(file);
        });
    }

    /** Runs the action if the lease of that file is dead. */
    static void runIfDead(Path file, Cleanup cleanup) throws IOException {
        if (HELD_BY_THIS_PROCESS.contains(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // closing the channel releases the lock
            if (tryLock(channel) != null) {
                cleanup.run(nameOf(file));
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // the lease was released and its file deleted, or it belongs to another user
        }
    }

    /** Returns null if the lease is alive, or if that cannot be determined. */
    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException | OverlappingFileLockException e) {
            return null;
        }
    }

    /** Releases the lease. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            // a file that is left behind is unlocked, so the next sweep deletes it
        } finally {
            HELD_BY_THIS_PROCESS.remove(file);
        }
    }
}
