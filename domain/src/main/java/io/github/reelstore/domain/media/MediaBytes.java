package io.github.reelstore.domain.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a file that is there already, staged or stored, to be read from any place and more than once: what says how
 * long a recording is may stand at its end.
 *
 * @param name what to call it in messages
 * @param size how many bytes
 * @param from opens it at a place
 */
public record MediaBytes(String name, long size, Opener from) {

    /** Opens a file at a place. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Opens the file.
         *
         * @param offset the first byte that the stream shall give, 0 to less than the size
         * @return a stream that gives the bytes from there to the file's end; whoever asked closes it
         * @throws IOException if it cannot be opened
         */
        InputStream open(long offset) throws IOException;
    }

    /**
     * A file of the local disk.
     *
     * @throws IOException if it is not there
     */
    public static MediaBytes of(Path file) throws IOException {
        return new MediaBytes(file.toString(), Files.size(file), offset -> {
            SeekableByteChannel channel = Files.newByteChannel(file);
            channel.position(offset);
            return Channels.newInputStream(channel);
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
