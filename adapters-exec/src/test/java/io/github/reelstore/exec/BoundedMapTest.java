package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedMapTest {

    @Test
    void theOldestEntryIsForgotten() {
        Map<Integer, String> map = new BoundedMap<>(3);
        for (int i = 0; i < 5; i++) {
            map.put(i, "x");
        }
        assertThat(map).containsOnlyKeys(2, 3, 4);
    }
}
