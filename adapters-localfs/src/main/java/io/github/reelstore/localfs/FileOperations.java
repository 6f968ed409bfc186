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
 * The calls that succeed on one file system and fail on another. They stand here so that a test can play a disk that is
 * full, or one that has no hard links.
 */
class FileOperations {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** A file being written. */
    interface Output extends Closeable {

        /** Writes all that the buffer has left. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when everything written is on the disk. */
        void force() throws IOException;
    }

    /** Makes a new file, which must not be there yet. */
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

    /** Gives a file a second name, which must not be there yet. */
    void link(Path name, Path file) throws IOException {
        Files.createLink(name, file);
    }

    /** Gives a file another name, in one step; a file that has it already is replaced. */
    void move(Path file, Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns when the names in a folder are on the disk. Windows does not offer that, and does without. */
    void syncFolder(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
