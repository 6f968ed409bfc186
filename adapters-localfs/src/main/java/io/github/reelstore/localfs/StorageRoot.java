package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.files.internal.FileOperations;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The storage root, and the mapping from keys to paths below it.
 *
 * <p>The root itself may be a symbolic link or lie behind one. Below the root no symbolic link is followed, wherever
 * it points: even a link within the root would make two keys share one file, so deleting one would delete the other.
 * A name that the file system spells differently (a case-insensitive one, for example) is refused for the same
 * reason. This protects against existing links. It does not protect against a process that replaces directories with
 * links while the store is running; restrict the permissions of the root for that.
 */
final class StorageRoot {

    /** Holds the store's own files. Its name starts with a dot, so no key can point into it. */
    private static final String INTERNAL_DIRECTORY = ".reelstore";

    private final Path path;
    private final LocalFsExceptions exceptions;

    private StorageRoot(Path path) {
        this.path = path;
        this.exceptions = new LocalFsExceptions(path, path.resolve(INTERNAL_DIRECTORY));
    }

    /**
     * Opens the root and creates it if it does not exist.
     *
     * @throws StorageException.Configuration if it is not a directory or cannot be created
     */
    static StorageRoot open(Path configured, FileOperations files) {
        try {
            create(configured, configured, files);
            return new StorageRoot(configured.toRealPath());
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "storage root",
                    "The storage root " + configured + " cannot be created: " + FailureReason.of(e)
                            + "; create it, or use a folder that can be created.",
                    e);
        }
    }

    /**
     * The root of a store that exists.
     *
     * @throws StorageException.Configuration if it is not a directory
     */
    static StorageRoot existing(Path configured) {
        try {
            if (Files.isDirectory(configured)) {
                return new StorageRoot(configured.toRealPath());
            }
        } catch (IOException e) {
            throw unreadable(configured, FailureReason.of(e));
        }
        throw unreadable(configured, "it is not a folder");
    }

    private static StorageException.Configuration unreadable(Path configured, String reason) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + configured + " cannot be read: " + reason
                        + "; a store that is opened read-only is not created.");
    }

    private static void create(Path folder, Path configured, FileOperations files) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent == null || Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException.Configuration(
                    "storage root",
                    "The storage root " + configured + " cannot be used, because " + folder
                            + " is not a folder; use another root.");
        }
        create(parent, configured, files);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // Another process has just created it; that is fine if it is a directory.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        files.syncDirectory(parent);
    }

    Path path() {
        return path;
    }

    LocalFsExceptions exceptions() {
        return exceptions;
    }

    /** A path in the internal directory; the directory itself for an empty name. */
    Path internal(String name) {
        return path.resolve(INTERNAL_DIRECTORY).resolve(name);
    }

    /**
     * Creates a directory in the internal directory if it does not exist.
     *
     * @throws StorageException.Configuration if it or the internal directory is a symbolic link
     */
    Path createInternal(String name) throws IOException {
        // check before anything is created at the link's target
        if (Files.isSymbolicLink(internal(""))) {
            throw isLink(internal(""));
        }
        Path directory = Files.createDirectories(internal(name));
        if (!isRealPath(directory)) {
            throw isLink(directory);
        }
        return directory;
    }

    private StorageException.Configuration isLink(Path directory) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + path + " cannot be used, because " + directory
                        + " is a symbolic link; remove the link.");
    }

    Path resolve(String key) {
        return path.resolve(key);
    }

    /**
     * Finds the file or directory at a key or prefix.
     *
     * @return its path; empty if it does not exist
     * @throws StorageException.Integrity if the path contains a symbolic link or has another spelling
     * @throws StorageException.Unavailable if the root itself does not exist, so that nothing is wrongly reported as
     *     missing
     */
    Optional<Path> find(String key) throws IOException {
        Path target = resolve(key);
        if (isRealPath(target)) {
            return Optional.of(target);
        }
        Path step = path;
        for (Path segment : path.relativize(target)) {
            step = step.resolve(segment);
            Optional<BasicFileAttributes> attributes = attributes(step);
            if (attributes.isEmpty()) {
                exceptions.requireRoot();
                return Optional.empty();
            }
            refuseLink(step, attributes.get(), key);
            if (!attributes.get().isDirectory() && !step.equals(target)) {
                return Optional.empty();
            }
        }
        requireRealPath(target, key);
        return Optional.of(target);
    }

    /** Throws if the path is a symbolic link. */
    void refuseLink(Path step, BasicFileAttributes attributes, String key) {
        if (attributes.isSymbolicLink()) {
            throw StorageException.Integrity.ofStore(
                    key,
                    "The path of the key " + key + " contains the symbolic link " + step
                            + ", which is not followed; replace the link with its target.");
        }
    }

    /** Throws if the real path differs from the given one. */
    void requireRealPath(Path target, String key) throws IOException {
        Path real = target.toRealPath();
        if (!real.equals(target)) {
            throw StorageException.Integrity.ofStore(
                    key,
                    "The key " + key + " resolves to " + real + " instead of " + target
                            + "; use the key of that file.");
        }
    }

    /** Returns whether the path exists, contains no symbolic link and is spelled as on disk. */
    static boolean isRealPath(Path target) {
        try {
            return target.toRealPath().equals(target);
        } catch (IOException e) {
            // Usually it does not exist; find() determines the reason.
            return false;
        }
    }

    /** The attributes of the path itself, without following a link; empty if it does not exist. */
    static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
