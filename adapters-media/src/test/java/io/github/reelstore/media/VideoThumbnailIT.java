package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.media.Samples.Sample;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Thumbnails of videos, which ffmpeg makes. */
class VideoThumbnailIT {

    /** The beginning of a script that replaces ffmpeg: prints the version. */
    private static final String VERSION = "[ \"$1\" = -version ] && echo ffmpeg version 0 && exit\n";

    private final ImageThumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);

    @TempDir
    private Path folder;

    private Optional<Thumbnail> make(byte[] bytes) {
        return thumbnailer.make(Samples.file(bytes), MediaFormat.detect(bytes).orElseThrow());
    }

    private static BufferedImage image(Thumbnail thumbnail) throws IOException {
        try (InputStream stream = thumbnail.source().stream().open()) {
            byte[] bytes = stream.readAllBytes();
            assertThat(MediaFormat.detect(bytes)).contains(thumbnail.format());
            return ImageIO.read(new ByteArrayInputStream(bytes));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MP4", "MOV", "WEBM", "MKV", "THREE_GP"},
            mode = Mode.INCLUDE)
    void videoHasAThumbnailInItsOrientation(MediaFormat format) throws IOException {
        requireFfmpeg();
        for (Sample sample : Samples.of(format).toList()) {
            BufferedImage thumbnail = image(make(sample.bytes()).orElseThrow());
            assertThat(thumbnail.getWidth())
                    .as(sample.file())
                    .isEqualTo(sample.width().orElseThrow());
            assertThat(thumbnail.getHeight())
                    .as(sample.file())
                    .isEqualTo(sample.height().orElseThrow());
        }
    }

    /** In CI ffmpeg is installed: there these tests fail if it is missing. */
    private void requireFfmpeg() {
        assumeTrue(thumbnailer.limitation().isEmpty() || System.getenv("CI") != null, "ffmpeg is not installed");
    }

    @Test
    void videoOfMorePixelsThanTheLimitHasNoThumbnail() {
        requireFfmpeg();
        ImageThumbnailer strict = new ImageThumbnailer(new MediaConfig(99, Duration.ofSeconds(10), Optional.empty()));
        assertThat(strict.make(Samples.file(Samples.bytes("silent.mp4")), MediaFormat.MP4))
                .isEmpty();
    }

    @Test
    void damagedVideoHasNoThumbnail() {
        assertThat(thumbnailer.make(Samples.file(Arrays.copyOf(Samples.bytes("silent.mp4"), 500)), MediaFormat.MP4))
                .isEmpty();
    }

    @Test
    void otherProgramIsNotUsedAsFfmpeg() throws IOException {
        Path other = folder.resolve("other");
        Files.writeString(other, "#!/bin/sh\nexit 0\n");
        assumeTrue(other.toFile().setExecutable(true));
        for (Path program : List.of(other, folder)) {
            ImageThumbnailer misconfigured =
                    new ImageThumbnailer(new MediaConfig(MediaConfig.PIXELS, MediaConfig.TIME, Optional.of(program)));
            assertThat(misconfigured.supports(MediaFormat.MP4)).isFalse();
            assertThat(misconfigured.limitation().orElseThrow()).contains(program + " is not an executable ffmpeg");
        }
    }

    /** The store delivers the copy for ffmpeg byte by byte. */
    @Test
    void slowCopyOfAVideoIsAborted() {
        requireFfmpeg();
        byte[] bytes = Samples.bytes("silent.mp4");
        MediaBytes slow = new MediaBytes("slow", bytes.length, offset -> new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int count) {
                LockSupport.parkNanos(2_000_000);
                return super.read(into, from, 1);
            }
        });
        ImageThumbnailer withShortLimit =
                new ImageThumbnailer(new MediaConfig(MediaConfig.PIXELS, Duration.ofMillis(200), Optional.empty()));
        assertThatThrownBy(() -> withShortLimit.make(slow, MediaFormat.MP4))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("took too long");
    }

    @Test
    void hangingProgramIsKilled() throws IOException {
        Path endless = folder.resolve("endless");
        Files.writeString(endless, "#!/bin/sh\n" + VERSION + "exec tail -f /dev/null\n");
        assumeTrue(endless.toFile().setExecutable(true));
        ImageThumbnailer withShortLimit =
                new ImageThumbnailer(new MediaConfig(MediaConfig.PIXELS, Duration.ofMillis(300), Optional.of(endless)));
        assertThatThrownBy(() -> withShortLimit.make(Samples.file(Samples.bytes("silent.mp4")), MediaFormat.MP4))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("took too long");
    }

    @Test
    void childProcessesOfAKilledProgramAreKilled() throws Exception {
        Path child = folder.resolve("child");
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh\n" + VERSION + "tail -f /dev/null &\necho $! > " + child + "\nwait\n");
        assumeTrue(script.toFile().setExecutable(true));
        ImageThumbnailer withShortLimit =
                new ImageThumbnailer(new MediaConfig(MediaConfig.PIXELS, Duration.ofSeconds(2), Optional.of(script)));
        assertThatThrownBy(() -> withShortLimit.make(Samples.file(Samples.bytes("silent.mp4")), MediaFormat.MP4))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("took too long");
        Optional<ProcessHandle> started =
                ProcessHandle.of(Long.parseLong(Files.readString(child).strip()));
        if (started.isPresent()) {
            started.get().onExit().get(5, TimeUnit.SECONDS);
        }
    }
}
