package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
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
 * The folders that keys need. They are made for a file and remain when it goes: removing an empty one could take it from
 * under another process that is about to put a file there, or undo what that process believes durable.
 */
final class DirectoryCreator {

    /** How many folders to remember; it bounds memory, and forgetting costs a sync or two. */
    private static final int REMEMBERED = 10_000;

    private final StorageRoot root;
    private final FileOperations files;

    /**
     * Folders whose name is known to be on the disk. One that is found is not enough: another thread or process may have
     * made it a moment ago and not have synced it yet.
     */
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    DirectoryCreator(StorageRoot root, FileOperations files) {
        this.root = root;
        this.files = files;
    }

    /**
     * Makes the folders above a key, durably.
     *
     * @return where the key's file goes
     * @throws StorageException.AlreadyExists if a file is where a folder would have to be
     * @throws StorageException.Integrity if the way there leads elsewhere
     */
    Path makeFor(BlobKey key) throws IOException {
        List<String> segments = key.segments();
        Path folder = root.path();
        if (!isReady(folderOf(key))) {
            for (String segment : segments.subList(0, segments.size() - 1)) {
                make(folder.resolve(segment), folder, key);
                folder = folder.resolve(segment);
            }
            root.requireReal(folder, key.value());
        }
        return root.resolve(key.value());
    }

    /** Returns when the name of a key's file, or its absence, is on the disk. */
    void syncFor(BlobKey key) throws IOException {
        files.syncFolder(folderOf(key));
    }

    private Path folderOf(BlobKey key) {
        int end = key.value().lastIndexOf('/');
        return end < 0 ? root.path() : root.resolve(key.value().substring(0, end));
    }

    private boolean isReady(Path folder) {
        return folder.equals(root.path()) || (durable.contains(folder) && StorageRoot.isReal(folder));
    }

    private void make(Path folder, Path parent, BlobKey key) throws IOException {
        boolean made = create(folder);
        if (!made) {
            requireFolder(folder, key);
        }
        if (made || !durable.contains(folder)) {
            files.syncFolder(parent);
            if (durable.size() >= REMEMBERED) {
                durable.clear();
            }
            durable.add(folder);
        }
    }

    private static boolean create(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void requireFolder(Path folder, BlobKey key) throws IOException {
        BasicFileAttributes there =
                StorageRoot.attributes(folder).orElseThrow(() -> new NoSuchFileException(folder.toString()));
        root.refuseLink(folder, there, key.value());
        if (!there.isDirectory()) {
            throw new StorageException.AlreadyExists(
                    key.value(),
                    "The key " + key + " cannot be used, because " + folder
                            + " is a file and has nothing below it; choose another key.");
        }
    }
}
