package io.github.reelstore.localfs;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads a range of an open file. It returns exactly the requested number of bytes, or throws if the file is shorter.
 */
final class RangeStream extends InputStream {

    /** Maximum size of one read, since the JDK keeps a direct buffer of that size for each thread. */
    private static final int MAX_READ = 64 * 1024;

    private final FileChannel channel;
    private final String key;
    private long remaining;

    /**
     * @param channel positioned at the first byte; closed with this stream
     * @param length how many bytes to return
     * @param key used in the exception message
     */
    RangeStream(FileChannel channel, long length, String key) {
        this.channel = channel;
        this.remaining = length;
        this.key = key;
    }

    /** A range of an open file. The channel is closed with the returned content, or immediately if this throws. */
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
        if (remaining == 0) {
            return -1;
        }
        buffer.limit(from + (int) Math.min(Math.min(count, MAX_READ), remaining));
        int read = channel.read(buffer);
        if (read < 0) {
            throw new EOFException("the file " + key + " ended " + remaining + " bytes too early");
        }
        remaining -= read;
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.max(0, Math.min(count, remaining));
        channel.position(channel.position() + skipped);
        remaining -= skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(remaining, MAX_READ);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
