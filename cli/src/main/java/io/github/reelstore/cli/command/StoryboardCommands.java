package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.board.ImportedCaptions;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.RequestedPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.captions.Caption;
import io.github.reelstore.domain.storyboard.captions.CaptionFormat;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.StoryboardJson;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore storyboard ...}. */
@Command(
        addMethodSubcommands = false,
        name = "storyboard",
        description = "Shows what each scene has in each language, and plans, prices and requests what it lacks.")
public final class StoryboardCommands {

    private final CliContext context;

    public StoryboardCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "show",
            description = "Shows the state of each track of each scene, with a column for audio in each language.",
            footer = "If the columns do not fit on the screen, they are printed in groups below each other.")
    void show(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Option(
                            names = "--languages",
                            split = ",",
                            paramLabel = "TAGS",
                            description =
                                    "the languages, such as vi,en (default: those of lines and takes, and the project's own)")
                    @Nullable List<LanguageTag> languages) {
        Storyboard board =
                context.storeToRead().storyboard().getStoryboard(project, languages == null ? List.of() : languages);
        context.print(StoryboardJson.storyboard(board), layout -> new BoardText(layout, context).of(board));
    }

    @Command(name = "settings", description = "Lists how takes are generated: the settings of tracks.")
    void settings(@Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project) {
        List<StoredSettings> settings = context.storeToRead().scenes().settings(project);
        context.print(
                new JsonObject()
                        .with(
                                "items",
                                settings.stream().map(StoryboardJson::settings).toList()),
                layout -> settings.isEmpty()
                        ? "No settings, so nothing can be requested. Set a provider: "
                                + SafeText.of(context.command("storyboard set " + SceneCommands.argument(project)
                                        + " --track audio --provider P"))
                                + "\n"
                        : table(layout, settings));
    }

    private static String table(Layout layout, List<StoredSettings> settings) {
        TextTable table = new TextTable(layout, 6, "SCENE", "TRACK", "LANGUAGE", "PROVIDER", "MODEL", "VOICE", "OTHER");
        settings.forEach(one -> table.row(
                one.sceneId().orElse("(all)"),
                JobRequest.nameOf(one.track()),
                one.track() == MediaKind.AUDIO
                        ? one.language().map(LanguageTag::value).orElse("(all)")
                        : "-",
                one.settings().provider().orElse("-"),
                one.settings().model().orElse("-"),
                one.settings().voice().orElse("-"),
                others(one.settings())));
        return table.render();
    }

    private static String others(TrackSettings settings) {
        String others = Stream.of(
                        settings.endpoint().map(endpoint -> "endpoint " + endpoint),
                        settings.parameters().map(JsonText::value),
                        settings.imageRole().map(role -> "image as " + role),
                        Optional.of(settings.references())
                                .filter(references -> !references.isEmpty())
                                .map(references -> Layout.count(references.size(), "reference")),
                        settings.prompt().map(prompt -> "prompt: " + prompt))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "-" : others;
    }

    @Command(
            name = "set",
            description = "Sets how the takes of a track are generated; what is not given stays as it is.",
            footer = {
                "Settings of a scene and language come first, then those of the scene, of the language, and of the whole project.",
                "An empty value leaves the setting to more general ones: --voice \"\""
            })
    void set(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Mixin SettingsScope scope,
            @Mixin SettingsOptions options) {
        UnaryOperator<TrackSettings> change = options.in(context, scope.track());
        scope.check(project);
        StoredSettings changed = context.storeToWrite()
                .scenes()
                .updateSettings(project, scope.scene(), scope.track(), scope.language(), change);
        context.print(StoryboardJson.settings(changed), layout -> table(layout, List.of(changed)));
    }

    @Command(name = "unset", description = "Deletes settings, so that more general ones apply.")
    void unset(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Mixin SettingsScope scope) {
        if (!context.storeToWrite().scenes().deleteSettings(project, scope.scene(), scope.track(), scope.language())) {
            throw new StorageException.NotFound(
                    "settings",
                    "There are no such settings; \"reelstore storyboard settings\" lists those that exist.");
        }
        context.print(
                new JsonObject()
                        .with("projectId", project)
                        .with("scene", scope.scene())
                        .with("track", JobRequest.nameOf(scope.track()))
                        .with("language", scope.language()),
                layout -> "Deleted the settings.\n");
    }

    @Command(
            name = "plan",
            description =
                    "Lists the requests that make all takes present and up to date, with their reasons and prices.",
            footer = {
                "Nothing is requested without --request. With it, all requests are admitted or none, and earlier results for the same are"
                        + " used for nothing; a worker (\"work\") sends the jobs.",
                "Takes whose origin is not known, and audio longer than its video, are not generated again."
            })
    void plan(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Option(
                            names = "--languages",
                            split = ",",
                            paramLabel = "TAGS",
                            description = "the languages of audio, such as vi,en (default: all)")
                    @Nullable List<LanguageTag> languages,
            @Option(
                            names = "--tracks",
                            split = ",",
                            paramLabel = "TRACKS",
                            converter = Conversions.Track.class,
                            description = "the tracks, such as image,video (default: all)")
                    @Nullable List<MediaKind> tracks,
            @Option(
                            names = "--scene",
                            paramLabel = "S",
                            converter = Conversions.AnyId.class,
                            description = "a scene; repeat for others (default: all)")
                    @Nullable List<String> scenes,
            @Mixin ProvidersOption providers,
            @Option(names = "--request", description = "request them") boolean request,
            @Option(
                            names = "--if-plan",
                            paramLabel = "DIGEST",
                            description =
                                    "with --request: only if the plan still is the one with this digest, which --json prints")
                    @Nullable String digest) {
        if (digest != null && !request) {
            throw new WrongUsage("--if-plan says which plan to request: add --request.");
        }
        PlanScope scope = new PlanScope(
                languages == null ? List.of() : languages,
                tracks == null ? EnumSet.allOf(MediaKind.class) : Set.copyOf(tracks),
                scenes == null ? List.of() : scenes);
        // before the store is opened
        providers.prices();
        if (request) {
            request(project, scope, providers, Optional.ofNullable(digest));
            return;
        }
        StoryboardPlan plan =
                context.storeToRead().storyboard(providers.prices()).plan(project, scope);
        context.print(
                StoryboardJson.plan(plan),
                layout -> new PlanText(layout, context).of(plan, scope, providers.isGiven()));
        // the same words as the refusal of --request
        providersOf(plan).flatMap(name -> providers.missing(name).stream()).forEach(context::warn);
    }

    private static Stream<String> providersOf(StoryboardPlan plan) {
        return plan.requests().stream()
                .map(planned -> planned.job().request().provider())
                .distinct();
    }

    private void request(ProjectId project, PlanScope scope, ProvidersOption providers, Optional<String> digest) {
        StoryboardService storyboard = context.storeToWrite().storyboard(providers.prices());
        StoryboardPlan plan = storyboard.plan(project, scope).ifShown(digest);
        providersOf(plan).forEach(providers::requireProvider);
        RequestedPlan requested = storyboard.request(plan);
        context.print(
                StoryboardJson.requested(requested), layout -> new PlanText(layout, context).of(requested, scope));
    }

    @Command(
            name = "export-captions",
            description = "Writes the lines of a language as captions, with the times of their scenes.",
            footer = {
                "The scenes follow each other; each lasts as long as its video or the longest of its audio (docs/captions.md).",
                "With --json and without --to, prints the captions as JSON."
            })
    void exportCaptions(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Mixin CaptionOutput output,
            @Option(
                            names = "--language",
                            required = true,
                            paramLabel = "TAG",
                            description = "the language, such as en or pt-BR")
                    LanguageTag language,
            @Option(
                            names = "--heard",
                            split = ",",
                            paramLabel = "TAGS",
                            description =
                                    "the languages that are heard in the film, such as en for subtitles of an English film (default: the"
                                            + " same one)")
                    @Nullable List<LanguageTag> heard) {
        output.check(context);
        List<LanguageTag> spoken = heard == null ? List.of() : heard;
        Storyboard board = context.storeToRead().storyboard().getStoryboard(project);
        List<Caption> captions = StoryboardService.captions(board, language, spoken);
        if (captions.isEmpty()) {
            throw StoryboardService.noCaptions(language);
        }
        output.print(context, captions, StoryboardService.scenesWithoutCaption(board, language, spoken));
    }

    @Command(
            name = "import-captions",
            description = "Sets the lines of a language from captions (SRT or WebVTT).",
            footer = {
                "A caption belongs to the scene whose id it has, else to the one in whose time its middle is. Lines of other scenes"
                        + " stay. The text of each line that is replaced is printed."
            })
    void importCaptions(
            @Parameters(index = "0", paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(index = "1", paramLabel = "FILE", description = "the captions, in UTF-8 (- for standard input)")
                    TextFile file,
            @Option(
                            names = "--language",
                            required = true,
                            paramLabel = "TAG",
                            description = "the language, such as en or pt-BR")
                    LanguageTag language,
            @Option(
                            names = "--heard",
                            split = ",",
                            paramLabel = "TAGS",
                            description =
                                    "the languages that are heard in the film, such as en for subtitles of an English film (default: the"
                                            + " same one)")
                    @Nullable List<LanguageTag> heard,
            @Option(names = "--dry-run", description = "print which lines would be set, and set none") boolean dryRun) {
        String text = file.read(context.terminal().in());
        List<Caption> captions = CaptionFormat.of(text).read(text);
        List<LanguageTag> spoken = heard == null ? List.of() : heard;
        ImportedCaptions imported = dryRun
                ? context.storeToRead().storyboard().previewImport(project, language, captions, spoken)
                : context.storeToWrite().storyboard().importCaptions(project, language, captions, spoken);
        context.print(
                StoryboardJson.imported(imported).with("dryRun", dryRun),
                layout -> text(layout, (dryRun ? "Would set " : "Set "), language, imported));
    }

    private static String text(Layout layout, String verb, LanguageTag language, ImportedCaptions imported) {
        StringBuilder text =
                new StringBuilder(verb + Layout.count(imported.changes().size(), "line") + " in " + language + "; "
                        + imported.unchanged() + " had the same text already.\n");
        // whole: what is replaced is stored nowhere else
        imported.changes().forEach(change -> {
            text.append(SafeText.of(
                            change.line().sceneId() + ": " + change.line().text()))
                    .append('\n');
            change.before()
                    .ifPresent(before -> text.append("  before: ")
                            .append(SafeText.of(before))
                            .append('\n'));
        });
        imported.unplaced()
                .forEach(caption -> text.append(layout.cut(
                                "ignored, at " + Layout.duration(caption.startMs()) + " no scene: " + caption.text(),
                                0))
                        .append('\n'));
        return text.toString();
    }
}
