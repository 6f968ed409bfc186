package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.board.DeletedTake;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The forms that change a project, delete it, a scene or a video, and undo that. Files are uploaded through the API. */
final class ProjectChanges {

    private static final String ONE = "/projects/{project}";

    private final Pages pages;
    private final UndoBin bin;

    ProjectChanges(Pages pages, UndoBin bin) {
        this.pages = pages;
        this.bin = bin;
    }

    List<Route> routes() {
        return List.of(
                Pages.page("POST", ONE + "/edit", this::edit),
                Pages.page("POST", ONE + "/scenes", ProjectChanges::addScene),
                Pages.page("POST", ONE + "/scenes-of-videos", ProjectChanges::addScenesOfVideos),
                Pages.page("POST", ONE + "/scenes/{scene}/edit", this::editScene),
                Pages.page("POST", ONE + "/delete", this::deleteProject),
                Pages.page("POST", ONE + "/scenes/{scene}/delete", this::deleteScene),
                Pages.page("POST", ONE + "/videos/{video}/delete", this::deleteVideo),
                Pages.page("POST", "/undo/{deletion}", this::undo));
    }

    private static ProjectId id(Exchange exchange) {
        return new ProjectId(exchange.path("project"));
    }

    private static StorageException.NotFound notFound(Id id) {
        return new StorageException.NotFound(id.value(), "There is no " + id + "; it may have been deleted.");
    }

    private Answer edit(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        String title = form.require("title");
        Optional<LanguageTag> language = form.value("language").map(LanguageTag::of);
        ProjectStatus status = ProjectStatus.of(form.require("status"));
        ProjectId id = id(exchange);
        ProjectService projects = exchange.store().projects();
        VideoProject before = projects.get(id);
        VideoProject after = before.toBuilder()
                .title(title)
                .status(status)
                .description(form.value("description"))
                .defaultLanguage(language)
                .build();
        try {
            projects.update(id, form.version(), Patch.between(before, after, ProjectField.all()));
        } catch (StorageException.Conflict e) {
            return changed(exchange, "project", form, List.of("title", "description", "status", "language"));
        }
        return Html.redirect(Links.project(id, ""));
    }

    /** What was written, which a browser would forget, and the way to what is stored now. */
    private Answer changed(Exchange exchange, String what, Form form, List<String> fields) {
        Map<String, String> written = new LinkedHashMap<>();
        fields.forEach(name -> written.put(
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                form.value(name).orElse("")));
        return pages.full(
                412,
                "changed",
                pages.frame("Nothing was saved", "projects", exchange.store(), Optional.empty()),
                Map.of("what", what, "link", Links.project(id(exchange), ""), "written", written));
    }

    /** Adds a scene that is yet to be generated. */
    private static Answer addScene(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        String prompt = form.require("prompt");
        exchange.store()
                .scenes()
                .add(
                        id(exchange),
                        NewScene.builder()
                                .title(form.value("title"))
                                .prompt(prompt)
                                .build());
        return Html.redirect(Links.project(id(exchange), ""));
    }

    /** Makes a scene of each video that has none. */
    private static Answer addScenesOfVideos(Exchange exchange) throws IOException {
        Form.of(exchange);
        exchange.store().scenes().addFromVideos(id(exchange));
        return Html.redirect(Links.project(id(exchange), ""));
    }

    private Answer editScene(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        String scene = exchange.path("scene");
        try {
            exchange.store()
                    .scenes()
                    .update(
                            id(exchange),
                            scene,
                            form.version(),
                            row -> row.title(form.value("title")).prompt(form.value("prompt")));
        } catch (StorageException.Conflict e) {
            return changed(exchange, "scene", form, List.of("title", "prompt"));
        }
        return Html.redirect(Links.project(id(exchange), ""));
    }

    private Answer deleteProject(Exchange exchange) throws IOException {
        Form.of(exchange);
        ProjectId id = id(exchange);
        DeletedRows rows = exchange.store().inTransaction(tx -> {
            VideoProject project = tx.projects().find(id).orElseThrow(() -> notFound(id));
            DeletedRows deleted = DeletedRows.of(tx, project);
            tx.projects().delete(id);
            return deleted;
        });
        String title = rows.project().map(VideoProject::title).orElse("");
        UndoBin.Notice notice = bin.add(exchange.store().profile(), "The project “" + title + "” was deleted.", rows);
        return Html.redirect(Links.HOME + "?undo=" + notice.id());
    }

    private Answer deleteScene(Exchange exchange) throws IOException {
        Form.of(exchange);
        ProjectId project = id(exchange);
        Scene scene = exchange.store().scenes().delete(project, exchange.path("scene"));
        UndoBin.Notice notice = bin.add(
                exchange.store().profile(),
                "The scene was deleted; its files stay in the project.",
                new Deleted.OfScene(project, scene.sceneId()));
        return Html.redirect(Links.project(project, "") + "?undo=" + notice.id());
    }

    private Answer deleteVideo(Exchange exchange) throws IOException {
        Form.of(exchange);
        ProjectId project = id(exchange);
        GenerationId id = new GenerationId(exchange.path("video"));
        DeletedRows rows = exchange.store()
                .<DeletedRows, RuntimeException>readOnly(tx -> tx.generations()
                        .find(id)
                        .filter(found -> found.projectId().equals(Optional.of(project)))
                        .map(video -> DeletedRows.of(tx, project, video))
                        .orElseThrow(() -> notFound(id)));
        DeletedTake done = exchange.store().takes().delete(MediaKind.VIDEO, id.value());
        UndoBin.Notice notice =
                bin.add(exchange.store().profile(), "The video was deleted" + standing(done) + ".", rows);
        return Html.redirect(Links.project(project, "") + "?undo=" + notice.id());
    }

    /** What stands now where the video stood. */
    private static String standing(DeletedTake video) {
        List<StandingTake> videos = video.standing().stream()
                .filter(one -> one.cell().track() == MediaKind.VIDEO)
                .toList();
        if (videos.isEmpty()) {
            return "";
        }
        return videos.stream().allMatch(one -> one.take().isPresent())
                ? "; the newest other take stands now"
                : "; no other video stands now";
    }

    private Answer undo(Exchange exchange) throws IOException {
        Form.of(exchange);
        Deleted rows = bin.undo(exchange.store(), exchange.path("deletion"));
        return Html.redirect(Links.project(rows.in(), ""));
    }
}
