package io.github.reelstore.server.internal.http;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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

/** Answers requests with the operations of its routes, and everything else with a problem. */
public final class RouteHandler extends Handler.Abstract {

    static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    /** Prompts, scripts and responses of providers are long; files are not sent in JSON. */
    public static final int MOST_JSON_BYTES = 1024 * 1024;

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

    private static final int FIRST_SERVER_ERROR = 500;

    private final Router router;
    private final Gatekeeper gatekeeper;
    private final Reelstore store;
    private final Limits limits;
    private final Map<ProfileId, Reelstore> stores = new ConcurrentHashMap<>();

    /**
     * What a request may use.
     *
     * @param bodyBytes the largest body of a request in bytes
     * @param pace how fast a client must send and read
     */
    public record Limits(long bodyBytes, Pace.Limit pace) {}

    /**
     * @param store the store, which the handler does not close
     */
    public RouteHandler(List<Route> routes, Gatekeeper gatekeeper, Reelstore store, Limits limits) {
        this.router = new Router(routes);
        this.gatekeeper = gatekeeper;
        this.store = store;
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        setSecurityHeaders(response);
        Optional<Target> target;
        try {
            target = Optional.of(target(request));
        } catch (RuntimeException e) {
            send(request, response, problem(Optional.empty(), e).answer(), false, callback);
            return true;
        }
        if (isJson(request, target.get().match().route())) {
            new EarlyBody(
                            request,
                            MOST_JSON_BYTES + 1,
                            limits.pace(),
                            in -> answer(request, response, target.get(), in, callback))
                    .run();
        } else {
            answer(request, response, target.get(), Content.Source.asInputStream(request), callback);
        }
        return true;
    }

    static void setSecurityHeaders(Response response) {
        SECURITY_HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    /**
     * What a request asks for, and may use.
     *
     * @param match the route
     * @param store the store of its profile
     */
    private record Target(Router.Match match, Reelstore store) {}

    private Target target(Request request) {
        gatekeeper.requireHost(request);
        gatekeeper.requireSameOrigin(request);
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
        Router.Match match = find(request, path);
        Reelstore allowed =
                match.route().access() == Route.Access.PUBLIC ? store : storeOf(gatekeeper.profile(request));
        if (request.getLength() > limits.bodyBytes()) {
            throw RequestBody.tooLarge(limits.bodyBytes());
        }
        return new Target(match, allowed);
    }

    private static boolean isJson(Request request, Route route) {
        Optional<String> type = Exchange.mediaType(request);
        return type.filter(value -> value.endsWith("json")).isPresent()
                && route.body().stream().anyMatch(payload -> type.equals(Optional.of(payload.type())));
    }

    private void answer(Request request, Response response, Target target, InputStream in, Callback callback) {
        RequestBody body = new RequestBody(in, limits.bodyBytes(), new Pace(limits.pace(), 0, request));
        Answer answer;
        try (body) {
            Exchange exchange = new Exchange(request, target.match(), target.store(), body);
            answer = target.match().route().action().run(exchange);
        } catch (IOException | RuntimeException | Error e) {
            answer = problem(body.failure(), e).answer();
        }
        send(request, response, answer, body.isBegun(), callback);
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

    /**
     * @param ofClient the problem of a client that ended the body early, which those who read it may have wrapped
     */
    private static HttpProblem problem(Optional<HttpProblem> ofClient, Throwable e) {
        if (ofClient.isPresent()) {
            return ofClient.get();
        }
        if (e instanceof HttpProblem problem) {
            return problem;
        }
        HttpProblem problem = e instanceof StorageException storage ? HttpProblem.of(storage) : HttpProblem.internal();
        if (problem.type().status() >= FIRST_SERVER_ERROR) {
            LOG.log(System.Logger.Level.ERROR, "A request failed.", e);
        }
        return problem;
    }

    private void send(Request request, Response response, Answer answer, boolean begun, Callback callback) {
        RestOfBody.announce(request, response, begun);
        Callback sent = Callback.from(() -> RestOfBody.discard(request, begun, callback), failure -> {
            // the client is gone, or the file ended early
            LOG.log(System.Logger.Level.DEBUG, "An answer was not sent completely.", failure);
            callback.failed(failure);
        });
        try {
            write(request, response, answer, sent);
        } catch (IOException | RuntimeException e) {
            sent.failed(e);
        }
    }

    private void write(Request request, Response response, Answer answer, Callback sent) throws IOException {
        Optional<Answer.Body> body = answer.body();
        boolean hasContent = body.isPresent()
                && body.get().length() > 0
                && !request.getMethod().equals("HEAD");
        InputStream content = hasContent ? body.get().open() : InputStream.nullInputStream();
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        body.ifPresent(described -> {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, described.type());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, described.length());
        });
        if (hasContent) {
            new AnswerSender(request, response, content, body.get().length(), limits.pace(), sent).iterate();
        } else {
            response.write(true, ByteBuffer.allocate(0), sent);
        }
    }
}
