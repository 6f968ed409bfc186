package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/**
 * Settings with what they apply to (table {@code track_settings}).
 *
 * @param projectId the project
 * @param sceneId the scene; empty for all scenes
 * @param track the track
 * @param language the language of audio; empty for all languages
 * @param settings the settings
 */
public record StoredSettings(
        ProjectId projectId,
        Optional<String> sceneId,
        MediaKind track,
        Optional<LanguageTag> language,
        TrackSettings settings) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the scene is blank, or settings of images or videos have a language
     */
    public StoredSettings {
        sceneId.ifPresent(scene -> Validate.notBlank("scene", scene));
        if (track != MediaKind.AUDIO && language.isPresent()) {
            throw new StorageException.InvalidInput(
                    "language", "Only settings of audio have a language; leave it out.");
        }
    }

    /** Whether both are settings of the same scene, track and language. */
    public boolean appliesToSameAs(StoredSettings other) {
        return with(other.settings).equals(other);
    }

    /** Other settings of the same scene, track and language. */
    public StoredSettings with(TrackSettings other) {
        return new StoredSettings(projectId, sceneId, track, language, other);
    }
}
