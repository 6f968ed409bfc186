package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.model.JsonText;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * A scene to add.
 *
 * @param sceneId its id; empty for {@code scene-N} with the lowest number that is free
 * @param title the title
 * @param prompt what should be seen
 * @param lengthMs how long it should be, in milliseconds
 * @param meta other data, as JSON
 * @param place where it is inserted; empty for the end
 */
@RecordBuilder
public record NewScene(
        Optional<String> sceneId,
        Optional<String> title,
        Optional<String> prompt,
        Optional<Long> lengthMs,
        Optional<JsonText> meta,
        Optional<Place> place) {

    /** A builder without values. */
    public static NewSceneBuilder builder() {
        return NewSceneBuilder.builder();
    }
}
