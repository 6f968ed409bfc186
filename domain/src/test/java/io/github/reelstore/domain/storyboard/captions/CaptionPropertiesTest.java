package io.github.reelstore.domain.storyboard.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import java.util.Optional;

class CaptionPropertiesTest {

    private static final long YEAR_MS = 365L * 24 * 3600 * 1000;

    /** What means something in one of the formats. */
    private static final List<String> PARTS = List.of(
            "a",
            "i",
            "7",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "<",
            ">",
            "/",
            "</i>",
            "<i>",
            "<font color=\"red\">",
            "{",
            "\\",
            "{\\an8}",
            "}",
            "\\N",
            "-",
            "-->",
            "->",
            "&",
            "&amp;",
            "&lt;",
            "&#65;",
            "&nbsp;",
            ";",
            "\u00A0",
            "\u2060",
            "\u2007",
            "\u2028",
            "\uFEFF",
            "WEBVTT",
            "NOTE",
            "STYLE",
            "REGION",
            "\n\n",
            "\n12\n",
            "00:00:01,000",
            "00:00:01.000 --> 00:00:02.000",
            "<rt>",
            "<ruby>",
            "<v Anna>",
            "\uD83C\uDFAC",
            "tiếng Việt");

    @PropertyTest
    void readingReturnsWhatWasWrittenAsSrt(RandomInput input) {
        List<Caption> captions = captions(input);

        List<Caption> read = CaptionFormat.SRT.read(CaptionFormat.SRT.write(captions));

        assertThat(read)
                .isEqualTo(captions.stream()
                        .map(caption -> expected(caption, Optional.empty()))
                        .toList());
    }

    @PropertyTest
    void readingReturnsWhatWasWrittenAsWebVtt(RandomInput input) {
        List<Caption> captions = captions(input);

        List<Caption> read = CaptionFormat.WEBVTT.read(CaptionFormat.WEBVTT.write(captions));

        assertThat(read)
                .isEqualTo(captions.stream()
                        .map(caption -> expected(caption, caption.id().filter(CaptionPropertiesTest::isKept)))
                        .toList());
    }

    @PropertyTest
    void aWrittenFileHasNoBlankLineWithinACaption(RandomInput input) {
        List<Caption> captions = captions(input);

        assertThat(CaptionFormat.SRT.write(captions).split("\n\n", -1)).hasSize(captions.size() + 1);
        assertThat(CaptionFormat.WEBVTT.write(captions).split("\n\n", -1)).hasSize(captions.size() + 2);
    }

    @PropertyTest
    void readingEitherSucceedsOrNamesALine(RandomInput input) {
        String text = input.joined("", 0, 40, PARTS);

        for (CaptionFormat format : CaptionFormat.values()) {
            for (String file : List.of(text, "WEBVTT\n\n" + text, "1\n00:00:01,000 --> 00:00:02,000\n" + text)) {
                assertThatCode(() -> {
                            try {
                                format.read(file);
                            } catch (StorageException.InvalidInput e) {
                                assertThat(e).hasMessageMatching("(?s)(Line|The text of line) [0-9]+ .*");
                            }
                        })
                        .doesNotThrowAnyException();
            }
        }
    }

    private static List<Caption> captions(RandomInput input) {
        return input.list(0, 5, () -> {
            long start = input.between(0, YEAR_MS);
            return new Caption(
                    input.oneOf(Optional.<String>empty(), Optional.of(text(input, false))),
                    start,
                    start + input.between(0, YEAR_MS),
                    text(input, true));
        });
    }

    private static String text(RandomInput input, boolean notBlank) {
        while (true) {
            String text = input.oneOf(input.text(), input.joined("", 1, 12, PARTS));
            if (RandomInput.isStorable(text) && !(notBlank && text.isBlank())) {
                return text;
            }
        }
    }

    private static Caption expected(Caption written, Optional<String> id) {
        String text = written.text().replace("\r\n", "\n").replace('\r', '\n');
        return new Caption(id, written.startMs(), written.endMs(), text);
    }

    private static boolean isKept(String id) {
        return !id.isBlank() && !id.matches("(?s)(NOTE|STYLE|REGION|WEBVTT).*|.*(\n|\r|-->).*");
    }
}
