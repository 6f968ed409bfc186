package io.github.reelstore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.testkit.rows.IdGeneratorContract;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialIdsTest extends IdGeneratorContract {

    @Override
    protected IdGenerator newGenerator() {
        return new SequentialIds(Clock.systemUTC());
    }

    @Test
    void idsArePredictable() {
        IdGenerator ids = new SequentialIds(new TestClock(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(ids.next()).isEqualTo("019b76da-a800-7000-8000-000000000001");
        assertThat(ids.next()).isEqualTo("019b76da-a800-7000-8000-000000000002");
    }

    @Test
    void idsStayAscendingWhenTheClockGoesBack() {
        TestClock clock = new TestClock(SampleRows.START);
        IdGenerator ids = new SequentialIds(clock);
        List<String> made = new ArrayList<>();
        for (int millis : List.of(0, 5, -90_000, 0, 3)) {
            clock.advance(Duration.ofMillis(millis));
            made.add(ids.next());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }
}
