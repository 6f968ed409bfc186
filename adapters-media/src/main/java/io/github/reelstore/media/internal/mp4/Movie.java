package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.audio.Id3;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.Extras;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Parses MP4 (ISO/IEC 14496-12 and -14) and Apple's QuickTime File Format. The box moov, at the beginning or the end of
 * the file, describes the tracks. In a fragmented file it does not contain the duration, which is the sum of the
 * samples that it describes (often none) and of the fragments.
 */
public final class Movie implements Parser {

    /** The maximum number of tracks; a real video has far fewer. */
    private static final int MAX_TRACKS = 64;

    /** The zeros at the beginning of the first box, which count as the padding of a tag before it. */
    private static final int BOX_ZEROS = 3;

    private final Map<Long, Track> tracks = new LinkedHashMap<>();
    private double seconds;
    private long scale;
    private boolean described;

    /** Whether all tracks were read. */
    private boolean tracksRead;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Boxes boxes = new Boxes(in, start(in, out), in.size());
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

    /** The offset of the first box: some taggers of audio do not know the format and put a tag in front. */
    private static long start(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Id3.skip(in.seek(0), out);
        return Math.max(0, in.position() - BOX_ZEROS);
    }

    /**
     * Whether there is audio, and nothing else but tracks without pictures. A track of unknown type may be a damaged
     * video track.
     */
    private boolean isAudioOnly() {
        return tracksRead
                && tracks.values().stream().anyMatch(Track::isAudio)
                && tracks.values().stream().allMatch(track -> track.isAudio() || track.isWithoutPictures());
    }

    private void finish(RandomAccessReader in, MediaMetadataBuilder out) {
        if (isAudioOnly()) {
            out.audioOnly();
        } else if (tracksRead && !out.hasSize() && tracks.values().stream().noneMatch(Track::isAudio)) {
            out.warn("It holds neither pictures nor sound that can be read.");
        }
        boolean fragmented = tracks.values().stream().anyMatch(Track::isFragmented);
        boolean all = played().count() == tracks.size();
        if (seconds == 0 || fragmented) {
            double longest = played().mapToDouble(Track::seconds).max().orElse(0);
            seconds = all || longest == 0 ? Math.max(seconds, longest) : longest;
        } else if (!all && scale > 0 && played().allMatch(track -> track.shownUnits() > 0)) {
            double longest = played().mapToLong(Track::shownUnits).max().orElseThrow();
            seconds = Math.min(seconds, longest / scale);
        }
        if (seconds > 0) {
            out.seconds(seconds);
        }
        if (out.hasSize()) {
            out.bitrateOf(in.size());
            out.frameRate(first(Track::isVideo).flatMap(Track::frameRate));
        } else {
            audioBitrate(in.size(), out);
        }
    }

    /**
     * The tracks that make up the duration: chapters and subtitles may end after the pictures and the sound, and the
     * movie's header describes the longest track of all.
     */
    private Stream<Track> played() {
        boolean any = tracks.values().stream().anyMatch(track -> !track.isWithoutPictures());
        return tracks.values().stream().filter(track -> !any || !track.isWithoutPictures());
    }

    /** The mean bit rate of the audio. That of its descriptors is often only what the encoder was asked for. */
    private void audioBitrate(long fileSize, MediaMetadataBuilder out) {
        Optional<Long> bytes = first(Track::isAudio).map(Track::bytes).filter(sum -> sum > 0 && sum <= fileSize);
        if (bytes.isPresent() || !out.hasBitrate()) {
            out.bitrateOf(bytes.orElse(fileSize));
        }
    }

    private Optional<Track> first(Predicate<Track> type) {
        return tracks.values().stream().filter(type).findFirst();
    }

    private void movie(Boxes.Box moov, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        described = true;
        Boxes boxes = moov.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            switch (box.get().type()) {
                case "mvhd" -> {
                    seconds = MovieTimes.header(box.get(), in);
                    scale = MovieTimes.scale(box.get(), in);
                }
                case "trak" -> track(box.get(), out, in);
                case "mvex" -> extended(box.get(), in);
                case "udta", "meta" -> {
                    Boxes.Box notes = box.get();
                    Extras.read(in, () -> notes(notes, in, out));
                }
                case "uuid" -> Boxes.mark(box.get(), in, out);
                default -> {}
            }
        }
        tracksRead = true;
    }

    /** Reads metadata with keys, or user data (section 8.10.1), which may contain it, and XMP as Adobe puts it there. */
    private static void notes(Boxes.Box notes, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (notes.type().equals("meta")) {
            MovieKeys.mark(notes, in, out);
            return;
        }
        Boxes boxes = notes.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            switch (box.get().type()) {
                case "XMP_" -> out.marks().xmp();
                case "meta" -> MovieKeys.mark(box.get(), in, out);
                default -> {}
            }
        }
    }

    /** Reads the first track in a moov, for image sequences. */
    public void track(Boxes.Box moov, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Optional<Boxes.Box> trak = moov.boxes(in, 0).find("trak");
        if (trak.isPresent()) {
            track(trak.get(), out, in);
        }
    }

    private void track(Boxes.Box trak, MediaMetadataBuilder out, RandomAccessReader in) throws IOException {
        if (tracks.size() == MAX_TRACKS) {
            throw MalformedMediaException.damaged("its number of tracks");
        }
        Track track = new Track(trak, in);
        track.read(out);
        tracks.putIfAbsent(track.id(), track);
    }

    /** Reads the tracks' defaults for their fragments (section 8.8.1). */
    private void extended(Boxes.Box mvex, RandomAccessReader in) throws IOException {
        Boxes boxes = mvex.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("trex")) {
                Track track = tracks.get(in.seek(box.get().start() + 4).u32());
                if (track != null) {
                    in.u32();
                    track.defaults(new SampleDefaults(in.u32(), in.u32()));
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
        SampleDefaults ofTrack = track.defaults();
        SampleDefaults defaults = new SampleDefaults(
                (flags & 8) == 0 ? ofTrack.duration() : in.u32(), (flags & 16) == 0 ? ofTrack.bytes() : in.u32());
        Boxes boxes = traf.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("tfdt")) {
                boolean wide = in.seek(box.get().start()).u32() >>> 24 != 0;
                track.fragmentBegins(wide ? in.i64() : in.u32());
            } else if (box.get().type().equals("trun")) {
                track.add(MovieTimes.run(box.get(), in, defaults));
            }
        }
    }
}
