package io.github.reelstore.simulator;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A client of the simulated provider, as one of a real provider is written: each request is sent once. */
public final class SimulatedProvider implements ProviderClient {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int FORBIDDEN = 403;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    /** Longer than the simulated provider takes, so that a slow answer does not count as lost. */
    private final Duration timeout;

    private final URI base;
    private final String key;
    private final HttpClient http = HttpClient.newBuilder()
            // the upgrade to HTTP/2 would be a second request on some servers
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * Creates a client.
     *
     * @param base the URL of the simulated provider
     * @param key an API key that it accepts
     * @param timeout how long to wait for an answer
     */
    public SimulatedProvider(URI base, String key, Duration timeout) {
        this.base = base;
        this.key = key;
        this.timeout = timeout;
    }

    @Override
    public Submission submit(SubmitRequest request) throws ProviderException {
        HttpResponse<String> answer = send(
                "/v1/generations",
                "POST",
                Optional.of(body(request)),
                BodyHandlers.ofString(),
                FailureClass.MAYBE_ACCEPTED);
        if (answer.statusCode() == OK) {
            return new Submission(new Operation(text(json(answer, FailureClass.MAYBE_ACCEPTED), "operation")
                    .orElseThrow(() -> new ProviderException(
                            FailureClass.MAYBE_ACCEPTED, "The answer names no operation.", null))));
        }
        throw refused(answer);
    }

    /** What the simulated provider guarantees: a 429 or 503 was not accepted. Without such a promise, a 503 may have been. */
    private static ProviderException refused(HttpResponse<String> answer) {
        int status = answer.statusCode();
        Optional<Duration> pause = answer.headers()
                .firstValue("retry-after")
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        FailureClass failure;
        if (status == TOO_MANY || status == UNAVAILABLE) {
            failure = FailureClass.RATE_LIMITED;
        } else if (status < MULTIPLE_CHOICES || status == REQUEST_TIMEOUT || status >= 500) {
            failure = FailureClass.MAYBE_ACCEPTED;
        } else {
            failure = FailureClass.REFUSED;
        }
        return new ProviderException(failure, "The provider answered with status " + status + ".", pause, null);
    }

