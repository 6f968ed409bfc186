package io.github.reelstore.export.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** A bag to read. Its files have names as {@link PayloadNames#isPath} allows, none of them twice, and are files. Thread-safe. */
interface BundleInput extends AutoCloseable {

    /** The size in bytes of each file, by its path in the bag. */
    Map<String, Long> files();

    /** Opens a file; it returns at most as many bytes as {@link #files} says. */
    InputStream open(String path) throws IOException;

    @Override
    void close() throws IOException;
}
