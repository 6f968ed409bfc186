package io.github.reelstore.domain.port.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Properties of cursors, over random times and ids. */
class CursorPropertiesTest {

    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long LAST_SECOND = 253_402_300_799L;

    @PropertyTest
    void aCursorRoundTrips(RandomInput in) {
        Instant time = Instant.ofEpochSecond(in.between(FIRST_SECOND, LAST_SECOND))
                .plus(in.between(0, 999_999), ChronoUnit.MICROS);
        Cursor cursor = new Cursor(time, in.text(RandomInput::isUnicode));

        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(cursor.encode())).isEqualTo(cursor);
    }

    @PropertyTest
    void anyOtherTextIsRefused(RandomInput in) {
        String text = in.text();
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(StorageException.InvalidInput.class);
    }

    @PropertyTest
    void onlyTimesThatRowsMayHaveAreAccepted(RandomInput in) {
        long second = in.oneOf(
                in.between(-LAST_SECOND, LAST_SECOND),
                in.between(FIRST_SECOND - 1, FIRST_SECOND + 1),
                in.between(LAST_SECOND - 1, LAST_SECOND + 1));
        int nano = in.oneOf(in.between(0, 999_999_999), 1_000 * in.between(0, 999_999));
        Instant time = Instant.ofEpochSecond(second, nano);
        boolean allowed = second >= FIRST_SECOND && second <= LAST_SECOND && nano % 1_000 == 0;

        if (allowed) {
            assertThat(Cursor.parse(new Cursor(time, "a").encode()).createdAt()).isEqualTo(time);
        } else {
            assertThatThrownBy(() -> new Cursor(time, "a")).isInstanceOf(StorageException.InvalidInput.class);
        }
    }
}
