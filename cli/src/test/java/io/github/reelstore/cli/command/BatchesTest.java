package io.github.reelstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchesTest {

    private final List<List<Integer>> worked = new ArrayList<>();

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The source goes on after its first thing when that was worked on. */
    @Test
    void whatComesAloneWaitsForNothing() {
        CountDownLatch first = new CountDownLatch(1);

        new Batches<Integer>(8, 100, one -> 1)
                .each(
                        receiver -> {
                            receiver.accept(1);
                            await(first);
                            receiver.accept(2);
                        },
                        batch -> {
                            worked.add(batch);
                            first.countDown();
                        });

        assertThat(worked).containsExactly(List.of(1), List.of(2));
    }

    /** Everything has arrived when the second batch is taken. */
    @Test
    void aBatchHasAtMostSoManyThingsAndEndsWithALargeOne() {
        CountDownLatch all = new CountDownLatch(1);

        new Batches<Integer>(4, 10, Integer::longValue)
                .each(
                        receiver -> {
                            List.of(1, 1, 1, 1, 1, 1, 9, 1, 50, 1).subList(0, 8).forEach(receiver);
                            all.countDown();
                            List.of(50, 1).forEach(receiver);
                        },
                        batch -> {
                            await(all);
                            worked.add(batch);
                        });

        assertThat(worked.stream().flatMap(List::stream)).containsExactly(1, 1, 1, 1, 1, 1, 9, 1, 50, 1);
        assertThat(worked)
                .allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(4))
                .allSatisfy(batch -> assertThat(batch.subList(0, batch.size() - 1).stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .isLessThan(10))
                .anySatisfy(batch -> assertThat(batch).hasSizeGreaterThan(1));
    }

    @Test
    void whatCameBeforeAFailureIsWorkedOn() {
        Consumer<Consumer<Integer>> source = receiver -> {
            receiver.accept(1);
            receiver.accept(2);
            throw new IllegalArgumentException("the third");
        };

        assertThatThrownBy(() -> new Batches<Integer>(8, 100, one -> 1).each(source, worked::add))
                .hasMessage("the third");
        assertThat(worked.stream().flatMap(List::stream)).containsExactly(1, 2);
    }

    @Test
    void afterAFailureOfTheWorkNothingMoreIsRead() {
        CountDownLatch ended = new CountDownLatch(1);
        Consumer<Consumer<Integer>> endless = receiver -> {
            try {
                for (int i = 0; ; i++) {
                    receiver.accept(i);
                }
            } finally {
                ended.countDown();
            }
        };

        assertThatThrownBy(() -> new Batches<Integer>(8, 100, one -> 1).each(endless, batch -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        await(ended);
    }
}
