package io.github.reelstore.localfs;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file operations that depend on the file system. Tests override them to simulate a full disk, or one without hard
 * links.
 */
class FileOperations {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** An open file for writing. */
    interface Output extends Closeable {

        /** Writes all remaining bytes of the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** Forces all written bytes to disk. */
        void force() throws IOException;
    }

    /** Creates a new file; fails if it exists. */
    Output create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
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

    /** Creates a hard link to a file; fails if the link exists. */
    void link(Path link, Path file) throws IOException {
        Files.createLink(link, file);
    }

    /** Renames a file atomically; an existing target is replaced. */
    void move(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forces the entries of a directory to disk. Does nothing on Windows, which does not support this. */
    void syncDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
