package io.github.reelstore.files.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file that marks an open store as alive to other processes. The operating system releases the lock when the
 * process ends, even after a crash, so a process that can take the lock knows that the staged files of this lease are
 * abandoned.
 *
 * <p>If the file system does not support locks, the lease has no file, and only the age of a staged file tells whether
 * it is abandoned.
 */
final class StagingLease implements Closeable {

    /**
     * The names of the leases of this process. Their files are never opened a second time: on POSIX, closing any
     * descriptor of a file releases all locks that the process holds on it (fcntl(2)).
     */
    private static final Set<String> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Path file;
    private final FileChannel channel;

    private StagingLease(String name, Path file, FileChannel channel) {
        this.name = name;
        this.file = file;
        this.channel = channel;
    }

    static StagingLease acquire(StagingLayout layout, FileOperations files) throws IOException {
        while (true) {
            StagingLease lease = create(layout, files);
            try {
                if (lease.lock(files)) {
                    return lease;
                }
            } catch (Throwable e) {
                lease.close();
                throw e;
            }
            lease.close();
        }
    }

    private static StagingLease create(StagingLayout layout, FileOperations files) throws IOException {
        String name = UUID.randomUUID().toString();
        Path file = layout.leaseFile(name);
        HELD_BY_THIS_PROCESS.add(name);
        try {
            return new StagingLease(name, file, files.openNew(file));
        } catch (Throwable e) {
            HELD_BY_THIS_PROCESS.remove(name);
            throw e;
        }
    }

    /** Returns false if another process swept the file before it was locked. */
    private boolean lock(FileOperations files) throws IOException {
        try {
            return files.tryLock(channel).isPresent() && Files.exists(file);
        } catch (IOException e) {
            // locks are not supported; a file that cannot be locked would protect the staged files forever
            Files.deleteIfExists(file);
            return true;
        }
    }

    /** The first part of the names of all files staged under this lease. */
    String name() {
        return name;
    }

    static boolean isHeldByThisProcess(String name) {
        return HELD_BY_THIS_PROCESS.contains(name);
    }

    /** An action to run for a dead lease. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Runs the action if the lease of that file is dead; not if that cannot be determined. */
    static void ifDead(Path file, FileOperations files, Action action) throws IOException {
        if (isHeldByThisProcess(StagingLayout.leaseOf(file))) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // closing the channel releases the lock
            if (canLock(channel, files)) {
                action.run();
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // the lease was released and its file deleted, or it belongs to another user
        }
    }

    private static boolean canLock(FileChannel channel, FileOperations files) {
        try {
            return files.tryLock(channel).isPresent();
        } catch (IOException e) {
            return false;
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
            HELD_BY_THIS_PROCESS.remove(name);
        }
    }
}
