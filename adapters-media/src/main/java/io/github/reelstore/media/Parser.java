package io.github.reelstore.media;

import java.io.IOException;

/** Parses a media format. */
@FunctionalInterface
interface Parser {

    /**
     * Parses the file from its beginning and adds each value to {@code out} as soon as it is read.
     *
     * @throws MalformedMediaException if the file cannot be parsed further
     */
    void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException;
}
