package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/** The structure of a GIF (CompuServe GIF89a): a screen descriptor, then blocks of sub-blocks, the last of which is empty. */
public final class GifBlocks {

    /** The position of the screen descriptor. */
    public static final int SCREEN = 6;

    /** The first byte of an extension. */
    public static final int EXTENSION = 0x21;

    /** The first byte of a picture. */
    static final int PICTURE = 0x2C;

    /** The last byte of the file. */
    static final int END = 0x3B;

    private GifBlocks() {}

    /** The size of a colour table in bytes, from the flags of a descriptor. */
    public static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Skips the rest of a block, which begins with the length of a sub-block. */
    public static void skip(RandomAccessReader in) throws IOException {
        for (int length = in.u8(); length > 0; length = in.u8()) {
            in.skip(length);
        }
    }
}
