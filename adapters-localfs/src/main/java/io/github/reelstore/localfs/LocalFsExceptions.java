package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.DiskRoom;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.files.internal.StagingFailures;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Translates file system exceptions into the exceptions of the port. */
final class LocalFsExceptions implements StagingFailures {

    private final Path root;
    private final Path internalDirectory;

    /**
     * @param root the storage root
     * @param internalDirectory a directory in the root that exists as long as the root is available
     */
    LocalFsExceptions(Path root, Path internalDirectory) {
        this.root = root;
        this.internalDirectory = internalDirectory;
    }

    @Override
    public String where() {
        return "below " + root;
    }

    @Override
    public StorageException failed(String subject, String done, IOException e) {
        if (e instanceof NoSuchFileException && !Files.isDirectory(internalDirectory)) {
            return rootGone();
        }
        String message =
                "\"" + subject + "\" below " + root + " could not be " + done + ": " + FailureReason.of(e) + "; ";
        return isPermanent(e)
                ? StorageException.Unavailable.lasting(
                        subject, message + "check the permissions and the free space of the disk.", e)
                : StorageException.Unavailable.passing(subject, message + "try again.", e);
    }

    /** The exception for a root that cannot be written when it is opened. */
    StorageException notWritable(IOException e) {
        if (DiskRoom.isUsedUp(root)) {
            return StorageException.Unavailable.lasting(
                    "storage root",
                    "The disk of the storage root " + root
                            + " is full, or its quota is used up; make room on it: \"reelstore gc\" removes files that no row"
                            + " refers to.",
                    e);
        }
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + root + " is not writable: " + FailureReason.of(e)
                        + "; check its permissions and its disk, or use another root.",
                e);
    }

    /** Throws if the root does not exist: its disk is probably not mounted, so no file may be reported as missing. */
    void requireRoot() {
        if (!Files.isDirectory(internalDirectory)) {
            throw rootGone();
        }
    }

    private StorageException rootGone() {
        return StorageException.Unavailable.lasting(
                "storage root",
                "The storage root " + root + " no longer exists; check that its disk is mounted.",
                null);
    }

    // Error texts depend on the operating system and its language, so check the state of the disk instead.
    private boolean isPermanent(IOException e) {
        if (e instanceof AccessDeniedException) {
            return true;
        }
        try {
            return Files.getFileStore(root).isReadOnly() || DiskRoom.isUsedUp(internalDirectory);
        } catch (IOException unknown) {
            e.addSuppressed(unknown);
            return false;
        }
    }
}
