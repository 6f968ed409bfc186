package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code storyboard set} that say how takes are generated. An empty value leaves it to more general settings. */
final class SettingsOptions {

    @Option(names = "--provider", paramLabel = "P", description = "the provider; without one, nothing is requested")
    private @Nullable String provider;

    @Option(
            names = "--endpoint",
            paramLabel = "E",
            description = "the part of the provider to ask, if it has several, such as a region")
    private @Nullable String endpoint;

    @Option(names = "--model", paramLabel = "M", description = "the provider's model")
    private @Nullable String model;

    @Option(names = "--voice", paramLabel = "V", description = "the voice of audio")
    private @Nullable String voice;

    @Mixin
    private final TextOptions.Prompt prompt = new TextOptions.Prompt();

    @Mixin
    private final TextOptions.Parameters parameters = new TextOptions.Parameters();

    @Option(
            names = "--image-role",
            paramLabel = "ROLE",
            description =
                    "as what a video gets the image of its scene: first_frame (the default), last_frame, reference or none")
    private @Nullable String imageRole;

    @Option(
            names = "--reference",
            paramLabel = "IMAGE",
            description = "an image to send along as a reference; may be repeated")
    private @Nullable List<String> references;

    /** Other roles would be sent to a provider that does not know them. */
    private static final List<String> IMAGE_ROLES = List.of(
            InputRole.FIRST_FRAME.value(),
            InputRole.LAST_FRAME.value(),
            InputRole.REFERENCE.value(),
            TrackSettings.NO_IMAGE.value());

    /** The change of settings of a track that the options say. */
    UnaryOperator<TrackSettings> in(CliContext context, MediaKind track) {
        if (imageRole != null && !imageRole.isEmpty() && !IMAGE_ROLES.contains(imageRole)) {
            throw new WrongUsage("Invalid value for option '--image-role': " + Messages.quoted(imageRole)
                    + " is not one of " + String.join(", ", IMAGE_ROLES) + ".");
        }
        if (imageRole != null && track != MediaKind.VIDEO) {
            throw new WrongUsage("--image-role is for videos: add --track video.");
        }
        if (voice != null && track != MediaKind.AUDIO) {
            throw new WrongUsage("--voice is for audio: add --track audio.");
        }
        String promptText = prompt.in(context);
        String parametersText = parameters.textIn(context);
        if (Stream.of(provider, endpoint, model, voice, promptText, parametersText, imageRole, references)
                .allMatch(Objects::isNull)) {
            throw WrongUsage.missing("Nothing to set: add --provider, --model or another option.");
        }
        Optional<JsonText> json = changed(Optional.empty(), parametersText, parameters::json);
        return before -> WrongUsage.unless(() -> new TrackSettings(
                changed(before.provider(), provider, Function.identity()),
                changed(before.endpoint(), endpoint, Function.identity()),
                changed(before.model(), model, Function.identity()),
                changed(before.voice(), voice, Function.identity()),
                changed(before.prompt(), promptText, Function.identity()),
                parametersText == null ? before.parameters() : json,
                changed(before.imageRole(), imageRole, InputRole::new),
                references == null
                        ? before.references()
                        : references.stream()
                                .filter(id -> !id.isEmpty())
                                .map(ImageId::new)
                                .toList()));
    }

    private static <T> Optional<T> changed(Optional<T> before, @Nullable String typed, Function<String, T> value) {
        return typed == null
                ? before
                : Optional.of(typed).filter(text -> !text.isEmpty()).map(value);
    }
}
