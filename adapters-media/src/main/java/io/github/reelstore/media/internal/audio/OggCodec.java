package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/**
 * The codec of a stream in Ogg, from its first page: Vorbis I, Opus (RFC 7845), FLAC (RFC 9639, section 10.1) or Speex.
 *
 * @param name the name in ffmpeg
 * @param hertz the rate of the positions on the pages
 * @param channels the number of channels
 * @param preSkip the number of samples at the start that are not played
 * @param nominal the bit rate that the stream states; 0 if it states none
 * @param lengths reads the lengths of packets
 */
record OggCodec(String name, long hertz, long channels, int preSkip, long nominal, PacketLength lengths) {

    /** The number of bytes of a packet that contain its length. */
    static final int PACKET_HEAD = 18;

    private static final int OPUS_HERTZ = 48_000;

    /** Reads the length of the packets of one stream, in their order. */
    @FunctionalInterface
    interface PacketLength {

        /** The number of samples that a packet adds, from its first {@link #PACKET_HEAD} bytes or all. */
        long of(byte[] packet);
    }

    /** Reads the first packet of a stream, which begins at the position; empty if the codec is not a known one. */
    static Optional<OggCodec> read(RandomAccessReader in, long length) throws IOException {
        String head = in.text((int) Math.min(length, 8));
        in.skip(-head.length());
        if (head.startsWith("\1vorbis")) {
            return Optional.of(vorbis(in));
        }
        if (head.equals("OpusHead")) {
            int channels = in.skip(9).u8();
            // Opus is always decoded at this rate, whatever the rate of the original
            return Optional.of(new OggCodec("opus", OPUS_HERTZ, channels, in.u16le(), 0, OggCodec::opusSamples));
        }
        if (head.startsWith("\177FLAC")) {
            Flac.StreamInfo info = Flac.streamInfo(in.skip(17));
            return Optional.of(new OggCodec("flac", info.hertz(), info.channels(), 0, 0, FlacFrame::samples));
        }
        return head.equals("Speex   ") ? Optional.of(speex(in)) : Optional.empty();
    }

    /** Vorbis I, section 4.2.2. */
    private static OggCodec vorbis(RandomAccessReader in) throws IOException {
        int channels = in.skip(11).u8();
        long hertz = in.u32le();
        long nominal = in.skip(4).u32le();
        int blockSizes = in.skip(4).u8();
        VorbisBlocks blocks = new VorbisBlocks(1 << (blockSizes & 15), 1 << (blockSizes >> 4));
        return new OggCodec("vorbis", hertz, channels, 0, nominal > Integer.MAX_VALUE ? 0 : nominal, blocks);
    }

    /** The Speex Codec Manual, "Ogg file format". */
    private static OggCodec speex(RandomAccessReader in) throws IOException {
        long hertz = in.skip(36).u32le();
        long channels = in.skip(8).u32le();
        long frame = in.skip(4).u32le();
        long frames = in.skip(4).u32le();
        return new OggCodec("speex", hertz, channels, 0, 0, packet -> frame * frames);
    }

    /** RFC 6716, section 3.1: the first byte contains the length of the frames and, by a code, their number. */
    private static long opusSamples(byte[] packet) {
        if (packet.length == 0) {
            return 0;
        }
        int config = (packet[0] & 0xFF) >> 3;
        int tenthsOfMs = config < 12
                ? new int[] {100, 200, 400, 600}[config & 3]
                : config < 16 ? new int[] {100, 200}[config & 1] : new int[] {25, 50, 100, 200}[config & 3];
        int frames = switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> packet.length > 1 ? packet[1] & 63 : 0;
        };
        return (long) tenthsOfMs * OPUS_HERTZ / 10_000 * frames;
    }

    /**
     * Vorbis I, section 1.3.2: half of the previous block and half of the current one overlap, so a packet adds a
     * quarter of both. Encoders use two modes, the first for short blocks and the second for long ones.
     */
    private static final class VorbisBlocks implements PacketLength {

        private static final int LONG = 2;

        private final int shortBlock;
        private final int longBlock;
        private int previous;

        VorbisBlocks(int shortBlock, int longBlock) {
            this.shortBlock = shortBlock;
            this.longBlock = longBlock;
        }

        @Override
        public long of(byte[] packet) {
            int before = previous;
            previous = packet.length > 0 && (packet[0] & LONG) != 0 ? longBlock : shortBlock;
            return before == 0 ? 0 : (before + previous) / 4;
        }
    }
}
