package io.github.reelstore.media;

import java.io.IOException;
import java.util.Optional;

/**
 * An element of EBML (RFC 8794): an ID, a size, and what is in it.
 *
 * @param id with the bits that tell its length
 * @param start where its contents begin
 * @param size of its contents, or {@link #UNKNOWN}
 */
record Element(int id, long start, long size) {

    static final long UNKNOWN = -1;

    private static final int LONGEST_TEXT = 64;

    /** The element whose ID is here. */
    static Element read(RandomAccessReader in) throws IOException {
        long id = variable(in, true);
        long from = in.position();
        long size = variable(in, false);
        int length = (int) (in.position() - from);
        boolean unknown = size == (1L << (7 * length)) - 1;
        return new Element((int) id, in.position(), unknown ? UNKNOWN : size);
    }

    /** Section 4: the number of leading zero bits of the first byte is the number of bytes that follow it. */
    static long variable(RandomAccessReader in, boolean keepMarker) throws IOException {
        int first = in.u8();
        int count = Integer.numberOfLeadingZeros(first) - 23;
        if (first == 0 || (keepMarker && count > 4)) {
            throw MalformedMediaException.damaged("an element");
        }
        long value = keepMarker ? first : first & (0xFF >>> count);
        for (int i = 1; i < count; i++) {
            value = value << 8 | in.u8();
        }
        return value;
    }

    /** Where it ends; where that is not told, at the place given. */
    long endIn(long unknown) {
        return size == UNKNOWN ? unknown : start + size;
    }

    /** The first element within. */
    Optional<Element> first(RandomAccessReader in) throws IOException {
        return at(in, start);
    }

    /** The one that follows another within. */
    Optional<Element> after(Element child, RandomAccessReader in) throws IOException {
        return at(in, child.endIn(endIn(in.size())));
    }

    private Optional<Element> at(RandomAccessReader in, long position) throws IOException {
        return position < endIn(in.size()) ? Optional.of(read(in.seek(position))) : Optional.empty();
    }

    /** Its contents as a whole number, up to eight bytes. */
    long number(RandomAccessReader in) throws IOException {
        if (size < 0 || size > 8) {
            throw MalformedMediaException.damaged("a number");
        }
        in.seek(start);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | in.u8();
        }
        return value;
    }

    /** Its contents as a number of four or eight bytes with a fraction; 0 where there are none. */
    double real(RandomAccessReader in) throws IOException {
        long bits = number(in);
        if (size == 0) {
            return 0;
        }
        return size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    /** Its contents as text, up to a few characters. */
    String text(RandomAccessReader in) throws IOException {
        in.seek(start);
        return in.text((int) Math.min(size < 0 ? 0 : size, LONGEST_TEXT)).replaceAll("[^!-~]", "");
    }
}
