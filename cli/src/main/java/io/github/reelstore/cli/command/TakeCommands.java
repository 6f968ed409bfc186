package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.PagedOutput;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.board.TakeService;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.StoryboardJson;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore take ...}. */
@Command(
        addMethodSubcommands = false,
        name = "take",
        description = "Lists the takes of scenes, and chooses which of them are used.")
public final class TakeCommands {

    private final CliContext context;

    public TakeCommands(CliContext context) {
        this.context = context;
    }

    @Command(
            name = "list",
            description = "Lists the takes of a track of a scene, newest first.",
            footer = "Without a choice, the newest completed take stands that was not rejected.")
    void list(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String scene,
            @Mixin CellOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "maximum number of takes, 1 to 1000 (${DEFAULT-VALUE})")
                    PageRequest limit,
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description = "continue after this cursor, which the previous page prints")
                    @Nullable Cursor after) {
        CellKey cell = options.cell(scene);
        PageRequest page = after == null ? limit : limit.after(after);
        context.storeToRead();
        Function<PageRequest, Page<Take>> read = part -> takes().list(project, cell, part);
        if (context.options().json) {
            PagedOutput.json(context.output(), read.andThen(TakeCommands::asJson), page);
            return;
        }
        StandingTake standing = takes().standing(project, cell);
        Layout layout = context.output().layout();
        TextTable table = new TextTable(layout, 1, "TAKE", "NOTE", "STATUS", "DURATION", "CREATED", "FILE");
        Optional<Cursor> next = PagedOutput.each(read, page, take -> table.row(TakeText.cells(layout, take, standing)));
        context.output()
                .print(
                        table.isEmpty()
                                ? "No takes of " + SafeText.of(TakeText.nameOf(cell)) + ".\n"
                                : table.render()
                                        + MediaListing.more(next, nextPage("take list ", project, cell, limit)));
    }

    private static String options(CellKey cell) {
        return " --track " + CellText.track(cell).replace(" ", " --language ");
    }

    private static Page<JsonObject> asJson(Page<Take> page) {
        return new Page<>(page.items().stream().map(StoryboardJson::take).toList(), page.next());
    }

    @Command(
            name = "choose",
            description = "Chooses a take for a scene. It stands until another one is chosen.",
            footer = {
                "The track and the language are those of the take. A take of another scene can be chosen too.",
                "The video of the scene refers to chosen audio from now on. A rejection of the take is taken back."
            })
    void choose(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String scene,
            @Parameters(
                            paramLabel = "TAKE",
                            converter = Conversions.AnyId.class,
                            description = "the take: the id of an image, audio or a video")
                    String take,
            @Mixin CellOptions options,
            @Option(names = "--why", paramLabel = "T", description = "why, for the history") @Nullable String why) {
        context.storeToWrite();
        CellKey cell = NamedTake.of(context.store(), project, take, options).cellOf(scene, options);
        print(takes().choose(project, cell, take, Optional.ofNullable(why)));
    }

    @Command(
            name = "undo",
            description = "Undoes the last choice or rejection of a track of a scene. Can be repeated.",
            footer = "The choice before it counts again, or without one, the newest take that is not rejected.")
    void undo(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String scene,
            @Mixin CellOptions options) {
        CellKey cell = options.cell(scene);
        context.storeToWrite();
        print(takes().undo(project, cell));
    }

    @Command(
            name = "reject",
            description = "Rejects a take: it does not stand by itself. If it was chosen, the choice is withdrawn.",
            footer = "\"take undo\" and \"take choose\" take the rejection back.")
    void reject(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(
                            paramLabel = "TAKE",
                            converter = Conversions.AnyId.class,
                            description = "the take: the id of an image, audio or a video")
                    String take,
            @Mixin CellOptions options,
            @Option(names = "--why", paramLabel = "T", description = "why") @Nullable String why) {
        context.storeToWrite();
        NamedTake named = NamedTake.of(context.store(), project, take, options);
        print(takes().reject(project, named.track(), take, why == null ? "" : why));
    }

    @Command(
            name = "again",
            description = "Requests one more take of what the scene says now, even if there is one that is up to date.",
            footer = {
                "It is paid, at the price of --providers; a worker (\"work\") sends the job.",
                "The new take stands when it is stored, unless another one for the same was chosen: then choose it."
            })
    void again(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String scene,
            @Mixin CellOptions options,
            @Mixin ProvidersOption providers) {
        CellKey cell = options.cell(scene);
        // before the store is opened
        providers.prices();
        Reelstore store = context.storeToWrite();
        NewJob job = store.storyboard().newTake(project, cell);
        providers.requireProvider(job.request().provider());
        new RequestedJobs(context, store.jobs(providers.prices())).one(job);
    }

    @Command(name = "history", description = "Lists the choices of a track of a scene, the last one first.")
    void history(
            @Parameters(paramLabel = "PROJECT", description = "the project") ProjectId project,
            @Parameters(paramLabel = "SCENE", converter = Conversions.AnyId.class, description = "the scene")
                    String scene,
            @Mixin CellOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "maximum number of choices, 1 to 1000 (${DEFAULT-VALUE})")
                    PageRequest limit,
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description = "continue after this cursor, which the previous page prints")
                    @Nullable Cursor after) {
        CellKey cell = options.cell(scene);
        PageRequest page = after == null ? limit : limit.after(after);
        context.storeToRead();
        Function<PageRequest, Page<Selection>> read = part -> takes().history(project, cell, part);
        if (context.options().json) {
            PagedOutput.json(
                    context.output(),
                    read.andThen(part -> new Page<>(
                            part.items().stream().map(StoryboardJson::selection).toList(), part.next())),
                    page);
            return;
        }
        Layout layout = context.output().layout();
        TextTable table = new TextTable(layout, 1, "CHOICE", "WHY", "AT", "TAKE");
        Optional<Cursor> next = PagedOutput.each(
                read,
                page,
                choice -> table.row(
                        Integer.toString(choice.number()),
                        choice.reason().orElse("-"),
                        layout.time(choice.chosenAt()),
                        choice.takeId().orElse("(the newest)")));
        context.output()
                .print(
                        table.isEmpty()
                                ? "Nothing was chosen for " + SafeText.of(TakeText.nameOf(cell)) + ".\n"
                                : table.render()
                                        + MediaListing.more(next, nextPage("take history ", project, cell, limit)));
    }

    /** The command that lists the next page of a cell. */
    private String nextPage(String list, ProjectId project, CellKey cell, PageRequest limit) {
        return SafeText.of(context.command(list + SceneCommands.argument(project) + " "
                + Messages.forShell(cell.sceneId()) + options(cell) + " --limit " + limit.limit()));
    }

    private TakeService takes() {
        return context.store().takes();
    }

    private void print(StandingTake standing) {
        context.print(StoryboardJson.standing(standing), layout -> TakeText.standing(standing) + "\n");
    }
}
