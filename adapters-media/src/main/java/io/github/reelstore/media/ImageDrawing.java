package io.github.reelstore.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.port.Thumbnailer;
import io.github.reelstore.domain.port.Thumbnailer.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.filters.Flip;
import net.coobird.thumbnailator.filters.Rotation;

/**
 * Draws images small. The limit of pixels is looked at before anything is decoded, and of a large image only every so many pixels are
 * kept: so what is held is bounded, whatever the file says of itself.
 */
final class ImageDrawing {

    /** What is kept of a large image before it is scaled: enough to be smooth. */
    private static final int KEPT_SIDE = 2048;

    private static final double QUALITY = 0.85;

    private final MediaConfig config;

    ImageDrawing(MediaConfig config) {
        this.config = config;
    }

    Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
        try (Bytes in = new Bytes(file, Deadline.in(config.time()))) {
            int orientation = orientation(in, format);
            return read(in, format).flatMap(image -> encoded(small(image, orientation), file.name()));
        } catch (StorageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // a damaged image: readers throw whatever comes to them, and there is nothing to be drawn
            return Optional.empty();
        }
    }

    private static int orientation(Bytes in, MediaFormat format) throws IOException {
        Findings ignored = new Findings(format);
        switch (format) {
            case JPEG -> {
                Jpeg jpeg = new Jpeg();
                jpeg.parse(in, ignored);
                return jpeg.orientation();
            }
            case WEBP -> {
                Webp webp = new Webp();
                webp.parse(in, ignored);
                return webp.orientation();
            }
            default -> {
                return Exif.UPRIGHT;
            }
        }
    }

    private Optional<BufferedImage> read(Bytes in, MediaFormat format) throws IOException {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (BytesImageStream stream = new BytesImageStream(in)) {
            reader.setInput(stream, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            // the one reader that decodes an image whole, whatever is to be kept of it
            boolean tooLargeForMemory = format == MediaFormat.WEBP
                    && width * height * Integer.BYTES > Runtime.getRuntime().maxMemory() / 4;
            if (width * height > config.pixels() || tooLargeForMemory) {
                return Optional.empty();
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int step = (int) Math.max(1, Math.max(width, height) / KEPT_SIDE);
            param.setSourceSubsampling(step, step, 0, 0);
            return Optional.of(reader.read(0, param));
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage small(BufferedImage image, int orientation) {
        int longest = Math.max(image.getWidth(), image.getHeight());
        double scale = Math.min(1.0, (double) Thumbnailer.LONGEST_SIDE / longest);
        try {
            BufferedImage scaled = Thumbnails.of(image)
                    .size(side(image.getWidth(), scale), side(image.getHeight(), scale))
                    .keepAspectRatio(false)
                    .imageType(
                            image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB)
                    .asBufferedImage();
            return upright(scaled, orientation);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read here", e);
        }
    }

    private static int side(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }

    /** By EXIF's numbers: 2, 4, 5 and 7 are mirrored too. */
    private static BufferedImage upright(BufferedImage image, int orientation) {
        return switch (orientation) {
            case 2 -> Flip.HORIZONTAL.apply(image);
            case 3 -> Rotation.ROTATE_180_DEGREES.apply(image);
            case 4 -> Flip.VERTICAL.apply(image);
            case 5 -> Rotation.RIGHT_90_DEGREES.apply(Flip.VERTICAL.apply(image));
            case 6 -> Rotation.RIGHT_90_DEGREES.apply(image);
            case 7 -> Rotation.LEFT_90_DEGREES.apply(Flip.VERTICAL.apply(image));
            case 8 -> Rotation.LEFT_90_DEGREES.apply(image);
            default -> image;
        };
    }

    private static Optional<Thumbnail> encoded(BufferedImage image, String name) {
        MediaFormat format = image.getColorModel().hasAlpha() ? MediaFormat.PNG : MediaFormat.JPEG;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Thumbnails.of(image)
                    .scale(1)
                    .outputFormat(format.extension())
                    .outputQuality(QUALITY)
                    .toOutputStream(out);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        }
        byte[] bytes = out.toByteArray();
        return Optional.of(new Thumbnail(
                format, new BlobSource("the thumbnail of " + name, () -> new ByteArrayInputStream(bytes))));
    }
}
