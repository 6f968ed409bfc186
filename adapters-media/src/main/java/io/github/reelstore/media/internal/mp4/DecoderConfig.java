package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/** The descriptors of a box esds (ISO/IEC 14496-1, 7.2.6) that tell how a track is coded. */
final class DecoderConfig {

    /** Tags of ISO/IEC 14496-1, 7.2.2. */
    private static final int ES = 3;

    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;

    /** The maximum number of bytes read from the decoder specific information. */
    private static final int MAX_SPECIFIC = 64;

    private final int objectType;
    private final long bitrate;
    private final byte[] specific;

    private DecoderConfig(int objectType, long bitrate, byte[] specific) {
        this.objectType = objectType;
        this.bitrate = bitrate;
        this.specific = specific;
    }

    /** The object type indication, as registered at mp4ra.org. */
    int objectType() {
        return objectType;
    }

    /** The claimed mean bit rate; 0 if unknown. */
    long bitrate() {
        return bitrate;
    }

    /** The first bytes of the decoder specific information; empty if the file has no such bytes. */
    byte[] specific() {
        return specific;
    }

    static DecoderConfig read(Boxes.Box esds, RandomAccessReader in) throws IOException {
        require(in.seek(esds.start() + 4).u8() == ES);
        length(in);
        int flags = in.skip(2).u8();
        in.skip((flags & 0x80) == 0 ? 0 : 2);
        in.skip((flags & 0x40) == 0 ? 0 : in.u8());
        in.skip((flags & 0x20) == 0 ? 0 : 2);
        require(in.u8() == DECODER_CONFIG);
        length(in);
        int type = in.u8();
        long mean = in.skip(8).u32();
        boolean hasSpecific = in.position() < esds.end() && in.u8() == DECODER_SPECIFIC;
        byte[] specific = hasSpecific ? in.atMost(Math.min(length(in), MAX_SPECIFIC)) : new byte[0];
        return new DecoderConfig(type, mean, specific);
    }

    private static void require(boolean valid) throws MalformedMediaException {
        if (!valid) {
            throw MalformedMediaException.damaged("the description of a track");
        }
    }

    /** Reads a length of at most four bytes, with seven bits in each. */
    private static int length(RandomAccessReader in) throws IOException {
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int bits = in.u8();
            length = (length << 7) | (bits & 0x7F);
            if ((bits & 0x80) == 0) {
                return length;
            }
        }
        return length;
    }
}
