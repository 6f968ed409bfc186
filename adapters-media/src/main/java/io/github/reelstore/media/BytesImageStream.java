package io.github.reelstore.media;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file as ImageIO reads it: at any place, without a copy, and until the deadline. */
final class BytesImageStream extends ImageInputStreamImpl {

    /**
     * What is given at once. A few bytes of a progressive JPEG can cost a pass over the whole image, so its decoder has to come back
     * often: only here it is stopped.
     */
    private static final int MOST_BYTES = 64;

    /** Some decoders look past the end once or twice; that of WebP makes up bits for as long as it is let, and tables for them. */
    private static final int MOST_PAST_END = 16;

    private final RandomAccessReader in;
    private int pastEnd;

    BytesImageStream(RandomAccessReader in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        in.seek(streamPos);
        if (in.left() == 0) {
            return atEnd();
        }
        streamPos++;
        return in.u8();
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        int read = in.seek(streamPos).readSome(into, from, Math.min(count, MOST_BYTES));
        if (read < 0) {
            return atEnd();
        }
        streamPos += read;
        return read;
    }

    private int atEnd() throws MalformedMediaException {
        if (++pastEnd > MOST_PAST_END) {
            throw MalformedMediaException.ends();
        }
        return -1;
    }

    @Override
    public long length() {
        return in.size();
    }
}
