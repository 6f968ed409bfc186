package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.PagedOutput;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.StoryboardJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore scene ...}. */
@Command(
        addMethodSubcommands = false,
        name = "scene",
        description = "Adds, orders, changes and deletes the scenes of a project.")
public final class SceneCommands {

    /** How many scenes a hint names. */
    private static final int NAMED = 3;

    private final CliContext context;

    public SceneCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "add",
            description = "Adds a scene, after all others unless an option says where.",
            footer = {
                "The id of a deleted scene brings that back, with the new values and its old lines.",
                "--from-rows stores the scenes that only images, audio or videos name, as every command does that changes one of"
                        + " them."
            })
    void add(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Option(
                            names = "--id",
                            paramLabel = "ID",
                            converter = Conversions.AnyId.class,
                            description = "its id (default: scene-N with the lowest free number)")
                    @Nullable String id,
            @Option(names = "--title", paramLabel = "T", description = "its title") @Nullable String title,
            @Mixin TextOptions.Prompt prompt,
            @Option(
                            names = "--length",
                            paramLabel = "LENGTH",
                            description = "how long it should be, such as 8s or 8500ms")
                    @Nullable String length,
            @Mixin TextOptions.Meta meta,
            @Mixin PlaceOptions place,
            @Option(names = "--from-rows", description = "add the scenes that only rows name instead")
                    boolean fromRows) {
        NewScene scene = new NewScene(
                Optional.ofNullable(id),
                Optional.ofNullable(title),
                Optional.ofNullable(prompt.in(context)),
                Optional.ofNullable(length).map(SceneCommands::lengthMs),
                Optional.ofNullable(meta.in(context)),
                place.place());
        if (fromRows) {
            if (!scene.equals(NewScene.builder().build())) {
                throw new WrongUsage("--from-rows takes the scenes from rows: leave the other options out.");
            }
            fromRows(project);
            return;
        }
        print(scenes().add(project, scene));
    }

    private void fromRows(ProjectId project) {
        List<Scene> added = scenes().addFromRows(project);
        context.print(
                new JsonObject()
                        .with("items", added.stream().map(StoryboardJson::scene).toList()),
                layout -> added.isEmpty()
                        ? "All scenes are stored already.\n"
                        : added.stream()
                                .map(scene -> SafeText.of(scene.sceneId()) + "\n")
                                .collect(Collectors.joining(
                                        "", "", "Added " + Layout.count(added.size(), "scene") + ".\n")));
    }

    private static long lengthMs(String typed) {
        return WrongUsage.unless(() -> Conversions.lengthMs(typed));
    }

    @Command(name = "list", description = "Lists the scenes of a project in their order.")
    void list(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "maximum number of scenes, 1 to 1000 (${DEFAULT-VALUE})")
                    PageRequest limit,
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description = "continue after this cursor, which the previous page prints")
                    @Nullable Cursor after) {
        PageRequest page = after == null ? limit : limit.after(after);
        context.storeToRead();
        Function<PageRequest, Page<Scene>> read = part -> scenes().list(project, part);
        if (context.options().json) {
            PagedOutput.json(context.output(), read.andThen(SceneCommands::asJson), page);
            return;
        }
        Layout layout = context.output().layout();
        TextTable table = SceneText.table(layout);
        Optional<Cursor> next = PagedOutput.each(read, page, scene -> SceneText.addTo(layout, table, scene));
        String again = context.command("scene list " + argument(project) + " --limit " + limit.limit());
        String hint = next.isPresent() ? "" : fromRowsHint(project);
        context.output()
                .print((table.isEmpty() && hint.isEmpty() ? noScenes(project) : "")
                        + (table.isEmpty() ? "" : table.render())
                        + MediaListing.more(next, SafeText.of(again))
                        + hint);
    }

    private static Page<JsonObject> asJson(Page<Scene> page) {
        return new Page<>(page.items().stream().map(StoryboardJson::scene).toList(), page.next());
    }

    private String noScenes(ProjectId project) {
        return "No scenes. Add one: "
                + SafeText.of(context.command("scene add " + argument(project) + " --prompt \"...\"")) + "\n";
    }

    private String fromRowsHint(ProjectId project) {
        List<String> named = context.store().readOnly(tx -> tx.scenes().withoutScene(project));
        if (named.isEmpty()) {
            return "";
        }
        String first = named.stream().limit(NAMED).map(SafeText::of).collect(Collectors.joining(", "));
        return "Only rows name " + Layout.count(named.size(), "scene") + " (" + first
                + (named.size() > NAMED ? ", ..." : "") + "); this stores "
                + (named.size() == 1 ? "it" : "them") + ": "
                + SafeText.of(context.command("scene add " + argument(project) + " --from-rows")) + "\n";
    }

    /** A project as an argument in a command. */
    static String argument(ProjectId project) {
        String id = project.value();
        // ids of other programs may be any text
        return (id.startsWith("-") ? "-- " : "") + Messages.forShell(id);
    }

    @Command(
            name = "show",
            description = "Shows a scene with its lines, and what each of its tracks has.",
            footer = "A scene that only rows name is shown too.")
    void show(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String id) {
        context.storeToRead();
        StoryboardScene scene = BoardScenes.of(context.store(), project).get(id);
        context.print(StoryboardJson.scene(scene), layout -> new SceneText(layout).one(scene));
    }

    @Command(
            name = "update",
            description = "Changes the given fields of a scene and keeps the others.",
            footer = "An empty value clears a field: --title \"\"")
    void update(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene") String id,
            @Option(names = "--title", paramLabel = "T", description = "its title") @Nullable String title,
            @Mixin TextOptions.Prompt promptOptions,
            @Option(
                            names = "--length",
                            paramLabel = "LENGTH",
                            description = "how long it should be, such as 8s or 8500ms")
                    @Nullable String length,
            @Mixin TextOptions.Meta metaOptions,
            @Option(names = "--if-version", paramLabel = "N", description = "only if the scene still has this version")
                    @Nullable Long version) {
        String prompt = promptOptions.in(context);
        String meta = metaOptions.textIn(context);
        if (title == null && prompt == null && length == null && meta == null) {
            throw new WrongUsage("Nothing to update: add --title, --prompt or another option.");
        }
        // before the store is opened
        Optional<Long> lengthMs = orNothing(length, SceneCommands::lengthMs);
        Optional<JsonText> metaJson = orNothing(meta, metaOptions::json);
        UnaryOperator<SceneBuilder> change = scene -> {
            SceneBuilder changed = title == null ? scene : scene.title(orNothing(title, Function.identity()));
            changed = prompt == null ? changed : changed.prompt(orNothing(prompt, Function.identity()));
            changed = length == null ? changed : changed.lengthMs(lengthMs);
            return meta == null ? changed : changed.meta(metaJson);
        };
        print(version == null ? scenes().update(project, id, change) : scenes().update(project, id, version, change));
    }

    private static <T> Optional<T> orNothing(@Nullable String typed, Function<String, T> value) {
        return Optional.ofNullable(typed).filter(text -> !text.isEmpty()).map(value);
    }

    @Command(name = "move", description = "Moves a scene to another place in its project.")
    void move(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene") String id,
            @Mixin PlaceOptions place) {
        Place to = place.required();
        Scene moved = scenes().move(project, id, to);
        context.print(StoryboardJson.scene(moved), layout -> "Moved " + SafeText.of(moved.sceneId()) + ".\n");
    }

    @Command(
            name = "delete",
            description = "Deletes a scene. Its images, audio and videos stay in the project.",
            footer = "\"scene restore\" brings it back, with its lines, settings and choices.")
    void delete(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String id) {
        Scene deleted = scenes().delete(project, id);
        List<ProviderJob> planned = plannedOf(project, id);
        context.print(
                StoryboardJson.scene(deleted),
                layout -> "Deleted " + SafeText.of(deleted.sceneId())
                        + "; its images, audio and videos stay. Bring it back: "
                        + SafeText.of(
                                context.command("scene restore " + argument(project) + " " + Messages.forShell(id)))
                        + "\n"
                        + planned.stream().limit(NAMED).map(this::stillSent).collect(Collectors.joining())
                        + (planned.size() > NAMED
                                ? "And " + Layout.count(planned.size() - NAMED, "more job") + " of this scene: "
                                        + SafeText.of(context.command(
                                                "job list --state planned --project " + argument(project)))
                                        + "\n"
                                : ""));
    }

    /** The jobs of a scene that were not sent yet. */
    private List<ProviderJob> plannedOf(ProjectId project, String scene) {
        JobFilter planned = new JobFilter(Optional.of(project), Optional.of(JobState.PLANNED));
        List<ProviderJob> jobs = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX_LIMIT));
        while (next.isPresent()) {
            PageRequest request = next.get();
            Page<ProviderJob> page = context.store().jobs().list(planned, request);
            page.items().stream()
                    .filter(job -> job.sceneId().equals(Optional.of(scene)))
                    .forEach(jobs::add);
            next = page.next().map(request::after);
        }
        return jobs;
    }

    private String stillSent(ProviderJob job) {
        return "A job of this scene is still planned and will be sent"
                + job.price().map(price -> ", for " + price).orElse("") + ". To cancel it: "
                + SafeText.of(context.command("job cancel " + job.id())) + "\n";
    }

    @Command(name = "restore", description = "Brings a deleted scene back, at its old place.")
    void restore(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String id) {
        print(scenes().restore(project, id));
    }

    private SceneService scenes() {
        return context.store().scenes();
    }

    private void print(Scene scene) {
        context.print(
                StoryboardJson.scene(scene),
                layout -> SceneText.fields(layout, scene).render());
    }
}
