package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.codec.AacConfig;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/** Parses AAC in ADTS frames (ISO/IEC 14496-3, 1.A.2.2). Counts the frames, because no header contains their number. */
final class Adts implements Parser {

    private static final int SAMPLES = 1024;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("aac");
        Id3.skip(in, out);
        FrameWalk<Frame> frames = new FrameWalk<>(in, Frame::read);
        Frame first = frames.next().orElseThrow(() -> MalformedMediaException.damaged("its first frame"));
        out.audio(first.hertz(), first.channels());
        long samples = 0;
        long bytes = 0;
        for (Optional<Frame> frame = Optional.of(first); frame.isPresent(); frame = frames.next()) {
            samples += (long) frame.get().blocks() * SAMPLES;
            bytes += frame.get().length();
        }
        out.duration(samples, first.hertz());
        out.bitrateOf(bytes);
    }

    /** A frame, parsed from its header of seven bytes. */
    private record Frame(int length, int blocks, int hertz, int channels) implements FrameWalk.Frame {

        private static final int HEADER = 7;

        static Optional<Frame> read(RandomAccessReader in) throws IOException {
            long bits = in.u32() << 24 | in.u24();
            int rate = (int) (bits >>> 34) & 15;
            int length = (int) (bits >>> 13) & 0x1FFF;
            boolean valid =
                    bits >>> 44 == 0xFFF && (bits >>> 41 & 3) == 0 && rate < AacConfig.HERTZ.size() && length > HEADER;
            int channels = (int) (bits >>> 30) & 7;
            return valid
                    ? Optional.of(new Frame(
                            length, ((int) bits & 3) + 1, AacConfig.HERTZ.get(rate), AacConfig.channels(channels)))
                    : Optional.empty();
        }
    }
}
