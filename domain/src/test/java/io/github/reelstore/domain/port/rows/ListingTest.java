package io.github.reelstore.domain.port.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, time ranges and filters. */
class ListingTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 999, 1_000})
    void aPageHasOneToAThousandRows(int limit) {
        assertThat(PageRequest.first(limit)).isEqualTo(new PageRequest(limit, Optional.empty()));
        Cursor cursor = new Cursor(NOON, "a");
        assertThat(PageRequest.first(limit).after(cursor)).isEqualTo(new PageRequest(limit, Optional.of(cursor)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void otherLimitsAreRefused(int limit) {
        assertThatThrownBy(() -> PageRequest.first(limit))
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo("limit"));
    }

    @Test
    void anAdditionalRowMeansThatThereIsANextPage() {
        PageRequest two = PageRequest.first(2);
        assertThat(two.pageOf(List.of(), ListingTest::cursor)).isEqualTo(new Page<>(List.of(), Optional.empty()));
        assertThat(two.pageOf(List.of("a", "b"), ListingTest::cursor))
                .isEqualTo(new Page<>(List.of("a", "b"), Optional.empty()));
        assertThat(two.pageOf(List.of("a", "b", "c"), ListingTest::cursor))
                .isEqualTo(new Page<>(List.of("a", "b"), Optional.of(cursor("b"))));
    }

    private static Cursor cursor(String id) {
        return new Cursor(NOON, id);
    }

    @Test
    void aPageCopiesItsList() {
        List<String> rows = new ArrayList<>(List.of("a"));
        Page<String> page = new Page<>(rows, Optional.empty());
        rows.add("b");
        assertThat(page.items()).containsExactly("a");
    }

    @Test
    void aTimeRangeMayBeOpenOrEmptyButNotReversed() {
        assertThat(TimeRange.ALWAYS).isEqualTo(new TimeRange(Optional.empty(), Optional.empty()));
        assertThat(new TimeRange(Optional.of(NOON), Optional.of(NOON)).from()).contains(NOON);
        assertThat(new TimeRange(Optional.of(NOON), Optional.empty()).until()).isEmpty();
        assertThatThrownBy(() -> new TimeRange(Optional.of(NOON), Optional.of(NOON.minusNanos(1_000))))
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo("time range"));
    }

    @Test
    void aTimeRangeRefusesTimesThatRowsCannotHave() {
        for (Instant time : List.of(
                NOON.plusNanos(1),
                Instant.parse("0000-12-31T23:59:59Z"),
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.MIN,
                Instant.MAX)) {
            assertThatThrownBy(() -> new TimeRange(Optional.of(time), Optional.empty()))
                    .isInstanceOf(StorageException.InvalidInput.class);
            assertThatThrownBy(() -> new TimeRange(Optional.empty(), Optional.of(time)))
                    .isInstanceOf(StorageException.InvalidInput.class);
        }
    }

    @Test
    void theFilterOfAProjectHasNoOtherCondition() {
        ProjectId project = new ProjectId("p");
        assertThat(GenerationFilter.of(project))
                .isEqualTo(new GenerationFilter(
                        Optional.of(project), Optional.empty(), Optional.empty(), TimeRange.ALWAYS));
    }
}
