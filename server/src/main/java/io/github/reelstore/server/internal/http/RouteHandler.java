package io.github.reelstore.server.internal.http;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers the requests to the routes, each on a thread of its own. */
public final class RouteHandler extends Handler.Abstract {

    private static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    /** Enough for the profiles of most servers; of others, the services are made for each request. */
    private static final int MOST_STORES = 1_000;

    /** The default; an answer with other rules sets its own. */
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY",
            "Cache-Control", "no-store");

    private final Router router;
    private final Gatekeeper gatekeeper;
    private final Reelstore store;
    private final long bodyLimit;
    private final Problems problems;
    private final Map<ProfileId, Reelstore> stores = new ConcurrentHashMap<>();

    /** How a client is told about a problem. */
    @FunctionalInterface
    public interface Problems {

        /** The answer with the problem. */
        Answer answer(Request request, HttpProblem problem);
    }

    /**
     * @param store the store, which the handler does not close
     * @param bodyLimit the largest body of a request in bytes
     */
    public RouteHandler(List<Route> routes, Gatekeeper gatekeeper, Reelstore store, long bodyLimit) {
        this(routes, gatekeeper, store, bodyLimit, (request, problem) -> problem.answer());
    }

    /**
     * @param store the store, which the handler does not close
     * @param bodyLimit the largest body of a request in bytes
     * @param problems how a client is told about a problem
     */
    public RouteHandler(List<Route> routes, Gatekeeper gatekeeper, Reelstore store, long bodyLimit, Problems problems) {
        this.problems = problems;
        this.router = new Router(routes);
        this.gatekeeper = gatekeeper;
        this.store = store;
        this.bodyLimit = bodyLimit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        setSecurityHeaders(response);
        try {
            send(request, response, answer(request));
            callback.succeeded();
        } catch (IOException | RuntimeException e) {
            // the client is gone, or the file ended early: it must not take what it has for the whole
            LOG.log(System.Logger.Level.DEBUG, "An answer was not sent completely.", e);
            callback.failed(e);
        }
        return true;
    }

    static void setSecurityHeaders(Response response) {
        SECURITY_HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    private Answer answer(Request request) {
        Exchange exchange = null;
        try {
            gatekeeper.requireHost(request);
            gatekeeper.requireSameOrigin(request);
            String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
            Router.Match match = find(request, path);
            Reelstore allowed =
                    match.route().access() == Route.Access.PUBLIC ? store : storeOf(gatekeeper.profile(request));
            exchange = new Exchange(request, match, allowed, bodyLimit);
            return match.route().action().run(exchange);
        } catch (IOException | RuntimeException e) {
            return problems.answer(request, problem(exchange, e));
        }
    }

    /** A client without a token is not told which paths exist. */
    private Router.Match find(Request request, String path) {
        try {
            return router.find(request.getMethod(), path);
        } catch (HttpProblem e) {
            gatekeeper.profile(request);
            throw e;
        }
    }

    private Reelstore storeOf(ProfileId profile) {
        if (profile.equals(store.profile())) {
            return store;
        }
        return stores.size() < MOST_STORES
                ? stores.computeIfAbsent(profile, store::withProfile)
                : store.withProfile(profile);
    }

    private static HttpProblem problem(@Nullable Exchange exchange, Exception e) {
        Optional<HttpProblem> ofClient = exchange == null ? Optional.empty() : exchange.bodyFailure();
        if (ofClient.isPresent()) {
            return ofClient.get();
        }
        if (e instanceof HttpProblem problem) {
            return problem;
        }
        HttpProblem problem = e instanceof StorageException storage ? HttpProblem.of(storage) : HttpProblem.internal();
        if (problem.type().status() >= 500) {
            LOG.log(System.Logger.Level.ERROR, "A request failed.", e);
        }
        return problem;
    }

    private static void send(Request request, Response response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (answer.body().isEmpty()) {
            Content.Sink.write(response, true, null);
            return;
        }
        Answer.Body body = answer.body().get();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length());
        if (request.getMethod().equals("HEAD")) {
            Content.Sink.write(response, true, null);
            return;
        }
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            body.writeTo(out);
        }
    }
}
