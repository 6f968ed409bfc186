package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses WebM: Matroska (RFC 9559) in EBML (RFC 8794). Live encoders and browsers do not write the duration; it is then
 * computed from the blocks, of which only the headers are read.
 */
final class Webm implements Parser {

    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549A966;
    private static final int TRACKS = 0x1654AE6B;
    private static final int CLUSTER = 0x1F43B675;
    private static final int BLOCK_GROUP = 0xA0;

    private static final int MAX_TRACKS = 128;
    private static final int SUBTITLE = 0x11;

    private static final Map<String, String> CODECS = Map.of(
            "V_VP8", "vp8",
            "V_VP9", "vp9",
            "V_AV1", "av1",
            "A_VORBIS", "vorbis",
            "A_OPUS", "opus");

    private long scale = 1_000_000;
    private double duration;
    private long cluster;
    private long lastEnd = -1;
    private long lastBlock;
    private final Map<Long, Long> lastBlocks = new HashMap<>();
    private boolean described;
    /** Whether all tracks were read. */
    private boolean tracksRead;

    private boolean hasAudio;
    private boolean hasOtherTracks;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        in.seek(0);
        Element header = Element.read(in);
        Element segment = Element.read(in.seek(header.endIn(in.size())));
        if (segment.id() != SEGMENT) {
            throw MalformedMediaException.damaged("its structure");
        }
        try {
            walk(in, segment.endIn(in.size()), out);
        } finally {
            finish(in, out);
        }
        if (!described || segment.endIn(0) > in.size()) {
            throw MalformedMediaException.ends();
        }
    }

    private void finish(RandomAccessReader in, MediaMetadataBuilder out) {
        if (tracksRead && hasAudio && !hasOtherTracks) {
            out.audioOnly(MediaFormat.WEBA);
        }
        if (duration > 0) {
            out.seconds(duration * scale / 1e9);
        } else if (lastEnd > 0) {
            out.seconds((double) lastEnd * scale / 1e9);
        }
        out.bitrateOf(in.size());
    }

    /**
     * Iterates over the elements of the segment, and of its clusters and groups without nesting, because their size may
     * be unknown.
     */
    private void walk(RandomAccessReader in, long end, MediaMetadataBuilder out) throws IOException {
        while (in.left() > 0 && in.position() < end) {
            Element element = Element.read(in);
            long next = element.endIn(in.size());
            switch (element.id()) {
                case CLUSTER, BLOCK_GROUP -> next = element.start();
                case INFO -> info(in, element);
                case TRACKS -> tracks(in, element, out);
                case 0xE7 -> cluster = element.number(in);
                case 0xA3, 0xA1 -> block(in);
                case 0x9B -> lastEnd = Math.max(lastEnd, lastBlock + element.number(in));
                default -> {}
            }
            if (element.id() == CLUSTER && described && duration > 0) {
                return;
            }
            in.seek(next);
        }
    }

    /**
     * Reads a block header (section 10): the track's number, then the time within the cluster. Assumes that a block
     * lasts as long as the previous one.
     */
    private void block(RandomAccessReader in) throws IOException {
        long track = Element.variable(in, false);
        long time = cluster + (short) in.u16();
        Long before = track < MAX_TRACKS ? lastBlocks.put(track, time) : null;
        lastEnd = Math.max(lastEnd, before == null || before > time ? time : time + (time - before));
        lastBlock = time;
    }

    private void info(RandomAccessReader in, Element info) throws IOException {
        for (Optional<Element> one = info.first(in); one.isPresent(); one = info.after(one.get(), in)) {
            if (one.get().id() == 0x2AD7B1) {
                scale = Math.max(1, one.get().number(in));
            } else if (one.get().id() == 0x4489) {
                duration = one.get().real(in);
            }
        }
    }

    private void tracks(RandomAccessReader in, Element tracks, MediaMetadataBuilder out) throws IOException {
        described = true;
        for (Optional<Element> one = tracks.first(in); one.isPresent(); one = tracks.after(one.get(), in)) {
            if (one.get().id() == 0xAE) {
                track(in, one.get(), out);
            }
        }
        tracksRead = true;
    }

    private void track(RandomAccessReader in, Element track, MediaMetadataBuilder out) throws IOException {
        for (Optional<Element> one = track.first(in); one.isPresent(); one = track.after(one.get(), in)) {
            switch (one.get().id()) {
                case 0x86 -> {
                    String codec = one.get().text(in);
                    out.codec(CODECS.getOrDefault(codec, codec.toLowerCase(Locale.ROOT)));
                }
                // section 5.1.4.1.3, TrackType
                case 0x83 -> {
                    long type = one.get().number(in);
                    hasAudio |= type == 2;
                    hasOtherTracks |= type != 2 && type != SUBTITLE;
                }
                case 0xE0 -> video(in, one.get(), out);
                case 0xE1 -> audio(in, one.get(), out);
                default -> {}
            }
        }
    }

    private static void video(RandomAccessReader in, Element video, MediaMetadataBuilder out) throws IOException {
        long width = 0;
        long height = 0;
        for (Optional<Element> one = video.first(in); one.isPresent(); one = video.after(one.get(), in)) {
            if (one.get().id() == 0xB0) {
                width = one.get().number(in);
            } else if (one.get().id() == 0xBA) {
                height = one.get().number(in);
            }
        }
        if (!out.hasSize()) {
            out.size(width, height);
        }
    }

    private static void audio(RandomAccessReader in, Element audio, MediaMetadataBuilder out) throws IOException {
        double hertz = 8000;
        long channels = 1;
        for (Optional<Element> one = audio.first(in); one.isPresent(); one = audio.after(one.get(), in)) {
            switch (one.get().id()) {
                case 0xB5 -> hertz = one.get().real(in);
                case 0x9F -> channels = one.get().number(in);
                default -> {}
            }
        }
        out.audio(Math.round(hertz), channels);
    }
}
