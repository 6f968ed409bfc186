package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.ClientPace;
import io.github.reelstore.server.internal.http.Gatekeeper;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.Metrics;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.RouteHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** All pages. Each is made with a number of statements that does not depend on the number of rows. */
public final class Pages {

    private static final Map<String, Object> LOGGED_OUT = Map.of(
            "heading",
            "You are logged out",
            "detail",
            "Nothing was saved: log in in another tab, then save again here.");

    /** Forms and files of the pages themselves; media files are sent to the API. */
    private static final long MOST_BYTES = 1024 * 1024;

    private final Gatekeeper gatekeeper;
    private final Assets assets = new Assets();
    private final UndoBin bin = new UndoBin();
    private final Html html;
    private final PriceTable prices;

    private Pages(Gatekeeper gatekeeper, PriceTable prices, Optional<String> mediaOrigin) {
        this.prices = prices;
        this.gatekeeper = gatekeeper;
        this.html = new Html(mediaOrigin);
    }

    /**
     * A handler that answers requests to the pages, and passes those to {@code /api/}, {@code /health/} and {@code /metrics} on.
     *
     * @param api the handler of the API
     * @param store the store, which the handler does not close
     * @param pace how fast a browser must send and read
     * @param prices the prices of paid requests that do not state one
     * @param redirect the lifetime of the URLs to which browsers are redirected for media, if they are
     */
    public static Handler before(
            Handler api,
            Gatekeeper gatekeeper,
            Reelstore store,
            ClientPace.Limit pace,
            Metrics metrics,
            PriceTable prices,
            Optional<Duration> redirect) {
        Pages pages = new Pages(
                gatekeeper, prices, redirect.flatMap(lifetime -> store.media().presignedOrigin()));
        RouteHandler.Limits limits = new RouteHandler.Limits(MOST_BYTES, pace, true, 0, 0, Duration.ZERO);
        Handler own = new RouteHandler(pages.routes(), gatekeeper, store, limits, metrics, pages::problem);
        return new Handler.Sequence(new Selected(own), api);
    }

    /** Leaves requests of programs to the next handler. */
    private static final class Selected extends Handler.Wrapper {

        Selected(Handler pages) {
            super(pages);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
            boolean ofApi = path.startsWith("/api/") || path.startsWith("/health/") || path.equals("/metrics");
            return !ofApi && super.handle(request, response, callback);
        }
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(page("GET", "/assets/{version}/{name}", assets::get).open());
        routes.addAll(new LoginPage(this, gatekeeper).routes());
        routes.addAll(new ProjectsPage(this, bin).routes());
        routes.addAll(new ProjectPage(this, bin).routes());
        routes.addAll(new ProjectChanges(this, bin).routes());
        routes.addAll(new BoardChanges(this, prices).routes());
        routes.addAll(new JobsPage(this, prices).routes());
        routes.addAll(new StorePage(this).routes());
        return List.copyOf(routes);
    }

    /** A route whose name and description no document contains. */
    static Route page(String method, String path, Route.Action action) {
        return Route.of(method, path, method + " " + path, "", action);
    }

    /** A page with everything around it. */
    Answer full(String template, String title, String section, Reelstore store, Map<String, Object> values) {
        return full(200, template, frame(title, section, store, Optional.empty()), values);
    }

    Answer full(int status, String template, PageFrame frame, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("frame", frame);
        return html.render(status, template, all);
    }

    /** The frame of a page with a notice. */
    PageFrame frame(String title, String section, Reelstore store, Optional<UndoBin.Notice> undo) {
        return new PageFrame(
                title,
                section,
                assets.base(),
                store.profile().value(),
                gatekeeper.requiresLogin(),
                BudgetMeter.strictest(store),
                undo);
    }

    /** A part of a page. */
    Answer part(String template, Map<String, Object> values) {
        return html.render(200, template, values);
    }

    /** The frame of a page for a browser that is not logged in. */
    PageFrame outside(String title) {
        return new PageFrame(title, "", assets.base(), "", false, Optional.empty(), Optional.empty());
    }

    /** A browser gets a page, or the login; a program gets JSON. */
    private Answer problem(Request request, HttpProblem problem) {
        String accept = Optional.ofNullable(request.getHeaders().get("Accept")).orElse("");
        boolean ofScript = request.getHeaders().get("HX-Request") != null;
        if (!accept.contains("text/html") && !ofScript) {
            return problem.answer();
        }
        if (problem.type() == ProblemType.UNAUTHORIZED && !LoginPage.isLogin(request)) {
            // the script goes to the login, or stays if something is being written on the page
            return ofScript
                    ? html.render(401, "parts/failure", LOGGED_OUT).with("Location", LoginPage.PATH)
                    : Html.redirect(LoginPage.PATH);
        }
        Map<String, Object> values =
                Map.of("heading", problem.type().title(), "detail", String.valueOf(problem.getMessage()));
        Answer page = ofScript
                ? html.render(problem.status(), "parts/failure", values)
                : full(problem.status(), "problem", outside(problem.type().title()), values);
        return problem.withHeaders(page);
    }
}
