package io.github.reelstore.media.internal.metadata;

import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/** Parses a media format. */
@FunctionalInterface
public interface Parser {

    /**
     * Parses the file from its beginning and adds each value to {@code out} as soon as it is read.
     *
     * @throws MalformedMediaException if the file cannot be parsed further
     */
    void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException;
}
