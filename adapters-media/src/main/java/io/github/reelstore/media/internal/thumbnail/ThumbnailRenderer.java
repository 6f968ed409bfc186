package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.media.internal.image.ImageParsers;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Orientation;
import io.github.reelstore.media.internal.reader.Deadline;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Renders thumbnails of images. Memory is bounded whatever the file claims: the limit of pixels is checked before
 * decoding, and a large image is subsampled while it is decoded.
 */
public final class ThumbnailRenderer {

    private static final System.Logger LOG = System.getLogger(ThumbnailRenderer.class.getName());

    private static final int ROWS = 3;

    /**
     * The maximum number of bytes per read of a JPEG: a few bytes of a progressive one can cost a pass over the whole
     * image, and the deadline is only checked on reads.
     */
    private static final int MAX_JPEG_READ = 64;

    /** The number of bytes that the WebP decoder reads ahead; it never needs what it finds there. */
    private static final int WEBP_READ_AHEAD = 16;

    /**
     * The WebP decoder refuses an image that is more times larger than its file, as images of one colour are. The
     * limits of pixels and memory hold without that.
     */
    private static final int WEBP_MAX_EXPANSION = 2048;

    /** How long to wait for memory that other renderings use. */
    private static final Duration MEMORY_TIMEOUT = Duration.ofSeconds(30);

    /**
     * The part of the heap that all renderings together may use, however many stores are open; the rest is for the
     * program.
     */
    private static final RenderingMemory MEMORY =
            new RenderingMemory(Runtime.getRuntime().maxMemory() / 4);

    private final long maxPixels;
    private final Duration time;
    private final RenderingMemory memory;

    /**
     * Creates a renderer.
     *
     * @param maxPixels the number of pixels of the largest image that gets a thumbnail
     * @param time the time limit for reading an image, and for rendering it
     */
    public ThumbnailRenderer(long maxPixels, Duration time) {
        this(maxPixels, time, MEMORY);
    }

    ThumbnailRenderer(long maxPixels, Duration time, RenderingMemory memory) {
        this.maxPixels = maxPixels;
        this.time = time;
        this.memory = memory;
    }

