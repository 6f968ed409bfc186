package io.github.reelstore.media.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRatesTest {

    @ParameterizedTest
    @CsvSource({
        // exact time scales
        "48, 48048, 1001, 24000, 24000/1001",
        "24, 24024, 1001, 24000, 24000/1001",
        "50, 25600, 512, 12800, 25/1",
        "15, 30720, 2048, 15360, 15/2",
        "1, 1, 1, 1, 1/1",
        // milliseconds: 23 frames in 958 ms, 100 frames of 29.97 in 3337 ms
        "23, 958, 42, 1000, 24/1",
        "23, 959, 42, 1000, 24000/1001",
        "100, 3337, 34, 1000, 30000/1001",
        "100, 1668, 17, 1000, 60000/1001",
        // ffmpeg stretches one frame of a fragmented file to fit the audio
        "100, 51474, 786, 12800, 25/1",
        // a variable rate has its exact average
        "50, 51200, 1536, 12800, 25/2",
        "51, 153600, 128512, 12800, 17/4",
        "7, 3001, 900, 1000, 7000/3001"
    })
    void averageIsAUsualRateOrAnExactFraction(long frames, long units, long longest, long scale, String rate) {
        assertThat(FrameRates.average(new SampleTotals(frames, units, longest, 0), scale))
                .hasToString("Optional[" + rate + "]");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 5, 5", "1, -1, 5", "5000, 1, 1", "5000000000, 5000000000, 1"})
    void impossibleNumbersHaveNoRate(long frames, long units, long scale) {
        assertThat(FrameRates.average(new SampleTotals(frames, units, 0, 0), scale))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "41708333, 24000/1001",
        "33366667, 30000/1001",
        "33366666, 30000/1001",
        "16683333, 60000/1001",
        "41666667, 24/1",
        "41666666, 24/1",
        "40000000, 25/1",
        "4166667, 240/1",
        "133333333, 15/2",
        "80000000, 25/2",
        "5000000000, 1/5",
        "33000000, 1000/33"
    })
    void nanosecondsOfMatroskaAreRounded(long nanoseconds, String rate) {
        assertThat(FrameRates.ofNanoseconds(nanoseconds)).hasToString("Optional[" + rate + "]");
    }

    @ParameterizedTest
    @CsvSource({"0", "-5", "1"})
    void impossibleNanosecondsHaveNoRate(long nanoseconds) {
        assertThat(FrameRates.ofNanoseconds(nanoseconds)).isEmpty();
    }
}
