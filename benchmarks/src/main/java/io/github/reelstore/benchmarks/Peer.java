package io.github.reelstore.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** A library that stores files, as its documentation shows it. */
interface Peer extends AutoCloseable {

    /** The name for tables, with what it does not do. */
    String name();

    /** Stores a file under a new name. */
    void add(Path file) throws Exception;

    @Override
    void close() throws IOException;
}
