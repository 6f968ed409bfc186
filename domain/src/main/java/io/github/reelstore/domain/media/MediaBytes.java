package io.github.reelstore.domain.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Random access to the bytes of a staged or stored file. They can be read from any offset and more than once: the
 * duration of a recording, for instance, may be at its end.
 *
 * @param name the name for messages
 * @param size in bytes
 * @param from opens the file at an offset
 */
public record MediaBytes(String name, long size, Opener from) {

    /** Opens a file at an offset. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Opens the file.
         *
         * @param offset the first byte to read, from 0 to the size minus 1
         * @return a stream of the bytes from the offset to the end of the file; the caller closes it
         * @throws IOException if the file cannot be opened
         */
        InputStream open(long offset) throws IOException;
    }

    /**
     * A file on the local disk.
     *
     * @throws IOException if the file does not exist
     */
    public static MediaBytes of(Path file) throws IOException {
        return new MediaBytes(file.toString(), Files.size(file), offset -> {
            SeekableByteChannel channel = Files.newByteChannel(file);
            channel.position(offset);
            return Channels.newInputStream(channel);
        });
    }

    /**
     * Reads a part of the file.
     *
     * @param offset the first byte to read, 0 or more
     * @param count the number of bytes; fewer are returned at the end of the file, none past it
     * @throws IOException if the file cannot be read
     */
    public byte[] read(long offset, int count) throws IOException {
        if (offset >= size) {
            return new byte[0];
        }
        try (InputStream stream = from.open(offset)) {
            return stream.readNBytes(count);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
