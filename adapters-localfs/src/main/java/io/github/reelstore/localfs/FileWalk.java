package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lists the files below a directory lazily, depth first. Memory use is one open directory per level, not a list of
 * names. Skips names that are not valid keys (the internal directory, {@code .DS_Store}), anything that is neither a
 * file nor a directory, symbolic links, and files that are deleted during the walk.
 */
final class FileWalk extends AbstractSpliterator<BlobInfo> implements AutoCloseable {

    /** An open directory and its key; the key of the root is empty. */
    private record Level(DirectoryStream<Path> directory, Iterator<Path> entries, String key) {}

    private final Path start;
    private final String startKey;
    private final LocalFsExceptions exceptions;
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean started;

    private FileWalk(Path start, String startKey, LocalFsExceptions exceptions) {
        super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.DISTINCT);
        this.start = start;
        this.startKey = startKey;
        this.exceptions = exceptions;
    }

    /** The files below a directory that has that key; close the stream. */
    static Stream<BlobInfo> of(Path start, String startKey, LocalFsExceptions exceptions) {
        FileWalk walk = new FileWalk(start, startKey, exceptions);
        return StreamSupport.stream(walk, false).onClose(walk::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super BlobInfo> action) {
        Optional<BlobInfo> next = next();
        next.ifPresent(action);
        return next.isPresent();
    }

    private Optional<BlobInfo> next() {
        try {
            if (!started) {
                started = true;
                enter(start, startKey);
            }
            while (!levels.isEmpty()) {
                Level level = levels.element();
                if (level.entries.hasNext()) {
                    Optional<BlobInfo> file = visit(level.entries.next(), level.key);
                    if (file.isPresent()) {
                        return file;
                    }
                } else {
                    levels.remove().directory.close();
                }
            }
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw failed(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Optional<BlobInfo> visit(Path entry, String parentKey) throws IOException {
        Optional<BlobKey> key = keyOf(entry, parentKey);
        Optional<BasicFileAttributes> existing = key.isPresent() ? StorageRoot.attributes(entry) : Optional.empty();
        if (key.isEmpty() || existing.isEmpty()) {
            return Optional.empty();
        }
        BasicFileAttributes attributes = existing.get();
        if (attributes.isDirectory()) {
            enter(entry, key.get().value());
        }
        return attributes.isRegularFile()
                ? Optional.of(new BlobInfo(
                        key.get(),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()))
                : Optional.empty();
    }

    private static Optional<BlobKey> keyOf(Path entry, String parentKey) {
        String name = String.valueOf(entry.getFileName());
        try {
            return Optional.of(BlobKey.parse(parentKey.isEmpty() ? name : parentKey + "/" + name));
        } catch (StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("StreamResourceLeak") // closed at its end, and by close()
    private void enter(Path directory, String key) throws IOException {
        try {
            DirectoryStream<Path> entries = Files.newDirectoryStream(directory);
            levels.push(new Level(entries, entries.iterator(), key));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // It was deleted, but the disk is still mounted; or the prefix is the key of a file.
            exceptions.requireRoot();
        }
    }

    private StorageException failed(IOException e) {
        String where = levels.isEmpty() ? startKey : levels.element().key;
        close();
        return exceptions.failed(where, "listed", e);
    }

    @Override
    public void close() {
        started = true;
        while (!levels.isEmpty()) {
            try {
                levels.remove().directory.close();
            } catch (IOException e) {
                // The directory was only read; ignore.
            }
        }
    }
}
