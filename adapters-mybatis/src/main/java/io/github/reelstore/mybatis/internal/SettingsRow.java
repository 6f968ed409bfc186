package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A row of {@code track_settings}. An empty scene or language stands for all. */
record SettingsRow(
        ProjectId projectId,
        String sceneId,
        MediaKind track,
        Optional<LanguageTag> language,
        Optional<String> provider,
        Optional<String> endpoint,
        Optional<String> model,
        Optional<String> voice,
        Optional<String> prompt,
        Optional<JsonText> parameters,
        Optional<InputRole> imageRole,
        Optional<JsonText> referenceImages,
        Instant updatedAt) {

    /**
     * Checks what settings check, so that invalid values are read as empty.
     *
     * @throws StorageException.InvalidInput if the scene is blank but not empty, the parameters are not an object, or images or videos have a
     *     language
     */
    SettingsRow {
        if (!sceneId.isEmpty()) {
            Validate.notBlank("sceneId", sceneId);
        }
        if (parameters.isPresent() && !parameters.get().value().strip().startsWith("{")) {
            throw new StorageException.InvalidInput("parameters", "The parameters must be a JSON object.");
        }
        if (track != MediaKind.AUDIO && language.isPresent()) {
            throw new StorageException.InvalidInput("language", "Only settings of audio have a language.");
        }
    }

    StoredSettings toSettings() {
        return new StoredSettings(
                projectId,
                sceneId.isEmpty() ? Optional.empty() : Optional.of(sceneId),
                track,
                language,
                new TrackSettings(
                        provider,
                        endpoint,
                        model,
                        voice,
                        prompt,
                        parameters,
                        imageRole,
                        referenceImages.stream()
                                .flatMap(images -> images.elements().stream())
                                .flatMap(SettingsRow::imageId)
                                .toList()));
    }

    private static Stream<ImageId> imageId(JsonText element) {
        return element.string().map(ImageId::new).stream();
    }

    static SettingsRow of(StoredSettings stored, Instant updatedAt) {
        TrackSettings settings = stored.settings();
        return new SettingsRow(
                stored.projectId(),
                stored.sceneId().orElse(""),
                stored.track(),
                stored.language(),
                settings.provider(),
                settings.endpoint(),
                settings.model(),
                settings.voice(),
                settings.prompt(),
                settings.parameters(),
                settings.imageRole(),
                settings.references().isEmpty()
                        ? Optional.empty()
                        : Optional.of(JsonText.arrayOf(settings.references().stream()
                                .map(ImageId::value)
                                .toList())),
                updatedAt);
    }
}
