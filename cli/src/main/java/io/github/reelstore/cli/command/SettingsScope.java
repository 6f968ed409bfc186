package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say to what settings apply. */
final class SettingsScope {

    @Option(
            names = "--track",
            required = true,
            paramLabel = "TRACK",
            converter = Conversions.Track.class,
            description = "the track: image, audio or video")
    private MediaKind track = MediaKind.VIDEO;

    @Option(
            names = "--scene",
            paramLabel = "S",
            converter = Conversions.AnyId.class,
            description = "only for this scene (default: for all)")
    private @Nullable String scene;

    @Option(names = "--language", paramLabel = "TAG", description = "only for audio in this language (default: in all)")
    private @Nullable LanguageTag language;

    MediaKind track() {
        return track;
    }

    Optional<String> scene() {
        return Optional.ofNullable(scene);
    }

    Optional<LanguageTag> language() {
        return Optional.ofNullable(language);
    }

    /** Refuses a language of another track than audio, before the store is opened. */
    void check(ProjectId project) {
        WrongUsage.unless(() -> new StoredSettings(project, scene(), track, language(), TrackSettings.NONE));
    }
}
