package io.github.reelstore.media;

import java.io.IOException;
import java.util.Optional;

/**
 * Parses the encoding of an audio track: an AudioSampleEntry of ISO/IEC 14496-12 (12.2.3), or one of QuickTime's three
 * versions.
 */
final class AudioSampleEntry {

    private static final int VERSION = 8;
    private static final int CHANNELS = 16;
    private static final int[] LENGTHS = {28, 44, 64};

    /** Tags of ISO/IEC 14496-1, 7.2.2. */
    private static final int ES = 3;

    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;

    /** The maximum number of bytes read from a decoder configuration. */
    private static final int MAX_CONFIG = 64;

    private AudioSampleEntry() {}

    static void read(Boxes.Box entry, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        int version = in.seek(entry.start() + VERSION).u16();
        int channels = in.seek(entry.start() + CHANNELS).u16();
        int bits = in.u16();
        long hertz = in.skip(4).u32() >>> 16;
        if (version == 2) {
            hertz = Math.round(Double.longBitsToDouble(in.skip(4).i64()));
            out.audio(hertz, in.u32());
        } else {
            out.audio(hertz, channels);
        }
        Optional<Boxes.Box> config = streamConfig(entry, in, LENGTHS[Math.min(version, 2)]);
        if (config.isPresent()) {
            descriptors(in, config.get(), out);
        } else {
            out.codec(MovieCodecs.audio(entry.type(), bits));
        }
    }

    /** Finds the box with the descriptors, which QuickTime nests one level deeper. */
    private static Optional<Boxes.Box> streamConfig(Boxes.Box entry, RandomAccessReader in, int length)
            throws IOException {
        Boxes boxes = entry.boxes(in, length);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("esds")) {
                return box;
            }
            if (box.get().type().equals("wave")) {
                return box.get().boxes(in, 0).find("esds");
            }
        }
        return Optional.empty();
    }

    private static void descriptors(RandomAccessReader in, Boxes.Box esds, MediaMetadataBuilder out)
            throws IOException {
        in.seek(esds.start() + 4);
        if (in.u8() != ES) {
            throw MalformedMediaException.damaged("a description of its sound");
        }
        length(in);
        int flags = in.skip(2).u8();
        in.skip((flags & 0x80) == 0 ? 0 : 2);
        in.skip((flags & 0x40) == 0 ? 0 : in.u8());
        in.skip((flags & 0x20) == 0 ? 0 : 2);
        if (in.u8() != DECODER_CONFIG) {
            throw MalformedMediaException.damaged("a description of its sound");
        }
        length(in);
        int type = in.u8();
        out.codec(MovieCodecs.object(type));
        long mean = in.skip(8).u32();
        if (mean > 0) {
            out.bitrate(mean);
        }
        if (MovieCodecs.isAac(type) && in.position() < esds.end() && in.u8() == DECODER_SPECIFIC) {
            AacConfig.read(in.atMost(Math.min(length(in), MAX_CONFIG)), out);
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
