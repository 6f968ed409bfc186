package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "-0, 0, true",
        "+7, 7, true",
        "007, 7, true",
        "9223372036854775807, 9223372036854775807, true",
        "-9223372036854775808, -9223372036854775808, true",
        "9223372036854775808, 9223372036854775808, false",
        "18446744073709551615, 18446744073709551615, false"
    })
    void aSeedHasSixtyFourBits(String text, String canonical, boolean isLong) {
        assertThat(Seed.of(text)).hasToString(canonical);
        assertThat(Seed.of(text).isLong()).isEqualTo(isLong);
        assertThat(Seed.of(text)).isEqualTo(Seed.of(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "seven", "1.0", "1e3", "0x7", " 7", "-9223372036854775809", "18446744073709551616"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Seed.of(text))
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo("seed"));
    }
}
