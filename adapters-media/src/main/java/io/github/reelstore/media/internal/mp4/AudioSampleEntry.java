package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.internal.codec.AacConfig;
import io.github.reelstore.media.internal.codec.PcmFormat;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.reader.Extras;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
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

    /** Flags of QuickTime's linear PCM: kAudioFormatFlagIsFloat and kAudioFormatFlagIsBigEndian. */
    private static final int FLOAT = 1;

    private static final int BIG_ENDIAN = 2;

    private final Boxes.Box entry;
    private final RandomAccessReader in;
    private final long firstFrame;
    private String type;
    private long hertz;
    private long channels;
    private PcmFormat pcm = new PcmFormat(0, false, false);
    private Optional<DecoderConfig> config = Optional.empty();

    private AudioSampleEntry(Boxes.Box entry, RandomAccessReader in, long firstFrame) {
        this.entry = entry;
        this.in = in;
        this.firstFrame = firstFrame;
        this.type = entry.type();
    }

    /**
     * Reads an entry.
     *
     * @param version the version of the box that contains the entry: 1 means that an entry of version 1 is that of
     *     ISO/IEC 14496-12, not QuickTime's
     * @param scale the time units per second of the track: the sample rate if the entry has no room for it
     * @param firstFrame the offset of the first frame; 0 if unknown
     */
    static void read(
            Boxes.Box entry, RandomAccessReader in, int version, long scale, long firstFrame, MediaMetadataBuilder out)
            throws IOException {
        AudioSampleEntry audio = new AudioSampleEntry(entry, in, firstFrame);
        try {
            audio.read(version == 0 || out.format() == MediaFormat.MOV, scale);
        } finally {
            audio.report(out);
        }
    }

    private void read(boolean quickTime, long scale) throws IOException {
        int version = in.seek(entry.start() + VERSION).u16();
        channels = in.seek(entry.start() + CHANNELS).u16();
        pcm = new PcmFormat(in.u16(), false, false);
        hertz = in.skip(4).u32() >>> 16;
        if (quickTime && version == 2) {
            hertz = Math.round(Double.longBitsToDouble(in.skip(4).i64()));
            channels = in.u32();
            int bits = (int) in.skip(4).u32();
            long flags = in.u32();
            pcm = new PcmFormat(bits, (flags & FLOAT) != 0, (flags & BIG_ENDIAN) == 0);
        }
        // 16 bits hold no rate above 65,535 Hz
        hertz = hertz == 0 ? scale : hertz;
        boxes(entry.boxes(in, quickTime ? LENGTHS[Math.min(version, 2)] : LENGTHS[0]), true);
    }

    /** Reads the nested boxes; QuickTime nests some one level deeper, and no further. */
    private void boxes(Boxes boxes, boolean mayNest) throws IOException {
        for (Optional<Boxes.Box> one = boxes.next(); one.isPresent(); one = boxes.next()) {
            Boxes.Box box = one.get();
            switch (box.type()) {
                case "esds" -> config = Optional.of(DecoderConfig.read(box, in));
                case "wave" -> {
                    if (mayNest) {
                        boxes(box.boxes(in, 0), false);
                    }
                }
                case "enda" -> pcm = pcm.withLittleEndian(in.seek(box.start()).u16() != 0);
                // ISO/IEC 23003-5
                case "pcmC" -> {
                    boolean little = (in.seek(box.start() + 4).u8() & 1) != 0;
                    pcm = new PcmFormat(in.u8(), type.equals("fpcm"), little);
                }
                case "srat" -> hertz = in.seek(box.start() + 4).u32();
                case "alac" -> alac(box);
                case "dac3" -> channels = CodedChannels.ofAc3(box, in);
                case "dec3" -> channels = CodedChannels.ofEnhancedAc3(box, in);
                // the header of STREAMINFO (RFC 9639, 8.2), then sizes of blocks and frames
                case "dfLa" -> hertz = (long) in.seek(box.start() + 4 + 4 + 10).u24() >>> 4;
                case "sinf" -> type = VideoSampleEntry.original(box, in).orElse(type);
                default -> {}
            }
        }
    }

    /** Reads ALAC's decoder configuration: the number of channels and the sample rate, which the entry may cut. */
    private void alac(Boxes.Box box) throws IOException {
        if (box.length() >= 4 + 24) {
            channels = in.seek(box.start() + 4 + 9).u8();
            hertz = in.skip(2 + 4 + 4).u32();
        }
    }

    private void report(MediaMetadataBuilder out) throws IOException {
        String codec = codec();
        if (firstFrame > 0) {
            Extras.read(
                    in,
                    () -> channels = CodedChannels.ofFrame(codec, firstFrame, in)
                            .map(Integer::longValue)
                            .orElse(channels));
        }
        if (out.sampleRate().isEmpty()) {
            facts(out);
        }
        out.codec(codec);
    }

    private String codec() {
        return config.map(described -> MovieCodecs.isAac(described.objectType())
                        ? AacConfig.codec(described.specific())
                        : MovieCodecs.object(described.objectType()))
                .orElseGet(() -> MovieCodecs.audio(type, pcm));
    }

    private void facts(MediaMetadataBuilder out) {
        switch (type) {
            // 3GPP TS 26.071 and 26.171: whatever the entry says
            case "samr" -> out.audio(8000, 1);
            case "sawb" -> out.audio(16_000, 1);
            default -> out.audio(hertz, channels);
        }
        config.filter(described -> described.bitrate() > 0).ifPresent(described -> out.bitrate(described.bitrate()));
        config.filter(described -> MovieCodecs.isAac(described.objectType()))
                .ifPresent(described -> AacConfig.read(described.specific(), out));
    }
}
