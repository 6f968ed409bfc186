package io.github.reelstore.localfs;

import io.github.reelstore.files.internal.FileOperations;
import io.github.reelstore.files.internal.StagedFile;
import io.github.reelstore.files.internal.StagingDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** Publishes a staged file at a path: atomically, and without replacing an existing file. */
interface AtomicPublisher {

    /**
     * Chooses how to publish: with hard links if the file system supports them, otherwise by copying and renaming.
     *
     * @throws IOException if the staging directory is not writable
     */
    static AtomicPublisher choose(StorageRoot root, StagingDirectory staging, FileOperations files) throws IOException {
        Path file = staging.newPath();
        Path second = staging.newPath();
        try {
            // Permission bits are not reliable (the root user, ACLs, read-only mounts), so create a file.
            files.create(file).close();
            files.syncDirectory(file.resolveSibling("."));
            return canLink(files, second, file) ? new HardLinkPublisher(files) : renamePublisher(root, staging, files);
        } finally {
            staging.remove(file);
            staging.remove(second);
        }
    }

    private static boolean canLink(FileOperations files, Path link, Path file) {
        try {
            files.link(link, file);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    private static RenamePublisher renamePublisher(StorageRoot root, StagingDirectory staging, FileOperations files)
            throws IOException {
        RenamePublisher publisher = new RenamePublisher(staging, root.internal("publish.lock"), files);
        publisher.checkLocking();
        return publisher;
    }

    /**
     * Publishes the staged file at the target. The staged file also stays where it is.
     *
     * @throws FileAlreadyExistsException if the target exists; it is left unchanged
     */
    void publish(StagedFile staged, Path target) throws IOException;

    /** Returns whether the file at the target is this staged file, published by {@link #publish}. */
    boolean isAt(StagedFile staged, Path target) throws IOException;
}
