package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.mp4.Boxes;
import io.github.reelstore.media.internal.mp4.Movie;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses HEIF (ISO/IEC 23008-12). The size, crop and rotation of an image are properties, which an item references by
 * their index in a list.
 */
final class Heif implements Parser {

    /** The maximum number of properties; a real image has far fewer. */
    private static final int MAX_PROPERTIES = 4096;

    private final List<Boxes.Box> properties = new ArrayList<>();
    private long primary = -1;
    private long exif = -1;
    private Optional<Boxes.Box> associations = Optional.empty();
    private Optional<Boxes.Box> locations = Optional.empty();

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Boxes boxes = new Boxes(in, 0, in.size());
        boolean described = false;
        long end = 0;
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            end = box.get().end();
            Boxes.mark(box.get(), in, out);
            if (box.get().type().equals("meta") && !described) {
                described = true;
                meta(box.get(), in, out);
            } else if (box.get().type().equals("moov") && !out.hasSize()) {
                new Movie().track(box.get(), in, out);
            }
        }
        if (end > in.size() || !described) {
            throw MalformedMediaException.ends();
        }
    }

    private void meta(Boxes.Box meta, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        try {
            parts(meta, in, out);
        } finally {
            describe(in, out);
        }
    }

    private void parts(Boxes.Box meta, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Boxes boxes = meta.boxes(in, 4);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            in.seek(box.get().start());
            switch (box.get().type()) {
                case "pitm" -> primary = in.u32() >>> 24 == 0 ? in.u16() : in.u32();
                case "iprp" -> properties(box.get(), in);
                case "iinf" -> items(box.get(), in, out);
                case "iloc" -> locations = box;
                default -> {}
            }
        }
    }

    private void describe(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (associations.isPresent()) {
            associate(associations.get(), in, out);
        }
        if (!out.hasCodec()) {
            // an image composed of others has no codec of its own, so use theirs
            for (Boxes.Box property : properties) {
                codec(property, out);
            }
        }
        if (locations.isPresent() && exif >= 0) {
            exif(locations.get(), in, out);
        }
    }

    private void properties(Boxes.Box iprp, RandomAccessReader in) throws IOException {
        Boxes boxes = iprp.boxes(in, 0);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("ipco")) {
                Boxes all = box.get().boxes(in, 0);
                for (Optional<Boxes.Box> one = all.next(); one.isPresent(); one = all.next()) {
                    if (properties.size() == MAX_PROPERTIES) {
                        throw MalformedMediaException.damaged("its list of properties");
                    }
                    properties.add(one.get());
                }
            } else if (box.get().type().equals("ipma") && associations.isEmpty()) {
                associations = box;
            }
        }
    }

    /** Reads the properties of the primary item (section 9.3). */
    private void associate(Boxes.Box ipma, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        long head = in.seek(ipma.start()).u32();
        boolean wideItems = head >>> 24 >= 1;
        boolean wideIndexes = (head & 1) != 0;
        long entries = in.u32();
        for (long i = 0; i < entries && in.position() < ipma.end(); i++) {
            long item = wideItems ? in.u32() : in.u16();
            int count = in.u8();
            if (item != primary) {
                in.skip(wideIndexes ? count * 2L : count);
                continue;
            }
            int[] indexes = new int[count];
            for (int j = 0; j < count; j++) {
                indexes[j] = (wideIndexes ? in.u16() & 0x7FFF : in.u8() & 0x7F) - 1;
            }
            Frame frame = new Frame();
            for (int index : indexes) {
                if (index >= 0 && index < properties.size()) {
                    property(properties.get(index), frame, in, out);
                }
            }
            if (frame.width > 0) {
                out.size(frame.width, frame.height);
            }
            return;
        }
    }

    private static void property(Boxes.Box property, Frame frame, RandomAccessReader in, MediaMetadataBuilder out)
            throws IOException {
        in.seek(property.start());
        switch (property.type()) {
            case "ispe" -> frame.size(in.skip(4).u32(), in.u32());
            case "clap" -> frame.crop(fraction(in), fraction(in));
            case "irot" -> frame.turn(in.u8());
            default -> codec(property, out);
        }
    }

    /** Reads a number as two; 0 if the second is zero. */
    private static long fraction(RandomAccessReader in) throws IOException {
        long numerator = in.u32();
        long denominator = in.u32();
        return denominator == 0 ? 0 : Math.round((double) numerator / denominator);
    }

    /**
     * The size of the image as shown. Each property applies to the result of those before it (ISO/IEC 23008-12, section
     * 6.5.1).
     */
    private static final class Frame {

        private long width;
        private long height;

        void size(long across, long down) {
            width = across;
            height = down;
        }

        /** The clean aperture (ISO/IEC 14496-12, section 12.1.4.1). One that is empty is invalid and ignored. */
        void crop(long across, long down) {
            if (across > 0 && down > 0) {
                size(Math.min(width, across), Math.min(height, down));
            }
        }

        /** The rotation in units of 90 degrees. */
        void turn(int quarters) {
            if ((quarters & 1) != 0) {
                size(height, width);
            }
        }
    }

    private static void codec(Boxes.Box property, MediaMetadataBuilder out) {
        switch (property.type()) {
            case "av1C" -> out.codec("av1");
            case "hvcC" -> out.codec("hevc");
            default -> {}
        }
    }

    /**
     * Reads the texts of EXIF, whose orientation does not apply here. The item is in one part at an offset of the file
     * (ISO/IEC 14496-12, section 8.11.3), and begins with the number of bytes before the data (ISO/IEC 23008-12,
     * section A.2.1).
     */
    private void exif(Boxes.Box iloc, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        int version = (int) (in.seek(iloc.start()).u32() >>> 24);
        int sizes = in.u16();
        int indexBytes = version == 0 ? 0 : sizes & 15;
        long items = version < 2 ? in.u16() : in.u32();
        for (long i = 0; i < items && in.position() < iloc.end(); i++) {
            long item = version < 2 ? in.u16() : in.u32();
            int method = version == 0 ? 0 : in.u16() & 15;
            in.skip(2);
            long base = number(in, sizes >> 4 & 15);
            int extents = in.u16();
            if (item == exif && method == 0 && extents == 1) {
                in.skip(indexBytes);
                long offset = base + number(in, sizes >> 12);
                long length = number(in, sizes >> 8 & 15);
                if (offset >= 0 && offset < in.size() - Integer.BYTES) {
                    long before = in.seek(offset).u32();
                    Exif.read(in.skip(before), length - Integer.BYTES - before, out);
                }
                return;
            }
            in.skip((long) extents * (indexBytes + (sizes >> 12) + (sizes >> 8 & 15)));
        }
    }

    private static long number(RandomAccessReader in, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | in.u8();
        }
        return number;
    }

    /** Looks for an item with XMP and one with EXIF (ISO/IEC 14496-12, section 8.11.6). */
    private void items(Boxes.Box iinf, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        boolean wide = in.u32() >>> 24 != 0;
        Boxes boxes = iinf.boxes(in, wide ? 8 : 6);
        for (Optional<Boxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (box.get().type().equals("infe")) {
                long version = in.seek(box.get().start()).u32() >>> 24;
                long id = version >= 3 ? in.u32() : in.u16();
                if (version >= 2 && in.skip(2).text(4).equals("Exif")) {
                    exif = id;
                }
                in.seek(box.get().start());
                String entry = in.text((int)
                        Math.min(64, Math.max(0, Math.min(box.get().length(), in.left()))));
                if (entry.contains("application/rdf+xml")) {
                    out.marks().xmp();
                }
            }
        }
    }
}
