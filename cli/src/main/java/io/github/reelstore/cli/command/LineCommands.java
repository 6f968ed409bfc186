package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.StoryboardJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore line ...}. */
@Command(
        addMethodSubcommands = false,
        name = "line",
        description = "Sets, lists and deletes what is spoken in scenes, one line for each language.")
public final class LineCommands {

    private final CliContext context;

    public LineCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "set",
            description = "Sets what is spoken in a scene, in one language.",
            footer = {
                "Audio that was made from another text is stale from now on; it stays usable.",
                "Line breaks at the end of --text-file do not count.",
                "Without --translated-from, a translation stays one of the text that it was translated from."
            })
    void set(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String scene,
            @Option(
                            names = "--language",
                            required = true,
                            paramLabel = "TAG",
                            description = "the language, such as en or pt-BR")
                    LanguageTag language,
            @Mixin TextOptions.SpokenText text,
            @Option(
                            names = "--translated-from",
                            paramLabel = "TAG",
                            description = "the language of the line that it was translated from, as that is now")
                    @Nullable LanguageTag source) {
        String spoken = text.requiredLineIn(context);
        SceneLine line =
                context.store().scenes().setLine(project, scene, language, spoken, Optional.ofNullable(source));
        context.print(
                StoryboardJson.line(line),
                layout -> new Details(layout, "Line of " + line.sceneId() + " in " + line.language())
                                .text("text", Optional.of(line.text()))
                                .text("translated from", line.translatedFrom().map(SceneLine.Source::language))
                                .render()
                        + LanguageNote.of(Optional.of(language)));
    }

    @Command(name = "list", description = "Lists the lines of a project, or of one scene, in the order of the scenes.")
    void list(
            @Parameters(index = "0", paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "SCENE",
                            converter = Conversions.AnyId.class,
                            description = "the scene (default: all)")
                    @Nullable String scene,
            @Option(names = "--language", paramLabel = "TAG", description = "only lines in this language") @Nullable LanguageTag language) {
        context.storeToRead();
        BoardScenes board = BoardScenes.of(context.store(), project);
        List<StoryboardScene> scenes = scene == null ? board.storyboard().scenes() : List.of(board.get(scene));
        context.print(
                new JsonObject()
                        .with(
                                "items",
                                scenes.stream()
                                        .flatMap(one -> one.lines().stream()
                                                .filter(line -> isWanted(language, line))
                                                .map(line -> StoryboardJson.line(one, line)))
                                        .toList()),
                layout -> {
                    TextTable table = SceneText.lineTable(layout);
                    scenes.forEach(one -> one.lines().stream()
                            .filter(line -> isWanted(language, line))
                            .forEach(line -> SceneText.addTo(table, line, one.outdated())));
                    return table.isEmpty() ? "No lines.\n" : table.render();
                });
    }

    private static boolean isWanted(@Nullable LanguageTag language, SceneLine line) {
        return language == null || language.matches(line.language());
    }

    @Command(name = "delete", description = "Deletes a line. Audio that was made from it stays.")
    void delete(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String scene,
            @Option(
                            names = "--language",
                            required = true,
                            paramLabel = "TAG",
                            description = "the language, such as en or pt-BR")
                    LanguageTag language) {
        if (!context.storeToWrite().scenes().deleteLine(project, scene, language)) {
            throw new StorageException.NotFound(
                    "line",
                    "The scene has no line in " + language + "; \"reelstore line list\" lists those that exist.");
        }
        context.print(
                new JsonObject()
                        .with("projectId", project)
                        .with("sceneId", scene)
                        .with("language", language),
                layout -> "Deleted the line of " + SafeText.of(scene) + " in " + language + ".\n");
    }
}
