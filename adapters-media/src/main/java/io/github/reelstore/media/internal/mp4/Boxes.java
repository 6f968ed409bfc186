package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/** Iterates over boxes (ISO/IEC 14496-12, section 4.2): a size, a type and the content. */
public final class Boxes {

    private static final int HEADER = 8;

    /** The first half of the type of a uuid box, as specified by C2PA, and by Adobe for XMP. */
    private static final long C2PA_UUID = 0xD8FEC3D61B0E483CL;

    private static final long XMP_UUID = 0xBE7ACFCB97A942E8L;

    private final RandomAccessReader in;
    private final long end;
    private long next;

    /** The boxes between two offsets. */
    public Boxes(RandomAccessReader in, long start, long end) {
        this.in = in;
        this.next = start;
        this.end = end;
    }

    /**
     * A box.
     *
     * @param type four characters
     * @param start the offset of its content
     * @param end the offset after its content
     */
    public record Box(String type, long start, long end) {

        /** The nested boxes, which begin after {@code after} bytes of its content. */
        public Boxes boxes(RandomAccessReader in, int after) {
            return new Boxes(in, start + after, end);
        }

        /** The length of its content. */
        public long length() {
            return end - start;
        }
    }

    /** The next box; empty after the last one. It may extend beyond the enclosing box or the file. */
    public Optional<Box> next() throws IOException {
        if (end - next < HEADER) {
            return Optional.empty();
        }
        long start = next;
        in.seek(start);
        long size = in.u32();
        String type = in.text(4);
        int header = HEADER;
        if (size == 1) {
            size = in.i64();
            header += 8;
        } else if (size == 0) {
            size = end - start;
        }
        if (size < header || start + size < 0) {
            throw MalformedMediaException.damaged("a box");
        }
        next = start + size;
        return Optional.of(new Box(type, start + header, next));
    }

    /** The first of the remaining boxes with the type; empty if no box has it. */
    public Optional<Box> find(String type) throws IOException {
        Optional<Box> box = next();
        while (box.isPresent() && !box.get().type().equals(type)) {
            box = next();
        }
        return box;
    }

    /** Adds the provenance mark of a uuid box, if it is a known one. */
    public static void mark(Box box, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (box.type().equals("uuid") && box.length() >= 16) {
            long half = in.seek(box.start()).i64();
            if (half == C2PA_UUID) {
                out.marks().c2pa();
            } else if (half == XMP_UUID) {
                out.marks().xmp();
            }
        }
    }
}
