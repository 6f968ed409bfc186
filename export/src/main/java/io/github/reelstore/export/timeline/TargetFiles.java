package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.export.timeline.TimelineOptions.Existing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** The files of an export. Each appears whole under its name; those of an export that fails are deleted again. */
final class TargetFiles implements AutoCloseable {

    private final Existing existing;
    private final Deque<Path> created = new ArrayDeque<>();

    TargetFiles(Existing existing) {
        this.existing = existing;
    }

    /** What a file contains. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Checks that a file can be written.
     *
     * @throws StorageException.AlreadyExists if it exists and must not be replaced
     * @throws StorageException.Unsupported if it is a folder or a device
     * @throws StorageException.Unavailable if its folder does not exist
     */
    void check(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new StorageException.Unsupported(
                    file.toString(), file + " is not a regular file; choose another one.");
        }
        if (existing == Existing.REFUSE && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw alreadyExists(file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw StorageException.Unavailable.lasting(
                    file.toString(), "Cannot write " + file + ": there is no folder " + folder + "; create it.", null);
        }
    }

    static StorageException.AlreadyExists alreadyExists(Path file) {
        return new StorageException.AlreadyExists(
                file.toString(), "The file " + file + " already exists; add --force to replace it.");
    }

    /** Creates a folder, if it does not exist. */
    void folder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
                created.push(folder);
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Writes a file under a temporary name, and moves it into place.
     *
     * @throws StorageException.Unavailable if that fails
     */
    void write(Path file, Content content) {
        render(file, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
        });
    }

    /** What writes a file under a name. */
    @FunctionalInterface
    interface Rendering {
        void writeTo(Path file) throws IOException;
    }

    /**
     * Has a file written under a temporary name, and moves it into place.
     *
     * @throws StorageException.Unavailable if that fails
     */
    void render(Path file, Rendering rendering) {
        Path temporary = temporary(file);
        try {
            temporary.toFile().deleteOnExit();
            rendering.writeTo(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(temporary, file);
        } catch (FileAlreadyExistsException e) {
            throw alreadyExists(file);
        } catch (IOException e) {
            throw failed(file, e);
        } finally {
            temporary.toFile().delete();
        }
    }

    private void move(Path temporary, Path file) throws IOException {
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (existing == Existing.REPLACE) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(temporary, file);
        }
        if (isNew) {
            created.push(file);
        }
    }

    /** A hidden name next to a file, without the file's own, which may be as long as names can be. */
    static Path temporary(Path file) {
        return file.resolveSibling(".reelstore-" + UUID.randomUUID() + ".part");
    }

    private static StorageException failed(Path file, IOException e) {
        // the message of the exception also has the name of the temporary file
        return StorageException.Unavailable.lasting(
                file.toString(), "Cannot write " + file + ": " + FailureReason.of(e) + ".", e);
    }

    /** Keeps the files. */
    void keep() {
        created.clear();
    }

    @Override
    public void close() {
        created.forEach(path -> path.toFile().delete());
    }
}
