package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
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
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.json.PagedOutput;
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
        Page<VideoProject> page = projects().list(filter, after == null ? limit : limit.after(after));
        String again = context.command("project list"
                + (channel == null ? "" : " --channel " + channel)
                + (status == null ? "" : " --status " + status)
                + " --limit " + limit.limit());
        context.print(PagedOutput.of(page), layout -> text(layout, page, again));
    }

    private String text(Layout layout, Page<VideoProject> page, String again) {
        if (page.items().isEmpty()) {
            return "No projects in profile " + context.store().profile() + " of "
                    + context.config().databaseUrl() + ". Create one: "
                    + context.command("project create --title \"...\"") + "\n" + profilesOfAdopted();
        }
        return new ProjectText(layout).list(page) + MediaListing.more(page.next(), again);
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
            description = "Shows a project with its videos, each with its images and audio.",
            footer = "To see images and audio that no video uses yet, run image list and audio list.")
    void show(
            @Parameters(paramLabel = "ID", description = "the project") ProjectId id,
            @Option(
                            names = "--language",
                            paramLabel = "TAG",
                            description = "only videos with audio in this language, and videos without audio")
                    @Nullable LanguageTag language) {
        ProjectWithGenerations view = language == null
                ? projects().getProjectWithGenerations(id)
                : projects().getProjectWithGenerations(id, language);
        ProjectWithGenerations shown = language == null ? view : withoutTracks(view);
        context.print(view, layout -> {
            ProjectText text = new ProjectText(layout);
            String languages = text.languages(shown);
            return text.tree(shown) + (languages.isEmpty() ? "" : "\n" + languages);
        });
    }

    /** Text output for one language shows only its audio. JSON output contains all tracks. */
    private static ProjectWithGenerations withoutTracks(ProjectWithGenerations view) {
        return new ProjectWithGenerations(
                view.project(),
                view.generations().stream()
                        .map(generation -> new GenerationView(
                                generation.generation(),
                                generation.image(),
                                generation.inputs(),
                                generation.audio(),
                                List.of()))
                        .toList());
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
                    "Files that no row refers to any more stay until gc removes them. In an adopted database, videos of the app are not"
                            + " deleted.")
    void delete(@Parameters(paramLabel = "ID", description = "the project") ProjectId id, @Mixin DeleteAction action) {
        action.run(
                context,
                "project",
                id,
                () -> " (\"" + projects().get(id).title() + "\") with its videos, images and audio",
                () -> projects().delete(id));
    }

    private ProjectService projects() {
        return context.store().projects();
    }

    private void print(VideoProject project) {
        context.print(project, layout -> new ProjectText(layout).one(project));
    }
}
