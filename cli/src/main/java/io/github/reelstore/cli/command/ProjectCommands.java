package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.PagedOutput;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.AdoptedProfile;
import io.github.reelstore.sqlite.adoption.Adoption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore project ...}. */
@Command(
        addMethodSubcommands = false,
        name = "project",
        description = "Creates, lists, shows, updates and deletes projects.")
public final class ProjectCommands {

    private final CliContext context;

    public ProjectCommands(CliContext context) {
        this.context = context;
    }

    @Command(name = "create", description = "Creates a project.")
    void create(
            @Option(
                            names = "--title",
                            required = true,
                            paramLabel = "T",
                            converter = Conversions.NotBlank.class,
                            description = "its title")
                    String title,
            @Mixin TextOptions.Description description,
            @Option(names = "--channel", paramLabel = "C", description = "its channel") @Nullable ChannelId channel,
            @Option(names = "--language", paramLabel = "TAG", description = "its language, such as en") @Nullable LanguageTag language,
            @Option(names = "--aspect-ratio", paramLabel = "R", description = "width to height, such as 16:9") @Nullable String aspectRatio,
            @Mixin TextOptions.Meta meta) {
        VideoProject project = projects()
                .create(VideoProject.builder()
                        .title(title)
                        .description(description.in(context))
                        .channelId(channel)
                        .defaultLanguage(language)
                        .aspectRatio(aspectRatio)
                        .meta(meta.in(context)));
        print(project);
    }

