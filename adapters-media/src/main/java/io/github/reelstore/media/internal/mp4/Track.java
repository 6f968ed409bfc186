package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.media.internal.metadata.Crop;
import io.github.reelstore.media.internal.metadata.FrameRates;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.SampleTotals;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A track of a {@link Movie}: audio or video; other types are skipped. */
final class Track {

    /**
     * Captions, subtitles and chapters; timed metadata, of cameras too, time codes, hints; haptics; font data; and the
     * systems tracks of ISO/IEC 14496-14.
     */
    private static final Set<String> WITHOUT_PICTURES = Set.of(
            "text", "sbtl", "subt", "subp", "clcp", "meta", "camm", "nrtm", "tmcd", "hint", "hapt", "fdsm", "odsm",
            "sdsm", "ocsm", "crsm", "m7sm", "ipsm", "mjsm");

    /** The maximum relative difference in aspect between coded and shown size that comes from rounding or cropping. */
    private static final double ASPECT_TOLERANCE = 0.01;

    private final Boxes.Box box;
    private final RandomAccessReader in;
    private String handler = "";
    private long id;
    private boolean rotated;
    private long shownWidth;
    private long shownHeight;
    private long shownUnits;
    private double mediaSeconds;
    private long scale;
    private long editStart;
    private SampleTotals samples = SampleTotals.NONE;
    private SampleDefaults defaults = SampleDefaults.NONE;
    private boolean fragmented;
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

    boolean isVideo() {
        return handler.equals("vide") || handler.equals("pict");
    }

    /** Whether its type says that it contains neither pictures nor sound. */
    boolean isWithoutPictures() {
        return WITHOUT_PICTURES.contains(handler);
    }

    /** The total size of its samples in bytes; 0 if unknown. */
    long bytes() {
        return samples.bytes();
    }

    Optional<FrameRate> frameRate() {
        return FrameRates.average(samples, scale);
    }

    SampleDefaults defaults() {
        return defaults;
    }

    void defaults(SampleDefaults ofFragments) {
        defaults = ofFragments;
    }

    /** Begins a fragment at this time. */
    void fragmentBegins(long units) {
        time = units;
        if (firstTime < 0) {
            firstTime = units;
        }
    }

    /** Adds a run of samples of a fragment. */
    void add(SampleTotals run) {
        fragmented = true;
        firstTime = Math.max(firstTime, 0);
        time += run.units();
        samples = samples.plus(run);
    }

    boolean isFragmented() {
        return fragmented && scale > 0 && time > firstTime;
    }

    /**
     * The duration. If there are fragments, it is the sum of all samples, those before the first fragment included; else
     * the one in the track's header. The header of a fragmented file may describe the beginning only, or be in other units
     * (Chromium writes milliseconds whatever the time scale is).
     */
    double seconds() {
        // video samples are shown later than they are decoded by as much as the edit list takes off
        long filling = isAudio() && firstTime == 0 ? editStart : 0;
        return isFragmented() ? (double) Math.max(0, time - firstTime - filling) / scale : mediaSeconds;
    }

    /** The duration in its header, which edit lists are part of, in the movie's time units; 0 if it is unknown. */
    long shownUnits() {
        return shownUnits;
    }

    void read(MediaMetadataBuilder out) throws IOException {
        Boxes boxes = box.boxes(in, 0);
        for (Optional<Boxes.Box> one = boxes.next(); one.isPresent(); one = boxes.next()) {
            switch (one.get().type()) {
                case "tkhd" -> header(one.get());
                case "edts" -> edits(one.get());
                case "mdia" -> media(one.get(), out);
                default -> {}
            }
        }
    }

    /**
     * Reads the track header (section 8.3.2). The rotation matrix follows the times, which have one of two widths, and the
     * size as shown follows the matrix.
     */
    private void header(Boxes.Box tkhd) throws IOException {
        boolean wide = in.seek(tkhd.start()).u32() >>> 24 == 1;
        id = in.skip(wide ? 16 : 8).u32();
        in.skip(4);
        shownUnits = MovieTimes.duration(in, wide);
        in.skip(16);
        long a = in.u32();
        long b = in.u32();
        rotated = a == 0 && b != 0;
        if (in.position() + 36 <= tkhd.end()) {
            shownWidth = in.skip(28).u32() >>> 16;
            shownHeight = in.u32() >>> 16;
        }
    }

