package io.github.reelstore.media.internal.matroska;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.Extras;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parses Matroska (RFC 9559) in EBML (RFC 8794), and WebM, which is a part of it. Live encoders and browsers do not write
 * the duration; it is then computed from the blocks, of which only the headers are read.
 */
public final class Matroska implements Parser {

    private static final int SEGMENT = 0x18538067;
    private static final int SEEK_HEAD = 0x114D9B74;
    private static final int INFO = 0x1549A966;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TAGS = 0x1254C367;
    private static final int CLUSTER = 0x1F43B675;
    private static final int BLOCK_GROUP = 0xA0;
    private static final int BLOCK = 0xA1;
    private static final int SIMPLE_BLOCK = 0xA3;

    private static final int MAX_TRACKS = 128;

    /** The maximum number of bytes and nanoseconds of blocks from which a frame rate is computed. */
    private static final long RATE_BYTES = 4 << 20;

    private static final long RATE_NANOSECONDS = 10_000_000_000L;

    private long scale = 1_000_000;
    private double duration;
    private long segmentStart;
    private long firstCluster = -1;
    private long cluster;
    private long tags = -1;
    private boolean tagsRead;
    private final Map<Long, MatroskaTrack> tracks = new LinkedHashMap<>();
    private Optional<MatroskaTrack> blockTrack = Optional.empty();
    private long groupDuration = -1;
    private boolean described;

    /** Whether all tracks were read. */
    private boolean tracksRead;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        in.seek(0);
        Element header = Element.read(in);
        Element segment = Element.read(in.seek(header.endIn(in.size())));
        if (segment.id() != SEGMENT) {
            throw MalformedMediaException.damaged("its structure");
        }
        segmentStart = segment.start();
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
        if (tracksRead
                && tracks.values().stream().anyMatch(MatroskaTrack::isAudio)
                && tracks.values().stream().noneMatch(MatroskaTrack::mayHavePictures)) {
            out.audioOnly();
        }
        if (duration > 0) {
            out.seconds(duration * scale / 1e9);
        } else {
            double end = tracks.values().stream()
                    .mapToDouble(track -> track.endSeconds(scale))
                    .max()
                    .orElse(0);
            if (end > 0) {
                out.seconds(end);
            }
        }
        if (out.hasSize()) {
            out.frameRate(video().flatMap(track -> track.frameRate(scale)));
        }
        out.bitrateOf(in.size());
    }

    private Optional<MatroskaTrack> video() {
        return tracks.values().stream().filter(MatroskaTrack::isVideo).findFirst();
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
                case SEEK_HEAD -> seekHead(in, element);
                case INFO -> info(in, element);
                case TRACKS -> tracks(in, element, out);
                case TAGS -> tags(in, element, out);
                case CLUSTER -> {
                    next = element.start();
                    firstCluster = firstCluster < 0 ? next : firstCluster;
                }
                case BLOCK_GROUP -> {
                    next = element.start();
                    blockTrack = Optional.empty();
                    groupDuration = -1;
                }
                case 0xE7 -> cluster = element.number(in);
                case SIMPLE_BLOCK -> block(in, -1);
                case BLOCK -> block(in, groupDuration);
                case 0x9B -> {
                    groupDuration = element.number(in);
                    blockTrack.ifPresent(track -> track.lasts(groupDuration));
                }
                default -> {}
            }
            if (isEnough(in.position())) {
                Extras.read(in, () -> lastTags(in, out));
                return;
            }
            in.seek(next);
        }
    }

    /** Whether everything is known that blocks can tell. */
    private boolean isEnough(long position) {
        if (!described || duration <= 0 || firstCluster < 0) {
            return false;
        }
        return position - firstCluster > RATE_BYTES
                || video().filter(track -> !track.hasFrameRate(RATE_NANOSECONDS / scale))
                        .isEmpty();
    }

    /** Reads the tags behind the clusters, if the beginning says where they are. */
    private void lastTags(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (!tagsRead && tags > 0 && tags < in.size()) {
            Element element = Element.read(in.seek(tags));
            if (element.id() == TAGS) {
                tags(in, element, out);
            }
        }
    }

    /**
     * Reads a block header (section 10): the track's number, the time within the cluster, and the number of frames in
     * the block.
     *
     * @param ticks its duration; -1 if it is unknown
     */
    private void block(RandomAccessReader in, long ticks) throws IOException {
        long number = Element.variable(in, false);
        long time = cluster + (short) in.u16();
        boolean laced = (in.u8() & 0x06) != 0;
        int frames = laced && in.left() > 0 ? in.u8() + 1 : 1;
        blockTrack = Optional.ofNullable(tracks.get(number));
        blockTrack.ifPresent(track -> {
            track.block(time, frames);
            if (ticks >= 0) {
                track.lasts(ticks);
            }
        });
    }

    private void seekHead(RandomAccessReader in, Element head) throws IOException {
        for (Optional<Element> one = head.first(in); one.isPresent(); one = head.after(one.get(), in)) {
            if (one.get().id() == 0x4DBB) {
                seek(in, one.get());
            }
        }
    }

    private void seek(RandomAccessReader in, Element seek) throws IOException {
        long id = 0;
        long position = 0;
        for (Optional<Element> one = seek.first(in); one.isPresent(); one = seek.after(one.get(), in)) {
            if (one.get().id() == 0x53AB) {
                id = one.get().number(in);
            } else if (one.get().id() == 0x53AC) {
                position = one.get().number(in);
            }
        }
        if (id == TAGS && position > 0) {
            tags = segmentStart + position;
        }
    }

    private void tags(RandomAccessReader in, Element all, MediaMetadataBuilder out) throws IOException {
        tagsRead = true;
        for (Optional<Element> tag = all.first(in); tag.isPresent(); tag = all.after(tag.get(), in)) {
            if (tag.get().id() == 0x7373) {
                tag(in, tag.get(), out);
            }
        }
    }

    private static void tag(RandomAccessReader in, Element tag, MediaMetadataBuilder out) throws IOException {
        for (Optional<Element> simple = tag.first(in); simple.isPresent(); simple = tag.after(simple.get(), in)) {
            if (simple.get().id() == 0x67C8) {
                simpleTag(in, simple.get(), out);
            }
        }
    }

    private static void simpleTag(RandomAccessReader in, Element simple, MediaMetadataBuilder out) throws IOException {
        for (Optional<Element> one = simple.first(in); one.isPresent(); one = simple.after(one.get(), in)) {
            if (one.get().id() == 0x45A3) {
                out.marks().key(one.get().text(in));
            }
        }
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

    private void tracks(RandomAccessReader in, Element all, MediaMetadataBuilder out) throws IOException {
        described = true;
        for (Optional<Element> one = all.first(in); one.isPresent(); one = all.after(one.get(), in)) {
            if (one.get().id() == 0xAE && tracks.size() < MAX_TRACKS) {
                MatroskaTrack track = new MatroskaTrack();
                try {
                    track.read(in, one.get());
                } finally {
                    tracks.putIfAbsent(track.number(), track);
                    track.report(out);
                }
            }
        }
        tracksRead = true;
    }
}
