package io.github.reelstore.media.internal.matroska;

import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/**
 * An EBML element (RFC 8794): an ID, a size and the content.
 *
 * @param id the ID, including its length marker bits
 * @param start the offset of its content
 * @param size the size of its content, or {@link #UNKNOWN}
 */
record Element(int id, long start, long size) {

    static final long UNKNOWN = -1;

    private static final int MAX_TEXT = 64;

    /** Reads the element at the current position. */
    static Element read(RandomAccessReader in) throws IOException {
        long id = variable(in, true);
        long from = in.position();
        long size = variable(in, false);
        int length = (int) (in.position() - from);
        boolean unknown = size == (1L << (7 * length)) - 1;
        return new Element((int) id, in.position(), unknown ? UNKNOWN : size);
    }

    /**
     * Reads a variable-size integer (section 4): the leading zero bits of the first byte are the number of bytes that
     * follow.
     */
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

    /** The offset after its content, or the given one if the size is unknown. */
    long endIn(long unknown) {
        return size == UNKNOWN ? unknown : start + size;
    }

    /** The first nested element. */
    Optional<Element> first(RandomAccessReader in) throws IOException {
        return at(in, start);
    }

    /** The nested element after {@code child}. */
    Optional<Element> after(Element child, RandomAccessReader in) throws IOException {
        return at(in, child.endIn(endIn(in.size())));
    }

    private Optional<Element> at(RandomAccessReader in, long position) throws IOException {
        return position < endIn(in.size()) ? Optional.of(read(in.seek(position))) : Optional.empty();
    }

    /** The content as an integer of up to eight bytes. */
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

    /** The content as a floating-point number of four or eight bytes; 0 if it is empty. */
    double real(RandomAccessReader in) throws IOException {
        long bits = number(in);
        if (size == 0) {
            return 0;
        }
        return size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    /** The first characters of the content, as text. */
    String text(RandomAccessReader in) throws IOException {
        in.seek(start);
        return in.text((int) Math.min(size < 0 ? 0 : size, MAX_TEXT)).replaceAll("[^!-~]", "");
    }
}
