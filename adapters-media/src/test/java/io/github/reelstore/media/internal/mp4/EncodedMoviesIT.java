package io.github.reelstore.media.internal.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that ffmpeg makes: in the ways that other programs use it, and compared with what ffprobe says. */
@Tag("large")
class EncodedMoviesIT {

    private static final String PICTURES = "-f lavfi -i testsrc2=size=64x36:rate=RATE:duration=2";
    private static final String SOUND = "-f lavfi -i sine=sample_rate=48000:duration=2";
    private static final String H264 = "-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p";

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    @TempDir
    Path folder;

    private static String pictures(String rate) {
        return PICTURES.replace("RATE", rate) + " ";
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    /** Makes a file; the arguments have no spaces in them. */
    private Path make(String arguments, String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(Arrays.asList(arguments.strip().split(" +")));
        Path file = folder.resolve(name);
        command.add(file.toString());
        output(command.toArray(String[]::new));
        return file;
    }

    private MediaMetadata probe(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        MediaMetadata metadata =
                probe.probe(MediaBytes.of(file), MediaFormat.detect(bytes).orElseThrow());
        assertThat(metadata.warnings()).isEmpty();
        return metadata;
    }

    private static List<String> ffprobe(Path file, String entries) throws IOException, InterruptedException {
        return output("ffprobe", "-v", "error", "-show_entries", entries, "-of", "csv=p=0", file.toString())
                .lines()
                // side data of a stream is an empty column
                .map(line -> line.replaceFirst(",+$", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The first fragment is in moov, unless the option is empty_moov. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-movflags frag_keyframe",
                "-movflags frag_keyframe+default_base_moof",
                "-movflags frag_keyframe+separate_moof",
                "-movflags frag_keyframe+empty_moov",
                "-movflags frag_keyframe+delay_moov",
                "-movflags dash+frag_keyframe",
                "-movflags cmaf+frag_keyframe",
                "-frag_duration 300000",
                "-frag_size 2000",
                "-bf 2 -movflags frag_keyframe",
                "-movflags faststart"
            })
    void fragmentedFileIsAsLongAsAllOfIt(String options) throws Exception {
        for (String name : List.of("video.mp4", "video.mov")) {
            Path file = make(pictures("25") + SOUND + " " + H264 + " -c:a aac " + options, name);
            MediaMetadata metadata = probe(file);
            long expected = Math.round(
                    1000 * Double.parseDouble(ffprobe(file, "format=duration").get(0)));
            assertThat(metadata.durationMs())
                    .hasValueSatisfying(found -> assertThat(found).isBetween(expected - 50, expected + 50));
            assertThat(metadata.frameRate().map(Object::toString)).contains("25/1");
        }
        Path sound = make(SOUND + " -c:a aac " + options.replace("-bf 2", ""), "sound.m4a");
        assertThat(probe(sound).durationMs())
                .hasValueSatisfying(found -> assertThat(found).isBetween(1990L, 2030L));
        int expected = Integer.parseInt(ffprobe(sound, "stream=bit_rate").get(0));
        assertThat(probe(sound).bitrate())
                .hasValueSatisfying(found -> assertThat(found).isBetween(expected * 98 / 100, expected * 102 / 100));
    }

    /** Chapters and subtitles were planned for longer than the two seconds that the video has. */
    @ParameterizedTest
    @CsvSource({
        "video.mp4, ''",
        "video.mov, ''",
        "sound.m4a, -vn",
        "video.mp4, -movflags frag_keyframe",
        "video.mp4, -movflags frag_keyframe+empty_moov"
    })
    void chaptersAndSubtitlesDoNotLengthenIt(String name, String options) throws Exception {
        Path chapters = Files.writeString(
                folder.resolve("chapters.txt"), ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=9000\n");
        Path subtitles = Files.writeString(folder.resolve("lines.srt"), "1\n00:00:00,500 --> 00:00:09,000\nXin chào\n");
        Path plain = make(pictures("25") + SOUND + " " + H264 + " -c:a aac", "plain.mp4");
        for (String more : List.of(
                "-i " + chapters + " -map_metadata 1 -c copy ", "-i " + subtitles + " -c copy -c:s mov_text ")) {
            Path file = make("-i " + plain + " " + more + options, name);
            assertThat(probe(file).durationMs())
                    .hasValueSatisfying(found -> assertThat(found).isBetween(1990L, 2050L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mono, libmp3lame, 1",
        "stereo, libmp3lame, 2",
        "mono, ac3, 1",
        "5.1, ac3, 6",
        "mono, eac3, 1",
        "5.1, eac3, 6",
        "mono, dca, 1",
        "5.1(side), dca, 6"
    })
    void channelsAreThoseOfTheCodec(String layout, String encoder, int channels) throws Exception {
        Path file = make("-f lavfi -i anullsrc=cl=" + layout + ":r=48000 -t 1 -strict -2 -c:a " + encoder, "sound.mp4");
        assertThat(ffprobe(file, "stream=channels").get(0)).isEqualTo(String.valueOf(channels));
        assertThat(probe(file).channels()).contains(channels);
    }

    @ParameterizedTest
    @CsvSource({
        "24000/1001",
        "30000/1001",
        "60000/1001",
        "24/1",
        "25/1",
        "30/1",
        "50/1",
        "60/1",
        "120/1",
        "15/2",
        "12/1",
        "1/1"
    })
    void frameRateIsTheEncoders(String rate) throws Exception {
        for (String name : List.of("video.mp4", "video.mov", "video.mkv", "video.3gp")) {
            assertThat(probe(make(pictures(rate) + H264, name)).frameRate().map(Object::toString))
                    .as(name)
                    .contains(rate);
        }
        Path webm = make(pictures(rate) + "-c:v libvpx -b:v 50k", "video.webm");
        assertThat(probe(webm).frameRate().map(Object::toString)).contains(rate);
    }

    /** Every third frame after the first second: 50 frames in four seconds. */
    @Test
    void variableFrameRateIsTheAverage() throws Exception {
        String frames =
                "-f lavfi -i testsrc2=size=64x36:rate=25:duration=4 -vf select='not(mod(n,3))+lt(t,1)' -vsync vfr ";
        Path file = make(frames + H264, "video.mp4");
        assertThat(probe(file).frameRate().map(Object::toString)).contains("25/2");
        assertThat(ffprobe(file, "stream=avg_frame_rate")).containsExactly("25/2");
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, libx264", "mp4, libx265", "mp4, libvpx-vp9", "mp4, mpeg4", "mp4, mpeg2video", "mp4, mjpeg", "mp4, png",
        "mov, qtrle", "mov, mjpeg", "mov, prores", "mov, mpeg2video", "mov, hap", "mov, v210", "mov, cinepak",
        "mkv, libx264", "mkv, libx265", "mkv, libvpx", "mkv, libvpx-vp9", "mkv, ffv1", "mkv, mpeg4", "mkv, mjpeg"
    })
    void videoCodecIsFfprobes(String extension, String encoder) throws Exception {
        Path file = make(
                "-f lavfi -i testsrc2=size=64x48:rate=25:duration=0.2 -c:v " + encoder
                        + (encoder.equals("libx265") ? " -x265-params log-level=none" : ""),
                "video." + extension);
        assertThat(probe(file).codecs()).isEqualTo(ffprobe(file, "stream=codec_name"));
    }

    @ParameterizedTest
    @CsvSource({
        "mov, pcm_s24be",
        "mov, pcm_s24le",
        "mov, pcm_s32le",
        "mov, pcm_f32le",
        "mov, pcm_f32be",
        "mov, pcm_f64le",
        "mov, pcm_u8",
        "mov, pcm_s8",
        "mov, adpcm_ima_qt",
        "mov, mp2",
        "mov, alac",
        "mov, adpcm_ms",
        "mov, pcm_alaw",
        "mp4, flac",
        "mp4, alac",
        "mp4, libopus",
        "mp4, ac3",
        "mka, pcm_s16le",
        "mka, pcm_s16be",
        "mka, pcm_s24le",
        "mka, pcm_f32le",
        "mka, pcm_u8",
        "mka, pcm_mulaw",
        "mka, libopus",
        "mka, libvorbis",
        "mka, flac",
        "mka, mp3"
    })
    void audioCodecIsFfprobes(String extension, String encoder) throws Exception {
        Path file = make(SOUND + " -c:a " + encoder + " -strict -2", "sound." + extension);
        assertThat(probe(file).codecs()).isEqualTo(ffprobe(file, "stream=codec_name"));
        assertThat(String.valueOf(probe(file).sampleRate().orElseThrow()))
                .isEqualTo(ffprobe(file, "stream=sample_rate").get(0));
    }

    @ParameterizedTest
    @CsvSource({"alac, 96000", "alac, 192000", "flac, 96000", "flac, 192000", "aac, 96000"})
    void rateAbove16BitsIsRead(String encoder, int hertz) throws Exception {
        Path file = make(
                "-f lavfi -i sine=sample_rate=" + hertz + ":duration=0.3 -c:a " + encoder + " -strict -2", "sound.mp4");
        assertThat(probe(file).sampleRate()).contains(hertz);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "mov", "mkv", "webm"})
    void videoIsNamedBeforeAudioWhateverTheOrderOfTheTracks(String extension) throws Exception {
        String codecs = extension.equals("webm") ? "-c:v libvpx -c:a libopus" : H264 + " -c:a aac";
        Path file = make(pictures("25") + SOUND + " -map 1:a -map 0:v " + codecs, "video." + extension);
        assertThat(ffprobe(file, "stream=codec_type")).containsExactly("audio", "video");
        assertThat(probe(file).codecs())
                .isEqualTo(extension.equals("webm") ? List.of("vp8", "opus") : List.of("h264", "aac"));
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, 720x576, 16:9, 1024x576, 64:45",
        "mov, 720x576, 16:9, 1024x576, 64:45",
        "mkv, 720x576, 16:9, 1024x576, 64:45",
        "webm, 720x576, 16:9, 1024x576, 64:45",
        "mp4, 720x480, 4:3, 640x480, 8:9",
        "mp4, 640x480, 4:3, 640x480, -"
    })
    void sizeIsAsShown(String extension, String coded, String display, String shown, String pixels) throws Exception {
        String codec = extension.equals("webm") ? "-c:v libvpx" : H264;
        Path file = make(
                "-f lavfi -i testsrc2=size=" + coded + ":rate=25:duration=0.2 " + codec + " -aspect " + display,
                "video." + extension);
        MediaMetadata metadata = probe(file);
        assertThat(metadata.width().orElseThrow() + "x" + metadata.height().orElseThrow())
                .isEqualTo(shown);
        assertThat(metadata.pixelAspect().orElse("-")).isEqualTo(pixels);
        assertThat(metadata.codedSize()).isEqualTo(Optional.of(coded).filter(size -> !size.equals(shown)));
    }

    @Test
    void turnedVideoKeepsItsCodedSizeInTheNotes() throws Exception {
        Path upright =
                make("-f lavfi -i testsrc2=size=720x576:rate=25:duration=0.2 " + H264 + " -aspect 16:9", "upright.mp4");
        MediaMetadata metadata = probe(make("-i " + upright + " -c copy -metadata:s:v rotate=90", "turned.mp4"));
        assertThat(metadata.width()).contains(576);
        assertThat(metadata.height()).contains(1024);
        assertThat(metadata.codedSize()).contains("720x576");
    }

    /** Written to a pipe: without a duration, in clusters of unknown size. */
    @ParameterizedTest
    @ValueSource(strings = {"webm", "matroska"})
    void liveFilesAreAsLongAsTheirBlocks(String format) throws Exception {
        String codecs = format.equals("webm") ? "-c:v libvpx -c:a libopus" : H264 + " -c:a aac";
        Path file = make(pictures("25") + SOUND + " " + codecs + " -live 1 -f " + format, "video");
        MediaMetadata metadata = probe(file);
        assertThat(metadata.durationMs())
                .hasValueSatisfying(found -> assertThat(found).isBetween(1990L, 2050L));
        assertThat(metadata.frameRate().map(Object::toString)).contains("25/1");
    }

    /** The picture does not move for ten seconds. */
    @Test
    void lateLastBlockDoesNotCountTwice() throws Exception {
        Path file = make(
                "-f lavfi -i testsrc2=size=64x36:rate=25:duration=12 -vf select=lt(t\\,2)+eq(n\\,299) -vsync vfr"
                        + " -c:v libvpx -live 1 -f webm",
                "video");
        assertThat(probe(file).durationMs())
                .hasValueSatisfying(found -> assertThat(found).isBetween(11_950L, 12_050L));
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, -movflags use_metadata_tags",
        "mov, -movflags use_metadata_tags",
        "mkv, -shortest",
        "webm, -shortest"
    })
    void promptsOfGeneratorsAreNoted(String extension, String options) throws Exception {
        String codec = extension.equals("webm") ? "-c:v libvpx" : H264;
        Path file = make(
                pictures("25") + codec + " -metadata prompt={\"a\":1} -metadata workflow={} -metadata title=x "
                        + options,
                "video." + extension);
        assertThat(probe(file).provenance()).containsExactly("text:prompt", "text:workflow");
    }

    @ParameterizedTest
    @CsvSource({"h263, THREE_GP", "mpeg4, THREE_GP", "libx264, THREE_GP", "-, THREE_GA"})
    void phonesFormatIsTaken(String encoder, MediaFormat format) throws Exception {
        String video = encoder.equals("-")
                ? ""
                : "-f lavfi -i testsrc2=size=176x144:rate=25:duration=1 -pix_fmt yuv420p -c:v " + encoder + " ";
        Path file = make(SOUND + " " + video + "-c:a aac", "video.3gp");
        assertThat(probe(file).format()).isEqualTo(format);
        assertThat(probe(file).codecs())
                .isEqualTo(Stream.concat(
                                ffprobe(file, "stream=codec_name").stream().filter(name -> !name.equals("aac")),
                                Stream.of("aac"))
                        .collect(Collectors.toList()));
    }
}
