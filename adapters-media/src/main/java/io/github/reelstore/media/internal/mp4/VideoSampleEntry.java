package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.metadata.Crop;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.reader.Extras;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Parses the encoding of a video track: a VisualSampleEntry of ISO/IEC 14496-12 (12.1.3), or QuickTime's. */
final class VideoSampleEntry {

    private static final int SIZE = 24;
    private static final int DEPTH = 74;
    private static final int BOXES = 78;

    /** Up to this depth, QuickTime's pixels are indexes into a table of colours. */
    private static final int MAX_INDEX_BITS = 8;

    private final Boxes.Box entry;
    private String codec;
    private long horizontal = 1;
    private long vertical = 1;
    private Optional<Crop> crop = Optional.empty();

    private VideoSampleEntry(Boxes.Box entry) {
        this.entry = entry;
        this.codec = MovieCodecs.video(entry.type());
    }

    /** Reads the codec, the size as coded, and the shape of the pixels. */
    static void read(Boxes.Box entry, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        in.seek(entry.start() + SIZE);
        out.size(in.u16(), in.u16());
        VideoSampleEntry video = new VideoSampleEntry(entry);
        Extras.read(in, () -> video.boxes(in));
        out.videoCodec(video.codec);
        out.pixelAspect(video.horizontal, video.vertical);
        video.crop.ifPresent(out::crop);
    }

    /** The codec alone, of a further track. */
    static String codec(Boxes.Box entry, RandomAccessReader in) throws IOException {
        VideoSampleEntry video = new VideoSampleEntry(entry);
        Extras.read(in, () -> video.boxes(in));
        return video.codec;
    }

    private void boxes(RandomAccessReader in) throws IOException {
        Boxes boxes = entry.boxes(in, BOXES + colours(entry, in));
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("pasp")) {
                horizontal = in.seek(box.get().start()).u32();
                vertical = in.u32();
            } else if (box.get().type().equals("clap")) {
                crop = cleanAperture(box.get(), in);
            } else if (box.get().type().equals("esds") && entry.type().equals("mp4v")) {
                codec = MovieCodecs.object(DecoderConfig.read(box.get(), in).objectType());
            } else if (box.get().type().equals("sinf") && entry.type().equals("encv")) {
                codec = MovieCodecs.video(original(box.get(), in).orElse(entry.type()));
            }
        }
    }

    /** Reads the part that is shown (section 12.1.4.1): its size, and how far its centre is from that of the picture. */
    private Optional<Crop> cleanAperture(Boxes.Box clap, RandomAccessReader in) throws IOException {
        in.seek(entry.start() + SIZE);
        int width = in.u16();
        int height = in.u16();
        in.seek(clap.start());
        double columns = fraction(in);
        double rows = fraction(in);
        double left = (width - columns) / 2 + fraction(in);
        double top = (height - rows) / 2 + fraction(in);
        boolean valid = DoubleStream.of(columns, rows, left, top).allMatch(Double::isFinite);
        return Optional.of(new Crop(Math.round(left), Math.round(top), Math.round(columns), Math.round(rows)))
                .filter(shown -> valid);
    }

    private static double fraction(RandomAccessReader in) throws IOException {
        return (double) (int) in.u32() / in.u32();
    }

    /** The type of an entry before it was encrypted (section 8.12.2). */
    static Optional<String> original(Boxes.Box sinf, RandomAccessReader in) throws IOException {
        Optional<Boxes.Box> frma = sinf.boxes(in, 0).find("frma");
        return frma.isPresent() ? Optional.of(in.seek(frma.get().start()).text(4)) : Optional.empty();
    }

    /** The size of QuickTime's colour table, which is not a box: a seed, flags, the last index, and the colours. */
    private static int colours(Boxes.Box entry, RandomAccessReader in) throws IOException {
        if (entry.length() < BOXES) {
            return 0;
        }
        int depth = in.seek(entry.start() + DEPTH).u16();
        boolean hasTable = depth > 0 && depth <= MAX_INDEX_BITS && in.u16() == 0;
        return hasTable && entry.length() >= BOXES + 8 ? 8 + 8 * (in.skip(6).u16() + 1) : 0;
    }
}
