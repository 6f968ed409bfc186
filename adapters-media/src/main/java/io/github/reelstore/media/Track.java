package io.github.reelstore.media;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A track of a {@link Movie}: audio or video; other types are skipped. */
final class Track {

    private static final Set<String> TEXT = Set.of("text", "sbtl", "subt", "clcp");

    private final Boxes.Box box;
    private final RandomAccessReader in;
    private String handler = "";
    private long id;
    private boolean rotated;
    private double mediaSeconds;
    private long scale;
    private long bytes;
    private long defaultDuration;
    private long firstTime = -1;
    private long time;

    Track(Boxes.Box box, RandomAccessReader in) {
        this.box = box;
        this.in = in;
    }

    long id() {
        return id;
    }

    boolean isAudio() {
        return handler.equals("soun");
    }

    /** Whether it contains captions, subtitles or chapters. */
    boolean isText() {
        return TEXT.contains(handler);
    }

    /** The total size of its samples in bytes; 0 if unknown. */
    long bytes() {
        return bytes;
    }

    long defaultDuration() {
        return defaultDuration;
    }

    void defaultDuration(long units) {
        defaultDuration = units;
    }

    /** Begins a fragment at this time. */
    void fragmentBegins(long units) {
        time = units;
        if (firstTime < 0) {
            firstTime = units;
        }
    }

    /** Adds the duration of a run of samples. */
    void add(long units) {
        firstTime = Math.max(firstTime, 0);
        time += units;
    }

    boolean isFragmented() {
        return firstTime >= 0 && scale > 0 && time > firstTime;
    }

    /** The duration: the sum of the fragments, if there are any, else the one in the track's header. */
    double seconds() {
        return isFragmented() ? (double) (time - firstTime) / scale : mediaSeconds;
    }

    void read(MediaMetadataBuilder out) throws IOException {
        Boxes boxes = box.boxes(in, 0);
        for (Optional<Boxes.Box> one = boxes.next(); one.isPresent(); one = boxes.next()) {
            switch (one.get().type()) {
                case "tkhd" -> header(one.get());
                case "mdia" -> media(one.get(), out);
                default -> {}
            }
        }
    }

    /** Reads the track header (section 8.3.2). The rotation matrix follows the times, which have one of two widths. */
    private void header(Boxes.Box tkhd) throws IOException {
        boolean wide = in.seek(tkhd.start()).u32() >>> 24 == 1;
        id = in.skip(wide ? 16 : 8).u32();
        in.skip(wide ? 28 : 24);
        long a = in.u32();
        long b = in.u32();
        rotated = a == 0 && b != 0;
    }

    private void media(Boxes.Box mdia, MediaMetadataBuilder out) throws IOException {
        Optional<Boxes.Box> hdlr = mdia.boxes(in, 0).find("hdlr");
        if (hdlr.isPresent()) {
            handler = in.seek(hdlr.get().start() + 8).text(4);
        }
        Optional<Boxes.Box> mdhd = mdia.boxes(in, 0).find("mdhd");
        if (mdhd.isPresent()) {
            mediaSeconds = MovieTimes.header(mdhd.get(), in);
            scale = MovieTimes.scale(mdhd.get(), in);
        }
        Optional<Boxes.Box> minf = mdia.boxes(in, 0).find("minf");
        Optional<Boxes.Box> stbl = minf.isPresent() ? minf.get().boxes(in, 0).find("stbl") : Optional.empty();
        if (stbl.isPresent()) {
            samples(stbl.get(), out);
        }
    }

    private void samples(Boxes.Box stbl, MediaMetadataBuilder out) throws IOException {
        Boxes boxes = stbl.boxes(in, 0);
        for (Optional<Boxes.Box> one = boxes.next(); one.isPresent(); one = boxes.next()) {
            if (one.get().type().equals("stsd")) {
                Optional<Boxes.Box> entry = one.get().boxes(in, 8).next();
                if (entry.isPresent()) {
                    entry(entry.get(), out);
                }
            } else if (one.get().type().equals("stsz") && isAudio()) {
                bytes = sizes(one.get());
            }
        }
    }

    private void entry(Boxes.Box entry, MediaMetadataBuilder out) throws IOException {
        if (isAudio() && out.sampleRate().isEmpty()) {
            AudioSampleEntry.read(entry, in, out);
        } else if ((handler.equals("vide") || handler.equals("pict")) && !out.hasSize()) {
            out.codec(MovieCodecs.video(entry.type()));
            in.seek(entry.start() + 24);
            out.size(in.u16(), in.u16());
            out.rotated(rotated);
        }
    }

    /** The total size of the samples (section 8.7.3.2). */
    private long sizes(Boxes.Box stsz) throws IOException {
        in.seek(stsz.start() + 4);
        long all = in.u32();
        long count = in.u32();
        if (all > 0) {
            return all * count;
        }
        long sum = 0;
        for (long i = 0; i < count && in.position() < stsz.end(); i++) {
            sum += in.u32();
        }
        return sum;
    }
}
