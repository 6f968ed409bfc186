package io.github.reelstore.localfs;

import io.github.reelstore.domain.internal.DiskRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A file in the blob store that keeps room for the collection of files when the disk is full: to remove a file, the database
 * needs room too, if it is on the same disk.
 */
public final class DiskReserve {

    /** Enough for the {@code -shm} and the {@code -wal} of a database that removes the rows of some files. */
    static final int BYTES = 1 << 20;

    private final Path folder;
    private final Path file;

    private DiskReserve(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("reserve");
    }

    /** The reserve of a blob store, whether it exists or not. */
    public static DiskReserve of(LocalFsConfig config) {
        return new DiskReserve(config.root().resolve(".reelstore"));
    }

    /** Creates the reserve if it does not exist and there is room for it. */
    void keep() {
        try {
            if ((Files.exists(file) && Files.size(file) == BYTES) || !hasRoom()) {
                return;
            }
            byte[] bytes = new byte[BYTES];
            // a file system that compresses would not reserve room for zeros
            new SplittableRandom().nextBytes(bytes);
            Files.write(file, bytes);
        } catch (IOException e) {
            // the disk has just become full: part of a reserve is better than nothing
        }
    }

    private boolean hasRoom() {
        return !DiskRoom.isUsedUp(folder, 2 * BYTES);
    }

    /**
     * Gives the reserve up if the disk is full, or a quota of it used up. The next store that is opened while there is room keeps a
     * new one.
     */
    public void giveUpIfFull() {
        try {
            if (Files.exists(file) && !hasRoom()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // it cannot help then; opening the store says what is wrong
        }
    }
}
