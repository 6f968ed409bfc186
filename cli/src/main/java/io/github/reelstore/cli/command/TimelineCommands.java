package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.MediaFile;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.export.timeline.ExportedTimeline;
import io.github.reelstore.export.timeline.TimelineExporter;
import io.github.reelstore.export.timeline.TimelineFormat;
import io.github.reelstore.export.timeline.TimelineLanguages;
import io.github.reelstore.export.timeline.TimelineOptions;
import io.github.reelstore.export.timeline.TimelineOptions.Existing;
import io.github.reelstore.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore timeline ...}. */
@Command(
        addMethodSubcommands = false,
        name = "timeline",
        description =
                "Hands a film over to video editors: DaVinci Resolve, Final Cut Pro, Premiere, Kdenlive, Shotcut.")
public final class TimelineCommands {

    private final CliContext context;

    public TimelineCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "export",
            description = "Writes the chosen takes in the order of the scenes, with their files and captions.",
            footer = {
                "There is one video track, and an audio track for each language. The media files are copied into the folder media next to FILE"
                        + " (otioz: into FILE), and the captions next to it. docs/timelines.md says what each editor keeps.",
                "Without --language and --all-languages, the language is the first one that has audio, the project's own before others; with --mux,"
                        + " all languages are in the film."
            })
    void export(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            description = "otio, otioz, fcpxml or mlt (default: that of the file name)")
                    @Nullable TimelineFormat format,
            @Option(names = "--language", paramLabel = "TAG", description = "the language, such as en or pt-BR")
                    @Nullable LanguageTag language,
            @Option(names = "--all-languages", description = "all languages, each in a track of its own") boolean all,
            @Option(
                            names = "--rate",
                            paramLabel = "RATE",
                            description =
                                    "frames per second: 23.976, 24, 25, 29.97, 30, 48, 50, 59.94 or 60 (default: the most common one of the"
                                            + " videos)")
                    @Nullable FrameRate rate,
            @Option(
                            names = "--mux",
                            description =
                                    "render the film instead (needs ffmpeg): FILE is .mkv or .mp4, with the audio and captions of all languages as"
                                            + " tracks, or of --language alone")
                    boolean mux,
            @Option(names = "--to", required = true, paramLabel = "FILE", description = "write to this file")
                    MediaFile to,
            @Option(names = "--force", description = "replace existing files") boolean force) {
        if (all && language != null) {
            throw new WrongUsage("Use --language or --all-languages, not both.");
        }
        String name = String.valueOf(to.path().getFileName());
        if (to.isStandardInput()) {
            throw new WrongUsage("A timeline has files next to it: name a file with --to, not standard output.");
        }
        Optional<TimelineFormat> named = formatOf(name);
        TimelineFormat asked = format == null ? named.orElseThrow(() -> withoutFormat(mux)) : format;
        if (asked.isRendered() != mux) {
            throw new WrongUsage(
                    mux
                            ? "With --mux, the format is mkv or mp4; name such a file with --to."
                            : "To render the film as " + asked + ", add --mux.");
        }
        named.filter(other -> other != asked)
                .ifPresent(other -> context.warn("The file is named like " + other + ", but its format is " + asked
                        + "; programs may refuse it."));
        TimelineOptions options = new TimelineOptions(
                asked,
                language != null
                        ? TimelineLanguages.only(language)
                        : all || mux ? TimelineLanguages.ALL : TimelineLanguages.FIRST,
                Optional.ofNullable(rate),
                force ? Existing.REPLACE : Existing.REFUSE);
        Reelstore store = context.storeToRead();
        TimelineExporter exporter = new TimelineExporter(
                store.storyboard(),
                store.projects(),
                store.media(),
                context.config().ffmpeg().orElse(Path.of("ffmpeg")));
        ExportedTimeline exported;
        try (ProgressIndicator progress = new ProgressIndicator("timeline", context.terminal())) {
            exported = exporter.export(project, options, to.path().normalize(), progress::at);
        }
        context.print(json(exported, options), layout -> text(layout, exported, asked));
    }

    private static Optional<TimelineFormat> formatOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(TimelineFormat.values())
                .filter(format -> lower.endsWith("." + format))
                .findFirst();
    }

    private static WrongUsage withoutFormat(boolean mux) {
        return WrongUsage.missing("The name of the file does not say its format: add "
                + (mux
                        ? "--format=mkv or --format=mp4."
                        : "--format=otio, --format=otioz, --format=fcpxml or --format=mlt."));
    }

    private static JsonObject json(ExportedTimeline exported, TimelineOptions options) {
        return new JsonObject()
                .with("output", exported.file().toString())
                .with("format", options.format().value())
                .with("rate", exported.rate())
                .with("frames", exported.frames())
                .with("languages", exported.languages())
                .with("clips", exported.clips())
                .with("gaps", exported.gaps())
                .with("outside", exported.outside())
                .with("pending", exported.pending())
                .with("early", exported.early())
                .with("timeless", exported.timeless())
                .with(
                        "silent",
                        exported.silent().stream()
                                .map(cell -> new JsonObject()
                                        .with("scene", cell.sceneId())
                                        .with("language", cell.language()))
                                .toList())
                .with("stale", exported.stale())
                .with("media", exported.media())
                .with("mediaBytes", exported.bytes())
                .with("captionLanguages", exported.captionLanguages())
                .with(
                        "captions",
                        exported.captions().stream().map(Path::toString).toList());
    }

    private static String text(Layout layout, ExportedTimeline exported, TimelineFormat format) {
        FrameRate rate = exported.rate();
        return new Details(layout, "Exported")
                        .whole(format.isRendered() ? "film" : "timeline", exported.file())
                        .whole(
                                "length",
                                Layout.duration(exported.frames() * rate.denominator() * 1000 / rate.numerator()) + ", "
                                        + Layout.count(exported.frames(), "frame") + " at " + Layout.frameRate(rate))
                        .whole("audio", list(exported.languages()))
                        .whole("media", Layout.count(exported.media(), "file") + ", " + Layout.size(exported.bytes()))
                        .whole("captions", list(exported.captionLanguages()))
                        .render()
                + scenes(exported.gaps(), "The video track is empty in scenes that have neither a video nor an image")
                + scenes(
                        exported.outside(),
                        "The video is not seen, since its file is outside the store (adopt FILE --import-media copies it), in")
                + scenes(
                        exported.pending(),
                        "The video is not seen, since it has no file yet (wait for it, and export again), in")
                + scenes(exported.early(), "The video ends before the audio, and black follows, in")
                + scenes(
                        exported.timeless(),
                        "Left out, since they take no time (no media of a known duration, no length)")
                + scenes(
                        exported.silent().stream()
                                .map(cell ->
                                        cell.sceneId() + " (" + cell.language().orElseThrow() + ")")
                                .toList(),
                        "Nothing is heard, though there is a line, in")
                + scenes(exported.stale(), "Something that is stale is seen or heard in");
    }

    private static Optional<String> list(List<LanguageTag> languages) {
        return Optional.of(languages.stream().map(LanguageTag::value).collect(Collectors.joining(", ")))
                .filter(list -> !list.isEmpty());
    }

    private static String scenes(List<String> scenes, String what) {
        return scenes.isEmpty() ? "" : what + ": " + SafeText.of(String.join(", ", scenes)) + ".\n";
    }
}
