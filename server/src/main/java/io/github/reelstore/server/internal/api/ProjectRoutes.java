package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** The operations on projects. */
final class ProjectRoutes {

    private static final String ONE = Paths.API + "/projects/{project}";

    private static final Inputs<VideoProjectBuilder> INPUTS = Inputs.of(
            Input.text(
                    "title",
                    "The title, not blank.",
                    (row, value) -> row.title(value.orElseThrow(() -> Input.invalid("title", "cannot be cleared")))),
            Input.text("description", "The description.", (row, value) -> row.description(value)),
            Input.value(
                    "status",
                    "The status.",
                    RecordSchemas.projectStatus(),
                    ProjectStatus::of,
                    (row, value) -> row.status(value.orElseThrow(() -> Input.invalid("status", "cannot be cleared")))),
            Input.value(
                    "channelId",
                    "The channel that the project is made for.",
                    Schema.STRING,
                    ChannelId::of,
                    (row, value) -> row.channelId(value)),
            Input.value(
                    "defaultLanguage",
                    "The default language, a BCP 47 tag.",
                    Schema.STRING,
                    LanguageTag::of,
                    (row, value) -> row.defaultLanguage(value)),
            Input.text("aspectRatio", "The aspect ratio, such as 16:9.", (row, value) -> row.aspectRatio(value)),
            Input.text("script", "The script.", (row, value) -> row.script(value)),
            Input.<VideoProjectBuilder, String>list(
                    "tags",
                    "The tags.",
                    Schema.STRING,
                    node -> Input.textOf("tags", node),
                    (row, value) -> row.tags(value.map(JsonText::arrayOf))),
            Input.json("meta", "Other data of yours.", (row, value) -> row.meta(value)),
            Input.text(
                    "providerProjectId",
                    "The provider's id of the project.",
                    (row, value) -> row.providerProjectId(value)));

    private ProjectRoutes() {}

    static List<Route> all(RecordSchemas schemas, UploadSlots slots) {
        Schema project = schemas.of(VideoProject.class);
        Schema create = schemas.named("NewProject", INPUTS.schema("title"));
        Schema change = schemas.named("ProjectPatch", INPUTS.schema());
        return List.of(
                Lists.paged(Route.of(
                                "GET",
                                Paths.API + "/projects",
                                "listProjects",
                                "Lists projects, newest first.",
                                ProjectRoutes::list)
                        .query("channel", "Only projects of this channel.", Schema.STRING)
                        .query("status", "Only projects with this status.", RecordSchemas.projectStatus())
                        .answers(
                                200,
                                "A page of projects.",
                                schemas.of(JsonPage.class, "ProjectPage", VideoProject.class))),
                Route.of("POST", Paths.API + "/projects", "createProject", "Creates a project.", ProjectRoutes::create)
                        .takes("application/json", create)
                        .answers(201, "The project.", project),
                one("GET", ONE, "getProject", "Returns a project.", ProjectRoutes::get)
                        .header("If-None-Match", "The ETag of an earlier answer.")
                        .answers(200, "The project; its ETag is its version.", project)
                        .answers(304, "The project still has this version."),
                one(
                                "PATCH",
                                ONE,
                                "updateProject",
                                "Changes the members that are given, as a JSON Merge Patch (RFC 7396): meta is merged, null clears.",
                                ProjectRoutes::update)
                        .header("If-Match", "Only if the project has this version: the ETag of an earlier answer.")
                        .takes("application/merge-patch+json", change)
                        .takes("application/json", change)
                        .answers(200, "The changed project.", project)
                        .mayFail(ProblemType.VERSION_MISMATCH),
                one(
                                "DELETE",
                                ONE,
                                "deleteProject",
                                "Deletes a project with its videos, images and audio.",
                                ProjectRoutes::delete)
                        .header("If-Match", "Only if the project has this version: the ETag of an earlier answer.")
                        .answers(200, "What was deleted.", deletion(schemas))
                        .mayFail(ProblemType.VERSION_MISMATCH, ProblemType.RULE_VIOLATED),
                ProviderFields.selectable(one(
                                "GET",
                                ONE + "/view",
                                "viewProject",
                                "Returns a project with its videos, each with its images and audio.",
                                ProjectRoutes::view)
                        .query(
                                "language",
                                "Only videos with audio in this language, and videos without audio.",
                                Schema.STRING)
                        .answers(200, "The project with its videos.", schemas.of(ProjectWithGenerations.class))),
                one(
                                "GET",
                                ONE + "/languages",
                                "getProjectLanguages",
                                "Returns which languages each video has, and which it lacks.",
                                ProjectRoutes::languages)
                        .answers(200, "The languages.", schemas.of(LanguageCoverage.class)),
                one(
                                "PUT",
                                ONE + "/final-cut",
                                "putFinalCut",
                                "Stores the final cut; it replaces an earlier one.",
                                slots.limiting(ProjectRoutes::finalCut))
                        .takes("video/*", Schema.BINARY)
                        .takes("application/octet-stream", Schema.BINARY)
                        .answers(200, "The changed project.", project));
    }

