package io.github.reelstore.domain.storyboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenePositionTest {

    private static final int MANY = 10_000;

    private static Optional<ScenePosition> at(List<ScenePosition> positions, int index) {
        return index < 0 || index >= positions.size() ? Optional.empty() : Optional.of(positions.get(index));
    }

    private static void assertInOrder(List<ScenePosition> positions) {
        for (int i = 1; i < positions.size(); i++) {
            assertThat(positions.get(i - 1)).isLessThan(positions.get(i));
        }
    }

    /** Without new positions for all, they grow by one character for some six moves. */
    @Test
    void tenThousandPositionsFitIntoOneGap() {
        ScenePosition before = new ScenePosition("V");
        ScenePosition next = new ScenePosition("W");
        for (int i = 0; i < MANY; i++) {
            ScenePosition between = ScenePosition.between(Optional.of(before), Optional.of(next));
            assertThat(between).isGreaterThan(before).isLessThan(next);
            // alternately before and after the last one: the gap always becomes narrower
            if (i % 2 == 0) {
                next = between;
            } else {
                before = between;
            }
        }
        assertThat(next.value().length()).isLessThan(MANY / 3);
    }

    @Test
    void tenThousandPositionsFitBeforeAllOthers() {
        ScenePosition first = new ScenePosition("V");
        for (int i = 0; i < MANY; i++) {
            ScenePosition before = ScenePosition.between(Optional.empty(), Optional.of(first));
            assertThat(before).isLessThan(first);
            first = before;
        }
    }

    @Test
    void aThousandScenesAddedOneByOneStayComfortable() {
        Optional<ScenePosition> last = Optional.empty();
        for (int i = 0; i < 1_000; i++) {
            ScenePosition next = ScenePosition.between(last, Optional.empty());
            last.ifPresent(before -> assertThat(before).isLessThan(next));
            last = Optional.of(next);
        }
        assertThat(last.orElseThrow().value()).hasSizeLessThan(ScenePosition.MAX_COMFORTABLE_LENGTH);
    }

    @PropertyTest
    void anInsertedPositionIsBetweenItsNeighbours(RandomInput in) {
        List<ScenePosition> positions = new ArrayList<>();
        int count = in.between(1, 120);
        // near the same place, so that positions become long
        int hotspot = in.between(0, 3);
        for (int i = 0; i < count; i++) {
            int index = in.between(0, 4) == 0 ? in.between(0, positions.size()) : Math.min(hotspot, positions.size());
            positions.add(index, ScenePosition.between(at(positions, index - 1), at(positions, index)));
        }
        assertInOrder(positions);
    }

    @PropertyTest
    void severalPositionsFitBetweenAnyTwo(RandomInput in) {
        List<ScenePosition> ends = ScenePosition.between(Optional.empty(), Optional.empty(), in.between(2, 9));
        int index = in.between(0, ends.size());
        List<ScenePosition> between = ScenePosition.between(at(ends, index - 1), at(ends, index), in.between(0, 200));
        List<ScenePosition> all = new ArrayList<>(ends);
        all.addAll(index, between);
        assertInOrder(all);
    }

    @PropertyTest
    void spreadPositionsAreInOrderAndShort(RandomInput in) {
        int count = in.between(0, 2_000);
        List<ScenePosition> spread = ScenePosition.spread(count);
        assertThat(spread).hasSize(count);
        assertInOrder(spread);
        assertThat(spread).allMatch(position -> position.value().length() <= 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "V0", "a b", "é", "-", "V/"})
    void anotherTextIsRefused(String text) {
        assertThatExceptionOfType(StorageException.InvalidInput.class).isThrownBy(() -> new ScenePosition(text));
    }

    @Test
    void neighboursMustBeInOrder() {
        Optional<ScenePosition> low = Optional.of(new ScenePosition("V"));
        Optional<ScenePosition> high = Optional.of(new ScenePosition("V1"));
        assertThat(ScenePosition.between(low, high)).isEqualTo(new ScenePosition("V0V"));
        assertThatIllegalArgumentException().isThrownBy(() -> ScenePosition.between(high, low));
        assertThatIllegalArgumentException().isThrownBy(() -> ScenePosition.between(low, low));
    }
}
