package io.github.reelstore.domain.storyboard.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.reelstore.domain.error.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionFormatTest {

    private static final List<Caption> TWO = List.of(
            new Caption(Optional.of("scene-1"), 0, 1_500, "Con mèo & <i>chuột</i>"),
            new Caption(Optional.of("scene-2"), 362_439_007, 362_440_000, "One -> two\n\nthree"));

    @Test
    void webVttHasIdentifiersAndEscapedText() {
        assertThat(CaptionFormat.WEBVTT.write(TWO)).isEqualTo("""
                WEBVTT

                scene-1
                00:00:00.000 --> 00:00:01.500
                Con mèo &amp; &lt;i&gt;chuột&lt;/i&gt;

                scene-2
                100:40:39.007 --> 100:40:40.000
                One -&gt; two
                \u00A0
                three

                """);
    }

    @Test
    void srtHasNumbersAndBrokenMarkup() {
        assertThat(CaptionFormat.SRT.write(TWO)).isEqualTo("""
                1
                00:00:00,000 --> 00:00:01,500
                Con mèo & <\u2060i>chuột<\u2060/i>

                2
                100:40:39,007 --> 100:40:40,000
                One -\u2060> two
                \u00A0
                three

                """);
    }

    @Test
    void withoutCaptionsWebVttIsTheSignatureAndSrtIsEmpty() {
        assertThat(CaptionFormat.WEBVTT.write(List.of())).isEqualTo("WEBVTT\n\n");
        assertThat(CaptionFormat.SRT.write(List.of())).isEmpty();
        assertThat(CaptionFormat.WEBVTT.read("WEBVTT")).isEmpty();
        assertThat(CaptionFormat.SRT.read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a --> b", "a\nb", "a\rb", "NOTE", "NOTEBOOK-1", "STYLE", "REGION 1", "WEBVTT", " "})
    void anIdentifierThatAPlayerCouldMistakeIsLeftOut(String id) {
        String file = CaptionFormat.WEBVTT.write(List.of(new Caption(Optional.of(id), 0, 1, "text")));

        assertThat(file).isEqualTo("WEBVTT\n\n00:00:00.000 --> 00:00:00.001\ntext\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndsAndAByteOrderMarkAreRead(String end) {
        for (CaptionFormat format : CaptionFormat.values()) {
            String file = "\uFEFF" + format.write(TWO).strip().replace("\n", end);

            assertThat(CaptionFormat.of(file)).isEqualTo(format);
            assertThat(format.read(file))
                    .extracting(Caption::text)
                    .containsExactly("Con mèo & <i>chuột</i>", "One -> two\n\nthree");
        }
    }

    @Test
    void webVttOfOthersIsReadAsBrowsersDo() {
        String file = """
                WEBVTT - a title
                Kind: captions
                Language: vi

                STYLE
                ::cue { color: red }

                REGION
                id:bottom

                NOTE
                a comment
                of two lines

                1
                00:01.000 --> 00:02.000 align:start line:90%
                <v.loud Anna>Hello</v> <c.red>red</c> <b>&amp;</b> &lt;3&nbsp;&#x2019;&#65;
                <ruby>漢<rt>kan</rt>字<rt>ji</ruby> <00:00:01.500>late <lang vi>mèo</lang>

                empty
                00:02.000 --> 00:03.000

                00:03.000-->00:04.000
                a < b and 1 <2
                NOTE this is text

                NOTE no identifier of a comment
                100:00:00.000 --> 100:00:01.000
                far
                no blank line follows
                00:05.000 --> 00:06.000
                last""";

        assertThat(CaptionFormat.WEBVTT.read(file))
                .containsExactly(
                        new Caption(Optional.of("1"), 1_000, 2_000, "Hello red & <3\u00A0\u2019A\n漢字 late mèo"),
                        new Caption(Optional.empty(), 3_000, 4_000, "a < b and 1 <2\nNOTE this is text"),
                        new Caption(
                                Optional.of("NOTE no identifier of a comment"),
                                360_000_000,
                                360_001_000,
                                "far\nno blank line follows"),
                        new Caption(Optional.empty(), 5_000, 6_000, "last"));
    }

    @Test
    void srtOfOthersIsReadAsFfmpegDoes() {
        String file = """

                1
                00:00:01,000 --> 00:00:02,000 X1:100 X2:200
                {\\an8}<i>top</i> <FONT color="red">red</font> 1 < 2 <unknown> {brace}

                00:00:02.000 --> 00:00:03.000
                no number and dots

                12

                a blank line before this
                7
                00:00:03,000 --> 00:00:04,000
                no blank line before the number
                12

                8
                00:00:04,000 --> 00:00:05,000

                9
                120:00:05,000 --> 120:00:06,000
                see --> there, at 12:30 -> now""";

        assertThat(CaptionFormat.SRT.read(file))
                .containsExactly(
                        srt(1_000, 2_000, "top red 1 < 2 <unknown> {brace}"),
                        srt(2_000, 3_000, "no number and dots\n\n12\n\na blank line before this"),
                        srt(3_000, 4_000, "no blank line before the number\n12"),
                        srt(432_005_000, 432_006_000, "see --> there, at 12:30 -> now"));
    }

    /** It is that of a caption that is missing. */
    @ParameterizedTest
    @ValueSource(strings = {"Hello\n\n2", "Hello\n\n2\n", "Hello\n \n 2 \n\n"})
    void aNumberAfterTheLastSrtCaptionIsNoText(String text) {
        assertThat(CaptionFormat.SRT.read("1\n00:00:01,000 --> 00:00:02,000\n" + text))
                .containsExactly(srt(1_000, 2_000, "Hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "Hello\n2", "Hello\n\n2 o'clock", "Hello\n\n2", "2\n\n3"})
    void aNumberThatIsSaidLastIsWrittenAndReadBack(String text) {
        List<Caption> said = List.of(srt(1_000, 2_000, text));
        assertThat(CaptionFormat.SRT.read(CaptionFormat.SRT.write(said))).isEqualTo(said);
    }

    private static Caption srt(long startMs, long endMs, String text) {
        return new Caption(Optional.empty(), startMs, endMs, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\n00:00:01,000 --> 00:00:0x,000\ntext",
                "1\n00:00:02,000 --> 00:00:01,000\ntext",
                "1\n00:60:02,000 --> 00:61:01,000\ntext",
                "1\n00:00:01 --> 00:00:02\ntext",
                "1\n00:00:01,000 -> 00:00:02,000\ntext",
                "1\n00:00:01,000 – 00:00:02,000\ntext",
                "1\n9999999999999:00:02,000 --> 9999999999999:00:03,000\ntext",
                "1\nno times\n",
                "\nno times\n",
                "1\n\u0000\n"
            })
    void aMistakeInSrtNamesItsLine(String file) {
        assertThatThrownBy(() -> CaptionFormat.SRT.read(file))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageMatching(file.startsWith("1\nno") ? "Line 1 .*" : "(Line|The text of line) 2 .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEBVTT\n\n00:00.000 --> 00:01\ntext",
                "WEBVTT\n\n00:02.000 --> 00:01.000\ntext",
                "WEBVTT\n\nno times\n",
                "WEBVTT\n\nid\nid again\n00:00.000 --> 00:01.000\n",
                "WEBVTT\n\na --> b\n"
            })
    void aMistakeInWebVttNamesItsLine(String file) {
        assertThatThrownBy(() -> CaptionFormat.WEBVTT.read(file))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageStartingWith("Line 3 ");
    }

    @Test
    void webVttMustHaveItsSignature() {
        assertThatThrownBy(() -> CaptionFormat.WEBVTT.read("1\n00:00:01,000 --> 00:00:02,000\ntext"))
                .hasMessage("Line 1 must be WEBVTT; add it and a blank line, or read the captions as SRT.");
        assertThat(CaptionFormat.of("1\n")).isEqualTo(CaptionFormat.SRT);
    }

    /** Any of them would take hours if the time were quadratic. */
    @ParameterizedTest
    @EnumSource(CaptionFormat.class)
    void readingTakesLinearTime(CaptionFormat format) {
        String start = format == CaptionFormat.SRT
                ? "1\n00:00:01,000 --> 00:00:02,000\n"
                : "WEBVTT\n\n00:01.000 --> 00:02.000\n";
        for (String part : List.of(
                "<",
                "<i ",
                "<i",
                "{\\",
                "{",
                "&",
                "&#",
                " ",
                "\n",
                "-",
                "0",
                "0:0:0",
                "\u00A0",
                "\u2060",
                "<ruby><rt>",
                "1\n",
                "a\n\n",
                "00:00:01.000 -->",
                "\t-->")) {
            String file = start + part.repeat(1_000_000 / part.length());

            assertTimeout(Duration.ofSeconds(20), () -> {
                try {
                    format.read(file);
                } catch (StorageException.InvalidInput e) {
                    assertThat(e).hasMessageContaining("ine ");
                }
            });
        }
    }
}
