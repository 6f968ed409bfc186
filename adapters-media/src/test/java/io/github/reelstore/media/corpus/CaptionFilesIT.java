package io.github.reelstore.media.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.storyboard.captions.Caption;
import io.github.reelstore.domain.storyboard.captions.CaptionFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ffmpeg reads the captions that we write. */
class CaptionFilesIT {

    private static final List<String> TEXTS = List.of(
            "Con mèo nhỏ chạy qua sân",
            "two\nlines",
            "a blank line\n\nbetween\n\n\nthem",
            "\nblank at the start and the end\n",
            "a & b < c > d, &amp; and &nbsp;",
            "<i>not markup</i> <font color=\"red\"> <3 </b",
            "--> an arrow, and -> another",
            "00:00:01,000 --> 00:00:02,000",
            "12\n13",
            "1\n00:00:01.000 --> 00:00:02.000\nlooks like a caption",
            "- dialogue\n- answer",
            "NOTE no note",
            "WEBVTT",
            "\uD83C\uDFAC 漢字 العربية");

    /** Which WebVTT of ffmpeg 5.1 gets a backslash before, with ours or any other file. */
    private static final List<String> ONLY_SRT = List.of("{\\an8}not at the top {x}", "C:\\New\\home\\nothing");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(CaptionFormat.class)
    void ffmpegReadsTheSameTimesAndTexts(CaptionFormat format) throws IOException, InterruptedException {
        List<Caption> captions = captions(format);
        Path file = Files.writeString(folder.resolve("captions"), format.write(captions));

        assertThat(packets(file))
                .isEqualTo(captions.stream().map(CaptionFilesIT::times).toList());
        assertThat(texts(file)).isEqualTo(captions.stream().map(Caption::text).toList());
    }

    private static List<Caption> captions(CaptionFormat format) {
        List<Caption> captions = new ArrayList<>();
        Stream.concat(TEXTS.stream(), format == CaptionFormat.SRT ? ONLY_SRT.stream() : Stream.empty())
                .forEach(text -> {
                    int number = captions.size();
                    captions.add(new Caption(
                            Optional.of("NOTE-" + number), number * 1_801_250L, number * 1_801_250L + 999, text));
                });
        return captions;
    }

    private static String times(Caption caption) {
        return String.format("%.6f,%.6f", caption.startMs() / 1000.0, (caption.endMs() - caption.startMs()) / 1000.0);
    }

    private static List<String> packets(Path file) throws IOException, InterruptedException {
        return output(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "packet=pts_time,duration_time",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .lines()
                // a comma for the side data follows
                .map(line -> line.replaceAll(",+$", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** As text without markup; no-break spaces and word joiners are invisible. */
    private static List<String> texts(Path file) throws IOException, InterruptedException {
        String decoded = output("ffmpeg", "-nostdin", "-v", "error", "-i", file.toString(), "-f", "srt", "-")
                .replace("\r", "")
                .replaceAll("[\u00A0\u2060]", "");
        return Stream.of(decoded.split("(^|\n\n)[0-9]+\n[0-9:,]+ --> [0-9:,]+\n"))
                .skip(1)
                .map(text -> text.replaceAll("\n\n$", ""))
                .toList();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
