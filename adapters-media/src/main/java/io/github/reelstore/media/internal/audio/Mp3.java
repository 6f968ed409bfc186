package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Parses MPEG audio, layer III (ISO/IEC 11172-3 and 13818-3). Encoders write the number of frames into the first frame
 * (Xing's and Fraunhofer's headers, which are not standardized). Without it the frames are counted, because their bit
 * rate may vary.
 *
 * <p>An encoder adds silence before and after the audio. LAME and FFmpeg write how much (LAME's "Mp3 Info Tag revision
 * 1"); then it does not belong to the duration: players do not play it, and ffprobe 8.0 (not 5.1) takes it off.
 */
final class Mp3 implements Parser {

    private static final int HAS_FRAMES = 1;
    private static final int HAS_BYTES = 2;
    private static final int HAS_TABLE = 4;
    private static final int HAS_QUALITY = 8;

    /** The length of the seek table of Xing's header. */
    private static final int TABLE = 100;

    /** The length of LAME's part of the header up to the encoder delay. */
    private static final int LAME_HEAD = 21;

    /** The encoders whose header contains the delay. */
    private static final Set<String> KNOWN_DELAY = Set.of("LAME", "Lavf", "Lavc");

    /** The length of a frame's header. */
    private static final int FRAME_HEADER = 4;

    /** The offset of Fraunhofer's header from the start of the frame. */
    private static final int FRAUNHOFER = 36;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("mp3");
        Id3.skip(in, out);
        FrameWalk<MpegAudioFrame> frames = new FrameWalk<>(in, MpegAudioFrame::read);
        MpegAudioFrame first = frames.next().orElseThrow(() -> MalformedMediaException.damaged("its first frame"));
        long start = in.position() - first.length();
        out.audio(first.hertz(), first.channels());
        if (!counted(in, start, first, out)) {
            in.seek(start + first.length());
            walk(frames, first, out);
        } else if (!out.hasBitrate()) {
            // the bit rate is constant, but the first frame may be larger to hold the header
            in.seek(start + first.length());
            out.bitrate(frames.next().orElse(first).bitrate());
        }
    }

    private static boolean counted(RandomAccessReader in, long start, MpegAudioFrame first, MediaMetadataBuilder out)
            throws IOException {
        if (in.size() - start < Math.min(first.length(), first.xing() + 16)) {
            return false;
        }
        String xing = in.seek(start + first.xing()).text(4);
        if (xing.equals("Xing") || xing.equals("Info")) {
            int flags = (int) in.u32();
            long frames = (flags & HAS_FRAMES) == 0 ? 0 : in.u32();
            long bytes = (flags & HAS_BYTES) == 0 ? 0 : in.u32();
            in.skip(((flags & HAS_TABLE) == 0 ? 0 : TABLE) + ((flags & HAS_QUALITY) == 0 ? 0 : Integer.BYTES));
            int silence = silence(in, start + first.length());
            if (bytes > 0 && isFollowed(in, start + bytes, out)) {
                return false;
            }
            return counted(frames, silence, bytes, in.size() - start, first, xing.equals("Info"), out);
        }
        if (in.size() - start < FRAUNHOFER + 18
                || !in.seek(start + FRAUNHOFER).text(4).equals("VBRI")) {
            return false;
        }
        long bytes = in.skip(6).u32();
        return counted(in.u32(), 0, bytes, in.size() - start, first, false, out);
    }

    /**
     * Whether another recording follows, with such a header or without one: programs that speak a long text in parts join
     * their files. Then the header describes the first part only. A single frame may be one that the header left out.
     */
    private static boolean isFollowed(RandomAccessReader in, long end, MediaMetadataBuilder out) throws IOException {
        if (end >= in.size()) {
            return false;
        }
        Id3.skip(in.seek(end), out);
        for (int i = 0; i < 2; i++) {
            long start = in.position();
            Optional<MpegAudioFrame> next = in.left() < FRAME_HEADER ? Optional.empty() : MpegAudioFrame.read(in);
            if (next.isEmpty()) {
                return false;
            }
            in.seek(Math.min(start + next.get().length(), in.size()));
        }
        return true;
    }

    /** The number of samples that the encoder added, from LAME's part of the header; 0 without it. */
    private static int silence(RandomAccessReader in, long frameEnd) throws IOException {
        long end = Math.min(frameEnd, in.size());
        if (end - in.position() < LAME_HEAD + 3 || !KNOWN_DELAY.contains(in.text(4))) {
            return 0;
        }
        int delays = in.skip(LAME_HEAD - 4).u24();
        return (delays >> 12) + (delays & 0xFFF);
    }

    private static boolean counted(
            long frames,
            long silence,
            long bytes,
            long left,
            MpegAudioFrame first,
            boolean constant,
            MediaMetadataBuilder out) {
        if (frames == 0) {
            return false;
        }
        long samples = frames * first.samples();
        out.duration(samples, first.hertz());
        if (!constant) {
            out.bitrateOf(bytes == 0 ? left : bytes);
        }
        if (silence < samples) {
            out.duration(samples - silence, first.hertz());
        }
        if (bytes > left) {
            out.endsEarly();
        }
        return true;
    }

    private static void walk(FrameWalk<MpegAudioFrame> frames, MpegAudioFrame first, MediaMetadataBuilder out)
            throws IOException {
        long samples = first.samples();
        long bytes = first.length();
        for (Optional<MpegAudioFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            samples += frame.get().samples();
            bytes += frame.get().length();
        }
        out.duration(samples, first.hertz());
        out.bitrateOf(bytes);
    }
}
