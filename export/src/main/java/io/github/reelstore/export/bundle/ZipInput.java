package io.github.reelstore.export.bundle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A bag in a zip file: at its top, or in the only folder there. Nothing is unpacked to the disk. */
final class ZipInput implements BundleInput {

    private final Map<String, Long> files = new LinkedHashMap<>();
    private final ZipFile zip;
    private final String folder;

    ZipInput(Path file, BundleLimits limits) throws IOException {
        List<ZipDirectory.Entry> entries;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            entries = ZipDirectory.read(channel, limits);
        }
        folder = folderOf(entries);
        FileNames names = new FileNames();
        for (ZipDirectory.Entry entry : entries) {
            if (entry.name().endsWith("/") && entry.size() == 0) {
                requireFolder(entry.name());
                continue;
            }
            if (!entry.name().startsWith(folder)) {
                throw Bundles.refused("it has a file outside of its bag, " + FileNames.printable(entry.name()));
            }
            String path = entry.name().substring(folder.length());
            names.add(path);
            files.put(path, entry.size());
        }
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw Bundles.refused("the directory of its archive is damaged");
        }
    }

    private static void requireFolder(String name) {
        if (!PayloadNames.isPath(name.substring(0, name.length() - 1))) {
            throw Bundles.refused("it has a folder with a name that no bundle has, " + FileNames.printable(name));
        }
    }

    private static String folderOf(List<ZipDirectory.Entry> entries) {
        for (ZipDirectory.Entry entry : entries) {
            if (entry.name().equals(BagFiles.DECLARATION)) {
                return "";
            }
        }
        for (ZipDirectory.Entry entry : entries) {
            int slash = entry.name().indexOf('/');
            if (entry.name().endsWith("/" + BagFiles.DECLARATION)
                    && slash == entry.name().length() - BagFiles.DECLARATION.length() - 1) {
                return entry.name().substring(0, slash + 1);
            }
        }
        throw Bundles.noBundle();
    }

    @Override
    public Map<String, Long> files() {
        return files;
    }

    @Override
    public InputStream open(String path) throws IOException {
        ZipEntry entry = zip.getEntry(folder + path);
        if (entry == null) {
            throw new FileNotFoundException(path);
        }
        return new LimitedStream(zip.getInputStream(entry), files.getOrDefault(path, 0L), path);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
