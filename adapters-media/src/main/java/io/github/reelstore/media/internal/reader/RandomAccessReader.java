package io.github.reelstore.media.internal.reader;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.MediaBytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file at any position until a deadline, with one block in memory. Reading past the end throws {@link
 * MalformedMediaException}; if the file cannot be read, {@link StorageException.Unavailable} is thrown.
 */
public final class RandomAccessReader implements Closeable {

    private static final int BLOCK = 32 * 1024;

    /**
     * The maximum number of bytes to skip by reading; beyond that it is faster to reopen the file, which may be remote.
     */
    private static final int MAX_SKIP = 1 << 20;

    private final MediaBytes file;
    private final Deadline deadline;
    private final byte[] block = new byte[BLOCK];
    private long blockStart;
    private int blockLength;
    private long position;
    private @Nullable InputStream stream;
    private long streamPosition;

    public RandomAccessReader(MediaBytes file, Deadline deadline) {
        this.file = file;
        this.deadline = deadline;
    }

    public long size() {
        return file.size();
    }

    public Deadline deadline() {
        return deadline;
    }

    public long position() {
        return position;
    }

    public long left() {
        return Math.max(0, size() - position);
    }

    /** Moves to a position, which may be past the end: only a read fails there. */
    public RandomAccessReader seek(long to) throws MalformedMediaException {
        deadline.check();
        if (to < 0) {
            throw MalformedMediaException.damaged("an offset in it");
        }
        position = to;
        return this;
    }

    public RandomAccessReader skip(long count) throws MalformedMediaException {
        return seek(position + count);
    }

    public int u8() throws IOException {
        load(1);
        return block[(int) (position++ - blockStart)] & 0xFF;
    }

    public int u16() throws IOException {
        return number(2, ByteOrder.BIG_ENDIAN).getShort() & 0xFFFF;
    }

    public int u16le() throws IOException {
        return number(2, ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF;
    }

    public int u24() throws IOException {
        return u8() << 16 | u16();
    }

    public int u24le() throws IOException {
        return u16le() | u8() << 16;
    }

    public long u32() throws IOException {
        return number(4, ByteOrder.BIG_ENDIAN).getInt() & 0xFFFFFFFFL;
    }

    public long u32le() throws IOException {
        return number(4, ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFFFFFFL;
    }

    /** Reads eight bytes; negative if the first bit is set, which does not occur in sizes of real files. */
    public long i64() throws IOException {
        return number(8, ByteOrder.BIG_ENDIAN).getLong();
    }

    /** Reads eight bytes in little-endian order. */
    public long i64le() throws IOException {
        return number(8, ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** Reads a short text in Latin-1. */
    public String text(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Reads bytes into memory. */
    public byte[] bytes(int length) throws IOException {
        if (length > left()) {
            throw MalformedMediaException.ends();
        }
        byte[] bytes = new byte[length];
        read(bytes, 0, length);
        return bytes;
    }

    /** Reads at most {@code length} bytes; fewer at the end of the file. */
    public byte[] atMost(long length) throws IOException {
        return bytes((int) Math.min(length, left()));
    }

    /** Reads at least one and at most {@code count} bytes and returns their number; -1 at the end. */
    public int readSome(byte[] into, int from, int count) throws IOException {
        if (left() == 0) {
            return -1;
        }
        int some = (int) Math.min(count, left());
        read(into, from, some);
        return some;
    }

    private void read(byte[] into, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            load(1);
            int offset = (int) (position - blockStart);
            int some = Math.min(count - done, blockLength - offset);
            System.arraycopy(block, offset, into, from + done, some);
            position += some;
            done += some;
        }
    }

    private ByteBuffer number(int length, ByteOrder order) throws IOException {
        load(length);
        ByteBuffer number =
                ByteBuffer.wrap(block, (int) (position - blockStart), length).order(order);
        position += length;
        return number;
    }

    /** Makes sure that {@code count} bytes from the position on are in the block. */
    private void load(int count) throws IOException {
        if (count > left()) {
            throw MalformedMediaException.ends();
        }
        if (position >= blockStart && position + count <= blockStart + blockLength) {
            return;
        }
        deadline.check();
        try {
            fill();
        } catch (MalformedMediaException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw StorageException.Unavailable.passing(
                    file.name(), "The file " + file.name() + " cannot be read: " + e.getMessage() + "; try again.", e);
        }
    }

    private void fill() throws IOException {
        InputStream from = at(position);
        int size = (int) Math.min(BLOCK, left());
        blockStart = position;
        blockLength = 0;
        while (blockLength < size) {
            deadline.check();
            int some = from.read(block, blockLength, size - blockLength);
            if (some < 0) {
                throw new IOException("it is shorter than it was");
            }
            blockLength += some;
            streamPosition += some;
        }
    }

    private InputStream at(long start) throws IOException {
        InputStream open = stream;
        long ahead = start - streamPosition;
        if (open == null || ahead < 0 || ahead > MAX_SKIP) {
            closeStream();
            open = file.from().open(start);
            stream = open;
        } else {
            open.skipNBytes(ahead);
        }
        streamPosition = start;
        return open;
    }

    private void closeStream() throws IOException {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    /** Closes the stream. Ignores a failure, because what was read remains valid. */
    @Override
    public void close() {
        try {
            closeStream();
        } catch (IOException | UncheckedIOException e) {
            stream = null;
        }
    }
}
