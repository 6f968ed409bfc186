package io.github.reelstore.media;

import java.io.IOException;

/** Parses GIF (CompuServe GIF89a): a screen descriptor, then blocks, each of which ends with an empty sub-block. */
final class Gif implements Parser {

    /** The position of the screen descriptor. */
    static final int SCREEN = 6;

    static final int EXTENSION = 0x21;
    private static final int COMMENT = 0xFE;
    private static final int APPLICATION = 0xFF;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("gif");
        in.seek(SCREEN);
        out.size(in.u16le(), in.u16le());
        int flags = in.u8();
        in.skip(2 + colours(flags));
        while (true) {
            switch (in.u8()) {
                case EXTENSION -> extension(in, out);
                case 0x2C -> {
                    in.skip(8);
                    in.skip(colours(in.u8()) + 1);
                    skipBlocks(in);
                }
                case 0x3B -> {
                    return;
                }
                default -> throw MalformedMediaException.damaged("a block");
            }
        }
    }

    /** The size of a colour table in bytes. */
    static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static void extension(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        int label = in.u8();
        if (label == COMMENT) {
            comment(in, out);
            return;
        }
        if (label == APPLICATION) {
            String application = in.text(in.u8());
            if (application.startsWith("XMP Data")) {
                out.mark(MediaMetadataBuilder.XMP);
            } else if (application.startsWith("C2PA")) {
                out.mark(MediaMetadataBuilder.C2PA);
            }
        }
        skipBlocks(in);
    }

    private static void comment(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int length = in.u8(); length > 0; length = in.u8()) {
            if (text.length() < GeneratorTexts.MAX_TEXT) {
                text.append(in.text(length));
            } else {
                in.skip(length);
            }
        }
        GeneratorTexts.markComment(text.toString(), out);
    }

    static void skipBlocks(RandomAccessReader in) throws IOException {
        for (int length = in.u8(); length > 0; length = in.u8()) {
            in.skip(length);
        }
    }
}