    private static Route one(String method, String path, String id, String summary, Route.Action action) {
        return Route.of(method, path, id, summary, action).path("project", "The id of the project.");
    }

    static Schema deletion(RecordSchemas schemas) {
        return schemas.named(
                "Deleted",
                Schema.object(
                        java.util.Map.of("id", Schema.STRING, "rows", Schema.INTEGER, "tombstones", Schema.INTEGER),
                        List.of("id", "rows", "tombstones")));
    }

    /** What was deleted. */
    static JsonObject json(Id id, Deletion deletion) {
        return new JsonObject().with("id", id).with("rows", deletion.rows()).with("tombstones", deletion.tombstones());
    }

    private static Answer list(Exchange exchange) {
        ProjectFilter filter = new ProjectFilter(
                exchange.query("channel").map(ChannelId::new),
                exchange.query("status").map(ProjectStatus::of),
                TimeRange.ALWAYS);
        return Answer.json(200, JsonPage.of(projects(exchange).list(filter, Lists.page(exchange))));
    }

    private static Answer create(Exchange exchange) throws IOException {
        ObjectNode body = Uploads.json(exchange);
        VideoProjectBuilder draft = VideoProject.builder();
        INPUTS.apply(body, draft);
        return exchange.commit(
                VideoProject.class,
                project -> answer(201, project).with("Location", Paths.of("projects", project.id())),
                () -> projects(exchange).create(draft));
    }

    private static Answer get(Exchange exchange) {
        VideoProject project = projects(exchange).get(id(exchange));
        String tag = Preconditions.tag(project.version());
        return Preconditions.clientHas(exchange, tag) ? Answer.of(304).with("ETag", tag) : answer(200, project);
    }

    private static Answer update(Exchange exchange) throws IOException {
        ObjectNode body = Uploads.json(exchange, "application/merge-patch+json");
        OptionalLong expected = Preconditions.expectedVersion(exchange);
        ProjectService projects = projects(exchange);
        ProjectId id = id(exchange);
        if (expected.isEmpty()) {
            return answer(200, projects.update(id, row -> changed(row, body)));
        }
        VideoProject before = projects.get(id);
        requireVersion(before, expected);
        Patch<VideoProject> patch =
                Patch.between(before, changed(before.toBuilder(), body).build(), ProjectField.all());
        return answer(200, projects.update(id, expected.getAsLong(), patch));
    }

    private static VideoProjectBuilder changed(VideoProjectBuilder row, ObjectNode body) {
        INPUTS.apply(MergePatch.withMergedMeta(body, row.build().meta()), row);
        return row;
    }

    private static Answer delete(Exchange exchange) {
        OptionalLong expected = Preconditions.expectedVersion(exchange);
        ProjectId id = id(exchange);
        Deletion deletion = exchange.store().inTransaction(tx -> {
            tx.projects().find(id).ifPresent(project -> requireVersion(project, expected));
            return tx.projects().delete(id);
        });
        return Answer.json(200, json(id, deletion));
    }

    private static void requireVersion(VideoProject project, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != project.version()) {
            throw new StorageException.Conflict(
                    project.id().value(),
                    "The project " + project.id() + " has version " + project.version() + ", not "
                            + expected.getAsLong() + "; read it again, then repeat the change.");
        }
    }

    private static Answer view(Exchange exchange) {
        Optional<LanguageTag> language = exchange.query("language").map(LanguageTag::of);
        ProjectWithGenerations view = language.isPresent()
                ? projects(exchange).getProjectWithGenerations(id(exchange), language.get())
                : projects(exchange).getProjectWithGenerations(id(exchange));
        return Answer.json(200, view, ProviderFields.omitted(exchange));
    }

    private static Answer languages(Exchange exchange) {
        return Answer.json(200, LanguageCoverage.of(projects(exchange).getProjectWithGenerations(id(exchange))));
    }

    private static Answer finalCut(Exchange exchange) {
        BlobSource file = Uploads.rawFile(exchange);
        return answer(200, projects(exchange).setFinalCut(id(exchange), file));
    }

    private static Answer answer(int status, VideoProject project) {
        return Answer.json(status, project).with("ETag", Preconditions.tag(project.version()));
    }

    private static ProjectService projects(Exchange exchange) {
        return exchange.store().projects();
    }

    private static ProjectId id(Exchange exchange) {
        return new ProjectId(exchange.path("project"));
    }
}
