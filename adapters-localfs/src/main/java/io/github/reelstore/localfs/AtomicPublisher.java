package io.github.reelstore.localfs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** How a staged file gets a name among the keys: at once, whole, and only where nothing stands yet. */
interface AtomicPublisher {

    /**
     * Puts the staged file at the target too. It remains where it was staged.
     *
     * @throws FileAlreadyExistsException if something stands at the target, which stays as it was
     */
    void place(StagedFile staged, Path target) throws IOException;

    /** Whether the file at the target is this staged one, put there by {@link #place}. */
    boolean isAt(StagedFile staged, Path target) throws IOException;
}
