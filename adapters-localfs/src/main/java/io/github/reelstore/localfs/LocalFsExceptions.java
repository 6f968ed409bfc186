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

/** Turns what the disk throws into what the port throws. */
final class LocalFsExceptions {

    /** With less than this left, a disk counts as full. */
    private static final long FULL_BELOW = 1 << 20;

    private final Path root;
    private final Path ownFolder;

    /**
     * @param root the storage root
     * @param ownFolder a folder in it that is always there, as long as the root is
     */
    LocalFsExceptions(Path root, Path ownFolder) {
        this.root = root;
        this.ownFolder = ownFolder;
    }

    /**
     * The disk did not take the bytes: it is full, a quota is used up, or it is broken, none of which mends itself. Only a
     * channel closed under the writer, by an interrupt, says nothing about the disk.
     */
    StorageException writing(BlobSource source, IOException e) {
        String message = "The bytes of " + source.name() + " could not be written below " + root + ": " + reason(e)
                + "; make room or mend the disk, and try again.";
        return e instanceof ClosedChannelException
                ? StorageException.Unavailable.passing(source.name(), message, e)
                : StorageException.Unavailable.lasting(source.name(), message, e);
    }

    /**
     * Anything else failed.
     *
     * @param subject the key or prefix
     * @param what what could not be done to it, for instance {@code deleted}
     */
    StorageException on(String subject, String what, IOException e) {
        if (e instanceof NoSuchFileException && !Files.isDirectory(ownFolder)) {
            return rootGone();
        }
        String message = "\"" + subject + "\" below " + root + " could not be " + what + ": " + reason(e) + "; ";
        return lasts(e)
                ? StorageException.Unavailable.lasting(
                        subject, message + "check permissions and free space of that disk.", e)
                : StorageException.Unavailable.passing(subject, message + "try again.", e);
    }

    /** Refuses a root that has gone: then its disk is likely not mounted, and nothing can be said to be missing. */
    void requireRoot() {
        if (!Files.isDirectory(ownFolder)) {
            throw rootGone();
        }
    }

    private StorageException rootGone() {
        return StorageException.Unavailable.lasting(
                "storage root",
                "The storage root " + root + " is not there any more; check that its disk is mounted.",
                null);
    }

    // The text of an error depends on system and language, so the disk is asked instead what is wrong with it.
    private boolean lasts(IOException e) {
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

    /** What happened, without the path that the JDK puts before it. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return text == null || text.isBlank() ? e.getClass().getSimpleName() : text;
    }
}
