package io.github.reelstore.localfs;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of an open file. It gives exactly the bytes promised, or throws when the file ends before. */
final class RangeStream extends InputStream {

    /** The most a read takes at once, since the JDK keeps a direct buffer of that size for each thread. */
    private static final int CHUNK = 64 * 1024;

    private final FileChannel channel;
    private final String key;
    private long left;

    /**
     * @param channel stands at the first byte, and is closed with this stream
     * @param length how many bytes to give
     * @param key for the message
     */
    RangeStream(FileChannel channel, long length, String key) {
        this.channel = channel;
        this.left = length;
        this.key = key;
    }

    /** A part of an open file, which is closed with what this returns, or at once where this throws. */
    static BlobContent content(FileChannel channel, String key, ByteRange range) throws IOException {
        try {
            long size = channel.size();
            long length = range.lengthWithin(size);
            channel.position(range.offset());
            return new BlobContent(new RangeStream(channel, length, key), range.offset(), length, size);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, from, count);
        if (count == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        buffer.limit(from + (int) Math.min(Math.min(count, CHUNK), left));
        int read = channel.read(buffer);
        if (read < 0) {
            throw new EOFException("the file " + key + " ended " + left + " bytes too early");
        }
        left -= read;
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.max(0, Math.min(count, left));
        channel.position(channel.position() + skipped);
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(left, CHUNK);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
