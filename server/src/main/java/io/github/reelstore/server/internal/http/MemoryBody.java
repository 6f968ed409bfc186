package io.github.reelstore.server.internal.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A body in memory.
 *
 * @param type its media type
 * @param bytes its content, which nothing changes or compares
 */
@SuppressWarnings("ArrayRecordComponent")
public record MemoryBody(String type, byte[] bytes) implements Answer.Body {

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
