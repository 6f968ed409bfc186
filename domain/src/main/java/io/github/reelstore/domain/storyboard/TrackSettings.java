package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * How the takes of a track are generated. Empty values are left to more general settings: those of a scene and language come first,
 * then those of the scene, of the project and language, and of the project.
 *
 * @param provider the provider; without one, nothing is requested
 * @param endpoint the part of the provider that is asked
 * @param model the provider's model
 * @param voice the voice of audio
 * @param prompt the prompt, in place of the scene's
 * @param parameters the parameters that only the provider knows, a JSON object
 * @param imageRole the role in which the image of the scene is sent along for its video; {@link #NO_IMAGE} to leave it out. By
 *     default it is {@link InputRole#FIRST_FRAME}
 * @param references further images to send along, in their order, as {@link InputRole#REFERENCE}
 */
@RecordBuilder
public record TrackSettings(
        Optional<String> provider,
        Optional<String> endpoint,
        Optional<String> model,
        Optional<String> voice,
        Optional<String> prompt,
        Optional<JsonText> parameters,
        Optional<InputRole> imageRole,
        List<ImageId> references) {

    /** The image of the scene is not sent along. */
    public static final InputRole NO_IMAGE = new InputRole("none");

    /** Everything is left to more general settings. */
    public static final TrackSettings NONE = builder().build();

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the parameters are not a JSON object, or a text contains a NUL or half a surrogate pair
     */
    public TrackSettings {
        Validate.text("provider", provider);
        Validate.text("endpoint", endpoint);
        Validate.text("model", model);
        Validate.text("voice", voice);
        Validate.text("prompt", prompt);
        parameters.filter(json -> !json.value().strip().startsWith("{")).ifPresent(json -> {
            throw new StorageException.InvalidInput(
                    "parameters", "The parameters must be a JSON object, such as {\"durationSeconds\": 8}.");
        });
        references = List.copyOf(references);
    }

    /** A builder without values. */
    public static TrackSettingsBuilder builder() {
        return TrackSettingsBuilder.builder().references(List.of());
    }

    /** A builder with the values of these settings, to make a changed copy. */
    public TrackSettingsBuilder toBuilder() {
        return TrackSettingsBuilder.builder(this);
    }

    /** Whether the image of the scene is not sent along. */
    public boolean leavesImageOut() {
        return imageRole.equals(Optional.of(NO_IMAGE));
    }

    /** A copy with the values of more general settings where this has none, or a blank text. */
    public TrackSettings orElse(TrackSettings general) {
        if (equals(NONE)) {
            return general;
        }
        return new TrackSettings(
                notBlank(provider).or(general::provider),
                notBlank(endpoint).or(general::endpoint),
                notBlank(model).or(general::model),
                notBlank(voice).or(general::voice),
                notBlank(prompt).or(general::prompt),
                parameters.or(general::parameters),
                imageRole.or(general::imageRole),
                references.isEmpty() ? general.references() : references);
    }

    private static Optional<String> notBlank(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }
}
