package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Jpegs;
import io.github.reelstore.media.samples.Samples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that need a lot of memory or time when they are decoded. */
class BombsIT {

    private static final Duration TIME = Duration.ofSeconds(1);
    private static final MediaConfig CONFIG = new MediaConfig(MediaConfig.PIXELS, TIME, Optional.empty());

    private static boolean hasThumbnail(byte[] bytes, MediaFormat format) {
        return new ThumbnailRenderer(MediaConfig.PIXELS, TIME)
                .make(Samples.file(bytes), format)
                .isPresent();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A JPEG of one component, with empty scans. */
    private static byte[] progressive(int side, int scans) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hex("FFD8 FFDB 0043 00"));
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 1);
        out.writeBytes(ones);
        String length = HexFormat.of().toHexDigits((short) side);
        out.writeBytes(hex("FFC2 000B 08 " + length + length + "01 01 11 00"));
        out.writeBytes(hex("FFC4 0014 00 01" + "00".repeat(15) + "00"));
        out.writeBytes(hex("FFC4 0014 10 01" + "00".repeat(15) + "E0"));
        out.writeBytes(hex("FFDA 0008 01 01 00 00 00 00"));
        for (int i = 0; i < scans; i++) {
            out.writeBytes(hex("FFDA 0008 01 01 00 01 3F 00"));
        }
        out.writeBytes(hex("FFD9"));
        return out.toByteArray();
    }

    @Test
    void progressiveJpegWithThousandsOfScansIsStopped() {
        assertThat(hasThumbnail(progressive(1000, 3), MediaFormat.JPEG)).isTrue();
        byte[] bomb = progressive(6000, 30_000);
        long start = System.nanoTime();
        assertThat(hasThumbnail(bomb, MediaFormat.JPEG)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME.plusSeconds(4));
    }

    @ParameterizedTest
    @CsvSource({"6100000,true", "5900000,false"}) // two bytes per coefficient, four per pixel, and three rows
    void memoryOfTheProgressiveJpegDecoderIsLimited(long maxBytes, boolean expected) {
        ThumbnailRenderer renderer = new ThumbnailRenderer(MediaConfig.PIXELS, TIME, new RenderingMemory(maxBytes));
        assertThat(renderer.make(Samples.file(progressive(1000, 3)), MediaFormat.JPEG)
                        .isPresent())
                .isEqualTo(expected);
    }

    /** Each of 5,000 entries refers to the directory itself, and to a text. */
    @Test
    void exifWhoseEntriesOverlapIsReadOnce() {
        String entries = "8769 0004 00000001 00000008" + "0110 0002 0000F000 00000008";
        byte[] exif = latin1("Exif\0\0MM\0*\0\0\0\10" + "\u0013\u0088");
        String segment = new String(joined(exif, hex(entries.repeat(2_500))), StandardCharsets.ISO_8859_1);
        byte[] jpeg = Jpegs.withSegment(Samples.bytes("colour.jpg"), 0xE1, segment);
        long start = System.nanoTime();
        assertThat(new ParsingProbe(CONFIG)
                        .probe(Samples.file(jpeg), MediaFormat.JPEG)
                        .warnings())
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME);
    }

    @Test
    void concurrentRenderingsShareTheMemoryLimit() throws Exception {
        RenderingMemory memory = new RenderingMemory(10 << 10);
        AtomicLong used = new AtomicLong();
        AtomicLong max = new AtomicLong();
        List<Callable<Optional<Integer>>> renderings = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int bytes = (1 + i % 9) << 10;
            renderings.add(() -> memory.with(bytes, TIME, "it", () -> {
                max.accumulateAndGet(used.addAndGet(bytes), Math::max);
                Thread.onSpinWait();
                used.addAndGet(-bytes);
                return Optional.of(bytes);
            }));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Optional<Integer>> rendering : threads.invokeAll(renderings)) {
                assertThat(rendering.get()).isPresent();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(max.get()).isBetween(9L << 10, 10L << 10);
        assertThat(memory.with((10 << 10) + 1, TIME, "it", () -> Optional.of(1)))
                .isEmpty();
    }

    @Test
    void renderingFailsWithoutFreeMemoryAndCanBeRetried() throws Exception {
        RenderingMemory memory = new RenderingMemory(10 << 10);
        assertThat(memory.with(8 << 10, TIME, "a", () -> {
                    assertThatThrownBy(() -> memory.with(8 << 10, Duration.ofMillis(10), "b", () -> Optional.of(2)))
                            .isInstanceOf(StorageException.Unavailable.class);
                    return Optional.of(1);
                }))
                .contains(1);
        assertThat(memory.with(10 << 10, TIME, "c", () -> Optional.of(3))).contains(3);
    }

    /** A single row of it needs more memory than a subsampled image that is less wide. */
    @Test
    void veryWideImageNeedsMemoryForItsRows() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(900_000, 1, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        ThumbnailRenderer renderer = new ThumbnailRenderer(MediaConfig.PIXELS, TIME, new RenderingMemory(4 << 20));
        assertThat(renderer.make(Samples.file(png.toByteArray()), MediaFormat.PNG))
                .isEmpty();
        assertThat(hasThumbnail(png.toByteArray(), MediaFormat.PNG)).isTrue();
    }

    /** It has too little memory for 15 million pixels, and enough for each second column and row. */
    @Test
    void largeImageIsSampledWhereMemoryIsScarce() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(5000, 3000, BufferedImage.TYPE_BYTE_BINARY), "png", png);
        ThumbnailRenderer renderer =
                new ThumbnailRenderer(MediaConfig.PIXELS, TIME.multipliedBy(10), new RenderingMemory(20 << 20));
        assertThat(renderer.make(Samples.file(png.toByteArray()), MediaFormat.PNG))
                .isPresent();
    }

    private static byte[] chunk(String name, byte[] data) {
        byte[] size = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .array();
        return joined(latin1(name), size, data, new byte[data.length & 1]);
    }

    private static byte[] webp(byte[]... chunks) {
        return chunk("RIFF", joined(latin1("WEBP"), joined(chunks)));
    }

    /** 16384 by 16384 pixels of one colour, which takes no bits per pixel. */
    private static final byte[] LARGE_LOSSLESS = chunk("VP8L", hex("2F FFFFFF0F 88888808 00000000"));

    private static final byte[] LARGE_LOSSY = chunk("VP8 ", hex("30 01 00 9D012A FF3F FF3F 00000000"));
    private static final byte[] CANVAS = hex("00000000 090000 090000");

    /** TwelveMonkeys' reader would allocate the size in the image's header, not the one in the file's. */
    @Test
    void webpWithACanvasSmallerThanItsImageGetsNoThumbnail() {
        for (byte[] image : new byte[][] {LARGE_LOSSLESS, LARGE_LOSSY}) {
            byte[] still = webp(chunk("VP8X", CANVAS), image);
            byte[] animated = webp(
                    chunk("VP8X", joined(hex("02"), Arrays.copyOfRange(CANVAS, 1, 10))),
                    chunk("ANMF", joined(new byte[16], image)));
            for (byte[] bytes : new byte[][] {still, animated}) {
                assertThat(hasThumbnail(bytes, MediaFormat.WEBP)).isFalse();
                assertThat(new ParsingProbe(CONFIG)
                                .probe(Samples.file(bytes), MediaFormat.WEBP)
                                .warnings())
                        .containsExactly("The file is damaged: the size of a picture in it makes no sense.");
            }
        }
    }

    @Test
    void gifWithAHugeCanvasGetsNoThumbnail() {
        byte[] gif = Samples.bytes("still.gif");
        assertThat(hasThumbnail(gif, MediaFormat.GIF)).isTrue();
        Arrays.fill(gif, 6, 10, (byte) 0xFF);
        assertThat(hasThumbnail(gif, MediaFormat.GIF)).isFalse();
    }

    private static byte[] pngWith(String type, byte[] data) {
        byte[] png = Samples.bytes("rgb.png");
        CRC32 crc = new CRC32();
        crc.update(latin1(type));
        crc.update(data);
        byte[] chunk = joined(
                ByteBuffer.allocate(4).putInt(data.length).array(),
                latin1(type),
                data,
                ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return joined(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    /** 256 MB of zeros. */
    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iCCP"})
    void compressedMetadataOfAPngIsNotDecompressed(String type) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(latin1("name\0\0"));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 256; i++) {
                deflater.write(zeros);
            }
        }
        assertThat(hasThumbnail(pngWith(type, packed.toByteArray()), MediaFormat.PNG))
                .isTrue();
    }

    @Test
    void pngIsRotatedAccordingToItsExif() throws IOException {
        byte[] png = pngWith("eXIf", latin1("MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0"));
        try (InputStream stream = new ThumbnailRenderer(MediaConfig.PIXELS, TIME)
                .make(Samples.file(png), MediaFormat.PNG).orElseThrow().source().stream()
                        .open()) {
            BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(stream.readAllBytes()));
            assertThat(thumbnail.getWidth()).isEqualTo(34);
            assertThat(thumbnail.getHeight()).isEqualTo(60);
        }
    }

    /** A box that extends beyond the end is still parsed. */
    @Test
    void avifWithAnOverlongBoxHasItsSize() {
        byte[] avif = Samples.bytes("still.avif");
        int meta = new String(avif, StandardCharsets.ISO_8859_1).indexOf("meta") - 4;
        ByteBuffer.wrap(avif).putInt(meta, Integer.MAX_VALUE);
        var metadata = new ParsingProbe(CONFIG).probe(Samples.file(avif), MediaFormat.AVIF);
        assertThat(metadata.width()).contains(64);
        assertThat(metadata.warnings()).containsExactly("The file ends too early.");
    }
}
