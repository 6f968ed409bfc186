package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.FrameRate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineRatesTest {

    private static List<FrameRate> rates(String... texts) {
        return Stream.of(texts).map(FrameRate::of).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "24000/1001, 24000/1001", "23.976, 24000/1001", "23.98, 24000/1001", "24, 24/1", "25.0, 25/1",
                "30000/1001, 30000/1001",
        "29.97, 30000/1001", "30, 30/1", "48, 48/1", "50/1, 50/1", "59.94, 60000/1001", "60, 60/1"
    })
    void ratesAreParsed(String text, String rate) {
        assertThat(TimelineRates.parse(text)).isEqualTo(FrameRate.of(rate));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8", "12", "15", "16", "23.9", "24.1", "44100", "1000", "0", "-24", "24/0", "NaN", "1e400", "", "fast"
            })
    void otherRatesAreRefusedWithTheAllowedOnes(String text) {
        assertThatThrownBy(() -> TimelineRates.parse(text))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("24000/1001, 24, 25, 30000/1001, 30, 48, 50, 60000/1001 or 60");
        assertThatThrownBy(() -> TimelineRates.require(FrameRate.of("16/1")))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void theMostCommonAllowedRateOfTheVideosIsChosen() {
        assertThat(TimelineRates.mostCommon(rates("16/1", "16/1", "16/1", "25/1", "30/1", "30/1")))
                .isEqualTo(new FrameRate(30, 1));
        assertThat(TimelineRates.mostCommon(rates("25/1", "30/1"))).isEqualTo(new FrameRate(25, 1));
        // measured: 719 frames in 29.9883 s
        assertThat(TimelineRates.mostCommon(rates("2397/100"))).isEqualTo(new FrameRate(24_000, 1001));
    }

    @Test
    void videosOfOtherRatesOnlyGiveTwentyFour() {
        assertThat(TimelineRates.mostCommon(rates("8/1", "16/1"))).isEqualTo(new FrameRate(24, 1));
        assertThat(TimelineRates.mostCommon(List.of())).isEqualTo(new FrameRate(24, 1));
    }

    static List<FrameRate> allowed() {
        return TimelineRates.ALLOWED;
    }

    /** Rows have durations in whole milliseconds. */
    @ParameterizedTest
    @MethodSource("allowed")
    void aFileHasAsManyFramesAsItWasMadeWith(FrameRate rate) {
        for (long frames = 0; frames <= 10_000; frames++) {
            long ms = Math.round(frames * 1000.0 * rate.denominator() / rate.numerator());
            assertThat(TimelineRates.frameAt(rate, ms)).isEqualTo(frames);
        }
    }

    @Test
    void aTimeBecomesTheNearestFrame() {
        FrameRate film = new FrameRate(24, 1);
        assertThat(TimelineRates.frameAt(film, 0)).isZero();
        // 68.352 frames
        assertThat(TimelineRates.frameAt(film, 2848)).isEqualTo(68);
        // half a frame
        assertThat(TimelineRates.frameAt(new FrameRate(25, 1), 20)).isEqualTo(1);
        // an hour of broadcast film is 3.6 s longer than its frame count says
        assertThat(TimelineRates.frameAt(new FrameRate(24_000, 1001), 3_603_600))
                .isEqualTo(86_400);
    }
}