    /**
     * Renders the thumbnail of an image; empty if it cannot be decoded.
     *
     * @throws StorageException.Unavailable if the file cannot be read, or other renderings use all the memory
     */
    public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
        try {
            MediaMetadataBuilder metadata = parse(file, format);
            if (metadata.pixels() > maxPixels) {
                return Optional.empty();
            }
            long kept = memory.has(bytes(metadata, Steps.MANY)) ? Steps.MANY : Steps.FEW;
            return memory.with(
                    bytes(metadata, kept),
                    MEMORY_TIMEOUT.plus(time),
                    file.name(),
                    () -> render(file, format, metadata.orientation(), kept));
        } catch (StorageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // a damaged image: readers throw all kinds of exceptions, and there is nothing to render
            LOG.log(Level.DEBUG, "The image " + Messages.quoted(file.name()) + " cannot be decoded: " + e);
            return Optional.empty();
        }
    }

    /** The memory for the subsampled image, and for a few rows of the full width, which decoders read into. */
    private static long bytes(MediaMetadataBuilder metadata, long maxKept) {
        long kept = Steps.of(metadata.width(), metadata.height(), maxKept).kept(metadata.width(), metadata.height());
        return metadata.decoderBytes() + (kept + ROWS * metadata.width()) * metadata.bytesPerPixel();
    }

    /** Renders with a new deadline, because waiting for memory may have taken long. */
    private Optional<Thumbnail> render(MediaBytes file, MediaFormat format, Orientation orientation, long maxKept)
            throws IOException {
        try (RandomAccessReader in = new RandomAccessReader(file, Deadline.in(time))) {
            Optional<BufferedImage> scaled = read(in, format, DrawingHints.read(in, format), maxKept);
            return scaled.map(image -> encoded(upright(image, orientation), file.name()));
        }
    }

    private MediaMetadataBuilder parse(MediaBytes file, MediaFormat format) throws IOException {
        MediaMetadataBuilder metadata = new MediaMetadataBuilder(format);
        try (RandomAccessReader in = new RandomAccessReader(file, Deadline.in(time))) {
            ImageParsers.of(format).parse(in, metadata);
        } catch (MalformedMediaException e) {
            // ImageIO may still decode a damaged image; only its WebP reader trusts any size in the header
            if (format == MediaFormat.WEBP) {
                throw e;
            }
        }
        return metadata;
    }

    private Optional<BufferedImage> read(RandomAccessReader in, MediaFormat format, DrawingHints hints, long maxKept)
            throws IOException {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (BytesImageStream stream = new BytesImageStream(
                in,
                format == MediaFormat.JPEG ? MAX_JPEG_READ : Integer.MAX_VALUE,
                format == MediaFormat.WEBP ? WEBP_READ_AHEAD : 0,
                format == MediaFormat.WEBP ? maxPixels * Integer.BYTES / WEBP_MAX_EXPANSION + 1 : 0,
                hints.replaced())) {
            reader.setInput(stream, true, true);
            reader.addIIOReadProgressListener(new StopAtDeadline(in.deadline()));
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > maxPixels) {
                return Optional.empty();
            }
            ImageReadParam param = reader.getDefaultReadParam();
            Steps steps = Steps.of(width, height, maxKept);
            param.setSourceSubsampling(steps.across(), steps.down(), 0, 0);
            ArgbRows picture = GammaRows.of(picture(reader, param, hints), hints.gamma());
            if (hints.alpha().isPresent()) {
                picture = hints.alpha().get().of(picture, in, width, height, steps);
            }
            in.deadline().check();
            return Optional.of(downscaler(picture, width, height, steps, hints).scaled(in.deadline()));
        } finally {
            reader.dispose();
        }
    }

    private static ArgbRows picture(ImageReader reader, ImageReadParam param, DrawingHints hints) throws IOException {
        if (hints.colours().isPresent() && reader.canReadRaster()) {
            return new ChannelRows(reader.readRaster(0, param), hints.colours().get(), false, hints.profile());
        }
        BufferedImage image = reader.read(0, param);
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return new PaletteRows(image.getRaster(), palette, hints.profile());
        }
        Colours colours = model.getNumColorComponents() == 1 ? Colours.GREY : Colours.RGB;
        return new ChannelRows(image.getRaster(), colours, model.hasAlpha(), hints.profile());
    }

    private static Downscaler downscaler(ArgbRows picture, int width, int height, Steps steps, DrawingHints hints) {
        int canvasWidth = hints.canvasWidth(width);
        int canvasHeight = hints.canvasHeight(height);
        double scale = Math.min(1.0, (double) Thumbnailer.LONGEST_SIDE / Math.max(canvasWidth, canvasHeight));
        return new Downscaler(
                picture,
                new Axis(hints.left(), width, canvasWidth, steps.across(), side(canvasWidth, scale)),
                new Axis(hints.top(), height, canvasHeight, steps.down(), side(canvasHeight, scale)));
    }

    private static BufferedImage upright(BufferedImage image, Orientation orientation) {
        boolean rotated = orientation.isRotated();
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage upright = new BufferedImage(rotated ? height : width, rotated ? width : height, image.getType());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int across = orientation.isFromRight() ? width - 1 - x : x;
                int down = orientation.isFromBottom() ? height - 1 - y : y;
                upright.setRGB(rotated ? down : across, rotated ? across : down, image.getRGB(x, y));
            }
        }
        return upright;
    }

    private static int side(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }

    private static Thumbnail encoded(BufferedImage image, String name) {
        boolean alpha = image.getColorModel().hasAlpha();
        byte[] bytes = alpha ? ThumbnailEncoder.png(image) : ThumbnailEncoder.jpeg(image);
        return new Thumbnail(
                alpha ? MediaFormat.PNG : MediaFormat.JPEG,
                new BlobSource("the thumbnail of " + name, () -> new ByteArrayInputStream(bytes)));
    }
}
