package io.github.reelstore.media;

import java.io.IOException;

/** The chunks of a RIFF file (Microsoft and IBM, Multimedia Programming Interface 1.0): a name, a size, data, padded to two bytes. */
final class Riff {

    /** Name, size and form of the file. */
    private static final int HEADER = 12;

    private Riff() {}

    /** Is given one chunk after the other. */
    @FunctionalInterface
    interface Chunk {

        /**
         * A chunk; the file stands at its data.
         *
         * @return how many bytes of data it really has
         */
        long at(String name, long size) throws IOException;
    }

    /** Goes over the chunks up to the file's end. */
    static void walk(RandomAccessReader in, Chunk chunk) throws IOException {
        in.seek(HEADER);
        while (in.left() >= 8) {
            String name = in.text(4);
            long size = in.u32le();
            long data = in.position();
            long real = chunk.at(name, size);
            in.seek(data + real + (real & 1));
        }
        if (in.position() > in.size() + 1) {
            throw MalformedMediaException.ends();
        }
    }
}
