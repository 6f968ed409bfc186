package io.github.reelstore.media;

import java.io.IOException;
import java.util.Optional;

/** Goes from frame to frame of a stream that has nothing else, and over what little stands between them. */
final class FrameWalk<F extends FrameWalk.Frame> {

    /** Where no frame follows within so many bytes, the sound has ended: tags come last, and may be long. */
    private static final int MOST_BETWEEN = 64 * 1024;

    private final RandomAccessReader in;
    private final Reader<F> reader;

    FrameWalk(RandomAccessReader in, Reader<F> reader) {
        this.in = in;
        this.reader = reader;
    }

    /** A frame. */
    interface Frame {

        /** Its length with its header, in bytes, more than nothing. */
        int length();
    }

    /** Reads a header. */
    @FunctionalInterface
    interface Reader<F> {

        /** The frame whose header is here; empty if there is none. */
        Optional<F> read(RandomAccessReader in) throws IOException;
    }

    /** The next whole frame, past whose end the file stands then; empty after the last one. */
    Optional<F> next() throws IOException {
        long from = in.position();
        for (long at = from; at - from < MOST_BETWEEN && isPossible(at); at++) {
            Optional<F> frame = in.seek(at).u8() == 0xFF ? read(at) : Optional.empty();
            if (frame.isPresent()) {
                in.seek(at + frame.get().length());
                return frame;
            }
        }
        return Optional.empty();
    }

    private Optional<F> read(long at) throws IOException {
        // between frames there may be anything: there the next frame has to follow, or the end
        return reader.read(in.seek(at)).filter(frame -> at + frame.length() <= in.size());
    }

    private boolean isPossible(long at) {
        return in.size() - at >= 8;
    }
}
