package io.github.reelstore.media;

import java.io.IOException;

/** Reads parts of a file that only add notes to it: if one is damaged, the file is not. */
final class Extras {

    private Extras() {}

    /** Reads a part. */
    @FunctionalInterface
    interface Part {
        void read() throws IOException;
    }

    /**
     * Reads the part as far as it makes sense.
     *
     * @throws MalformedMediaException if the time is up
     */
    static void read(RandomAccessReader in, Part part) throws IOException {
        try {
            part.read();
        } catch (MalformedMediaException e) {
            in.deadline().check();
        }
    }
}
