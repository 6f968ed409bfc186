package io.github.reelstore.server.internal.http;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/** Answers requests with the operations of its routes, and everything else with a problem. */
public final class RouteHandler extends Handler.Abstract implements Graceful {

    static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    /** Prompts, scripts and responses of providers are long; files are not sent in JSON. */
    public static final int MOST_JSON_BYTES = 1024 * 1024;

    /** What clients without a token may send before anything is checked: a form with a token and the name of a profile. */
    private static final int MOST_PUBLIC_BYTES = 4 * 1024;

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
    private final Metrics metrics;
    private final Problems problems;
    private final Map<ProfileId, Reelstore> stores = new ConcurrentHashMap<>();
    private final Set<EventSender> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * What a request may use.
     *
     * @param bodyBytes the largest body of a request in bytes
     * @param pace how fast a client must send and read
     * @param early whether all bodies, not only JSON, are read before their route runs, so that slow clients hold no thread
     * @param events how many event streams may be open at the same time
     * @param eventsOfOne how many of one profile
     * @param quiet after which time without an event a stream sends a comment
     */
    public record Limits(
            long bodyBytes, ClientPace.Limit pace, boolean early, int events, int eventsOfOne, Duration quiet) {}

    /** Makes the answer that describes a problem to a client. */
    @FunctionalInterface
    public interface Problems {

        /** The answer with the problem. */
        Answer answer(Request request, HttpProblem problem);
    }

    /**
     * @param store the store, which the handler does not close
     */
    public RouteHandler(List<Route> routes, Gatekeeper gatekeeper, Reelstore store, Limits limits, Metrics metrics) {
        this(routes, gatekeeper, store, limits, metrics, (request, problem) -> problem.answer());
    }

    /**
     * @param store the store, which the handler does not close
     * @param problems makes the answers that describe problems
     */
    public RouteHandler(
            List<Route> routes,
            Gatekeeper gatekeeper,
            Reelstore store,
            Limits limits,
            Metrics metrics,
            Problems problems) {
        this.problems = problems;
        this.router = new Router(routes);
        this.gatekeeper = gatekeeper;
        this.store = store;
        this.limits = limits;
        this.metrics = metrics;
        if (limits.events() > 0) {
            metrics.gauge("reelstore.http.event.streams", "Open event streams.", streams, Set::size);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (limits.events() > 0) {
            metrics.watch(getServer());
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback completion) {
        setSecurityHeaders(response);
        metrics.begin();
        String[] operation = {"none"};
        // before the request completes: then the response is used for another one
        Callback callback = Callback.from(
                () -> metrics.end(new Metrics.Ended(
                        operation[0],
                        response.getStatus(),
                        System.nanoTime() - request.getBeginNanoTime(),
                        Request.getContentBytesRead(request),
                        Response.getContentBytesWritten(response))),
                completion);
        Optional<Target> target;
        try {
            target = Optional.of(target(request));
            operation[0] = target.get().match().route().id();
        } catch (RuntimeException e) {
            send(request, response, problems.answer(request, problem(Optional.empty(), e)), false, callback);
            return true;
        }
        if (limits.early() || isJson(request, target.get().match().route())) {
            new EarlyBody(
                            request,
                            (int) Math.min(MOST_JSON_BYTES, bodyBytes(target.get())) + 1,
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
        Reelstore allowed = allowed(request, match.route().access());
        Target target = new Target(match, allowed);
        if (request.getLength() > bodyBytes(target)) {
            throw RequestBody.tooLarge(bodyBytes(target));
        }
        return target;
    }

    private long bodyBytes(Target target) {
        boolean open = target.match().route().access() == Route.Access.PUBLIC;
        return open ? Math.min(MOST_PUBLIC_BYTES, limits.bodyBytes()) : limits.bodyBytes();
    }

    private Reelstore allowed(Request request, Route.Access access) {
        switch (access) {
            case TOKEN -> {
                return storeOf(gatekeeper.profile(request));
            }
            case ALL_PROFILES -> gatekeeper.requireAllProfiles(request);
            case PUBLIC -> {
                // no token
            }
        }
        return store;
    }

    private static boolean isJson(Request request, Route route) {
        Optional<String> type = Exchange.mediaType(request);
        return type.filter(value -> value.endsWith("json")).isPresent()
                && route.body().stream().anyMatch(payload -> type.equals(Optional.of(payload.type())));
    }

    private void answer(Request request, Response response, Target target, InputStream in, Callback callback) {
        RequestBody body = new RequestBody(in, bodyBytes(target), new ClientPace(limits.pace(), 0, request));
        Answer answer;
        try (body) {
            Exchange exchange = new Exchange(request, target.match(), target.store(), body);
            answer = target.match().route().action().run(exchange);
        } catch (IOException | RuntimeException | Error e) {
            answer = problems.answer(request, problem(body.failure(), e));
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
        // what a backend does not support is no news for an operator
        if (problem.type().status() >= FIRST_SERVER_ERROR && problem.type() != ProblemType.UNSUPPORTED) {
            LOG.log(System.Logger.Level.ERROR, "A request failed.", e);
        }
        return problem;
    }

    private void send(Request request, Response response, Answer answer, boolean begun, Callback callback) {
        RestOfBody.announce(request, response, begun);
        Callback sent = Callback.from(
                () -> RestOfBody.discard(request, begun, limits.pace().patience(), callback), failure -> {
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
        boolean isHead = request.getMethod().equals("HEAD");
        if (answer.events().isPresent() && !isHead) {
            stream(request, response, answer, sent);
            return;
        }
        Optional<Answer.Body> body = answer.body();
        boolean hasContent = body.isPresent() && !isHead && body.get().length() > 0;
        InputStream content;
        try {
            content = hasContent ? body.get().open() : InputStream.nullInputStream();
        } catch (StorageException e) {
            write(request, response, problems.answer(request, problem(Optional.empty(), e)), sent);
            return;
        }
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        body.ifPresent(described -> {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, described.type());
            if (answer.events().isEmpty()) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, described.length());
            }
        });
        if (hasContent) {
            new AnswerSender(request, response, content, body.get().length(), limits.pace(), sent).iterate();
        } else {
            response.write(true, ByteBuffer.allocate(0), sent);
        }
    }

    /** Streams end when the server stops, which would wait for them in vain. */
    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        streams.forEach(EventSender::stop);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }

    private void stream(Request request, Response response, Answer answer, Callback sent) throws IOException {
        Answer.Events events = answer.events().orElseThrow();
        long ofSame = streams.stream()
                .filter(stream -> stream.profile().equals(events.profile()))
                .count();
        if (streams.size() >= limits.events() || ofSame >= limits.eventsOfOne()) {
            write(
                    request,
                    response,
                    HttpProblem.busy("Too many clients listen to events; try again.")
                            .answer(),
                    sent);
            return;
        }
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        EventSender sender = new EventSender(
                request,
                response,
                events.profile(),
                gatekeeper.login(request),
                limits.quiet().toMillis(),
                streams::remove,
                sent);
        streams.add(sender);
        sender.begin(events.source());
        if (stopping) {
            sender.stop();
        }
    }
}
