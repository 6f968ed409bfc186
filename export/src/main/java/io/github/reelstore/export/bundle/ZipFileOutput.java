package io.github.reelstore.export.bundle;

import io.github.reelstore.export.internal.FileTree;
import io.github.reelstore.export.internal.ShutdownTask;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A bag as a zip file with stored entries (APPNOTE 6.3.10, zip64 where needed). Java's own class stores only what has been read before,
 * for its checksum; here each entry is read once, and its checksum is filled in afterwards.
 */
final class ZipFileOutput implements BundleOutput {

    /** Archives of the same project are equal, so entries have no other time: the first that the format knows. */
    static final long TIME = LocalDateTime.of(1980, 1, 1, 0, 0)
            .atZone(ZoneId.systemDefault())
            .toInstant()
            .toEpochMilli();

    private static final int DOS_DATE = 1 << 5 | 1;
    private static final long MAX_32 = 0xFFFFFFFFL;
    private static final int MAX_16 = 0xFFFF;
    private static final short UTF_8_NAMES = 1 << 11;
    private static final short MADE_ON_UNIX = 3 << 8 | 45;
    private static final int REGULAR_FILE = 0100644 << 16;
    private static final short ZIP64 = 1;

    private final Path target;
    private final Path temporary;
    private final ShutdownTask atShutdown;
    private final String folder;
    private final FileChannel channel;
    private final OutputStream out;
    private final List<Entry> entries = new ArrayList<>();
    private long position;

    private record Entry(String name, long offset, long size, long crc) {}

    /**
     * @param folder the name of the folder in the archive that is the bag
     */
    ZipFileOutput(Path target, String folder) throws IOException {
        Targets.requireFree(target);
        this.target = target;
        this.temporary = Targets.temporary(target);
        this.folder = folder;
        this.atShutdown = ShutdownTask.deleting(temporary);
        this.channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    @Override
    public void add(String path, InputStream content, long size) throws IOException {
        byte[] name = (folder + "/" + path).getBytes(StandardCharsets.UTF_8);
        boolean large = size >= MAX_32;
        long offset = position;
        write(localHeader(name, large, 0, 0));
        write(name);
        if (large) {
            write(sizes64(0));
        }
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        long written = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            crc.update(buffer, 0, count);
            out.write(buffer, 0, count);
            written += count;
        }
        position += written;
        if (!large && written >= MAX_32) {
            throw new IOException(path + " has more bytes than it had before");
        }
        out.flush();
        writeAt(localHeader(name, large, written, crc.getValue()), offset);
        if (large) {
            writeAt(sizes64(written), offset + 30 + name.length);
        }
        entries.add(new Entry(folder + "/" + path, offset, written, crc.getValue()));
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer localHeader(byte[] name, boolean large, long size, long crc) {
        int size32 = (int) (large ? MAX_32 : size);
        return buffer(30)
                .putInt(0x04034b50)
                .putShort((short) (large ? 45 : 20))
                .putShort(UTF_8_NAMES)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) DOS_DATE)
                .putInt((int) crc)
                .putInt(size32)
                .putInt(size32)
                .putShort((short) name.length)
                .putShort((short) (large ? 20 : 0))
                .flip();
    }

    private static ByteBuffer sizes64(long size) {
        return buffer(20)
                .putShort(ZIP64)
                .putShort((short) 16)
                .putLong(size)
                .putLong(size)
                .flip();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private void write(ByteBuffer bytes) throws IOException {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        write(all);
    }

    private void writeAt(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void finish() throws IOException {
        long start = position;
        for (Entry entry : entries) {
            writeCentral(entry);
        }
        long size = position - start;
        if (entries.size() >= MAX_16 || start >= MAX_32 || size >= MAX_32) {
            writeEnd64(start, size);
        }
        write(buffer(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) Math.min(entries.size(), MAX_16))
                .putShort((short) Math.min(entries.size(), MAX_16))
                .putInt((int) Math.min(size, MAX_32))
                .putInt((int) Math.min(start, MAX_32))
                .putShort((short) 0)
                .flip());
        out.flush();
        channel.force(true);
        channel.close();
        Targets.publish(temporary, target);
    }

    private void writeCentral(Entry entry) throws IOException {
        byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
        boolean largeSize = entry.size >= MAX_32;
        boolean largeOffset = entry.offset >= MAX_32;
        ByteBuffer extra = buffer(28);
        if (largeSize || largeOffset) {
            extra.putShort(ZIP64).putShort((short) ((largeSize ? 16 : 0) + (largeOffset ? 8 : 0)));
            if (largeSize) {
                extra.putLong(entry.size).putLong(entry.size);
            }
            if (largeOffset) {
                extra.putLong(entry.offset);
            }
        }
        int size32 = (int) Math.min(entry.size, MAX_32);
        write(buffer(46)
                .putInt(0x02014b50)
                .putShort(MADE_ON_UNIX)
                .putShort((short) (extra.position() > 0 ? 45 : 20))
                .putShort(UTF_8_NAMES)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) DOS_DATE)
                .putInt((int) entry.crc)
                .putInt(size32)
                .putInt(size32)
                .putShort((short) name.length)
                .putShort((short) extra.position())
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(REGULAR_FILE)
                .putInt((int) Math.min(entry.offset, MAX_32))
                .flip());
        write(name);
        byte[] used = new byte[extra.position()];
        extra.flip().get(used);
        write(used);
    }

    private void writeEnd64(long start, long size) throws IOException {
        long end = position;
        write(buffer(56)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort(MADE_ON_UNIX)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0)
                .putLong(entries.size())
                .putLong(entries.size())
                .putLong(size)
                .putLong(start)
                .flip());
        write(buffer(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1).flip());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is deleted anyway
        }
        FileTree.deleteQuietly(temporary);
        atShutdown.forget();
    }
}
