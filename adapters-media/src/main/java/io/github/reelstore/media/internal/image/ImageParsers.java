package io.github.reelstore.media.internal.image;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.internal.metadata.Parser;

/** The parsers of image formats. */
public final class ImageParsers {

    private ImageParsers() {}

    /** A new parser for one file of an image format. */
    public static Parser of(MediaFormat format) {
        return switch (format) {
            case PNG -> new Png();
            case JPEG -> new Jpeg();
            case WEBP -> new Webp();
            case GIF -> new Gif();
            case AVIF, HEIC -> new Heif();
            default -> throw new IllegalArgumentException(format + " is not an image format");
        };
    }
}
