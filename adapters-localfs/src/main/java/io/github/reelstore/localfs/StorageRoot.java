package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The storage root, and the way from a key to a path below it.
 *
 * <p>The rule on symbolic links is the simplest safe one: the root itself may be or lie behind one, below it none is
 * followed, wherever it points. A link that stays within the root would still make two keys one file, and a delete of the
 * one would take the other along. Likewise refused is a name that the file system spells otherwise, as one that ignores
 * case does. This guards against links that somebody left there; against somebody who swaps folders for links while the
 * store runs, only the permissions of the root help.
 */
final class StorageRoot {

    /** Ours. Its name starts with a dot, so no key can lead into it. */
    private static final String OWN_FOLDER = ".reelstore";

    private final Path path;
    private final LocalFsExceptions exceptions;

    private StorageRoot(Path path) {
        this.path = path;
        this.exceptions = new LocalFsExceptions(path, path.resolve(OWN_FOLDER));
    }

    /**
     * Makes sure of the root.
     *
     * @throws StorageException.Configuration if it is no folder or cannot be made one
     */
    static StorageRoot open(Path configured, FileOperations files) {
        try {
            create(configured, configured, files);
            return new StorageRoot(configured.toRealPath());
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "storage root",
                    "The storage root " + configured + " cannot be created: " + LocalFsExceptions.reason(e)
                            + "; name a folder that may be created, or create it.",
                    e);
        }
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
                            + " is not a folder; name another root.");
        }
        create(parent, configured, files);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // Another process opens the same root; it is as good as ours, unless it is something else.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        files.syncFolder(parent);
    }

    Path path() {
        return path;
    }

    LocalFsExceptions exceptions() {
        return exceptions;
    }

    /** Our own folder, or one in it. */
    Path own(String name) {
        return path.resolve(OWN_FOLDER).resolve(name);
    }

    Path resolve(String key) {
        return path.resolve(key);
    }

    /**
     * What stands at a key or prefix, file or folder.
     *
     * @return its path; empty if there is nothing
     * @throws StorageException.Integrity if the way there leads elsewhere
     * @throws StorageException.Unavailable if the root itself is gone: then nothing can be said to be missing
     */
    Optional<Path> find(String key) throws IOException {
        Path target = resolve(key);
        if (isReal(target)) {
            return Optional.of(target);
        }
        Path step = path;
        for (Path segment : path.relativize(target)) {
            step = step.resolve(segment);
            Optional<BasicFileAttributes> there = attributes(step);
            if (there.isEmpty()) {
                exceptions.requireRoot();
                return Optional.empty();
            }
            refuseLink(step, there.get(), key);
            if (!there.get().isDirectory() && !step.equals(target)) {
                return Optional.empty();
            }
        }
        requireReal(target, key);
        return Optional.of(target);
    }

    /** Refuses a symbolic link. */
    void refuseLink(Path step, BasicFileAttributes there, String key) {
        if (there.isSymbolicLink()) {
            throw new StorageException.Integrity(
                    key,
                    "The key " + key + " leads through the symbolic link " + step
                            + ", which is not followed; replace it by what it points to.");
        }
    }

    /** Refuses a path that is really another one. */
    void requireReal(Path target, String key) throws IOException {
        Path real = target.toRealPath();
        if (!real.equals(target)) {
            throw new StorageException.Integrity(
                    key,
                    "The key " + key + " leads to " + real + " instead of " + target + "; use the key of that file.");
        }
    }

    /** Whether there is something at the path, and neither a link nor another spelling on the way. */
    static boolean isReal(Path target) {
        try {
            return target.toRealPath().equals(target);
        } catch (IOException e) {
            // Nothing there, most often; who needs to know why looks at each step.
            return false;
        }
    }

    /** What stands at the path itself, not followed if it is a link; empty if nothing. */
    static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