    @Command(name = "list", description = "Lists projects, newest first.")
    void list(
            @Option(names = "--channel", paramLabel = "C", description = "only projects of this channel") @Nullable ChannelId channel,
            @Option(
                            names = "--status",
                            paramLabel = "S",
                            description = "only projects with this status: draft, in_progress, completed or archived")
                    @Nullable ProjectStatus status,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "maximum number of projects, 1 to 1000 (${DEFAULT-VALUE})")
                    PageRequest limit,
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description = "continue after this cursor, which the previous page prints")
                    @Nullable Cursor after) {
        ProjectFilter filter =
                new ProjectFilter(Optional.ofNullable(channel), Optional.ofNullable(status), TimeRange.ALWAYS);
        PageRequest page = after == null ? limit : limit.after(after);
        context.storeToRead();
        if (context.options().json) {
            PagedOutput.json(context.output(), part -> projects().list(filter, part), page);
            return;
        }
        ProjectText text = new ProjectText(context.output().layout());
        TextTable table = text.table();
        Optional<Cursor> next =
                PagedOutput.each(part -> projects().list(filter, part), page, project -> text.addTo(table, project));
        String again = context.command("project list"
                + (channel == null ? "" : " --channel " + channel)
                + (status == null ? "" : " --status " + status)
                + " --limit " + limit.limit());
        context.output().print(table.isEmpty() ? noProjects() : table.render() + MediaListing.more(next, again));
    }

    private String noProjects() {
        return "No projects in profile " + context.store().profile() + " of "
                + context.config().databaseUrl() + ". Create one: "
                + context.command("project create --title \"...\"") + "\n" + profilesOfAdopted();
    }

    /** The projects of an adopted database are in the profiles of the app, not in the profile "default". */
    private String profilesOfAdopted() {
        List<AdoptedProfile> profiles = context.config()
                .sqlite()
                .filter(Adoption::isAdopted)
                .map(file -> AdoptedContents.of(file).profiles())
                .orElse(List.of());
        if (profiles.isEmpty()) {
            return "";
        }
        return "Other profiles have projects: "
                + profiles.stream()
                        .map(profile -> "--profile "
                                + Messages.forShell(profile.id().value()) + " (" + profile.projects() + ")")
                        .collect(Collectors.joining(", "))
                + ".\n";
    }

    @Command(
            name = "show",
            description =
                    "Shows a project with its videos, each with its images and audio, and with images and audio that none of"
                            + " them uses.")
    void show(
            @Parameters(paramLabel = "ID", description = "the project") ProjectId id,
            @Option(
                            names = "--language",
                            paramLabel = "TAG",
                            description = "only videos with audio in this language, and videos without audio")
                    @Nullable LanguageTag language) {
        new ShownProject(context.storeToRead().projects(), id, Optional.ofNullable(language)).print(context);
    }

    @Command(
            name = "update",
            description = "Updates the given fields and keeps the others.",
            footer = "An empty value clears an optional field: --description \"\"")
    void update(
            @Parameters(paramLabel = "ID", description = "the project") ProjectId id,
            @Option(
                            names = "--title",
                            paramLabel = "T",
                            converter = Conversions.NotBlank.class,
                            description = "its title")
                    @Nullable String title,
            @Mixin TextOptions.Description description,
            @Option(
                            names = "--status",
                            paramLabel = "S",
                            description = "its status: draft, in_progress, completed or archived")
                    @Nullable ProjectStatus status,
            @Option(names = "--channel", paramLabel = "C", description = "its channel") @Nullable String channel,
            @Option(names = "--language", paramLabel = "TAG", description = "its language, such as en") @Nullable String language,
            @Option(names = "--aspect-ratio", paramLabel = "R", description = "width to height, such as 16:9") @Nullable String aspectRatio,
            @Mixin TextOptions.Meta meta,
            @Option(
                            names = "--if-version",
                            paramLabel = "N",
                            description = "only if the project still has this version")
                    @Nullable Long version) {
        Patch<VideoProject> patch = Patch.empty();
        patch = title == null ? patch : patch.set(ProjectField.TITLE, title);
        patch = status == null ? patch : patch.set(ProjectField.STATUS, status);
        patch = change(patch, ProjectField.DESCRIPTION, description.in(context), Function.identity());
        patch = change(patch, ProjectField.CHANNEL_ID, channel, ChannelId::of);
        patch = change(patch, ProjectField.DEFAULT_LANGUAGE, language, LanguageTag::of);
        patch = change(patch, ProjectField.ASPECT_RATIO, aspectRatio, Function.identity());
        patch = change(patch, ProjectField.META, meta.textIn(context), meta::json);
        if (patch.isEmpty()) {
            throw new WrongUsage("Nothing to update: add --title, --status or another option.");
        }
        print(version == null ? projects().update(id, patch) : projects().update(id, version, patch));
    }

    private static <T> Patch<VideoProject> change(
            Patch<VideoProject> patch,
            Field<VideoProject, T> field,
            @Nullable String typed,
            Function<String, T> value) {
        if (typed == null) {
            return patch;
        }
        return typed.isEmpty() ? patch.clear(field) : patch.set(field, WrongUsage.unless(() -> value.apply(typed)));
    }

    @Command(
            name = "delete",
            description = "Deletes a project with its videos, images and audio.",
            footer =
                    "Files that no row refers to any more stay until gc removes them. Images and audio that videos of other projects use"
                            + " stay without a project. In an adopted database, videos of the app are not deleted.")
    void delete(
            @Parameters(paramLabel = "ID", description = "the project") ProjectId id,
            @Option(names = "--dry-run", description = "print what would be deleted, and delete nothing")
                    boolean dryRun,
            @Mixin DeleteAction action) {
        if (dryRun) {
            ProjectContents contents = projects().contents(id);
            context.print(
                    withContents(new JsonObject().with("dryRun", true).with("id", id), contents),
                    layout -> "Would delete project " + id + titleAnd(id, contents) + ".\n");
            return;
        }
        action.run(
                context,
                "project",
                id,
                () -> titleAnd(id, projects().contents(id)),
                () -> projects().delete(id),
                (result, deletion) -> withContents(result, deletion.contents()),
                deletion -> " with " + text(deletion.contents()));
    }

    private String titleAnd(ProjectId id, ProjectContents contents) {
        return " (\"" + SafeText.of(projects().get(id).title()) + "\") with " + text(contents);
    }

    private static JsonObject withContents(JsonObject result, ProjectContents contents) {
        return result.with("videos", contents.videos())
                .with("images", contents.images())
                .with("audio", contents.audio());
    }

    private static String text(ProjectContents contents) {
        return Layout.count(contents.videos(), "video") + ", " + Layout.count(contents.images(), "image") + " and "
                + Layout.count(contents.audio(), "audio");
    }

    private ProjectService projects() {
        return context.store().projects();
    }

    private void print(VideoProject project) {
        context.print(project, layout -> new ProjectText(layout).one(project));
    }
}
