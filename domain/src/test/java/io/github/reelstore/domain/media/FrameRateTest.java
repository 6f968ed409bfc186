package io.github.reelstore.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRateTest {

    @ParameterizedTest
    @CsvSource({"25/1, 25/1", "24000/1001, 24000/1001", "50/2, 25/1", "0030/001, 30/1", "2997/100, 2997/100"})
    void fractionIsReduced(String text, String canonical) {
        assertThat(FrameRate.of(text)).hasToString(canonical).isEqualTo(FrameRate.of(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "25/",
                "/1",
                "0/1",
                "25/0",
                "-25/1",
                "25/-1",
                "23.976/1",
                "25 / 1",
                "25:1",
                "fast",
                "1000000000000000000/1",
                "\u0662\u0665/1"
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> FrameRate.of(text))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("A frame rate is a fraction such as 25/1 or 24000/1001, not ")
                .satisfies(refused -> assertThat(((StorageException.InvalidInput) refused).subject())
                        .isEqualTo("frameRate"));
    }

    @Test
    void numbersArePositive() {
        assertThatThrownBy(() -> new FrameRate(0, 1)).isInstanceOf(StorageException.InvalidInput.class);
        assertThatThrownBy(() -> new FrameRate(25, -1)).isInstanceOf(StorageException.InvalidInput.class);
        assertThat(new FrameRate(60_000, 2002)).hasToString("30000/1001");
    }
}
