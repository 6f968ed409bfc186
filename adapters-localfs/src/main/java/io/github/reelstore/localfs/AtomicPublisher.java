package io.github.reelstore.localfs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** Publishes a staged file at a path: atomically, and without replacing an existing file. */
interface AtomicPublisher {

    /**
     * Publishes the staged file at the target. The staged file also stays where it is.
     *
     * @throws FileAlreadyExistsException if the target exists; it is left unchanged
     */
    void publish(StagedFile staged, Path target) throws IOException;

    /** Returns whether the file at the target is this staged file, published by {@link #publish}. */
    boolean isAt(StagedFile staged, Path target) throws IOException;
}
