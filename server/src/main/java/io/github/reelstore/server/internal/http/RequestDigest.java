package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.media.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What a request asks for, as a hash: its method, its path, its query, and its body as far as it was read. */
final class RequestDigest {

    private final MessageDigest digest = ContentHash.newDigest();

    /** Adds a text, so that two texts are not the same as one. */
    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    /** The same stream, which also adds the bytes that are read. */
    InputStream adding(InputStream in) {
        return new Adding(in);
    }

    /** The hash. Nothing can be added after this. */
    ContentHash hash() {
        return ContentHash.of(digest);
    }

    private final class Adding extends InputStream {

        private final InputStream in;

        Adding(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            if (one >= 0) {
                digest.update((byte) one);
            }
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
            }
            return read;
        }
    }
}
