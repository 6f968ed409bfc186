package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.metadata.ProvenanceMarks;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/** Parses GIF (CompuServe GIF89a). */
final class Gif implements Parser {

    private static final int COMMENT = 0xFE;
    private static final int APPLICATION = 0xFF;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("gif");
        in.seek(GifBlocks.SCREEN);
        out.size(in.u16le(), in.u16le());
        int flags = in.u8();
        in.skip(2 + GifBlocks.colours(flags));
        while (true) {
            switch (in.u8()) {
                case GifBlocks.EXTENSION -> extension(in, out);
                case GifBlocks.PICTURE -> {
                    in.skip(8);
                    in.skip(GifBlocks.colours(in.u8()) + 1);
                    GifBlocks.skip(in);
                }
                case GifBlocks.END -> {
                    return;
                }
                default -> throw MalformedMediaException.damaged("a block");
            }
        }
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
                out.marks().xmp();
            } else if (application.startsWith("C2PA")) {
                out.marks().c2pa();
            }
        }
        GifBlocks.skip(in);
    }

    private static void comment(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int length = in.u8(); length > 0; length = in.u8()) {
            if (text.length() < ProvenanceMarks.MAX_TEXT) {
                text.append(in.text(length));
            } else {
                in.skip(length);
            }
        }
        out.marks().comment(text.toString());
    }
}
