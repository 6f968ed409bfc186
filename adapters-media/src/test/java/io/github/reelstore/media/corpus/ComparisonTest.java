package io.github.reelstore.media.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.corpus.Decoder.Decoded;
import io.github.reelstore.media.corpus.Facts.Size;
import io.github.reelstore.media.corpus.Subject.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static Facts facts(long durationMs, List<String> codecs) {
        return new Facts(Optional.of(durationMs), Optional.empty(), codecs, Optional.of(48000), Optional.of(2));
    }

    private static Subject audio(Facts facts) {
        return new Subject(MediaFormat.MP3, facts, List.of(), false, Optional.empty(), Optional.empty());
    }

    private static Subject image(Optional<Picture> thumbnail, Size size) {
        Facts facts = new Facts(Optional.empty(), Optional.of(size), List.of(), Optional.empty(), Optional.empty());
        return new Subject(MediaFormat.PNG, facts, List.of(), true, thumbnail, Optional.empty());
    }

    private static Decoded samples(long durationMs) {
        return new Decoded(Optional.of(durationMs), Optional.empty(), List.of(), Optional.empty());
    }

    private static Decoded picture(Size size, Color color) {
        return new Decoded(Optional.empty(), Optional.of(size), List.of(cells(color, 100, 100)), Optional.empty());
    }

    private static Cells cells(Color color, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return Cells.of(image);
    }

    @ParameterizedTest
    @CsvSource({"1000,1000,1100,false", "1000,1000,1101,true", "1000,899,1000,false", "1000,1101,1000,false"})
    void onlyALengthOffTheDecodedOneIsWrong(long ours, long ffprobe, long decoded, boolean wrong) {
        Comparison comparison = new Comparison(
                audio(facts(ours, List.of())), Map.of("ffprobe", facts(ffprobe, List.of())), samples(decoded));
        List<Difference> differences = comparison.differences();
        if (ours == ffprobe && !wrong) {
            assertThat(differences).isEmpty();
        } else {
            assertThat(differences)
                    .containsExactly(new Difference(
                            "length",
                            String.valueOf(ours),
                            Map.of("ffprobe", String.valueOf(ffprobe), "decoded", String.valueOf(decoded)),
                            wrong));
        }
    }

    @Test
    void valuesThatOnlyOneOfBothHasDoNotDifferIfItIsOurs() {
        Facts some = facts(1000, List.of("mp3"));
        assertThat(new Comparison(audio(some), Map.of("exiftool", Facts.NONE), Decoded.NOTHING).differences())
                .isEmpty();
        assertThat(new Comparison(audio(Facts.NONE), Map.of("ffprobe", some), Decoded.NOTHING).differences())
                .extracting(Difference::what, Difference::ours, Difference::broken)
                .containsExactly(
                        tuple("length", "-", false),
                        tuple("codecs", "-", false),
                        tuple("Hz", "-", false),
                        tuple("channels", "-", false));
    }

    @Test
    void cutOffFileHasTheLengthOfItsHeader() {
        Subject warned = new Subject(
                MediaFormat.MP3,
                facts(9000, List.of()),
                List.of("The file ends too early."),
                false,
                Optional.empty(),
                Optional.empty());
        assertThat(new Comparison(warned, Map.of("ffprobe", facts(9000, List.of())), samples(200)).isCutOff())
                .isTrue();
        assertThat(new Comparison(warned, Map.of("ffprobe", facts(200, List.of())), samples(200)).isCutOff())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "100,50,200,100,12,",
        "100,50,200,100,13,colours off by 13",
        "100,50,200,120,0,shape 100x50",
        "20,10,200,120,0,",
        "16,16,16,16,13,colours off by 13",
        "15,30,15,30,40,"
    })
    void thumbnailHasTheColoursAndTheShapeOfTheImage(
            int width, int height, int wholeWidth, int wholeHeight, int off, String fault) {
        Size whole = new Size(wholeWidth, wholeHeight);
        Picture thumbnail = new Picture(new Size(width, height), cells(new Color(100 + off, 100, 100), width, height));
        List<Difference> differences = new Comparison(
                        image(Optional.of(thumbnail), whole), Map.of(), picture(whole, new Color(100, 100, 100)))
                .differences();
        assertThat(differences.stream().map(Difference::ours).toList())
                .isEqualTo(fault == null ? List.of() : List.of(fault));
    }

    @Test
    void missingThumbnailIsADifferenceUnlessNothingCanDrawTheImage() {
        Size size = new Size(100, 100);
        assertThat(new Comparison(image(Optional.empty(), size), Map.of(), picture(size, Color.RED)).differences())
                .containsExactly(new Difference("thumbnail", "missing", Map.of("decoded", "100x100"), true));
        assertThat(new Comparison(image(Optional.empty(), size), Map.of(), Decoded.NOTHING).differences())
                .isEmpty();
    }

    @Test
    void transparentPixelsAreGrey() {
        assertThat(cells(new Color(0, 0, 0, 0), 9, 9).distance(cells(new Color(128, 128, 128), 30, 20)))
                .isZero();
        assertThat(cells(new Color(255, 255, 255, 128), 9, 9).distance(cells(new Color(192, 192, 192), 8, 8)))
                .isLessThanOrEqualTo(1);
    }
}
