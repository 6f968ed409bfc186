package io.github.reelstore.files.internal;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/** Returns exactly the expected number of bytes of another stream, or throws if there are fewer. */
public class BoundedStream extends InputStream {

    /** Maximum size of one read, since the JDK keeps a direct buffer of that size for each thread. */
    private static final int MAX_READ = 64 * 1024;

    private final InputStream in;
    private final String key;
    private long remaining;

    /**
     * @param in positioned at the first byte; closed with this stream
     * @param length how many bytes to return
     * @param key used in the exception message
     */
    public BoundedStream(InputStream in, long length, String key) {
        this.in = in;
        this.remaining = length;
        this.key = key;
    }

    /**
     * A range of an open file. The channel is closed with the returned content, or immediately if this throws.
     *
     * @param key used in the exception message
     */
    public static BlobContent content(FileChannel channel, String key, ByteRange range) throws IOException {
        try {
            long size = channel.size();
            long length = range.lengthWithin(size);
            channel.position(range.offset());
            InputStream in = new FilePart(channel, length, key);
            return new BlobContent(in, range.offset(), length, size);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /** A part of a file, which may also be read into a direct buffer: that copies the bytes once less. */
    private static final class FilePart extends BoundedStream implements ReadableByteChannel {

        private final FileChannel channel;

        FilePart(FileChannel channel, long length, String key) {
            super(Channels.newInputStream(channel), length, key);
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (remaining() == 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit(into.position() + (int) Math.min(into.remaining(), remaining()));
            int read = channel.read(into);
            into.limit(limit);
            return took(read);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }
    }

    final int took(int read) throws EOFException {
        if (read < 0) {
            throw new EOFException("the file " + key + " ended " + remaining + " bytes too early");
        }
        remaining -= read;
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int read = in.read(into, from, (int) Math.min(Math.min(count, MAX_READ), remaining));
        if (read < 0) {
            throw new EOFException("the file " + key + " ended " + remaining + " bytes too early");
        }
        check(into, from, read, read == remaining);
        remaining -= read;
        return read;
    }

    /**
     * Called with all bytes in their order before they are returned; an exception withholds them. Does nothing here.
     * Override {@link #skip} too, since the bytes that it skips are not checked.
     *
     * @param last whether these are the last bytes
     */
    protected void check(byte[] bytes, int from, int count, boolean last) {}

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.max(0, Math.min(count, remaining)));
        remaining -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), remaining);
    }

    /** How many bytes this stream has yet to return. */
    protected final long remaining() {
        return remaining;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
