package io.github.reelstore.export.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bag that is a folder, or the only folder in one. */
final class FolderInput implements BundleInput {

    private final Path root;
    private final Map<String, Long> files = new LinkedHashMap<>();

    /**
     * Lists the files of a bag.
     *
     * @throws io.github.reelstore.domain.error.StorageException.InvalidInput if the folder is no bag; its files are not listed then
     */
    static FolderInput of(Path folder, BundleLimits limits) throws IOException {
        if (isBag(folder)) {
            return new FolderInput(folder, limits);
        }
        List<Path> first;
        try (Stream<Path> entries = Files.list(folder)) {
            first = entries.limit(2).toList();
        }
        // as an archive of a bag is unpacked
        if (first.size() == 1 && Files.isDirectory(first.get(0), LinkOption.NOFOLLOW_LINKS) && isBag(first.get(0))) {
            return new FolderInput(first.get(0), limits);
        }
        throw Bundles.noBundle();
    }

    private static boolean isBag(Path folder) {
        return Files.exists(folder.resolve(BagFiles.DECLARATION), LinkOption.NOFOLLOW_LINKS);
    }

    private FolderInput(Path root, BundleLimits limits) throws IOException {
        this.root = root;
        FileNames names = new FileNames();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {

            private long bytes;
            private int folders;

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                limits.requireFiles(++folders);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = root.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                if (attributes.isSymbolicLink()) {
                    throw Bundles.refused("it has a link, " + FileNames.printable(path));
                }
                if (!attributes.isRegularFile()) {
                    throw Bundles.refused(FileNames.printable(path) + " is not a file");
                }
                names.add(path);
                files.put(path, attributes.size());
                bytes += attributes.size();
                limits.requireFiles(files.size());
                limits.requireBytes(bytes);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public Map<String, Long> files() {
        return files;
    }

    @Override
    public InputStream open(String path) throws IOException {
        Path file = root.resolve(path);
        return new LimitedStream(
                Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), files.getOrDefault(path, 0L), path);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
