package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is spoken in a scene, in one language (table {@code scene_lines}).
 *
 * @param projectId the project
 * @param sceneId the scene
 * @param language the language
 * @param text the spoken text, not blank
 * @param translatedFrom the line that it was translated from; empty for an original
 * @param updatedAt when it was last changed, UTC, with a precision of microseconds
 */
public record SceneLine(
        ProjectId projectId,
        String sceneId,
        LanguageTag language,
        String text,
        Optional<Source> translatedFrom,
        Instant updatedAt) {

    /**
     * The line that a translation was made from.
     *
     * @param language its language
     * @param digest its text at that time
     */
    public record Source(LanguageTag language, InputDigest digest) {}

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the text is blank, or contains a NUL or half a surrogate pair
     */
    public SceneLine {
        if (text.isBlank()) {
            throw new StorageException.InvalidInput("text", "The text must not be blank; delete the line instead.");
        }
        Validate.text("text", text);
        Validate.micros("updatedAt", updatedAt);
    }

    /** The digest of the text, to compare with {@link #translatedFrom}. */
    public InputDigest digest() {
        return InputDigest.of(text);
    }
}
