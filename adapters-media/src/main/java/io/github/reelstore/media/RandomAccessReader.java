package io.github.reelstore.media;

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
 * A file, read at any place: it holds one block of it, and stops at a deadline. Reading past the end throws {@link MalformedMediaException};
 * where the bytes cannot be had at all, {@link StorageException.Unavailable}.
 */
final class RandomAccessReader implements Closeable {

    private static final int BLOCK = 32 * 1024;

    /** Further ahead than this it is quicker to open the file anew than to read on, should it be far away. */
    private static final int READ_ON = 1 << 20;

    private final MediaBytes file;
    private final Deadline deadline;
    private final byte[] block = new byte[BLOCK];
    private long blockStart;
    private int blockLength;
    private long position;
    private @Nullable InputStream stream;
    private long streamPosition;

    RandomAccessReader(MediaBytes file, Deadline deadline) {
        this.file = file;
        this.deadline = deadline;
    }

    long size() {
        return file.size();
    }

    Deadline deadline() {
        return deadline;
    }

    long position() {
        return position;
    }

    long left() {
        return Math.max(0, size() - position);
    }

    /** Goes to a place, which may be past the end: only reading there fails. */
    RandomAccessReader seek(long to) throws MalformedMediaException {
        deadline.check();
        if (to < 0) {
            throw MalformedMediaException.damaged("an offset in it");
        }
        position = to;
        return this;
    }

    RandomAccessReader skip(long count) throws MalformedMediaException {
        return seek(position + count);
    }

    int u8() throws IOException {
        load(1);
        return block[(int) (position++ - blockStart)] & 0xFF;
    }

    int u16() throws IOException {
        return number(2, ByteOrder.BIG_ENDIAN).getShort() & 0xFFFF;
    }

    int u16le() throws IOException {
        return number(2, ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF;
    }

    int u24() throws IOException {
        return u8() << 16 | u16();
    }

    int u24le() throws IOException {
        return u16le() | u8() << 16;
    }

    long u32() throws IOException {
        return number(4, ByteOrder.BIG_ENDIAN).getInt() & 0xFFFFFFFFL;
    }

    long u32le() throws IOException {
        return number(4, ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFFFFFFL;
    }

    /** Eight bytes; negative where the first bit is set, which no size of a real file has. */
    long i64() throws IOException {
        return number(8, ByteOrder.BIG_ENDIAN).getLong();
    }

    /** The same with the least byte first. */
    long i64le() throws IOException {
        return number(8, ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** So many bytes as Latin-1, a few. */
    String text(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** So many bytes, few enough to be held. */
    byte[] bytes(int length) throws IOException {
        if (length > left()) {
            throw MalformedMediaException.ends();
        }
        byte[] bytes = new byte[length];
        read(bytes, 0, length);
        return bytes;
    }

    /** The same, but fewer where the file ends. */
    byte[] atMost(long length) throws IOException {
        return bytes((int) Math.min(length, left()));
    }

    /** As many as fit and are there, at least one, or -1 at the end. */
    int readSome(byte[] into, int from, int count) throws IOException {
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

    /** Sees to it that so many bytes from the position on are in the block. */
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
        int wanted = (int) Math.min(BLOCK, left());
        blockStart = position;
        blockLength = 0;
        while (blockLength < wanted) {
            deadline.check();
            int some = from.read(block, blockLength, wanted - blockLength);
            if (some < 0) {
                throw new IOException("it is shorter than it was");
            }
            blockLength += some;
            streamPosition += some;
        }
    }

    private InputStream at(long wanted) throws IOException {
        InputStream open = stream;
        long ahead = wanted - streamPosition;
        if (open == null || ahead < 0 || ahead > READ_ON) {
            closeStream();
            open = file.from().open(wanted);
            stream = open;
        } else {
            open.skipNBytes(ahead);
        }
        streamPosition = wanted;
        return open;
    }

    private void closeStream() throws IOException {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    /** Closes what was opened; that it was read is not undone by a failure here. */
    @Override
    public void close() {
        try {
            closeStream();
        } catch (IOException | UncheckedIOException e) {
            stream = null;
        }
    }
}
