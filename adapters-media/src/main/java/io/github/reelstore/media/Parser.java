package io.github.reelstore.media;

import java.io.IOException;

/** Reads one format. */
@FunctionalInterface
interface Parser {

    /**
     * Reads the file from its beginning and notes what it finds as soon as it does.
     *
     * @throws MalformedMediaException if it cannot go on
     */
    void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException;
}
