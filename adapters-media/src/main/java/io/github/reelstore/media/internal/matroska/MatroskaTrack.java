package io.github.reelstore.media.internal.matroska;

import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.media.internal.metadata.Crop;
import io.github.reelstore.media.internal.metadata.FrameRates;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.SampleTotals;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A track of a {@link Matroska} file (RFC 9559, section 5.1.4), and the times of its blocks. */
final class MatroskaTrack {

    /** Values of TrackType (section 5.1.4.1.3). */
    private static final int VIDEO = 1;

    private static final int AUDIO = 2;

    /** Subtitles, buttons, controls and metadata. */
    private static final Set<Long> WITHOUT_PICTURES = Set.of(0x11L, 0x12L, 0x20L, 0x21L);

    /** Values of DisplayUnit whose sizes have a shape: pixels, centimetres, inches, and an aspect ratio. */
    private static final int MAX_DISPLAY_UNIT = 3;

    /** The sides of the part that is not shown. */
    private static final int LEFT = 0;

    private static final int RIGHT = 1;
    private static final int TOP = 2;
    private static final int BOTTOM = 3;

    /** The value of ProjectionType (section 5.1.4.1.28.42) for an ordinary picture. */
    private static final int RECTANGULAR = 0;

    /** Degrees of ProjectionPoseRoll. */
    private static final int HALF_TURN = 180;

    private static final int QUARTER_TURN = 90;

    /** The maximum number of bytes of a codec's private data that are read. */
    private static final int MAX_PRIVATE = 20;

    /**
     * The longest time that a last block is assumed to last if nothing says it. A block may be late because nothing moved
     * before; the gap before it tells nothing then.
     */
    private static final double MAX_LAST_SECONDS = 0.1;

    /** The decoder's rate, whatever the file says (RFC 7845, section 5.1). */
    private static final int OPUS_HERTZ = 48_000;

    private long number;
    private long type;
    private String codec = "";
    private byte[] codecPrivate = {};
    private long frameNanoseconds;

    private long width;
    private long height;
    private long displayWidth;
    private long displayHeight;
    private long displayUnit;
    private final long[] crop = new long[4];
    private long projection;
    private double roll;

    private double hertz = 8000;
    private double outputHertz;
    private long channels = 1;
    private int bits;

    private long blocks;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long lastFrames = 1;
    private long lastTicks = -1;
    private long shortestGap = Long.MAX_VALUE;
    private double earlierGap = Double.MAX_VALUE;
    private long current;

    long number() {
        return number;
    }

    boolean isAudio() {
        return type == AUDIO;
    }

    boolean isVideo() {
        return type == VIDEO;
    }

    /** Whether it may be a video: a track of unknown type may be a damaged one. */
    boolean mayHavePictures() {
        return !isAudio() && !WITHOUT_PICTURES.contains(type);
    }

    void read(RandomAccessReader in, Element entry) throws IOException {
        for (Optional<Element> one = entry.first(in); one.isPresent(); one = entry.after(one.get(), in)) {
            Element element = one.get();
            switch (element.id()) {
                case 0xD7 -> number = element.number(in);
                case 0x83 -> type = element.number(in);
                case 0x86 -> codec = element.text(in);
                case 0x63A2 ->
                    codecPrivate = in.seek(element.start())
                            .atMost(Math.min(element.endIn(element.start()) - element.start(), MAX_PRIVATE));
                case 0x23E383 -> frameNanoseconds = element.number(in);
                case 0xE0 -> video(in, element);
                case 0xE1 -> audio(in, element);
                default -> {}
            }
        }
    }

    private void video(RandomAccessReader in, Element video) throws IOException {
        for (Optional<Element> one = video.first(in); one.isPresent(); one = video.after(one.get(), in)) {
            Element element = one.get();
            switch (element.id()) {
                case 0xB0 -> width = element.number(in);
                case 0xBA -> height = element.number(in);
                case 0x54B0 -> displayWidth = element.number(in);
                case 0x54BA -> displayHeight = element.number(in);
                case 0x54B2 -> displayUnit = element.number(in);
                case 0x54CC -> crop[LEFT] = element.number(in);
                case 0x54DD -> crop[RIGHT] = element.number(in);
                case 0x54BB -> crop[TOP] = element.number(in);
                case 0x54AA -> crop[BOTTOM] = element.number(in);
                case 0x7670 -> projection(in, element);
                default -> {}
            }
        }
    }

