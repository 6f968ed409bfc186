package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.audio.MpegAudioFrame;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/**
 * The number of channels that the audio itself states. The sample entry of an MP4 always says two for some codecs (ETSI TS
 * 102 366, annex F; ISO/IEC 14496-12, 12.2.3), and programs write two for others.
 */
final class CodedChannels {

    /** By acmod (ETSI TS 102 366, 4.4.2.3), without the channel of low frequencies. */
    private static final int[] DOLBY = {2, 1, 2, 3, 3, 4, 4, 5};

    /** By AMODE (ETSI TS 102 114, 5.3.1), without the channel of low frequencies. */
    private static final int[] DTS = {1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8};

    private static final long DTS_SYNC = 0x7FFE8001L;

    private CodedChannels() {}

    /** Reads the box dac3 of AC-3 (annex F.4). */
    static int ofAc3(Boxes.Box dac3, RandomAccessReader in) throws IOException {
        int bits = in.seek(dac3.start()).u24();
        return DOLBY[bits >> 11 & 7] + (bits >> 10 & 1);
    }

    /** Reads the first substream in the box dec3 of Enhanced AC-3 (annex F.6). */
    static int ofEnhancedAc3(Boxes.Box dec3, RandomAccessReader in) throws IOException {
        int bits = in.seek(dec3.start() + 2).u24();
        return DOLBY[bits >> 9 & 7] + (bits >> 8 & 1);
    }

    /** Reads the header of the first frame; empty if it is not one. */
    static Optional<Integer> ofFrame(String codec, long frame, RandomAccessReader in) throws IOException {
        in.seek(frame);
        return switch (codec) {
            case "mp3" -> MpegAudioFrame.read(in).map(MpegAudioFrame::channels);
            case "dts" -> dts(in);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> dts(RandomAccessReader in) throws IOException {
        if (in.u32() != DTS_SYNC) {
            return Optional.empty();
        }
        int mode = in.skip(3).u16() >> 6 & 0x3F;
        int lowFrequencies = in.skip(1).u8() >> 1 & 3;
        return mode < DTS.length ? Optional.of(DTS[mode] + (lowFrequencies == 0 ? 0 : 1)) : Optional.empty();
    }
}
