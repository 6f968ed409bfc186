package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import org.junit.jupiter.api.Test;

class PatchTest {

    private static final Patch<VideoProject> EMPTY = Patch.empty();
    private static final VideoProject ROW = Samples.full(VideoProject.class, 1);

    @Test
    void anEmptyPatchChangesNothing() {
        assertThat(EMPTY.isEmpty()).isTrue();
        assertThat(EMPTY.fields()).isEmpty();
        assertThat(EMPTY.applyTo(ROW)).isEqualTo(ROW);
    }

    @Test
    void aPatchIsImmutable() {
        Patch<VideoProject> titled = EMPTY.set(ProjectField.TITLE, "new");
        Patch<VideoProject> more = titled.clear(ProjectField.SCRIPT);
        assertThat(EMPTY.isEmpty()).isTrue();
        assertThat(titled.applyTo(ROW).script()).isEqualTo(ROW.script());
        assertThat(more.applyTo(ROW).title()).isEqualTo("new");
        assertThat(more.applyTo(ROW).script()).isEmpty();
    }

    @Test
    void theLastChangeOfAColumnWins() {
        Patch<VideoProject> patch = EMPTY.set(ProjectField.SCRIPT, "first")
                .set(ProjectField.TITLE, "t")
                .clear(ProjectField.SCRIPT)
                .set(ProjectField.TITLE, "u");
        assertThat(patch.applyTo(ROW).script()).isEmpty();
        assertThat(patch.applyTo(ROW).title()).isEqualTo("u");
        assertThat(patch.fields()).containsExactly(ProjectField.SCRIPT, ProjectField.TITLE);
    }

    @Test
    void aPatchThatClearsAColumnIsNotEmpty() {
        assertThat(EMPTY.clear(ProjectField.SCRIPT).isEmpty()).isFalse();
    }

    @Test
    void requiredColumnsCannotBeCleared() {
        assertThatThrownBy(() -> EMPTY.clear(ProjectField.TITLE))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("title");
    }

    @Test
    void anInvalidValueIsRefusedWhenThePatchIsApplied() {
        Patch<VideoProject> patch = EMPTY.set(ProjectField.TITLE, "\0");
        assertThatThrownBy(() -> patch.applyTo(ROW)).isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void theSetOfColumnsIsUnmodifiable() {
        assertThatThrownBy(() -> EMPTY.set(ProjectField.TITLE, "t").fields().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
