package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.samples.Pictures;
import io.github.reelstore.media.samples.Programs;
import io.github.reelstore.media.samples.Samples;
import io.github.reelstore.media.samples.Samples.Sample;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Thumbnails of videos, which ffmpeg makes. */
@Tag("journey")
class VideoThumbnailIT {

    /** The beginning of a script that replaces ffmpeg: prints the version. */
    private static final String VERSION = "[ \"$1\" = -version ] && echo ffmpeg version 0 && exit\n";

    private final ImageThumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);

    @TempDir
    private Path folder;

    private Optional<Thumbnail> make(byte[] bytes) {
        return thumbnailer.make(Samples.file(bytes), MediaFormat.detect(bytes).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MP4", "MOV", "WEBM", "MKV", "THREE_GP"},
            mode = Mode.INCLUDE)
    void videoHasAThumbnailInItsOrientation(MediaFormat format) throws IOException {
        requireFfmpeg();
        for (Sample sample : Samples.of(format).toList()) {
            BufferedImage thumbnail = Pictures.of(make(sample.bytes()).orElseThrow());
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

    /** Makes a video and compares its thumbnail with the first frame as ffmpeg shows it. */
    private void assertThumbnailOfVideo(String file, String arguments) throws Exception {
        Programs programs = new Programs(folder);
        programs.run("ffmpeg -v error -f lavfi -t 1 -i " + arguments + " " + file);
        programs.run("ffmpeg -v error -y -i " + file
                + " -frames:v 1 -vf scale='max(1,iw*sar)':h=ih,setsar=1,format=rgb24 frame.png");
        BufferedImage frame = ImageIO.read(folder.resolve("frame.png").toFile());
        BufferedImage thumbnail =
                Pictures.of(make(Files.readAllBytes(folder.resolve(file))).orElseThrow());
        Pictures.assertAlike(file, thumbnail, frame);
        assertThat(Math.max(thumbnail.getWidth(), thumbnail.getHeight())).isLessThanOrEqualTo(512);
    }

    /** Parameters: the coded size and the aspect ratio of a pixel. */
    @ParameterizedTest
    @CsvSource({
        "wide.mp4, 720x576, 64/45, libx264",
        "wide.mov, 720x576, 64/45, libx264",
        "wide.webm, 720x576, 64/45, libvpx",
        "ntsc.mp4, 720x480, 8/9, libx264",
        "narrow.mp4, 320x240, 1/3, libx264"
    })
    void videoIsDrawnInTheShapeInWhichItIsShown(String file, String size, String aspect, String encoder)
            throws Exception {
        requireFfmpeg();
        assertThumbnailOfVideo(
                file, "testsrc=s=" + size + ":r=2,setsar=" + aspect + " -pix_fmt yuv420p -c:v " + encoder + " -b:v 2M");
    }

    /** Puts the sizes of two crops in the place of the size as shown. */
    @ParameterizedTest
    @CsvSource({"left, 40, right, 0", "top, 30, bottom, 20", "left, 16, bottom, 60", "right, 24, top, 8"})
    void croppedPartOfAVideoIsNotDrawn(String first, int columnsOrRows, String second, int more) throws Exception {
        requireFfmpeg();
        Map<String, String> ids = Map.of("left", "54CC", "right", "54DD", "top", "54BB", "bottom", "54AA");
        Map<String, Integer> crop = Map.of(first, columnsOrRows, second, more);
        Programs programs = new Programs(folder);
        programs.run("ffmpeg -v error -f lavfi -t 1 -i testsrc=s=320x300:r=2,setsar=2 -pix_fmt yuv420p -c:v libvpx"
                + " whole.webm");
        programs.run("ffmpeg -v error -i whole.webm -frames:v 1 frame.png");
        String digits = HexFormat.of().withUpperCase().formatHex(Files.readAllBytes(folder.resolve("whole.webm")));
        HexFormat hex = HexFormat.of().withUpperCase();
        assertThat(digits.contains("54B0820280") && digits.contains("54BA82012C"))
                .isTrue();
        String cropped = digits.replace("54B0820280", ids.get(first) + "82" + hex.toHexDigits((short) columnsOrRows))
                .replace("54BA82012C", ids.get(second) + "82" + hex.toHexDigits((short) more));

        BufferedImage thumbnail = Pictures.of(make(hex.parseHex(cropped)).orElseThrow());

        int left = crop.getOrDefault("left", 0);
        int top = crop.getOrDefault("top", 0);
        BufferedImage expected = ImageIO.read(folder.resolve("frame.png").toFile())
                .getSubimage(
                        left,
                        top,
                        320 - left - crop.getOrDefault("right", 0),
                        300 - top - crop.getOrDefault("bottom", 0));
        assertThat(thumbnail.getWidth()).isEqualTo(expected.getWidth());
        assertThat(thumbnail.getHeight()).isEqualTo(expected.getHeight());
        Pictures.assertAlike("cropped", thumbnail, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000x2", "2x2000", "2x2"})
    void videoOfAnExtremeShapeIsDrawn(String size) throws Exception {
        requireFfmpeg();
        assertThumbnailOfVideo("extreme.mp4", "color=orange:s=" + size + ":r=2 -pix_fmt yuv420p -c:v libx264");
    }

    /** The colours of a video that says BT.709, as those of high definition do, differ from those of a JPEG. */
    @ParameterizedTest
    @CsvSource({"bt709,tv,yuv420p", "bt709,pc,yuvj420p", "bt2020,tv,yuv420p", "smpte170m,tv,yuv444p"})
    void coloursOfAVideoAreKept(String matrix, String range, String pixels) throws Exception {
        requireFfmpeg();
        assertThumbnailOfVideo(
                "bars.mp4",
                "smptebars=s=640x360:r=2 -vf scale=out_color_matrix=" + matrix + ":out_range=" + range + ",format="
                        + pixels + " -colorspace " + matrix.replace("bt2020", "bt2020nc") + " -color_range " + range
                        + " -c:v libx264 -crf 12");
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
