package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import io.github.reelstore.media.internal.reader.Riff;
import java.io.IOException;

/** Reads the colour profile of a WebP, its opacity if it is not compressed, and where on its canvas the first picture of an animation lies (RFC 9649). */
final class WebpHints {

    /** The bits of the header's flags that the decoder uses: alpha, EXIF, XMP and animation. */
    private static final int ALPHA = 0x10;

    private static final int USED_FLAGS = ALPHA | 0x0E;

    /** The length of a frame's header, before its chunks. */
    private static final int FRAME_HEAD = 16;

    private long flagsAt = -1;
    private int flags;
    private boolean hasPicture;

    static void read(RandomAccessReader in, DrawingHints hints) throws IOException {
        new WebpHints().walk(in, hints);
    }

    private void walk(RandomAccessReader in, DrawingHints hints) throws IOException {
        Riff.walk(in, (name, size) -> {
            switch (name) {
                case "VP8X" -> header(in, hints);
                case "ICCP" -> {
                    if (size <= IccProfile.MAX_BYTES) {
                        hints.profile(in.bytes((int) size));
                    }
                }
                case "ALPH" -> {
                    flags |= ALPHA;
                    hints.alpha(RawAlpha.read(in));
                }
                case "ANMF" -> firstFrame(in, size, hints);
                default -> {}
            }
            return size;
        });
        if (flagsAt >= 0) {
            // the decoder refuses bits that are reserved, and damaged profiles
            hints.replace(flagsAt, flags & USED_FLAGS);
            for (int i = 1; i <= 3; i++) {
                hints.replace(flagsAt + i, 0);
            }
        }
    }

    private void header(RandomAccessReader in, DrawingHints hints) throws IOException {
        flagsAt = in.position();
        flags |= in.u8();
        in.skip(3);
        hints.canvas(in.u24le() + 1, in.u24le() + 1);
    }

    private void firstFrame(RandomAccessReader in, long size, DrawingHints hints) throws IOException {
        if (hasPicture) {
            return;
        }
        hasPicture = true;
        long end = in.position() + size;
        hints.position(2 * in.u24le(), 2 * in.u24le());
        // the chunks of the frame follow its size, duration and flags
        in.skip(FRAME_HEAD - 6);
        if (end - in.position() > Riff.CHUNK_HEADER && in.text(4).equals("ALPH")) {
            hints.alpha(RawAlpha.read(in.skip(4)));
        }
    }
}
