package io.github.reelstore.export.bundle;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of a zip file, checked before Java's own class reads all of it into memory: how many entries it announces, their types, and how
 * large they become.
 */
final class ZipDirectory {

    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final long MAX_32 = 0xFFFFFFFFL;
    private static final int MAX_16 = 0xFFFF;

    /** The longest entry of the directory of a bundle: names are limited to 1,000 characters. */
    private static final int MAX_ENTRY = 1_000 + 46 + 1_000;

    private static final int SMALL = 1 << 20;

    /**
     * An entry.
     *
     * @param name its name, with the folder of the bag; a folder ends in a slash
     * @param size its size in bytes
     */
    record Entry(String name, long size) {}

    private final FileChannel channel;
    private final BundleLimits limits;
    private long compressed;
    private long uncompressed;

    private ZipDirectory(FileChannel channel, BundleLimits limits) {
        this.channel = channel;
        this.limits = limits;
    }

    static List<Entry> read(FileChannel channel, BundleLimits limits) throws IOException {
        return new ZipDirectory(channel, limits).read();
    }

    private record End(long count, long size, long offset) {}

    private List<Entry> read() throws IOException {
        End end = end();
        limits.requireFiles(end.count);
        if (end.size > end.count * MAX_ENTRY || end.offset < 0 || end.offset + end.size > channel.size()) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
        List<Entry> entries = new ArrayList<>();
        channel.position(end.offset);
        try {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            DataInputStream data = new DataInputStream(in);
            for (long i = 0; i < end.count; i++) {
                entries.add(entry(data));
            }
        } catch (EOFException e) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
        if (compressed > channel.size()) {
            throw Bundles.refused("entries of its archive overlap");
        }
        // many small ones
        if (isBomb(uncompressed, compressed)) {
            throw Bundles.refused(
                    "its files become more than " + limits.ratio() + " times as large as they are in the archive");
        }
        return entries;
    }

    private boolean isBomb(long size, long packed) {
        return size > SMALL && size / limits.ratio() > packed;
    }

    private ByteBuffer at(long offset, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        long at = offset;
        while (bytes.hasRemaining()) {
            int count = at < 0 ? -1 : channel.read(bytes, at);
            if (count < 0) {
                throw Bundles.refused("the directory of its archive is damaged");
            }
            at += count;
        }
        return bytes.flip();
    }

    private End end() throws IOException {
        long length = channel.size();
        int tail = (int) Math.min(length, END_SIZE + MAX_COMMENT);
        ByteBuffer bytes = at(length - tail, tail);
        for (int i = tail - END_SIZE; i >= 0; i--) {
            if (bytes.getInt(i) == 0x06054b50 && i + END_SIZE + Short.toUnsignedInt(bytes.getShort(i + 20)) == tail) {
                long count = Short.toUnsignedInt(bytes.getShort(i + 10));
                long size = Integer.toUnsignedLong(bytes.getInt(i + 12));
                long offset = Integer.toUnsignedLong(bytes.getInt(i + 16));
                boolean zip64 = count == MAX_16 || size == MAX_32 || offset == MAX_32;
                return zip64 ? end64(length - tail + i) : new End(count, size, offset);
            }
        }
        throw Bundles.refused("it is neither a folder nor a zip file, or its end is missing");
    }

    private End end64(long end) throws IOException {
        ByteBuffer locator = at(end - 20, 20);
        if (locator.getInt(0) != 0x07064b50) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
        ByteBuffer record = at(locator.getLong(8), 56);
        long count = record.getLong(32);
        if (record.getInt(0) != 0x06064b50 || count < 0 || record.getLong(40) < 0) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
        return new End(count, record.getLong(40), record.getLong(48));
    }

    private Entry entry(DataInputStream data) throws IOException {
        byte[] bytes = new byte[46];
        data.readFully(bytes);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != 0x02014b50) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
        byte[] rawName = new byte[Short.toUnsignedInt(header.getShort(28))];
        byte[] extra = new byte[Short.toUnsignedInt(header.getShort(30))];
        data.readFully(rawName);
        data.readFully(extra);
        data.skipNBytes(Short.toUnsignedInt(header.getShort(32)));
        String name = name(rawName);
        requirePlain(header, name);
        long packed = Integer.toUnsignedLong(header.getInt(20));
        long size = Integer.toUnsignedLong(header.getInt(24));
        if (packed == MAX_32 || size == MAX_32) {
            ByteBuffer sizes = zip64(extra);
            size = size == MAX_32 && sizes.remaining() >= 8 ? sizes.getLong() : size;
            packed = packed == MAX_32 && sizes.remaining() >= 8 ? sizes.getLong() : packed;
        }
        requireSize(name, size, packed);
        return new Entry(name, size);
    }

    private static String name(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Bundles.refused("a name in its archive is not UTF-8");
        }
    }

    private static void requirePlain(ByteBuffer header, String name) {
        if ((header.getShort(8) & 1) != 0) {
            throw Bundles.refused("its archive is encrypted");
        }
        int method = header.getShort(10);
        if (method != 0 && method != 8) {
            throw Bundles.refused("its archive uses a compression that is not read; use none, or deflate");
        }
        boolean unix = header.get(5) == 3;
        int type = header.getInt(38) >>> 28;
        if (unix && type != 0 && type != (name.endsWith("/") ? 4 : 8)) {
            throw Bundles.refused(
                    type == 10
                            ? "it has a link, " + FileNames.printable(name)
                            : FileNames.printable(name) + " is not a file");
        }
    }

    private void requireSize(String name, long size, long packed) {
        if (size < 0 || packed < 0) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
        if (isBomb(size, packed)) {
            throw Bundles.refused(FileNames.printable(name) + " becomes more than " + limits.ratio()
                    + " times as large as it is in the archive");
        }
        compressed += packed;
        uncompressed += size;
        limits.requireBytes(uncompressed);
        if (compressed < 0) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
    }

    private static ByteBuffer zip64(byte[] extra) {
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int id = Short.toUnsignedInt(fields.getShort());
            int length = Math.min(Short.toUnsignedInt(fields.getShort()), fields.remaining());
            if (id == 1) {
                return fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            fields.position(fields.position() + length);
        }
        return ByteBuffer.allocate(0);
    }
}
