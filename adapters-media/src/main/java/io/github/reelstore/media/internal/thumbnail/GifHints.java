package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.media.internal.image.GifBlocks;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/** Reads where on the canvas of a GIF its first picture lies. */
final class GifHints {

    private GifHints() {}

    static void read(RandomAccessReader in, DrawingHints hints) throws IOException {
        in.seek(GifBlocks.SCREEN);
        hints.canvas(in.u16le(), in.u16le());
        int flags = in.u8();
        in.skip(2 + GifBlocks.colours(flags));
        for (int block = in.u8(); block == GifBlocks.EXTENSION; block = in.u8()) {
            in.u8();
            GifBlocks.skip(in);
        }
        hints.position(in.u16le(), in.u16le());
    }
}
