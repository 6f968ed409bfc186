package io.github.reelstore.domain.port.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Properties of cursors, over random times and ids. */
class CursorPropertiesTest {

    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long LAST_SECOND = 253_402_300_799L;

    /** Databases cannot store half a surrogate pair. */
    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .filter(id -> id.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    @Property
    void aCursorRoundTrips(
            @ForAll @LongRange(min = FIRST_SECOND, max = LAST_SECOND) long second,
            @ForAll @LongRange(max = 999_999) long micro,
            @ForAll("ids") String id) {
        Cursor cursor = new Cursor(Instant.ofEpochSecond(second).plus(micro, ChronoUnit.MICROS), id);

        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(cursor.encode())).isEqualTo(cursor);
    }

    @Property
    void anyOtherTextIsRefused(@ForAll String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(StorageException.InvalidInput.class);
    }

    @Property
    void onlyTimesThatRowsMayHaveAreAccepted(@ForAll long second, @ForAll @LongRange(max = 999_999_999) long nano) {
        long possible = Math.floorMod(second, 2 * LAST_SECOND) - LAST_SECOND;
        Instant time = Instant.ofEpochSecond(possible, nano);
        boolean allowed = possible >= FIRST_SECOND && possible <= LAST_SECOND && nano % 1_000 == 0;

        if (allowed) {
            assertThat(Cursor.parse(new Cursor(time, "a").encode()).createdAt()).isEqualTo(time);
        } else {
            assertThatThrownBy(() -> new Cursor(time, "a")).isInstanceOf(StorageException.InvalidInput.class);
        }
    }
}
