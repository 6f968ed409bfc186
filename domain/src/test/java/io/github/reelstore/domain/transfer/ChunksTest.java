package io.github.reelstore.domain.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ChunksTest {

    private static final int MIB = 1 << 20;

    /** As rows are. */
    public record Row(int number, String name, Optional<String> response) {}

    private static List<Integer> sizes(int rows, int length) {
        String text = "x".repeat(length);
        Iterable<List<Row>> chunks =
                Chunks.ofRows(IntStream.range(0, rows).mapToObj(number -> new Row(number, "", Optional.of(text))));
        return StreamSupport.stream(chunks.spliterator(), false).map(List::size).toList();
    }

    @Test
    void aChunkEndsAt500RowsOrAt16MebibytesOfText() {
        assertThat(sizes(1_001, 10)).containsExactly(500, 500, 1);
        assertThat(sizes(9, 4 * MIB)).containsExactly(4, 4, 1);
        assertThat(sizes(2, 64 * MIB)).containsExactly(1, 1);
        assertThat(Chunks.of(IntStream.range(0, 501).boxed()))
                .extracting(List::size)
                .containsExactly(500, 1);
    }

    @Test
    void fewerRowsAreReadAtOnceIfTheLastOnesWereLarge() {
        ReadSize size = new ReadSize();
        int first = size.rows();
        for (int i = 0; i < 10; i++) {
            size.read(List.of(new Row(i, "small", Optional.empty())));
        }
        assertThat(first).isLessThan(10);
        assertThat(size.rows()).isEqualTo(100);
        size.read(List.of(new Row(1, "x".repeat(4 * MIB), Optional.empty())));
        assertThat(size.rows()).isEqualTo(4);
        size.read(List.of(new Row(2, "x".repeat(32 * MIB), Optional.empty())));
        assertThat(size.rows()).isEqualTo(1);
    }
}
