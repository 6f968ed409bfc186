package io.github.reelstore.localfs;

import io.github.reelstore.files.internal.FileOperations;
import io.github.reelstore.files.internal.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Publishes with a hard link. The file system creates the link atomically, or refuses if the target already exists.
 *
 * <p>Crash safety: the bytes were forced to disk when they were staged, so a link that survives a crash points to a
 * complete file. Until the directory is synced the link itself may be lost; {@code publish} has not returned by then.
 * The link in the staging directory may be left over; it takes no extra disk space and is swept later.
 */
final class HardLinkPublisher implements AtomicPublisher {

    private final FileOperations files;

    HardLinkPublisher(FileOperations files) {
        this.files = files;
    }

    @Override
    public void publish(StagedFile staged, Path target) throws IOException {
        files.link(target, staged.path());
    }

    @Override
    public boolean isAt(StagedFile staged, Path target) throws IOException {
        try {
            return Files.isSameFile(staged.path(), target);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
