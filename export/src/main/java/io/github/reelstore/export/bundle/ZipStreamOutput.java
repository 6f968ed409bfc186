package io.github.reelstore.export.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A bag as a zip archive that is written from front to end. Sizes and checksums are not known before an entry is written, which the
 * format allows for deflated entries only: so they are deflated, at level 0. Without its end, which {@link #finish} writes, the archive
 * cannot be opened.
 */
final class ZipStreamOutput implements BundleOutput {

    private final ZipOutputStream zip;
    private final String folder;

    /**
     * @param folder the name of the folder in the archive that is the bag
     */
    ZipStreamOutput(OutputStream out, String folder) {
        this.zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
        this.folder = folder;
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    @Override
    public void add(String path, InputStream content, long size) throws IOException {
        ZipEntry entry = new ZipEntry(folder + "/" + path);
        entry.setTime(ZipFileOutput.TIME);
        zip.putNextEntry(entry);
        content.transferTo(zip);
        zip.closeEntry();
    }

    @Override
    public void finish() throws IOException {
        zip.finish();
        zip.flush();
    }

    @Override
    public void close() {
        // the stream is the caller's
    }
}
