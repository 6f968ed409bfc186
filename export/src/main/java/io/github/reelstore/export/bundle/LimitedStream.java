package io.github.reelstore.export.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Exactly as many bytes as were announced: more or fewer are an error. */
final class LimitedStream extends FilterInputStream {

    private final String path;
    private long left;

    LimitedStream(InputStream in, long size, String path) {
        super(in);
        this.left = size;
        this.path = path;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        // one more than announced is asked for, so that what is too long is noticed
        int count = in.read(bytes, offset, (int) Math.min(length, Math.max(left, 1)));
        if (count < 0 && left > 0) {
            throw Bundles.refused(path + " is shorter than its announced size");
        }
        if (count > left) {
            throw Bundles.refused(path + " is longer than its announced size");
        }
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return in.skip(0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
