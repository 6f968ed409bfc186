package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.RequestedPlan;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.board.TakeService;
import io.github.reelstore.server.internal.api.StoryboardPaths;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts and forms of a storyboard: takes, lines, and the plan. Each form is answered with the scene as it is now. */
final class BoardChanges {

    private static final String PROJECT = "/projects/{project}";
    private static final String SCENE = PROJECT + "/scenes/{scene}";
    private static final String TAKES = SCENE + "/takes/{track}";
    private static final String LINE = SCENE + "/lines/{language}";
    private static final String PLAN = PROJECT + "/plan";

    private final Pages pages;
    private final PriceTable prices;

    /**
     * @param prices the prices of plans
     */
    BoardChanges(Pages pages, PriceTable prices) {
        this.pages = pages;
        this.prices = prices;
    }

    List<Route> routes() {
        return List.of(
                shown("GET", "/parts" + SCENE + "/card", this::card),
                cell("GET", "/parts" + TAKES, this::takes),
                cell("POST", TAKES + "/choose", this::choose),
                cell("POST", TAKES + "/undo", this::undo),
                cell("POST", TAKES + "/reject", this::reject),
                shown("GET", "/parts" + LINE, exchange -> editor(exchange, Optional.empty())),
                shown("POST", LINE, this::setLine),
                Pages.page("GET", "/parts" + PLAN, this::plan),
                Pages.page("POST", PLAN, this::request));
    }

    private static Route shown(String method, String path, Route.Action action) {
        return Showing.known(Pages.page(method, path, action));
    }

    private static Route cell(String method, String path, Route.Action action) {
        return shown(method, path, action).query("language", "", Schema.STRING);
    }

    private static ProjectId project(Exchange exchange) {
        return new ProjectId(exchange.path("project"));
    }

    private static Showing showing(Exchange exchange) {
        return Showing.of(exchange, project(exchange));
    }

    private static String scene(Exchange exchange) {
        return exchange.path("scene");
    }

    private static CellKey key(Exchange exchange) {
        return new CellKey(
                scene(exchange),
                StoryboardPaths.track(exchange.path("track")),
                exchange.query("language").map(LanguageTag::of));
    }

    /** A script swaps the scene; a browser without it goes back to the page. */
    private Answer scene(Exchange exchange, Optional<CellKey> open, Optional<LanguageTag> edited) {
        Showing showing = showing(exchange);
        if (exchange.route().method().equals("POST")
                && exchange.header("HX-Request").isEmpty()) {
            String page = showing.tab().equals(Showing.FILM) ? "" : showing.tab();
            return Html.redirect(Links.project(showing.project(), page)
                    + showing.language()
                            .map(tag -> "?language=" + Links.encoded(tag.value()))
                            .orElse(""));
        }
        Reelstore store = exchange.store();
        Optional<TakeStrip> strip = open.map(key -> TakeStrip.of(store, showing, key));
        return pages.part("parts/" + showing.tab(), BoardView.of(store, showing).one(scene(exchange), strip, edited));
    }

    private Answer card(Exchange exchange) {
        return scene(exchange, Optional.empty(), Optional.empty());
    }

    private Answer takes(Exchange exchange) {
        Showing showing = showing(exchange);
        CellKey key = key(exchange);
        TakeStrip strip = TakeStrip.of(exchange.store(), showing, key);
        CellCard cell = BoardView.of(exchange.store(), showing).cell(key, Optional.of(strip));
        return pages.part("parts/takes", Map.of("cell", cell, "strip", strip));
    }

    private static TakeService service(Exchange exchange) {
        return exchange.store().takes();
    }

    private Answer choose(Exchange exchange) throws IOException {
        String take = Form.of(exchange).require("take");
        service(exchange).choose(project(exchange), key(exchange), take, Optional.empty());
        return scene(exchange, Optional.of(key(exchange)), Optional.empty());
    }

    private Answer undo(Exchange exchange) throws IOException {
        Form.of(exchange);
        try {
            service(exchange).undo(project(exchange), key(exchange));
        } catch (StorageException.Conflict e) {
            throw HttpProblem.wrongState(e);
        }
        return scene(exchange, Optional.of(key(exchange)), Optional.empty());
    }

