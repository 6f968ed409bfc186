package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.files.internal.FileOperations;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Creates the directories that keys need. Directories are never removed, even when they are empty: another process
 * may be about to create a file there, or may already rely on the directory being durable.
 */
final class DirectoryCreator {

    /** How many directories to remember; this bounds memory, and forgetting one only costs another sync. */
    private static final int MAX_REMEMBERED = 10_000;

    private final StorageRoot root;
    private final FileOperations files;

    /**
     * Directories whose entry is known to be on disk. That a directory exists is not enough: another thread or
     * process may have just created it and not synced it yet.
     */
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    DirectoryCreator(StorageRoot root, FileOperations files) {
        this.root = root;
        this.files = files;
    }

    /**
     * Creates the parent directories of a key, durably.
     *
     * @return the path of the key's file
     * @throws StorageException.AlreadyExists if one of the parents exists as a file
     * @throws StorageException.Integrity if one of the parents is a symbolic link or has another spelling
     */
    Path createParents(BlobKey key) throws IOException {
        List<String> segments = key.segments();
        Path directory = root.path();
        if (!isReady(directoryOf(key))) {
            for (String segment : segments.subList(0, segments.size() - 1)) {
                createDurably(directory.resolve(segment), directory, key);
                directory = directory.resolve(segment);
            }
            root.requireRealPath(directory, key.value());
        }
        return root.resolve(key.value());
    }

    /** Syncs the directory of a key, so that the creation or deletion of its file is durable. */
    void syncFor(BlobKey key) throws IOException {
        files.syncDirectory(directoryOf(key));
    }

    private Path directoryOf(BlobKey key) {
        int end = key.value().lastIndexOf('/');
        return end < 0 ? root.path() : root.resolve(key.value().substring(0, end));
    }

    private boolean isReady(Path directory) {
        return directory.equals(root.path()) || (durable.contains(directory) && StorageRoot.isRealPath(directory));
    }

    private void createDurably(Path directory, Path parent, BlobKey key) throws IOException {
        boolean created = create(directory);
        if (!created) {
            requireDirectory(directory, key);
        }
        if (created || !durable.contains(directory)) {
            files.syncDirectory(parent);
            if (durable.size() >= MAX_REMEMBERED) {
                durable.clear();
            }
            durable.add(directory);
        }
    }

    private static boolean create(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void requireDirectory(Path directory, BlobKey key) throws IOException {
        BasicFileAttributes attributes =
                StorageRoot.attributes(directory).orElseThrow(() -> new NoSuchFileException(directory.toString()));
        root.refuseLink(directory, attributes, key.value());
        if (!attributes.isDirectory()) {
            throw new StorageException.AlreadyExists(
                    key.value(),
                    "The key " + key + " cannot be used, because " + directory
                            + " is a file, not a directory; choose another key.");
        }
    }
}
