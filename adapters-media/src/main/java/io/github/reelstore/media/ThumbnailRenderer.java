package io.github.reelstore.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * Draws images small. The limit of pixels is looked at before anything is decoded, and of a large image only every so many pixels are
 * kept: so what is held is bounded, whatever the file says of itself.
 */
final class ThumbnailRenderer {

    /** What is kept of a large image before it is scaled: enough to be smooth. */
    private static final int KEPT_SIDE = 2048;

    private static final int ROWS = 3;

    /** How long others may draw. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final double QUALITY = 0.85;

    /** What all drawings together may hold of the heap, which they share however many stores are open: the other part is the program's. */
    private static final RenderingMemory MEMORY =
            new RenderingMemory(Runtime.getRuntime().maxMemory() / 4);

    private final MediaConfig config;
    private final RenderingMemory memory;

    ThumbnailRenderer(MediaConfig config) {
        this(config, MEMORY);
    }

    ThumbnailRenderer(MediaConfig config, RenderingMemory memory) {
        this.config = config;
        this.memory = memory;
    }

    Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
        try {
            MediaMetadataBuilder found = look(file, format);
            if (found.pixels() > config.pixels()) {
                return Optional.empty();
            }
            return memory.with(
                    found.bytesHeld() + bytesKept(found),
                    PATIENCE.plus(config.time()),
                    file.name(),
                    () -> draw(file, format, found.orientation()));
        } catch (StorageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // a damaged image: readers throw whatever comes to them, and there is nothing to be drawn
            return Optional.empty();
        }
    }

    /** What is kept, and a few rows of the whole width, which decoders read into. */
    private static long bytesKept(MediaMetadataBuilder found) {
        long step = step(found.width(), found.height());
        long kept = (found.width() / step + 1) * (found.height() / step + 1);
        return (kept + ROWS * found.width()) * found.bytesAPixel();
    }

    /** Every so many pixels are kept, in each direction. */
    private static int step(long width, long height) {
        return (int) Math.max(1, Math.max(width, height) / KEPT_SIDE);
    }

    /** The time begins anew: other drawings may have had the memory. */
    private Optional<Thumbnail> draw(MediaBytes file, MediaFormat format, int orientation) throws IOException {
        try (RandomAccessReader in = new RandomAccessReader(file, Deadline.in(config.time()))) {
            return read(in, format).map(image -> encoded(small(image, orientation), file.name()));
        }
    }

    private MediaMetadataBuilder look(MediaBytes file, MediaFormat format) throws IOException {
        MediaMetadataBuilder found = new MediaMetadataBuilder(format);
        try (RandomAccessReader in = new RandomAccessReader(file, Deadline.in(config.time()))) {
            ParsingProbe.parserOf(format).parse(in, found);
        } catch (MalformedMediaException e) {
            // whether a damaged one can be drawn its reader finds out; WebP's believes whatever size it is told
            if (format == MediaFormat.WEBP) {
                throw e;
            }
        }
        return found;
    }

    private Optional<BufferedImage> read(RandomAccessReader in, MediaFormat format) throws IOException {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (BytesImageStream stream = new BytesImageStream(in)) {
            reader.setInput(stream, true, true);
            reader.addIIOReadProgressListener(new StopAtDeadline(in.deadline()));
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width * height > config.pixels()) {
                return Optional.empty();
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int step = step(width, height);
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage image = reader.read(0, param);
            in.deadline().check();
            return Optional.of(image);
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
            return ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(orientation))
                    .apply(scaled);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read here", e);
        }
    }

    private static int side(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }

    private static Thumbnail encoded(BufferedImage image, String name) {
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
        return new Thumbnail(format, new BlobSource("the thumbnail of " + name, () -> new ByteArrayInputStream(bytes)));
    }
}
