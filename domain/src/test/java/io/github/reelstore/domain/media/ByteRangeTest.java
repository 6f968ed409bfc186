package io.github.reelstore.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

    private static final long MAX = Long.MAX_VALUE;

    @Test
    void negativeOffsetsAndEmptyRangesAreRefused() {
        assertRefused(() -> ByteRange.from(-1));
        assertRefused(() -> ByteRange.from(Long.MIN_VALUE));
        assertRefused(() -> ByteRange.of(0, 0));
        assertRefused(() -> ByteRange.of(0, -1));
        assertRefused(() -> ByteRange.of(-1, 1));
        assertRefused(() -> new ByteRange(0, OptionalLong.of(Long.MIN_VALUE)));
    }

    @Test
    void factoryMethodsSetOffsetAndLength() {
        assertThat(ByteRange.from(5)).isEqualTo(new ByteRange(5, OptionalLong.empty()));
        assertThat(ByteRange.of(5, 7)).isEqualTo(new ByteRange(5, OptionalLong.of(7)));
        assertThat(ByteRange.from(0)).isEqualTo(ByteRange.ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 10, 1",
        "0, 10, 10, 10",
        "0, 11, 10, 10",
        "9, 1, 10, 1",
        "9, 2, 10, 1",
        "3, 4, 10, 4",
        "3, 9223372036854775807, 10, 7",
        "9223372036854775806, 9223372036854775807, 9223372036854775807, 1"
    })
    void aRangePastTheEndIsTruncated(long offset, long length, long size, long expected) {
        assertThat(ByteRange.of(offset, length).lengthWithin(size)).isEqualTo(expected);
    }

    @Test
    void anOpenRangeExtendsToTheEnd() {
        assertThat(ByteRange.ALL.lengthWithin(10)).isEqualTo(10);
        assertThat(ByteRange.ALL.lengthWithin(MAX)).isEqualTo(MAX);
        assertThat(ByteRange.from(9).lengthWithin(10)).isEqualTo(1);
    }

    @Test
    void theWholeRangeOfAnEmptyFileIsValid() {
        assertThat(ByteRange.ALL.lengthWithin(0)).isZero();
    }

    @Test
    void aRangeThatBeginsAtOrPastTheEndIsRefused() {
        for (ByteRange range : List.of(ByteRange.from(10), ByteRange.of(10, 1), ByteRange.from(MAX))) {
            assertRefused(() -> range.lengthWithin(10));
        }
        assertRefused(() -> ByteRange.of(0, 1).lengthWithin(0));
        assertRefused(() -> ByteRange.from(1).lengthWithin(0));
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo("range"));
    }
}
