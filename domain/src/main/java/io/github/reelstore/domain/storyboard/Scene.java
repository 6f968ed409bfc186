package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A scene of a project (table {@code scenes}): what should be seen. Images, audio and videos with its id belong to it.
 *
 * @param projectId the project
 * @param sceneId the id, unique in its project; any text that is not blank
 * @param profileId the profile that owns the project
 * @param position where it stands in the project
 * @param title the title
 * @param prompt what should be seen, the prompt of its images and its video
 * @param lengthMs how long it should be, in milliseconds
 * @param meta other data, as JSON; the caller's alone
 * @param version counts the changes of the scene, from 1, for optimistic locking; lines and choices do not count
 * @param deletedAt when it was deleted, UTC; such a scene is not listed, and its media stay in the project
 * @param createdAt when it was created, UTC, with a precision of microseconds
 * @param updatedAt when it was last changed, UTC, with a precision of microseconds
 */
@RecordBuilder
public record Scene(
        ProjectId projectId,
        String sceneId,
        ProfileId profileId,
        ScenePosition position,
        Optional<String> title,
        Optional<String> prompt,
        Optional<Long> lengthMs,
        Optional<JsonText> meta,
        long version,
        Optional<Instant> deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the id is blank, a text contains a NUL or half a surrogate pair, or the length is negative
     */
    public Scene {
        Validate.required("projectId", projectId);
        Validate.required("profileId", profileId);
        Validate.required("position", position);
        Validate.required("createdAt", createdAt);
        Validate.required("updatedAt", updatedAt);
        Validate.notBlank("sceneId", sceneId);
        Validate.text("title", title);
        Validate.text("prompt", prompt);
        Validate.notNegative("lengthMs", lengthMs);
        Validate.notNegative("version", version);
        Validate.micros("deletedAt", deletedAt);
        Validate.micros("createdAt", createdAt);
        Validate.micros("updatedAt", updatedAt);
    }

    /** A builder with the values of this scene, to make a changed copy. */
    public SceneBuilder toBuilder() {
        return SceneBuilder.builder(this);
    }
}
