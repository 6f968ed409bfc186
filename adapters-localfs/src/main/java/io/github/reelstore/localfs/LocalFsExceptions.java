package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Translates file system exceptions into the exceptions of the port. */
final class LocalFsExceptions {

    /** A disk with fewer free bytes counts as full. */
    private static final long FULL_BELOW = 1 << 20;

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

    /**
     * Writing staged bytes failed: the disk is full, a quota is exceeded, or the disk is broken. None of these is
     * retryable. Only a channel that was closed by an interrupt is, since it says nothing about the disk.
     */
    StorageException writeFailed(BlobSource source, IOException e) {
        String message = "The bytes of " + source.name() + " could not be written below " + root + ": " + reason(e)
                + "; free up space or repair the disk, and try again.";
        return e instanceof ClosedChannelException
                ? StorageException.Unavailable.passing(source.name(), message, e)
                : StorageException.Unavailable.lasting(source.name(), message, e);
    }

    /**
     * Any other operation failed.
     *
     * @param subject the key or prefix
     * @param done the past participle of the operation, for instance {@code deleted}
     */
    StorageException translate(String subject, String done, IOException e) {
        if (e instanceof NoSuchFileException && !Files.isDirectory(internalDirectory)) {
            return rootGone();
        }
        String message = "\"" + subject + "\" below " + root + " could not be " + done + ": " + reason(e) + "; ";
        return isPermanent(e)
                ? StorageException.Unavailable.lasting(
                        subject, message + "check the permissions and the free space of the disk.", e)
                : StorageException.Unavailable.passing(subject, message + "try again.", e);
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
            FileStore store = Files.getFileStore(root);
            return store.isReadOnly() || store.getUsableSpace() < FULL_BELOW;
        } catch (IOException unknown) {
            e.addSuppressed(unknown);
            return false;
        }
    }

    /** The reason for the failure, without the path that the JDK puts in front of it. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it already exists";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return text == null || text.isBlank() ? e.getClass().getSimpleName() : text;
    }
}
