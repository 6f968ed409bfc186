package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/** Iterates over the frames of a stream without a container, and skips a few other bytes between them. */
final class FrameWalk<F extends FrameWalk.Frame> {

    /** If no frame follows within this many bytes, the audio has ended: tags at the end may be long. */
    private static final int MAX_GAP = 64 * 1024;

    private final RandomAccessReader in;
    private final Reader<F> reader;

    FrameWalk(RandomAccessReader in, Reader<F> reader) {
        this.in = in;
        this.reader = reader;
    }

    /** A frame. */
    interface Frame {

        /** The length including the header, in bytes; at least 1. */
        int length();
    }

    /** Reads frame headers. */
    @FunctionalInterface
    interface Reader<F> {

        /** The frame whose header is at the current position; empty if no header is there. */
        Optional<F> read(RandomAccessReader in) throws IOException;
    }

    /** The next complete frame; empty after the last one. The position is then at the end of the frame. */
    Optional<F> next() throws IOException {
        long from = in.position();
        for (long at = from; at - from < MAX_GAP && isPossible(at); at++) {
            Optional<F> frame = in.seek(at).u8() == 0xFF ? read(at) : Optional.empty();
            if (frame.isPresent()) {
                in.seek(at + frame.get().length());
                return frame;
            }
        }
        return Optional.empty();
    }

    private Optional<F> read(long at) throws IOException {
        // other bytes between frames may look like a header, so the frame has to fit into the file
        return reader.read(in.seek(at)).filter(frame -> at + frame.length() <= in.size());
    }

    private boolean isPossible(long at) {
        return in.size() - at >= 8;
    }
}
