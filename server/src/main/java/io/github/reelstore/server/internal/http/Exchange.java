package io.github.reelstore.server.internal.http;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A request to an operation, and the store that it may use. */
public final class Exchange {

    private static final String FORM = "multipart/form-data";

    private final Request request;
    private final Router.Match match;
    private final Fields query;
    private final Reelstore store;
    private final RequestBody body;
    private final RequestDigest fingerprint = new RequestDigest();
    private boolean fingerprinted;
    private @Nullable ContentHash hash;
    private Committing committing = new Committing() {
        @Override
        public <R> R run(Class<R> rowType, Function<R, Answer> answer, Supplier<R> work) {
            return work.get();
        }
    };
    private @Nullable MultipartReader parts;

    Exchange(Request request, Router.Match match, Reelstore store, RequestBody body) {
        this.request = request;
        this.match = match;
        this.query = query(request, match.route());
        this.store = store;
        this.body = body;
    }

    /** How the work of a request is committed. */
    public interface Committing {

        /**
         * Does the work.
         *
         * @param rowType the type of what the transaction returns
         * @param answer the answer that is made of it
         */
        <R> R run(Class<R> rowType, Function<R, Answer> answer, Supplier<R> work);
    }

    /** Sets how the work is committed. */
    public void committing(Committing other) {
        committing = other;
    }

    /**
     * Does work that changes rows, and returns its answer.
     *
     * @param rowType the type of what the work, and its transaction, return
     */
    public <R> Answer commit(Class<R> rowType, Function<R, Answer> answer, Supplier<R> work) {
        return answer.apply(committing.run(rowType, answer, work));
    }

    private static Fields query(Request request, Route route) {
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new HttpProblem(ProblemType.MALFORMED_REQUEST, "The query is not percent-encoded UTF-8.");
        }
        for (Fields.Field field : fields) {
            if (!route.takesQuery(field.getName())) {
                throw new HttpProblem(
                        ProblemType.INVALID_INPUT,
                        "There is no parameter " + Messages.quoted(field.getName()) + " here.");
            }
            field.getValues().forEach(value -> requireText(field.getName(), value));
        }
        return fields;
    }

    /** Text without NUL, which no value contains and not every database accepts. */
    static String requireText(String name, String value) {
        if (value.indexOf('\0') >= 0 || value.indexOf('\uFFFD') >= 0) {
            throw new HttpProblem(
                    ProblemType.INVALID_INPUT, "The parameter " + Messages.quoted(name) + " is not valid UTF-8 text.");
        }
        return value;
    }

    /** The store, for the profile of the request. */
    public Reelstore store() {
        return store;
    }

    /** The operation. */
    public Route route() {
        return match.route();
    }

    /** Whether only the header of the answer is wanted. */
    public boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    /** A parameter in the path. */
    public String path(String name) {
        return Optional.ofNullable(match.parameters().get(name)).orElseThrow();
    }

    /** A parameter in the query; empty if it is not given. */
    public Optional<String> query(String name) {
        List<String> values = queryAll(name);
        if (values.size() > 1) {
            throw new HttpProblem(
                    ProblemType.INVALID_INPUT, "The parameter " + Messages.quoted(name) + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    /** Whether a parameter in the query is true; it is not if it is not given. */
    public boolean flag(String name) {
        return switch (query(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new HttpProblem(
                        ProblemType.INVALID_INPUT,
                        "The parameter " + Messages.quoted(name) + " must be true or false.");
        };
    }

    /** A parameter that may be given more than once. */
    public List<String> queryAll(String name) {
        return query.getValuesOrEmpty(name);
    }

    /** The parameters in the query that are given. */
    public Iterable<String> queryNames() {
        return query.getNames();
    }

    /** A header field; several of one name are joined by commas. */
    public Optional<String> header(String name) {
        List<String> values = request.getHeaders().getFields(name).stream()
                .map(HttpField::getValue)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** The address of the client, or of its proxy. */
    public SocketAddress client() {
        return request.getConnectionMetaData().getRemoteSocketAddress();
    }

    /** The media type of the body in lower case, without parameters; empty if it is not given. */
    public Optional<String> mediaType() {
        return mediaType(request);
    }

    static Optional<String> mediaType(Request request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private String contentType() {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .orElse("");
    }

    /** The body, which can be read once. */
    public InputStream body() {
        return fingerprinted ? fingerprint.adding(body) : body;
    }

    /**
     * The parts of a form, which can be read once.
     *
     * @throws HttpProblem if the body is no form
     */
    public MultipartReader parts() {
        MultipartReader reader = parts;
        if (reader == null) {
            reader = new MultipartReader(contentType(), body, fingerprinted ? fingerprint : new RequestDigest());
            parts = reader;
        }
        return reader;
    }

    /** Makes {@link #fingerprint} possible. Call it before the body is read. */
    public void startFingerprint() {
        fingerprinted = true;
        fingerprint.add(request.getMethod());
        fingerprint.add(request.getHttpURI().getPathQuery());
        fingerprint.add(mediaType().orElse(""));
    }

    /**
     * Reads the rest of the body at the first call, and returns the hash of what the request asks for. Two forms with the same parts have the same
     * hash, whatever their boundaries are.
     *
     * @throws IOException if the body cannot be read
     */
    public ContentHash fingerprint() throws IOException {
        ContentHash known = hash;
        if (known == null) {
            readRest();
            known = fingerprint.hash();
            hash = known;
        }
        return known;
    }

    private void readRest() throws IOException {
        if (mediaType().filter(FORM::equals).isPresent()) {
            MultipartReader rest = parts();
            while (rest.next().isPresent()) {
                // next() reads the part
            }
        } else {
            body().transferTo(OutputStream.nullOutputStream());
        }
    }
}
