package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The forms that change a project, delete it or a scene, and undo that. Files are uploaded through the API. */
final class ProjectChanges {

    private static final String ONE = "/projects/{project}";

    private final UndoBin bin;

    ProjectChanges(UndoBin bin) {
        this.bin = bin;
    }

    List<Route> routes() {
        return List.of(
                Pages.page("POST", ONE + "/edit", ProjectChanges::edit),
                Pages.page("POST", ONE + "/scenes", ProjectChanges::plan),
                Pages.page("POST", ONE + "/delete", this::deleteProject),
                Pages.page("POST", ONE + "/scenes/{video}/delete", this::deleteScene),
                Pages.page("POST", "/undo/{deletion}", this::undo));
    }

    private static ProjectId id(Exchange exchange) {
        return new ProjectId(exchange.path("project"));
    }

    private static StorageException.NotFound notFound(Id id) {
        return new StorageException.NotFound(id.value(), "There is no " + id + "; it may have been deleted.");
    }

    private static Answer edit(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        String title = form.require("title");
        Optional<LanguageTag> language = form.value("language").map(LanguageTag::of);
        ProjectStatus status = ProjectStatus.of(form.require("status"));
        exchange.store()
                .projects()
                .update(
                        id(exchange),
                        row -> row.title(title)
                                .status(status)
                                .description(form.value("description"))
                                .defaultLanguage(language));
        return Html.redirect(Links.project(id(exchange), ""));
    }

    /** Adds a scene that is yet to be generated. */
    private static Answer plan(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        String prompt = form.require("prompt");
        exchange.store()
                .generations()
                .addVideo(new NewGeneration(
                        id(exchange),
                        Optional.empty(),
                        VideoGeneration.builder().prompt(prompt),
                        List.of(),
                        List.of()));
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
        GenerationId id = new GenerationId(exchange.path("video"));
        DeletedRows rows = exchange.store().inTransaction(tx -> {
            VideoGeneration video = tx.generations()
                    .find(id)
                    .filter(found -> found.projectId().equals(Optional.of(project)))
                    .orElseThrow(() -> notFound(id));
            DeletedRows deleted = DeletedRows.of(tx, project, video);
            tx.generations().delete(id);
            return deleted;
        });
        UndoBin.Notice notice = bin.add(exchange.store().profile(), "The scene was deleted.", rows);
        return Html.redirect(Links.project(project, "") + "?undo=" + notice.id());
    }

    private Answer undo(Exchange exchange) throws IOException {
        Form.of(exchange);
        DeletedRows rows = bin.undo(exchange.store(), exchange.path("deletion"));
        return Html.redirect(Links.project(rows.in(), ""));
    }
}
