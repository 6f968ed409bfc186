package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Parses tags before audio: ID3 version 2.2 to 2.4. */
public final class Id3 {

    private static final int HEADER = 10;
    private static final int FOOTER_FLAG = 0x10;

    /** The number of bytes that identify the owner of a frame. */
    private static final int FRAME_HEAD = 64;

    private Id3() {}

    /** Skips the tags and the zero bytes after them, and adds the provenance marks that they contain. */
    public static void skip(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        while (in.left() > HEADER && isTag(in)) {
            int version = in.skip(3).u8();
            int flags = in.skip(1).u8();
            long end = in.position() + 4 + syncSafe(in.u32()) + ((flags & FOOTER_FLAG) == 0 ? 0 : HEADER);
            if (version >= 3) {
                frames(in, version, Math.min(end, in.size()), out);
            }
            in.seek(end);
            skipZeros(in);
        }
    }

    private static boolean isTag(RandomAccessReader in) throws IOException {
        long start = in.position();
        boolean is = in.text(3).equals("ID3");
        in.seek(start);
        return is;
    }

    private static void skipZeros(RandomAccessReader in) throws IOException {
        while (in.left() > 0) {
            if (in.u8() != 0) {
                in.skip(-1);
                return;
            }
        }
    }

    private static void frames(RandomAccessReader in, int version, long end, MediaMetadataBuilder out)
            throws IOException {
        while (in.position() + HEADER < end) {
            String id = in.text(4);
            long size = version == 4 ? syncSafe(in.u32()) : in.u32();
            in.u16();
            long next = in.position() + size;
            if (size == 0 || next > end) {
                return;
            }
            if (id.equals("GEOB") || id.equals("PRIV")) {
                String head = new String(in.atMost(Math.min(size, FRAME_HEAD)), StandardCharsets.ISO_8859_1);
                if (head.contains("c2pa")) {
                    out.marks().c2pa();
                } else if (head.startsWith("XMP\0")) {
                    out.marks().xmp();
                }
            }
            in.seek(next);
        }
    }

    /** Decodes a number of four bytes with seven bits in each. */
    private static long syncSafe(long bits) {
        return ((bits >> 24 & 0x7F) << 21) | ((bits >> 16 & 0x7F) << 14) | ((bits >> 8 & 0x7F) << 7) | (bits & 0x7F);
    }
}
