package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.Optional;

/**
 * Which page shows a scene, and in which language. Parts and forms of a scene are answered with the scene as that page shows it.
 *
 * @param project the project
 * @param tab the page: {@link #FILM} or {@link #LANGUAGES}
 * @param language the language that is chosen there
 */
record Showing(ProjectId project, String tab, Optional<LanguageTag> language) {

    static final String FILM = "film";
    static final String LANGUAGES = "languages";

    private static final String VIEW = "view";
    private static final String SHOWN = "shown";

    /** A route whose addresses say what is shown. */
    static Route known(Route route) {
        return route.query(VIEW, "", Schema.STRING).query(SHOWN, "", Schema.STRING);
    }

    static Showing of(Exchange exchange, ProjectId project) {
        return new Showing(
                project,
                exchange.query(VIEW).filter(LANGUAGES::equals).orElse(FILM),
                exchange.query(SHOWN).filter(text -> !text.isEmpty()).map(LanguageTag::of));
    }

    private String query() {
        return "?" + VIEW + "=" + tab + Links.parameter(SHOWN, language.map(LanguageTag::value));
    }

    /** The address of the scene itself, as a part. */
    String card(String scene) {
        return Links.part(project, Links.scene(scene) + "/card") + query();
    }

    /** The address of the editor of a line, as a part. */
    String lineEditor(String scene, LanguageTag tag) {
        return "/parts" + line(scene, tag);
    }

    /** The address of the form that sets a line. */
    String line(String scene, LanguageTag tag) {
        return Links.project(project, Links.scene(scene) + "/lines/" + Links.encoded(tag.value())) + query();
    }

    /** The address of the takes of a cell, as a part. */
    String takes(CellKey cell) {
        return "/parts" + takes(cell, "");
    }

    /** The address of a form about the takes of a cell, such as {@code choose}. */
    String takes(CellKey cell, String action) {
        return Links.project(
                        project,
                        Links.scene(cell.sceneId()) + "/takes/" + JobRequest.nameOf(cell.track())
                                + (action.isEmpty() ? "" : "/" + action))
                + query()
                + Links.parameter("language", cell.language().map(LanguageTag::value));
    }
}
