package io.github.reelstore.files.internal;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;

/**
 * The file operations that depend on the file system. Tests override them to simulate a full disk, or one without hard
 * links or locks.
 */
public class FileOperations {

    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final FileAttribute<?>[] attributes;

    /**
     * Creates files with those attributes.
     *
     * @param attributes none for those of the process
     */
    public FileOperations(FileAttribute<?>... attributes) {
        this.attributes = attributes.clone();
    }

    /** An open file for writing. */
    public interface Output extends Closeable {

        /** Writes all remaining bytes of the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** Forces all written bytes to disk. */
        void force() throws IOException;
    }

    /** Creates a new file; fails if it exists. */
    public Output create(Path file) throws IOException {
        FileChannel channel = openNew(file);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(true);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Creates a new file, as {@link #create} does; fails if it exists. */
    final FileChannel openNew(Path file) throws IOException {
        return FileChannel.open(file, NEW, attributes);
    }

    /** Creates a hard link to a file; fails if the link exists. */
    public void link(Path link, Path file) throws IOException {
        Files.createLink(link, file);
    }

    /** Renames a file atomically; an existing target is replaced. */
    public void move(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forces the entries of a directory to disk. Does nothing on Windows, which does not support this. */
    public void syncDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Locks a file until the channel is closed or the process ends, however it ends.
     *
     * @return the lock; empty if another channel holds it, in this process or another one
     * @throws IOException if the file system does not support locks
     */
    public Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }
}