    private static String body(SubmitRequest request) {
        JobRequest asked = request.request();
        List<String> members = new ArrayList<>();
        put(members, "kind", Optional.of(JobRequest.nameOf(asked.kind())));
        put(members, "model", asked.model());
        put(members, "prompt", asked.prompt());
        put(members, "text", asked.text());
        put(members, "voice", asked.voice());
        put(members, "language", asked.language());
        asked.seed().ifPresent(seed -> members.add("\"seed\":" + seed));
        Map<String, JsonText> parameters = asked.parameters().members();
        Optional.ofNullable(parameters.get("count")).ifPresent(count -> members.add("\"count\":" + count));
        members.add("\"parameters\":" + asked.parameters());
        put(members, "client_token", Optional.of(request.clientToken()));
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static void put(List<String> members, String name, Optional<?> value) {
        value.ifPresent(one -> members.add("\"" + name + "\":" + JsonText.ofString(one.toString())));
    }

    @Override
    public Progress poll(Operation operation) throws ProviderException {
        HttpResponse<String> answer = send(
                "/v1/operations/" + encoded(operation.name()),
                "GET",
                Optional.empty(),
                BodyHandlers.ofString(),
                FailureClass.TEMPORARY);
        if (answer.statusCode() == NOT_FOUND || answer.statusCode() == GONE) {
            throw new ProviderException(FailureClass.GONE, "The provider does not know the operation.", null);
        }
        if (answer.statusCode() != OK) {
            ProviderException refused = refused(answer);
            throw refused.failure() == FailureClass.RATE_LIMITED
                    ? refused
                    : new ProviderException(FailureClass.TEMPORARY, String.valueOf(refused.getMessage()), refused);
        }
        return progress(json(answer, FailureClass.TEMPORARY));
    }

    private static Progress progress(Map<String, JsonText> state) throws ProviderException {
        try {
            if (!"true".equals(String.valueOf(state.get("done")))) {
                return new Progress.Running(
                        number(state, "retry_after_ms").map(millis -> Duration.ofMillis(millis.longValue())));
            }
            Optional<Money> cost = Optional.ofNullable(state.get("cost"))
                    .map(JsonText::members)
                    .map(SimulatedProvider::money);
            if (state.containsKey("filtered")) {
                return new Progress.Filtered(state.get("filtered").elements().stream()
                        .flatMap(reason -> reason.string().stream())
                        .toList());
            }
            if (state.containsKey("error")) {
                return new Progress.Failed(
                        text(state.get("error").members(), "message").orElse("It failed."), cost);
            }
            List<RemoteFile> files = state.getOrDefault("results", new JsonText("[]")).elements().stream()
                    .map(JsonText::members)
                    .map(result -> new RemoteFile(
                            text(result, "url").orElseThrow(),
                            number(result, "bytes").map(BigDecimal::longValue),
                            text(result, "sha256").map(ContentHash::new),
                            Optional.empty()))
                    .toList();
            Optional<Usage> usage = Optional.ofNullable(state.get("usage"))
                    .map(JsonText::members)
                    .flatMap(used -> number(used, "quantity")
                            .map(quantity ->
                                    Usage.of(quantity, text(used, "unit").orElse("units"))));
            return new Progress.Done(
                    files, usage, cost, text(state, "expires_at").map(Instant::parse));
        } catch (RuntimeException e) {
            throw new ProviderException(FailureClass.TEMPORARY, "The provider's answer cannot be read: " + e, e);
        }
    }

    private static Money money(Map<String, JsonText> cost) {
        return Money.of(
                number(cost, "amount").orElseThrow(), text(cost, "currency").orElseThrow());
    }

    /** Signed URLs need no key, and it is not sent to them. */
    @Override
    public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(file.name())).timeout(timeout).GET();
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        HttpResponse<InputStream> answer = send(request.build(), BodyHandlers.ofInputStream(), FailureClass.TEMPORARY);
        int status = answer.statusCode();
        if (status == OK || status == PARTIAL) {
            long from = status == PARTIAL ? offset : 0;
            return new RemoteContent(answer.body(), from, Optional.empty());
        }
        close(answer.body());
        boolean gone = status == NOT_FOUND || status == GONE || status == FORBIDDEN;
        throw new ProviderException(
                gone ? FailureClass.GONE : FailureClass.TEMPORARY, "The result has status " + status + ".", null);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // nothing is read from it
        }
    }

    @Override
    public boolean canFind() {
        return true;
    }

    /** A listing may lag behind, so that a request that is not in it may have been accepted all the same. */
    @Override
    public Lookup find(SubmitRequest request) throws ProviderException {
        HttpResponse<String> answer = send(
                "/v1/operations?client_token=" + encoded(request.clientToken()),
                "GET",
                Optional.empty(),
                BodyHandlers.ofString(),
                FailureClass.TEMPORARY);
        if (answer.statusCode() != OK) {
            throw new ProviderException(
                    FailureClass.TEMPORARY, "The provider answered with status " + answer.statusCode() + ".", null);
        }
        return json(answer, FailureClass.TEMPORARY).getOrDefault("operations", new JsonText("[]")).elements().stream()
                .flatMap(operation -> text(operation.members(), "operation").stream())
                .findFirst()
                .<Lookup>map(name -> new Lookup.Found(new Operation(name)))
                .orElseGet(Lookup.Unknown::new);
    }

    @Override
    public boolean cancel(Operation operation) throws ProviderException {
        return send(
                                "/v1/operations/" + encoded(operation.name()) + ":cancel",
                                "POST",
                                Optional.of("{}"),
                                BodyHandlers.ofString(),
                                FailureClass.TEMPORARY)
                        .statusCode()
                == OK;
    }

    private <T> HttpResponse<T> send(
            String path, String method, Optional<String> body, BodyHandler<T> handler, FailureClass lost)
            throws ProviderException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + key)
                .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
        body.ifPresent(json -> request.header("Content-Type", "application/json"));
        return send(request.build(), handler, lost);
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, FailureClass lost)
            throws ProviderException {
        try {
            return http.send(request, handler);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new ProviderException(FailureClass.NEVER_SENT, "The provider cannot be reached.", e);
        } catch (IOException e) {
            throw new ProviderException(lost, "No answer came: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(lost, "The wait for an answer was interrupted.", e);
        }
    }

    private static Map<String, JsonText> json(HttpResponse<String> answer, FailureClass unreadable)
            throws ProviderException {
        try {
            return new JsonText(answer.body()).members();
        } catch (RuntimeException e) {
            throw new ProviderException(unreadable, "The provider's answer is no JSON.", e);
        }
    }

    private static Optional<String> text(Map<String, JsonText> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(JsonText::string);
    }

    private static Optional<BigDecimal> number(Map<String, JsonText> members, String name) {
        return Optional.ofNullable(members.get(name))
                .map(value -> value.string().orElse(value.value()))
                .filter(value -> value.matches("-?[0-9]{1,12}([.][0-9]{1,12})?"))
                .map(BigDecimal::new);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // the HTTP client of Java 17 ends with its last reference
    }
}
