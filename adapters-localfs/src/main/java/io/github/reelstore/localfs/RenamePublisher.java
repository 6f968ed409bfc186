package io.github.reelstore.localfs;

import io.github.reelstore.files.internal.FileOperations;
import io.github.reelstore.files.internal.StagedFile;
import io.github.reelstore.files.internal.StagingDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Publishes by renaming a copy, for file systems without hard links (exFAT, FAT, some network shares).
 *
 * <p>A rename is atomic but replaces an existing target, so a lock file makes sure that only one publisher at a time
 * checks the target and renames. It uses a file lock, which the operating system releases when the process ends. A
 * file whose existence is the lock, or an empty file that reserves the key, would stay after a crash and block the
 * key forever, and readers would take the empty file for a complete one.
 *
 * <p>Crash safety: the copy is forced to disk before it is renamed, so a name that survives a crash points to a
 * complete file. A copy that was not renamed is in the staging directory, has no key, and is swept later.
 */
final class RenamePublisher implements AtomicPublisher {

    /** A file lock excludes other processes; this lock excludes other stores of the same process. */
    private static final Lock PROCESS_LOCK = new ReentrantLock();

    private final StagingDirectory staging;
    private final Path lockFile;
    private final FileOperations files;

    RenamePublisher(StagingDirectory staging, Path lockFile, FileOperations files) {
        this.staging = staging;
        this.lockFile = lockFile;
        this.files = files;
    }

    /**
     * Takes the lock once, to detect a file system without locks when the store is opened, not at the first publish.
     */
    void checkLocking() throws IOException {
        locked(() -> {});
    }

    @Override
    public void publish(StagedFile staged, Path target) throws IOException {
        Path copy = staging.copyOf(staged);
        try {
            locked(() -> {
                if (StorageRoot.attributes(target).isPresent()) {
                    throw new FileAlreadyExistsException(target.toString());
                }
                files.move(copy, target);
            });
            staged.markPublished(target.toString());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Another file may have the same bytes, so the staged file also remembers where it was published. */
    @Override
    public boolean isAt(StagedFile staged, Path target) throws IOException {
        try {
            return staged.wasPublished(target.toString()) && Files.mismatch(staged.path(), target) < 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void locked(Action action) throws IOException {
        PROCESS_LOCK.lock();
        try {
            try (FileChannel channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                // Closing the channel releases the lock.
                channel.lock();
                action.run();
            } catch (OverlappingFileLockException e) {
                throw new IOException("another class loader of this process is publishing now", e);
            }
        } finally {
            PROCESS_LOCK.unlock();
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
