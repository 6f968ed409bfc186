package io.github.reelstore.domain.port.provider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of a result, from an offset on.
 *
 * @param stream the bytes; close the content to close it
 * @param offset the position of the first byte: the one that was asked for, or 0
 * @param size the size of the whole result in bytes, if it is known
 */
public record RemoteContent(InputStream stream, long offset, Optional<Long> size) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
