package io.github.reelstore.media.internal.reader;

import java.io.IOException;

/**
 * Iterates over the chunks of a RIFF file (Microsoft and IBM, Multimedia Programming Interface 1.0): a name, a size and
 * data, padded to two bytes.
 */
public final class Riff {

    /** The length of a chunk's name and size. */
    public static final int CHUNK_HEADER = 8;

    private Riff() {}

    /** Processes chunks. */
    @FunctionalInterface
    public interface Chunk {

        /**
         * Processes a chunk. The position is at its data.
         *
         * @return the actual number of bytes of its data
         */
        long at(String name, long size) throws IOException;
    }

    /**
     * Iterates over the chunks of the RIFF file at the position, up to the end of the file: its size may be wrong. Bytes
     * after that size that are no chunks are ignored.
     */
    public static void walk(RandomAccessReader in, Chunk chunk) throws IOException {
        long end = in.skip(4).u32le() + in.position();
        in.skip(4);
        while (in.left() >= CHUNK_HEADER) {
            String name = in.text(4);
            long size = in.u32le();
            long data = in.position();
            long actual = chunk.at(name, size);
            in.seek(data + actual + (actual & 1));
            if (in.position() > in.size() + 1 && data < end) {
                throw MalformedMediaException.ends();
            }
        }
    }
}
