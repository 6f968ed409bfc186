package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses, roles, inputs and links. */
class SmallValuesTest {

    @Test
    void aProjectStatusIsParsedFromItsValue() {
        for (ProjectStatus status : ProjectStatus.values()) {
            assertThat(ProjectStatus.of(status.value())).isEqualTo(status);
            assertThat(status).hasToString(status.value());
        }
        assertThat(ProjectStatus.values())
                .extracting(ProjectStatus::value)
                .containsExactly("draft", "in_progress", "completed", "archived");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DRAFT", "Draft", " draft", "in-progress", "done"})
    void unknownProjectStatusesAreRefused(String value) {
        assertThatThrownBy(() -> ProjectStatus.of(value))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("draft, in_progress, completed, archived");
    }

    @Test
    void aGenerationStatusMayBeAnyStorableText() {
        assertThat(new GenerationStatus("completed")).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(new GenerationStatus("MEDIA_GENERATION_STATUS_FAILED"))
                .hasToString("MEDIA_GENERATION_STATUS_FAILED");
        assertThat(new GenerationStatus("").value()).isEmpty();
        assertThatThrownBy(() -> new GenerationStatus("a\0")).isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void blankRolesAreRefused() {
        assertThat(new InputRole("first_frame"))
                .isEqualTo(InputRole.FIRST_FRAME)
                .hasToString("first_frame");
        for (String bad : List.of("", " ", "\0", "\uD83C")) {
            assertThatThrownBy(() -> new InputRole(bad)).isInstanceOf(StorageException.InvalidInput.class);
        }
    }

    @Test
    void negativePositionsAreRefused() {
        GenerationId video = new GenerationId("g");
        ImageId image = new ImageId("i");
        assertThat(new GenerationInput(video, InputRole.REFERENCE, 0, image).position())
                .isZero();
        assertThatThrownBy(() -> new GenerationInput(video, InputRole.REFERENCE, -1, image))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void linksCopyTheirLists() {
        List<GenerationInput> inputs = new ArrayList<>();
        GenerationLinks links = new GenerationLinks(inputs, List.of());
        inputs.add(new GenerationInput(new GenerationId("g"), InputRole.REFERENCE, 0, new ImageId("i")));
        assertThat(links).isEqualTo(GenerationLinks.NONE);
    }
}
