package io.github.reelstore.testkit.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.testkit.Threads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for {@link IdGenerator}. Extend this class and implement how to make a generator:
 *
 * <pre>{@code
 * class SnowflakeIdsTest extends IdGeneratorContract {
 *
 *     @Override
 *     protected IdGenerator newGenerator() {
 *         return new SnowflakeIds();
 *     }
 * }
 * }</pre>
 */
public abstract class IdGeneratorContract {

    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final int MANY = 20_000;

    /** Called by the adapter's test class. */
    protected IdGeneratorContract() {}

    /** Returns a generator that uses the system clock. */
    protected abstract IdGenerator newGenerator();

    @Test
    void idsAreUuidsOfVersionSeven() {
        IdGenerator ids = newGenerator();
        for (int i = 0; i < 1_000; i++) {
            String id = ids.next();
            assertThat(id).matches(UUID_V7);
            assertThat(ProjectId.of(id).value()).isEqualTo(id);
        }
    }

    /** A generator may run slightly ahead of the clock to keep the order. */
    @Test
    void idsStartWithTheCurrentTime() {
        Instant before = Instant.now();
        long millis = UUID.fromString(newGenerator().next()).getMostSignificantBits() >>> 16;
        assertThat(Instant.ofEpochMilli(millis))
                .isBetween(before.minusSeconds(10), Instant.now().plusSeconds(10));
    }

    @Test
    void laterIdsAreGreater() {
        IdGenerator ids = newGenerator();
        assertAscending(Stream.generate(ids::next).limit(MANY).toList());
    }

    @Test
    void eachThreadGetsUniqueIdsInAscendingOrder() throws Exception {
        IdGenerator ids = newGenerator();
        Callable<List<String>> generate =
                () -> Stream.generate(ids::next).limit(MANY).toList();
        List<String> all = new ArrayList<>();
        for (List<String> generated : Threads.atOnce(Collections.nCopies(4, generate))) {
            assertAscending(generated);
            all.addAll(generated);
        }
        assertThat(all).hasSize(4 * MANY).doesNotHaveDuplicates();
    }

    private static void assertAscending(List<String> ids) {
        assertThat(ids).hasSize(MANY).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void eachGeneratorKeepsItsOwnOrder() {
        IdGenerator first = newGenerator();
        IdGenerator second = newGenerator();
        List<String> idsOfFirst = new ArrayList<>();
        List<String> idsOfSecond = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            idsOfFirst.add(first.next());
            idsOfSecond.add(second.next());
        }
        assertAscending(idsOfFirst);
        assertAscending(idsOfSecond);
    }
}
