package io.github.reelstore.domain.format;

/**
 * MPEG audio streams, which have frames but no signature. The sync bits of a frame occur in other files too (FF FE also
 * begins UTF-16 text), so if the header is long enough, a second frame with the same parameters must follow the first.
 */
final class MpegAudio {

    private static final int NO_FRAME = -1;

    /** The size of the longest frame header, that of ADTS, in bytes. */
    private static final int HEADER = 7;

    private MpegAudio() {}

    static boolean isMp3(FileHeader fileHeader) {
        return hasFrames(fileHeader, Layer3::frameLength, Layer3.CONSTANT_BITS);
    }

    static boolean isAac(FileHeader fileHeader) {
        return hasFrames(fileHeader, Adts::frameLength, Adts.CONSTANT_BITS);
    }

    private static boolean hasFrames(FileHeader fileHeader, FrameLength frameLength, long constantBits) {
        int next = frameLength.at(fileHeader, 0);
        if (next == NO_FRAME) {
            return false;
        }
        boolean headEndsBefore = !fileHeader.has(next, HEADER);
        return headEndsBefore
                || (frameLength.at(fileHeader, next) != NO_FRAME
                        && ((fileHeader.u32(0) ^ fileHeader.u32(next)) & constantBits) == 0);
    }

    /** The length in bytes of the frame whose header is at an offset, or {@link #NO_FRAME}. */
    @FunctionalInterface
    private interface FrameLength {
        int at(FileHeader fileHeader, long offset);
    }

    /** The header of ISO/IEC 11172-3, section 2.4.1.3, with the lower rates of 13818-3 and MPEG-2.5. */
    private static final class Layer3 {
        /** Sync, version, layer and sampling rate. Bit rate, padding and stereo mode may change between frames. */
        static final long CONSTANT_BITS = 0xFFFE0C00L;

        private static final int[] MPEG1_KBPS = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
        private static final int[] MPEG2_KBPS = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
        private static final int[] MPEG1_HERTZ = {44_100, 48_000, 32_000};

        static int frameLength(FileHeader fileHeader, long offset) {
            int header = (int) fileHeader.u32(offset);
            int version = header >>> 19 & 3; // 3 is MPEG-1, 2 is MPEG-2, 0 is MPEG-2.5
            int layer = header >>> 17 & 3; // 1 is layer III
            int bitRate = header >>> 12 & 15; // 0 is "free", which has no known length; 15 is forbidden
            int samplingRate = header >>> 10 & 3; // 3 is reserved
            int emphasis = header & 3; // 2 is reserved
            boolean valid = fileHeader.has(offset, 4)
                    && header >>> 21 == 0x7FF
                    && version != 1
                    && layer == 1
                    && bitRate != 0
                    && bitRate != 15
                    && samplingRate != 3
                    && emphasis != 2;
            if (!valid) {
                return NO_FRAME;
            }
            boolean mpeg1 = version == 3;
            int kbps = (mpeg1 ? MPEG1_KBPS : MPEG2_KBPS)[bitRate - 1];
            int hertz = MPEG1_HERTZ[samplingRate] / (mpeg1 ? 1 : version == 2 ? 2 : 4);
            int samplesPerByte = mpeg1 ? 1152 / 8 : 576 / 8;
            int padding = header >>> 9 & 1;
            return samplesPerByte * kbps * 1000 / hertz + padding;
        }
    }

    /** The header of ISO/IEC 14496-3, section 1.A.2.2. */
    private static final class Adts {
        /** The fixed header: its 28 bits are the same in every frame. */
        static final long CONSTANT_BITS = 0xFFFFFFF0L;

        private static final int SAMPLING_RATES = 13;

        static int frameLength(FileHeader fileHeader, long offset) {
            int header = (int) fileHeader.u32(offset);
            boolean synced = (header & 0xFFF60000) == 0xFFF00000; // Twelve bits of sync, layer 0.
            int samplingRate = header >>> 10 & 15;
            int length = (header & 3) << 11 | fileHeader.u8(offset + 4) << 3 | fileHeader.u8(offset + 5) >>> 5;
            boolean hasChecksum = (header >>> 16 & 1) == 0;
            boolean valid = fileHeader.has(offset, HEADER)
                    && synced
                    && samplingRate < SAMPLING_RATES
                    && length > (hasChecksum ? HEADER + 2 : HEADER);
            return valid ? length : NO_FRAME;
        }
    }
}
