package io.github.reelstore.server.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import org.junit.jupiter.api.Test;

class UndoBinTest {

    private static final ProfileId ALICE = new ProfileId("alice");

    private final UndoBin bin = new UndoBin();

    /** Rows of which only the size matters. */
    private record Rows(int size, long bytes) implements Deleted {

        @Override
        public ProjectId in() {
            return new ProjectId("p");
        }

        @Override
        public void restore(Reelstore store) {}
    }

    private String add(int rows, long bytes) {
        return bin.add(ALICE, "It was deleted.", new Rows(rows, bytes)).id();
    }

    private boolean remembers(String deletion) {
        return bin.find(ALICE, deletion).isPresent();
    }

    @Test
    void theOldestDeletionsAreForgottenIfTheirTextsAreLarge() {
        String oldest = add(1, 1);
        String older = add(1, UndoBin.MOST_BYTES / 2);
        String newest = add(1, UndoBin.MOST_BYTES / 2);
        assertThat(remembers(oldest)).isFalse();
        assertThat(remembers(older)).isTrue();
        assertThat(remembers(newest)).isTrue();
    }

    @Test
    void theNewestDeletionIsRememberedWhateverItsSize() {
        String older = add(1, 1);
        String newest = add(1_000_000, 2 * UndoBin.MOST_BYTES);
        assertThat(remembers(older)).isFalse();
        assertThat(remembers(newest)).isTrue();
    }
}
