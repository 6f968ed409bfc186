package io.github.reelstore.server.internal.pages;

import io.github.reelstore.server.internal.http.Answer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A body in memory.
 *
 * @param type its media type
 * @param bytes its content, which nothing changes or compares
 */
@SuppressWarnings("ArrayRecordComponent")
record HtmlBody(String type, byte[] bytes) implements Answer.Body {

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
