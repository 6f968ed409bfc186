package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.media.corpus.Facts.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * What our own code makes of a file.
 *
 * @param format as probed
 * @param thumbnailSupported whether this machine makes thumbnails of the format
 * @param failure an exception, which neither the probe nor the thumbnailer may throw
 */
record Subject(
        MediaFormat format,
        Facts facts,
        List<String> warnings,
        boolean thumbnailSupported,
        Optional<Picture> thumbnail,
        Optional<String> failure) {

    /** A thumbnail. */
    record Picture(Size size, Cells cells) {}

    static Subject of(Path file, MediaFormat detected, MediaProbe probe, Thumbnailer thumbnailer) throws IOException {
        MediaBytes bytes = MediaBytes.of(file);
        try {
            MediaMetadata metadata = probe.probe(bytes, detected);
            MediaFormat format = metadata.format();
            Optional<Picture> thumbnail = Optional.empty();
            Optional<Thumbnailer.Thumbnail> made = thumbnailer.make(bytes, format);
            if (made.isPresent()) {
                thumbnail = Optional.of(picture(made.get()));
            }
            return new Subject(
                    format,
                    facts(metadata),
                    metadata.warnings(),
                    thumbnailer.supports(format),
                    thumbnail,
                    Optional.empty());
        } catch (RuntimeException e) {
            return new Subject(detected, Facts.NONE, List.of(), false, Optional.empty(), Optional.of(e.toString()));
        }
    }

    private static Facts facts(MediaMetadata metadata) {
        return new Facts(
                metadata.durationMs(),
                Facts.size(
                        metadata.width().map(Long::valueOf), metadata.height().map(Long::valueOf)),
                metadata.codecs(),
                metadata.sampleRate(),
                metadata.channels());
    }

    private static Picture picture(Thumbnailer.Thumbnail thumbnail) throws IOException {
        try (InputStream stream = thumbnail.source().stream().open()) {
            BufferedImage image = ImageIO.read(stream);
            return new Picture(new Size(image.getWidth(), image.getHeight()), Cells.of(image));
        }
    }
}
