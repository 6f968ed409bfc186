package io.github.reelstore.export.timeline;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A timeline in a zip file with its media, as OpenTimelineIO writes it. The same timeline always gives the same bytes. */
final class OtiozFile implements AutoCloseable {

    /** Without a line end, as readers compare it. */
    private static final String VERSION = "1.0.0";

    /** The earliest time of a zip file. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;

    /**
     * Starts the file with the timeline.
     *
     * @param out stays open
     */
    OtiozFile(OutputStream out, byte[] timeline) throws IOException {
        zip = new ZipOutputStream(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        });
        deflated("version.txt", VERSION.getBytes(StandardCharsets.US_ASCII));
        deflated("content.otio", timeline);
    }

    private void deflated(String name, byte[] content) throws IOException {
        zip.putNextEntry(entry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    /** Adds a file without compression: size and checksum come before the bytes, so it is read from a local copy. */
    void add(TimelineMedia media, Path copy, CRC32 checksum) throws IOException {
        ZipEntry entry = entry(media.path());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(Files.size(copy));
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        Files.copy(copy, zip);
        zip.closeEntry();
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        zip.close();
    }
}
