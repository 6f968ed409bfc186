package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.LanguageTag;
import java.util.Optional;

/**
 * A cell of a project's storyboard: a scene, one of its tracks, and for audio a language.
 *
 * @param sceneId the scene
 * @param track the track: image, audio or video
 * @param language the language of audio; images and videos have none
 */
public record CellKey(String sceneId, MediaKind track, Optional<LanguageTag> language) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the scene is blank, audio has no language, or an image or a video has one
     */
    public CellKey {
        Validate.notBlank("scene id", sceneId);
        if (track == MediaKind.AUDIO && language.isEmpty()) {
            throw new StorageException.InvalidInput("language", "Audio takes have a language; say which one.");
        }
        if (track != MediaKind.AUDIO && language.isPresent()) {
            throw new StorageException.InvalidInput("language", "Only audio takes have a language; leave it out.");
        }
    }

    /** The image of a scene. */
    public static CellKey image(String sceneId) {
        return new CellKey(sceneId, MediaKind.IMAGE, Optional.empty());
    }

    /** The video of a scene. */
    public static CellKey video(String sceneId) {
        return new CellKey(sceneId, MediaKind.VIDEO, Optional.empty());
    }

    /** The audio of a scene in a language. */
    public static CellKey audio(String sceneId, LanguageTag language) {
        return new CellKey(sceneId, MediaKind.AUDIO, Optional.of(language));
    }
}