    private void edits(Boxes.Box edts) throws IOException {
        Optional<Boxes.Box> elst = edts.boxes(in, 0).find("elst");
        if (elst.isPresent()) {
            editStart = MovieTimes.editStart(elst.get(), in);
        }
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
        long firstFrame = isAudio() ? firstChunk(stbl) : 0;
        Boxes boxes = stbl.boxes(in, 0);
        for (Optional<Boxes.Box> one = boxes.next(); one.isPresent(); one = boxes.next()) {
            Boxes.Box found = one.get();
            switch (found.type()) {
                case "stsd" -> {
                    Optional<Boxes.Box> entry = found.boxes(in, 8).next();
                    if (entry.isPresent()) {
                        int version = (int) (in.seek(found.start()).u32() >>> 24);
                        entry(entry.get(), version, firstFrame, out);
                    }
                }
                case "stts" -> begin(MovieTimes.table(found, in));
                case "stsz" -> samples = samples.plus(SampleTotals.ofBytes(isAudio() ? sizes(found) : 0));
                case "stz2" -> samples = samples.plus(SampleTotals.ofBytes(isAudio() ? compactSizes(found) : 0));
                default -> {}
            }
        }
    }

    /** The offset of the first sample in the file (section 8.7.5); 0 if the samples are in fragments. */
    private long firstChunk(Boxes.Box stbl) throws IOException {
        Boxes boxes = stbl.boxes(in, 0);
        for (Optional<Boxes.Box> one = boxes.next(); one.isPresent(); one = boxes.next()) {
            boolean wide = one.get().type().equals("co64");
            if (wide || one.get().type().equals("stco")) {
                long count = in.seek(one.get().start() + 4).u32();
                return count == 0 ? 0 : wide ? in.i64() : in.u32();
            }
        }
        return 0;
    }

    /** Adds the samples that the movie's header describes; fragments may follow them. */
    private void begin(SampleTotals described) {
        samples = samples.plus(described);
        if (described.units() > 0) {
            firstTime = 0;
            time = described.units();
        }
    }

    private void entry(Boxes.Box entry, int version, long firstFrame, MediaMetadataBuilder out) throws IOException {
        if (isAudio()) {
            AudioSampleEntry.read(entry, in, version, scale, firstFrame, out);
        } else if (isVideo() && (out.hasSize() || out.format().kind() == MediaKind.AUDIO)) {
            // of an audio book it is the cover
            out.videoCodec(VideoSampleEntry.codec(entry, in));
        } else if (isVideo()) {
            out.rotated(rotated);
            VideoSampleEntry.read(entry, in, out);
            if (out.hasSquarePixels()) {
                aspect(out);
            }
        }
    }

    /** Takes the shape of the pixels from the size in the track header if the entry does not say it, as ffmpeg does. */
    private void aspect(MediaMetadataBuilder out) {
        boolean known = shownWidth > 0 && shownHeight > 0 && out.hasSize();
        // some programs write the size after the rotation
        boolean turned = rotated && isAbout(shownHeight * out.shownRows(), shownWidth * out.shownColumns());
        if (!known || turned) {
            return;
        }
        if (!isAbout(shownWidth * out.shownRows(), shownHeight * out.shownColumns())) {
            out.pixelAspect(shownWidth * out.shownRows(), shownHeight * out.shownColumns());
        } else if (shownHeight == out.height() && shownWidth < out.width()) {
            // such as 853 of 854 pixels, because codecs only take even sides
            out.crop(new Crop(0, 0, shownWidth, shownHeight));
        }
    }

    private static boolean isAbout(long one, long other) {
        return Math.abs((double) one / other - 1) <= ASPECT_TOLERANCE;
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

    /** The total size of samples whose sizes have 4, 8 or 16 bits (section 8.7.3.3). */
    private long compactSizes(Boxes.Box stz2) throws IOException {
        int bits = (int) in.seek(stz2.start() + 4).u32() & 0xFF;
        long count = in.u32();
        long sum = 0;
        for (long i = 0; i < count && in.position() < stz2.end(); i += bits == 4 ? 2 : 1) {
            int value = bits == 16 ? in.u16() : in.u8();
            sum += bits == 4 ? (value >> 4) + (value & 0xF) : value;
        }
        return sum;
    }
}
