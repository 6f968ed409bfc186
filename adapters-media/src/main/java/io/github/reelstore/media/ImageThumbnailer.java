package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.media.internal.thumbnail.FfmpegFrameExtractor;
import io.github.reelstore.media.internal.thumbnail.ThumbnailRenderer;
import java.util.Optional;

/**
 * A {@link Thumbnailer} for PNG, JPEG, WebP and GIF images (the first frame of animations), and for videos if the
 * program ffmpeg is available. AVIF and HEIC images get no thumbnails, because Java has no free decoder for them.
 */
public final class ImageThumbnailer implements Thumbnailer {

    /**
     * Increase this when files may get a thumbnail of which the previous version could make none. Before 2, no version
     * was noted.
     */
    private static final String VERSION = "2";

    private final ParsingProbe probe;
    private final ThumbnailRenderer images;
    private final FfmpegFrameExtractor videos;

    /** Creates a thumbnailer with these limits. */
    public ImageThumbnailer(MediaConfig config) {
        this.probe = new ParsingProbe(config);
        this.images = new ThumbnailRenderer(config.pixels(), config.time());
        this.videos = new FfmpegFrameExtractor(config.ffmpeg(), config.pixels(), config.time());
    }

    @Override
    public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
        if (!supports(format)) {
            return Optional.empty();
        }
        return format.kind() == MediaKind.VIDEO
                ? videos.make(file, format, probe.parsed(file, format).shownPart())
                : images.make(file, format);
    }

    @Override
    public boolean supports(MediaFormat format) {
        return switch (format) {
            case PNG, JPEG, WEBP, GIF -> true;
            case MP4, MOV, THREE_GP, WEBM, MKV -> videos.limitation().isEmpty();
            default -> false;
        };
    }

    @Override
    public Optional<String> limitation() {
        return videos.limitation();
    }

    @Override
    public String version() {
        return VERSION;
    }
}
