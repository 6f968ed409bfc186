package io.github.reelstore.domain.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EqualFilesTest {

    private static final int FILES = 5_000;

    private static FileReference file(int number, String digit) {
        return new FileReference(
                new BlobKey("projects/p/images/" + number + ".png"),
                Optional.of(new ContentHash(digit.repeat(64))),
                Optional.of((long) number),
                true);
    }

    @Test
    void theFilesOfEarlierPassesAreKnownWithTheirHash() {
        EqualFiles equal = new EqualFiles();
        for (int i = 0; i < FILES; i++) {
            equal.add(file(i, "a"));
        }
        assertThat(equal.contains(file(0, "a"))).as("of the same pass").isFalse();

        equal.sort();
        equal.add(file(FILES, "a"));

        assertThat(IntStream.range(0, FILES)).allMatch(i -> equal.contains(file(i, "a")));
        assertThat(IntStream.range(0, FILES)).noneMatch(i -> equal.contains(file(i, "b")));
        assertThat(equal.contains(file(FILES, "a"))).isFalse();
    }
}
