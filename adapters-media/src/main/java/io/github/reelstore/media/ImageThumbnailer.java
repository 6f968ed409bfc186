package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer;
import java.util.Optional;

/**
 * A {@link Thumbnailer} that draws PNG, JPEG, WebP and GIF images, the first picture of those that move, and takes a frame out of
 * videos where the program ffmpeg is on this machine. AVIF and HEIC images, for which Java has no free decoder, get none.
 */
public final class ImageThumbnailer implements Thumbnailer {

    private final ThumbnailRenderer images;
    private final FfmpegFrameExtractor posters;

    /** A thumbnailer with these limits. */
    public ImageThumbnailer(MediaConfig config) {
        this.images = new ThumbnailRenderer(config);
        this.posters = FfmpegFrameExtractor.find(config);
    }

    @Override
    public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
        if (!supports(format)) {
            return Optional.empty();
        }
        return format.kind() == MediaKind.VIDEO ? posters.make(file, format) : images.make(file, format);
    }

    @Override
    public boolean supports(MediaFormat format) {
        return switch (format) {
            case PNG, JPEG, WEBP, GIF -> true;
            case MP4, MOV, WEBM -> posters.limitation().isEmpty();
            default -> false;
        };
    }

    @Override
    public Optional<String> limitation() {
        return posters.limitation();
    }
}
