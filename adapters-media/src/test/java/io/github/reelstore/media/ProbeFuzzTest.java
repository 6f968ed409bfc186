package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.media.samples.Samples;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For any bytes, the probe and the thumbnailer stay within the time limit, throw no exception and use little memory. A
 * normal run uses the samples and the inputs that {@code .ci/fuzz} once found; {@code .ci/fuzz 120 ProbeFuzzTest}
 * fuzzes for two minutes per format.
 */
class ProbeFuzzTest {

    private static final Duration TIME = Duration.ofSeconds(2);
    private static final long MAX_PROBE_BYTES = 8L << 20;

    private static final ParsingProbe PROBE = new ParsingProbe(new MediaConfig(1_000_000, TIME, Optional.empty()));
    private static final ImageThumbnailer THUMBNAILER =
            new ImageThumbnailer(new MediaConfig(1_000_000, TIME, Optional.empty()));

    /** Limit of the memory for decoding and scaling a million pixels. */
    private static final long MAX_THUMBNAIL_BYTES = 256L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeAll
    static void loadClasses() {
        // loading instrumented classes is slow, and must not count for the time limit
        Samples.all().forEach(sample -> PROBE.probe(Samples.file(sample.bytes()), sample.head()));
    }

    private static void probe(MediaFormat format, byte[] bytes) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        MediaMetadata metadata = PROBE.probe(Samples.file(bytes), format);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME.plusSeconds(1));
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MAX_PROBE_BYTES);
        assertThat(format.mayBe(metadata.format().kind())).isTrue();
    }

    private static void thumbnail(MediaFormat format, byte[] bytes) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        Optional<Thumbnail> thumbnail = THUMBNAILER.make(Samples.file(bytes), format);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME.plusSeconds(3));
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MAX_THUMBNAIL_BYTES);
        assertThat(thumbnail.map(Thumbnail::format))
                .isIn(Optional.empty(), Optional.of(MediaFormat.PNG), Optional.of(MediaFormat.JPEG));
    }

    private static List<byte[]> samplesOf(MediaFormat format) {
        return Samples.all().stream()
                .filter(sample -> sample.head() == format)
                .map(Samples.Sample::bytes)
                .toList();
    }

    static List<byte[]> pngSamples() {
        return samplesOf(MediaFormat.PNG);
    }

    @MethodSource("pngSamples")
    @FuzzTest(maxDuration = "2m")
    void png(byte[] bytes) {
        probe(MediaFormat.PNG, bytes);
    }

    @MethodSource("pngSamples")
    @FuzzTest(maxDuration = "2m")
    void pngThumbnail(byte[] bytes) {
        thumbnail(MediaFormat.PNG, bytes);
    }

    static List<byte[]> jpegSamples() {
        return samplesOf(MediaFormat.JPEG);
    }

    @MethodSource("jpegSamples")
    @FuzzTest(maxDuration = "2m")
    void jpeg(byte[] bytes) {
        probe(MediaFormat.JPEG, bytes);
    }

    @MethodSource("jpegSamples")
    @FuzzTest(maxDuration = "2m")
    void jpegThumbnail(byte[] bytes) {
        thumbnail(MediaFormat.JPEG, bytes);
    }

    static List<byte[]> webpSamples() {
        return samplesOf(MediaFormat.WEBP);
    }

    @MethodSource("webpSamples")
    @FuzzTest(maxDuration = "2m")
    void webp(byte[] bytes) {
        probe(MediaFormat.WEBP, bytes);
    }

    @MethodSource("webpSamples")
    @FuzzTest(maxDuration = "2m")
    void webpThumbnail(byte[] bytes) {
        thumbnail(MediaFormat.WEBP, bytes);
    }

    static List<byte[]> gifSamples() {
        return samplesOf(MediaFormat.GIF);
    }

    @MethodSource("gifSamples")
    @FuzzTest(maxDuration = "2m")
    void gif(byte[] bytes) {
        probe(MediaFormat.GIF, bytes);
    }

    @MethodSource("gifSamples")
    @FuzzTest(maxDuration = "2m")
    void gifThumbnail(byte[] bytes) {
        thumbnail(MediaFormat.GIF, bytes);
    }

    static List<byte[]> avifSamples() {
        return samplesOf(MediaFormat.AVIF);
    }

    @MethodSource("avifSamples")
    @FuzzTest(maxDuration = "2m")
    void avif(byte[] bytes) {
        probe(MediaFormat.AVIF, bytes);
    }

    static List<byte[]> heicSamples() {
        return samplesOf(MediaFormat.HEIC);
    }

    @MethodSource("heicSamples")
    @FuzzTest(maxDuration = "2m")
    void heic(byte[] bytes) {
        probe(MediaFormat.HEIC, bytes);
    }

    static List<byte[]> mp3Samples() {
        return samplesOf(MediaFormat.MP3);
    }

    @MethodSource("mp3Samples")
    @FuzzTest(maxDuration = "2m")
    void mp3(byte[] bytes) {
        probe(MediaFormat.MP3, bytes);
    }

    static List<byte[]> wavSamples() {
        return samplesOf(MediaFormat.WAV);
    }

    @MethodSource("wavSamples")
    @FuzzTest(maxDuration = "2m")
    void wav(byte[] bytes) {
        probe(MediaFormat.WAV, bytes);
    }

    static List<byte[]> flacSamples() {
        return samplesOf(MediaFormat.FLAC);
    }

    @MethodSource("flacSamples")
    @FuzzTest(maxDuration = "2m")
    void flac(byte[] bytes) {
        probe(MediaFormat.FLAC, bytes);
    }

    static List<byte[]> oggSamples() {
        return samplesOf(MediaFormat.OGG);
    }

    @MethodSource("oggSamples")
    @FuzzTest(maxDuration = "2m")
    void ogg(byte[] bytes) {
        probe(MediaFormat.OGG, bytes);
    }

    static List<byte[]> aacSamples() {
        return samplesOf(MediaFormat.AAC);
    }

    @MethodSource("aacSamples")
    @FuzzTest(maxDuration = "2m")
    void aac(byte[] bytes) {
        probe(MediaFormat.AAC, bytes);
    }

    static List<byte[]> m4aSamples() {
        return samplesOf(MediaFormat.M4A);
    }

    @MethodSource("m4aSamples")
    @FuzzTest(maxDuration = "2m")
    void m4a(byte[] bytes) {
        probe(MediaFormat.M4A, bytes);
    }

    static List<byte[]> mp4Samples() {
        return samplesOf(MediaFormat.MP4);
    }

    @MethodSource("mp4Samples")
    @FuzzTest(maxDuration = "2m")
    void mp4(byte[] bytes) {
        probe(MediaFormat.MP4, bytes);
    }

    static List<byte[]> movSamples() {
        return samplesOf(MediaFormat.MOV);
    }

    @MethodSource("movSamples")
    @FuzzTest(maxDuration = "2m")
    void mov(byte[] bytes) {
        probe(MediaFormat.MOV, bytes);
    }

    static List<byte[]> webmSamples() {
        return samplesOf(MediaFormat.WEBM);
    }

    @MethodSource("webmSamples")
    @FuzzTest(maxDuration = "2m")
    void webm(byte[] bytes) {
        probe(MediaFormat.WEBM, bytes);
    }

    static List<byte[]> mkvSamples() {
        return samplesOf(MediaFormat.MKV);
    }

    @MethodSource("mkvSamples")
    @FuzzTest(maxDuration = "2m")
    void mkv(byte[] bytes) {
        probe(MediaFormat.MKV, bytes);
    }

    static List<byte[]> threeGpSamples() {
        return samplesOf(MediaFormat.THREE_GP);
    }

    @MethodSource("threeGpSamples")
    @FuzzTest(maxDuration = "2m")
    void threeGp(byte[] bytes) {
        probe(MediaFormat.THREE_GP, bytes);
    }
}