    private Answer reject(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        CellKey key = key(exchange);
        service(exchange)
                .reject(
                        project(exchange),
                        key.track(),
                        form.require("take"),
                        form.value("reason").orElse(""));
        return scene(exchange, Optional.of(key), Optional.empty());
    }

    private static LanguageTag language(Exchange exchange) {
        return LanguageTag.of(exchange.path("language"));
    }

    /**
     * @param written what a form was sent with, if the line is not the one that it showed
     */
    private Answer editor(Exchange exchange, Optional<String> written) {
        Showing showing = showing(exchange);
        LanguageTag language = language(exchange);
        BoardView view = BoardView.of(exchange.store(), showing);
        LineCard line = LineCard.of(
                view.time(scene(exchange)).scene(), view.numberOf(scene(exchange)), language, showing, false);
        String stored = line.text().orElse("");
        return pages.part(
                "parts/line",
                Map.of(
                        "line",
                        line,
                        "text",
                        written.orElse(stored),
                        "changed",
                        written.isPresent(),
                        "shown",
                        InputDigest.of(stored).value(),
                        "action",
                        showing.line(scene(exchange), language),
                        "card",
                        showing.card(scene(exchange))));
    }

    /**
     * An empty text deletes the line. A new line is a translation of that in the project's language, if there is one. A line that
     * was changed after the form was opened is shown before it is replaced.
     */
    private Answer setLine(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        Optional<String> text = form.value("text");
        InputDigest shown = new InputDigest(form.require("shown"));
        ProjectId project = project(exchange);
        LanguageTag language = language(exchange);
        SceneService scenes = exchange.store().scenes();
        Optional<LanguageTag> original =
                exchange.store().projects().get(project).defaultLanguage();
        List<SceneLine> lines = scenes.lines(project, scene(exchange));
        Optional<LanguageTag> source = source(lines, language, original);
        try {
            scenes.replaceLine(project, scene(exchange), language, text, source, shown);
        } catch (StorageException.Conflict e) {
            if (exchange.header("HX-Request").isEmpty()) {
                throw e;
            }
            // in place of the form, not of the scene
            return editor(exchange, Optional.of(text.orElse(""))).with("HX-Retarget", "this");
        }
        return scene(exchange, Optional.empty(), Optional.of(language));
    }

    private static Optional<LanguageTag> source(
            List<SceneLine> lines, LanguageTag language, Optional<LanguageTag> original) {
        Optional<LanguageTag> source = lines.stream()
                .filter(line -> line.language().equals(language))
                .findFirst()
                .map(line -> line.translatedFrom().map(SceneLine.Source::language))
                .orElse(original.filter(tag -> !tag.equals(language)));
        return source.filter(
                tag -> lines.stream().anyMatch(line -> line.language().equals(tag)));
    }

    private StoryboardService boards(Exchange exchange) {
        return exchange.store().storyboard(prices);
    }

    private Answer plan(Exchange exchange) {
        return planned(exchange, boards(exchange).plan(project(exchange), PlanScope.ALL), false);
    }

    private Answer planned(Exchange exchange, StoryboardPlan plan, boolean changed) {
        return pages.part(
                "parts/plan",
                Map.of(
                        "plan",
                        PlanView.of(plan),
                        "changed",
                        changed,
                        "action",
                        Links.project(project(exchange), "plan"),
                        "part",
                        Links.part(project(exchange), "plan")));
    }

    /** Requests the plan that was shown: if another one would be requested by now, that is shown first. */
    private Answer request(Exchange exchange) throws IOException {
        String shown = Form.of(exchange).require("shown");
        StoryboardPlan plan = boards(exchange).plan(project(exchange), PlanScope.ALL);
        if (!plan.digest().equals(shown)) {
            return planned(exchange, plan, true);
        }
        RequestedPlan requested = boards(exchange).request(plan);
        if (exchange.header("HX-Request").isEmpty()) {
            return Html.redirect(Links.JOBS);
        }
        Map<String, Object> values = new HashMap<>();
        values.put("plan", PlanView.of(requested.plan()));
        values.put("jobs", Links.JOBS);
        values.put("page", Links.project(project(exchange), ""));
        return pages.part("parts/requested", values);
    }
}
