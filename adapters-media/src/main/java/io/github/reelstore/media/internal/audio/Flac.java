package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/**
 * Parses FLAC (RFC 9639). The first block contains the number of samples, unless the encoder wrote to a pipe; then the
 * number of the last frame gives it. If both exist, they show whether the file is complete.
 */
final class Flac implements Parser {

    private static final int STREAM_INFO = 0;
    private static final int LAST = 0x80;

    /**
     * The number of bytes searched for the last frame. Larger frames are rarer than files without a number of samples.
     */
    private static final int TAIL = 64 * 1024;

    /** The maximum length of a frame's header. */
    private static final int FRAME_HEADER = 16;

    private long hertz;
    private int blockSize;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("flac");
        Id3.skip(in, out);
        in.skip(4);
        long samples = 0;
        for (boolean last = false; !last; ) {
            int header = in.u8();
            long end = in.u24() + in.position();
            last = (header & LAST) != 0;
            if ((header & ~LAST) == STREAM_INFO) {
                StreamInfo info = streamInfo(in);
                out.audio(info.hertz(), info.channels());
                hertz = info.hertz();
                blockSize = info.blockSize();
                samples = info.samples();
            }
            in.seek(end);
        }
        long audioBytes = in.left();
        // a program that cuts without encoding leaves the header and the frames' numbers as they were
        long first = audioBytes > 0 ? FlacFrame.startAt(in.atMost(FRAME_HEADER), 0, blockSize) : 0;
        long counted = end(in);
        long length = (samples == 0 ? counted : samples) - first;
        if (length > 0 && hertz > 0) {
            out.duration(length, hertz);
            out.bitrateOf(audioBytes);
        }
        if (audioBytes < 0 || (counted > 0 && counted < samples)) {
            out.endsEarly();
        }
    }

    /**
     * The stream info, which Ogg also contains.
     *
     * @param blockSize the smallest number of samples of a frame
     * @param samples the number of samples; 0 if unknown
     */
    record StreamInfo(int blockSize, long hertz, int channels, long samples) {}

    /** Reads the stream info (section 8.2). */
    static StreamInfo streamInfo(RandomAccessReader in) throws IOException {
        int blockSize = in.u16();
        long bits = in.skip(8).i64();
        return new StreamInfo(blockSize, bits >>> 44, (int) (bits >>> 41 & 7) + 1, bits & 0xFFFFFFFFFL);
    }

    /** The number of the sample after the last frame; 0 if no frame is found. */
    private long end(RandomAccessReader in) throws IOException {
        in.seek(Math.max(in.position(), in.size() - TAIL));
        byte[] tail = in.atMost(TAIL);
        for (int at = tail.length - 6; at >= 0; at--) {
            if ((tail[at] & 0xFF) == 0xFF && (tail[at + 1] & 0xFE) == 0xF8) {
                long end = FlacFrame.endAt(tail, at, blockSize);
                if (end > 0) {
                    return end;
                }
            }
        }
        return 0;
    }
}
