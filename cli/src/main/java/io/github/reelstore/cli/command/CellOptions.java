package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.CellKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the track of a scene, and the language of audio. */
final class CellOptions {

    @Option(
            names = "--track",
            paramLabel = "TRACK",
            converter = Conversions.Track.class,
            description = "the track: image, audio or video")
    private @Nullable MediaKind track;

    @Option(names = "--language", paramLabel = "TAG", description = "the language of audio, such as en or pt-BR")
    private @Nullable LanguageTag language;

    Optional<MediaKind> track() {
        return Optional.ofNullable(track);
    }

    Optional<LanguageTag> language() {
        return Optional.ofNullable(language);
    }

    /** The cell of a scene; the language alone means audio. */
    CellKey cell(String scene) {
        if (track == null && language == null) {
            throw WrongUsage.missing("Missing required option: '--track=<TRACK>'.");
        }
        MediaKind of = track == null ? MediaKind.AUDIO : track;
        requireLanguageOf(of);
        return new CellKey(scene, of, language());
    }

    private void requireLanguageOf(MediaKind of) {
        if (of == MediaKind.AUDIO && language == null) {
            throw WrongUsage.missing(
                    "Missing required option: '--language=<TAG>', since audio has takes in each language.");
        }
        if (of != MediaKind.AUDIO && language != null) {
            throw new WrongUsage(
                    "Only audio has a language: leave --language out for the track " + JobRequest.nameOf(of) + ".");
        }
    }

    /** Whether the options, as far as they are given, are those of a cell. */
    boolean match(CellKey cell) {
        return (track == null || track == cell.track()) && (language == null || cell.track() == MediaKind.AUDIO);
    }
}
