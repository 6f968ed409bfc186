package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Orientation;
import io.github.reelstore.media.internal.metadata.ProvenanceMarks;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Parses EXIF (CIPA DC-008, which uses TIFF 6.0): the orientation of an image, and the texts in which image generators
 * write how it was made. Values outside of the data are ignored.
 */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int EXIF_IFD = 0x8769;
    private static final int USER_COMMENT = 0x9286;

    private static final int SHORT = 3;
    private static final int LONG = 4;

    /** The types of a byte: a number, a character, undefined. Programs mix them up. */
    private static final Set<Integer> BYTES = Set.of(1, 2, 7);

    private static final int ENTRY = 12;

    /** The number of bytes of a comment before its text, which name the encoding. */
    private static final int ENCODING = 8;

    /** ComfyUI writes its texts into Model, Make and the tags below. */
    private static final int MODEL = 0x0110;

    private static final int FIRST_TEXT = 0x0100;

    private final RandomAccessReader in;
    private final long start;
    private final long length;
    private final MediaMetadataBuilder out;
    private boolean little;
    private Orientation orientation = Orientation.UPRIGHT;

    /** Each tag occurs once, so further entries with a tag in here are damage, and their values are not read. */
    private final Set<Integer> seen = new HashSet<>();

    private Exif(RandomAccessReader in, long length, MediaMetadataBuilder out) {
        this.in = in;
        this.start = in.position();
        this.length = Math.min(length, in.left());
        this.out = out;
    }

    /**
     * Reads the data at the position, which begins with the byte order mark, and marks the texts.
     *
     * @param length the number of bytes
     * @return the orientation; {@link Orientation#UPRIGHT} if it cannot be read
     */
    static Orientation read(RandomAccessReader in, long length, MediaMetadataBuilder out) throws IOException {
        Exif exif = new Exif(in, length, out);
        exif.header();
        return exif.orientation;
    }

    private void header() throws IOException {
        if (has(0, 8)) {
            little = in.seek(start).u16() == 0x4949;
            directory(u32(4), true);
        }
    }

    /** Whether the data has {@code count} bytes at an offset. */
    private boolean has(long offset, long count) {
        return offset <= length - count;
    }

    private int u16(long offset) throws IOException {
        in.seek(start + offset);
        return little ? in.u16le() : in.u16();
    }

    private long u32(long offset) throws IOException {
        in.seek(start + offset);
        return little ? in.u32le() : in.u32();
    }

    private void directory(long offset, boolean first) throws IOException {
        int entries = has(offset, 2) ? u16(offset) : 0;
        for (int i = 0; i < entries; i++) {
            long entry = offset + 2 + (long) i * ENTRY;
            if (!has(entry, ENTRY)) {
                return;
            }
            entry(entry, first);
        }
    }

    /** An entry is a tag, a type, a number of values and, within four bytes, the value or its offset. */
    private void entry(long entry, boolean first) throws IOException {
        int tag = u16(entry);
        int type = u16(entry + 2);
        long count = u32(entry + 4);
        long value = entry + 8;
        if (first && tag == ORIENTATION && type == SHORT && seen.add(tag)) {
            orientation = Orientation.of(u16(value));
        } else if (first
                && tag >= FIRST_TEXT
                && tag <= MODEL
                && BYTES.contains(type)
                && count > Integer.BYTES
                && seen.add(tag)) {
            out.marks().named(text(u32(value), Math.min(count, ProvenanceMarks.NAMED_HEAD)));
        } else if (first && tag == EXIF_IFD && type == LONG && seen.add(tag)) {
            directory(u32(value), false);
        } else if (!first && tag == USER_COMMENT && BYTES.contains(type) && count > ENCODING && seen.add(tag)) {
            String text = text(u32(value), Math.min(count, ProvenanceMarks.MAX_TEXT));
            out.marks().comment(text.replaceFirst("^(ASCII|UNICODE|JIS)", "").stripLeading());
        }
    }

    /** The text without zero bytes: so ASCII in UTF-16 is readable in either byte order. */
    private String text(long offset, long count) throws IOException {
        if (offset >= length) {
            return "";
        }
        in.seek(start + offset);
        byte[] bytes = in.atMost(Math.min(count, length - offset));
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
    }
}
