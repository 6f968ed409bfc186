package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import javax.imageio.stream.ImageInputStreamImpl;

/** Adapts a file to ImageIO: random access without a copy, until the deadline. */
final class BytesImageStream extends ImageInputStreamImpl {

    /** The maximum number of reads past the end. Some decoders need one or two. */
    private static final int MAX_PAST_END = 16;

    private final RandomAccessReader in;
    private final int maxRead;
    private final int padding;
    private final long minLength;
    private final NavigableMap<Long, Byte> replaced;
    private int pastEnd;

    /**
     * @param maxRead the maximum number of bytes per read, because the deadline is only checked on reads
     * @param padding the number of zeros after the end, for decoders that read ahead
     * @param minLength the length that a shorter stream claims, for decoders that take a large image in few bytes for
     *     an attack: reads still end with the bytes
     * @param replaced bytes that the decoder sees instead of those in the file, by position
     */
    BytesImageStream(
            RandomAccessReader in, int maxRead, int padding, long minLength, NavigableMap<Long, Byte> replaced) {
        this.in = in;
        this.maxRead = maxRead;
        this.padding = padding;
        this.minLength = minLength;
        this.replaced = replaced;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        // readInt() does not ask again for what a read leaves out
        int wanted = (int) Math.min(Math.min(count, maxRead), in.size() + padding - streamPos);
        if (wanted <= 0) {
            return atEnd();
        }
        int read = Math.max(0, in.seek(streamPos).readSome(into, from, wanted));
        Arrays.fill(into, from + read, from + wanted, (byte) 0);
        for (Map.Entry<Long, Byte> change :
                replaced.subMap(streamPos, streamPos + read).entrySet()) {
            into[from + (int) (change.getKey() - streamPos)] = change.getValue();
        }
        streamPos += wanted;
        return wanted;
    }

    private int atEnd() throws MalformedMediaException {
        if (++pastEnd > MAX_PAST_END) {
            throw MalformedMediaException.ends();
        }
        return -1;
    }

    @Override
    public long length() {
        return Math.max(in.size() + padding, minLength);
    }
}
