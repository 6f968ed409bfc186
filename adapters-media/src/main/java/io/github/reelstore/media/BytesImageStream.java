package io.github.reelstore.media;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** Adapts a file to ImageIO: random access without a copy, until the deadline. */
final class BytesImageStream extends ImageInputStreamImpl {

    /**
     * The maximum number of bytes per read. The deadline is only checked on reads, and a few bytes of a progressive
     * JPEG can cost a pass over the whole image.
     */
    private static final int MAX_BYTES = 64;

    /**
     * The maximum number of reads past the end. Some decoders need one or two; the WebP decoder would go on without
     * limit and allocate tables.
     */
    private static final int MAX_PAST_END = 16;

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
        int read = in.seek(streamPos).readSome(into, from, Math.min(count, MAX_BYTES));
        if (read < 0) {
            return atEnd();
        }
        streamPos += read;
        return read;
    }

    private int atEnd() throws MalformedMediaException {
        if (++pastEnd > MAX_PAST_END) {
            throw MalformedMediaException.ends();
        }
        return -1;
    }

    @Override
    public long length() {
        return in.size();
    }
}
