package io.github.reelstore.media;

import java.io.IOException;

/** Reads where on the canvas of a GIF its first picture lies. */
final class GifHints {

    private GifHints() {}

    static void read(RandomAccessReader in, DrawingHints hints) throws IOException {
        in.seek(Gif.SCREEN);
        hints.canvas(in.u16le(), in.u16le());
        int flags = in.u8();
        in.skip(2 + Gif.colours(flags));
        for (int block = in.u8(); block == Gif.EXTENSION; block = in.u8()) {
            in.u8();
            Gif.skipBlocks(in);
        }
        hints.position(in.u16le(), in.u16le());
    }
}
