package io.github.reelstore.media.internal.reader;

import java.io.IOException;

/** Reads parts of a file that only add notes to it: if one is damaged, the file is not. */
public final class Extras {

    private Extras() {}

    /** Reads a part. */
    @FunctionalInterface
    public interface Part {
        void read() throws IOException;
    }

    /**
     * Reads the part as far as it makes sense.
     *
     * @throws MalformedMediaException if the time is up
     */
    public static void read(RandomAccessReader in, Part part) throws IOException {
        try {
            part.read();
        } catch (MalformedMediaException e) {
            in.deadline().check();
        }
    }
}
