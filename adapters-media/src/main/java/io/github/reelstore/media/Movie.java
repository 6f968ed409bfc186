package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * ISO/IEC 14496-12 and -14, and Apple's QuickTime File Format: what is in the tracks stands in the box moov, at the beginning or at
 * the end of the file. In a fragmented file it says nothing about the length: that is the sum of the fragments.
 */
final class Movie implements Parser {

    /** A file with more tracks is none that anybody made to be watched. */
    private static final int MOST_TRACKS = 64;

    private final Map<Long, Track> tracks = new HashMap<>();
    private double seconds;
    private boolean described;

    /** Whether its tracks were read to the last one. */
    private boolean told;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Boxes boxes = new Boxes(in, 0, in.size());
        long end = 0;
        try {
            for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
                end = box.get().end();
                switch (box.get().type()) {
                    case "moov" -> movie(box.get(), in, out);
                    case "moof" -> fragment(box.get(), in);
                    case "uuid" -> Boxes.mark(box.get(), in, out);
                    default -> {}
                }
            }
        } finally {
            finish(in, out);
        }
        if (!described || end > in.size()) {
            throw MalformedMediaException.ends();
        }
    }

    /** Captions and chapters may be beside it. A track of a kind that is not known may be one of pictures that is damaged. */
    private boolean holdsOnlySound() {
        return told
                && tracks.values().stream().anyMatch(Track::isSound)
                && tracks.values().stream().allMatch(track -> track.isSound() || track.isText());
    }

    private void finish(RandomAccessReader in, MediaMetadataBuilder out) {
        if (out.format() == MediaFormat.MP4 && holdsOnlySound()) {
            out.onlySound(MediaFormat.M4A);
        } else if (told && !out.hasSize() && tracks.values().stream().noneMatch(Track::isSound)) {
            out.warn("It holds neither pictures nor sound that can be read.");
        }
        boolean fragmented = tracks.values().stream().anyMatch(Track::isFragmented);
        if (seconds == 0 || fragmented) {
            double longest =
                    tracks.values().stream().mapToDouble(Track::seconds).max().orElse(0);
            seconds = Math.max(seconds, longest);
        }
        if (seconds > 0) {
            out.seconds(seconds);
        }
        Optional<Track> sound = tracks.values().stream().filter(Track::isSound).findFirst();
        if (out.hasSize()) {
            out.bitrateOf(in.size());
        } else if (!out.hasBitrate()) {
            out.bitrateOf(sound.map(Track::bytes).filter(bytes -> bytes > 0).orElse(in.size()));
        }
    }

    private void movie(Boxes.Box moov, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        described = true;
        Boxes boxes = moov.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            switch (box.get().type()) {
                case "mvhd" -> seconds = MovieTimes.header(box.get(), in);
                case "trak" -> track(box.get(), out, in);
                case "mvex" -> extended(box.get(), in);
                case "uuid" -> Boxes.mark(box.get(), in, out);
                default -> {}
            }
        }
        told = true;
    }

    /** The first track of pictures in a moov, for image sequences. */
    void track(Boxes.Box moov, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Optional<Boxes.Box> trak = moov.boxes(in, 0).find("trak");
        if (trak.isPresent()) {
            track(trak.get(), out, in);
        }
    }

    private void track(Boxes.Box trak, MediaMetadataBuilder out, RandomAccessReader in) throws IOException {
        if (tracks.size() == MOST_TRACKS) {
            throw MalformedMediaException.damaged("its number of tracks");
        }
        Track track = new Track(trak, in);
        track.read(out);
        tracks.putIfAbsent(track.id(), track);
    }

    /** Section 8.8.1: the tracks' defaults for their fragments. */
    private void extended(Boxes.Box mvex, RandomAccessReader in) throws IOException {
        Boxes boxes = mvex.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("trex")) {
                Track track = tracks.get(in.seek(box.get().start() + 4).u32());
                if (track != null) {
                    in.u32();
                    track.defaultDuration(in.u32());
                }
            }
        }
    }

    private void fragment(Boxes.Box moof, RandomAccessReader in) throws IOException {
        Boxes boxes = moof.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("traf")) {
                fragmentOfTrack(box.get(), in);
            }
        }
    }

    private void fragmentOfTrack(Boxes.Box traf, RandomAccessReader in) throws IOException {
        Optional<Boxes.Box> header = traf.boxes(in, 0).find("tfhd");
        if (header.isEmpty()) {
            return;
        }
        long flags = in.seek(header.get().start()).u32();
        Track track = tracks.get(in.u32());
        if (track == null) {
            return;
        }
        in.skip((flags & 1) == 0 ? 0 : 8).skip((flags & 2) == 0 ? 0 : 4);
        long duration = (flags & 8) == 0 ? track.defaultDuration() : in.u32();
        Boxes boxes = traf.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("tfdt")) {
                boolean wide = in.seek(box.get().start()).u32() >>> 24 != 0;
                track.fragmentBegins(wide ? in.i64() : in.u32());
            } else if (box.get().type().equals("trun")) {
                track.add(MovieTimes.run(box.get(), in, duration));
            }
        }
    }
}
