package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/**
 * A frame of MPEG audio, layer III (ISO/IEC 11172-3 and 13818-3), parsed from its header of four bytes.
 *
 * @param length including the header, in bytes
 * @param samples the number of samples of each channel
 * @param hertz the sample rate
 * @param channels 1 or 2
 * @param bitrate in bit/s
 * @param xing the offset of Xing's header, if there is one
 */
public record MpegAudioFrame(int length, int samples, int hertz, int channels, int bitrate, int xing)
        implements FrameWalk.Frame {

    private static final int[] MPEG1_KBPS = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] MPEG2_KBPS = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] MPEG1_HERTZ = {44_100, 48_000, 32_000};

    /** Reads the frame whose header is at the position; empty if no header is there. */
    public static Optional<MpegAudioFrame> read(RandomAccessReader in) throws IOException {
        int header = (int) in.u32();
        int version = header >>> 19 & 3; // 3 is MPEG-1, 2 is MPEG-2, 0 is MPEG-2.5
        int bitRate = header >>> 12 & 15; // 0 is "free", whose length is unknown
        int samplingRate = header >>> 10 & 3;
        boolean valid = header >>> 21 == 0x7FF
                && version != 1
                && (header >>> 17 & 3) == 1
                && bitRate != 0
                && bitRate != 15
                && samplingRate != 3;
        if (!valid) {
            return Optional.empty();
        }
        boolean mpeg1 = version == 3;
        boolean mono = (header >>> 6 & 3) == 3;
        int bits = (mpeg1 ? MPEG1_KBPS : MPEG2_KBPS)[bitRate - 1] * 1000;
        int hertz = MPEG1_HERTZ[samplingRate] / (mpeg1 ? 1 : version == 2 ? 2 : 4);
        int samples = mpeg1 ? 1152 : 576;
        int length = samples / 8 * bits / hertz + (header >>> 9 & 1);
        int sideInformation = mpeg1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
        return Optional.of(new MpegAudioFrame(length, samples, hertz, mono ? 1 : 2, bits, 4 + sideInformation));
    }
}