    private void projection(RandomAccessReader in, Element all) throws IOException {
        for (Optional<Element> one = all.first(in); one.isPresent(); one = all.after(one.get(), in)) {
            switch (one.get().id()) {
                case 0x7671 -> projection = one.get().number(in);
                case 0x7675 -> roll = one.get().real(in);
                default -> {}
            }
        }
    }

    private void audio(RandomAccessReader in, Element audio) throws IOException {
        for (Optional<Element> one = audio.first(in); one.isPresent(); one = audio.after(one.get(), in)) {
            Element element = one.get();
            switch (element.id()) {
                case 0xB5 -> hertz = element.real(in);
                case 0x78B5 -> outputHertz = element.real(in);
                case 0x9F -> channels = element.number(in);
                case 0x6264 -> bits = (int) Math.min(element.number(in), 64);
                default -> {}
            }
        }
    }

    /** Adds what was read, unless a track before has said it. */
    void report(MediaMetadataBuilder out) {
        if (isVideo()) {
            out.videoCodec(MatroskaCodecs.name(codec, codecPrivate, bits));
            if (!out.hasSize()) {
                out.size(width, height);
                out.crop(shownPart());
                shape(out);
                out.rotated(projection == RECTANGULAR && Math.abs(Math.abs(roll) % HALF_TURN - QUARTER_TURN) < 1);
            }
        } else if (isAudio()) {
            out.codec(MatroskaCodecs.name(codec, codecPrivate, bits));
            if (out.sampleRate().isEmpty()) {
                out.audio(sampleRate(), channels);
            }
        }
    }

    private Crop shownPart() {
        return new Crop(crop[LEFT], crop[TOP], width - crop[LEFT] - crop[RIGHT], height - crop[TOP] - crop[BOTTOM]);
    }

    private void shape(MediaMetadataBuilder out) {
        // without one of them, it is the size in pixels
        long across = displayWidth > 0 ? displayWidth : out.shownColumns();
        long down = displayHeight > 0 ? displayHeight : out.shownRows();
        boolean small = Math.max(across, down) <= Integer.MAX_VALUE && Math.max(width, height) <= Integer.MAX_VALUE;
        if (displayUnit <= MAX_DISPLAY_UNIT && small) {
            out.pixelAspect(across * out.shownRows(), down * out.shownColumns());
        }
    }

    private long sampleRate() {
        if (codec.equals("A_OPUS")) {
            return OPUS_HERTZ;
        }
        return Math.round(outputHertz > 0 ? outputHertz : hertz);
    }

    /**
     * Adds a block.
     *
     * @param time in ticks of the segment
     * @param frames the number of frames in it
     */
    void block(long time, int frames) {
        current = time;
        if (time > last) {
            if (blocks > 0) {
                shortestGap = Math.min(shortestGap, time - last);
            }
            earlierGap = blocks > 1 ? (double) (last - first) / (blocks - 1) : Double.MAX_VALUE;
            last = time;
            lastFrames = frames;
            lastTicks = -1;
        }
        first = Math.min(first, time);
        blocks++;
    }

    /** Sets how many ticks the block that was added last takes. */
    void lasts(long ticks) {
        if (current == last) {
            lastTicks = ticks;
        }
    }

    /** Whether its frame rate is known, after blocks of so many ticks if it is not in the header. */
    boolean hasFrameRate(long ticks) {
        return frameNanoseconds > 0 || (blocks > 1 && last - first >= ticks);
    }

    /** The frame rate in the header, else the average of the blocks that were read. */
    Optional<FrameRate> frameRate(long scale) {
        return frameNanoseconds > 0
                ? FrameRates.ofNanoseconds(frameNanoseconds)
                : FrameRates.average(new SampleTotals(blocks - 1, (last - first) * scale, 0, 0), 1_000_000_000);
    }

    /** When its last block ends, in seconds; 0 without blocks. */
    double endSeconds(long scale) {
        if (blocks == 0) {
            return 0;
        }
        double tick = scale / 1e9;
        if (lastTicks >= 0) {
            return (last + lastTicks) * tick;
        }
        if (frameNanoseconds > 0) {
            return last * tick + lastFrames * (frameNanoseconds / 1e9);
        }
        boolean known = earlierGap < Double.MAX_VALUE;
        double gap = known ? Math.min((double) shortestGap, earlierGap) * tick : 0;
        return last * tick + Math.min(gap, MAX_LAST_SECONDS);
    }
}
