package io.github.reelstore.localfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Places by a copy that is moved to its name: for file systems without hard links (exFAT, FAT, some network shares).
 *
 * <p>A move is atomic but replaces what it finds, so one lock file lets one publisher at a time look and then move. It is
 * the lock of a file, which ends with its process, rather than a file whose presence is the lock or an empty file that
 * reserves the key: after a crash those would remain and block the key for good, and readers would take the empty file
 * for a whole one.
 *
 * <p>A crash may come at any moment. The copy is forced before it is moved, so a name that survives has all bytes behind
 * it; a copy that was not moved lies in the staging folder, has no key, and is swept later.
 */
final class RenamePublisher implements AtomicPublisher {

    /** A file lock holds off other processes, this one other stores of the same process. */
    private static final Object IN_THIS_PROCESS = new Object();

    private final StagingDirectory staging;
    private final Path lockFile;
    private final FileOperations files;

    RenamePublisher(StagingDirectory staging, Path lockFile, FileOperations files) {
        this.staging = staging;
        this.lockFile = lockFile;
        this.files = files;
    }

    /** Takes the lock once, since a file system that has no locks must not be found out at the first publish. */
    void tryLock() throws IOException {
        alone(() -> {});
    }

    @Override
    public void place(StagedFile staged, Path target) throws IOException {
        Path copy = staging.copyOf(staged.path());
        try {
            alone(() -> {
                if (StorageRoot.attributes(target).isPresent()) {
                    throw new FileAlreadyExistsException(target.toString());
                }
                files.move(copy, target);
            });
            staged.copiedTo(target);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** A copy cannot be told from another file with the same bytes but by remembering that it was made. */
    @Override
    public boolean isAt(StagedFile staged, Path target) throws IOException {
        try {
            return staged.wasCopiedTo(target) && Files.mismatch(staged.path(), target) < 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void alone(Step step) throws IOException {
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                // Closing the channel releases it.
                channel.lock();
                step.run();
            } catch (OverlappingFileLockException e) {
                throw new IOException("another class loader of this process publishes at this moment", e);
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
