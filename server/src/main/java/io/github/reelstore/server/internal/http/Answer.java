package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a request.
 *
 * @param status the status code
 * @param headers the header fields, except those of the body
 * @param body the body, if there is one
 */
public record Answer(int status, Map<String, String> headers, Optional<Body> body) {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final String PROBLEM = "application/problem+json";

    /** The body of an answer. */
    public interface Body {

        /** Its media type. */
        String type();

        /** Its size in bytes. */
        long length();

        /**
         * Opens it for reading. It is read once, a part at a time, as fast as the client takes it.
         *
         * @throws IOException if it cannot be read
         */
        InputStream open() throws IOException;
    }

    /**
     * A body that has no end (Server-Sent Events).
     *
     * @param profile the profile whose events these are
     * @param source the events
     */
    record Events(ProfileId profile, EventSource source) implements Body {

        @Override
        public String type() {
            return EVENTS;
        }

        @Override
        public long length() {
            throw new IllegalStateException("It has no length.");
        }

        @Override
        public InputStream open() {
            throw new IllegalStateException("It has no end.");
        }
    }

    /** An answer that goes on until the client has enough, or its login ends. */
    public static Answer events(ProfileId profile, EventSource source) {
        return of(200, new Events(profile, source));
    }

    /** The events, if this is an answer that goes on. */
    Optional<Events> events() {
        return body.filter(Events.class::isInstance).map(Events.class::cast);
    }

    /** An answer of text. */
    public static Answer text(int status, String type, String text) {
        return of(status, new MemoryBody(type, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** An answer without a body. */
    public static Answer of(int status) {
        return new Answer(status, Map.of(), Optional.empty());
    }

    /** An answer with a body. */
    public static Answer of(int status, Body body) {
        return new Answer(status, Map.of(), Optional.of(body));
    }

    /** A value as the command line prints it. */
    public static Answer json(int status, Object value) {
        return json(status, value, Set.of());
    }

    /** A value as the command line prints it, without some of the members. */
    public static Answer json(int status, Object value, Set<String> omitted) {
        return of(status, new MemoryBody(JSON, JsonOutput.bytes(value, omitted)));
    }

    /**
     * The answer as text, from which {@link #parse} makes it again.
     *
     * @throws IOException never: the body is in memory
     */
    public String text() throws IOException {
        JsonObject text = new JsonObject().with("status", status).with("headers", headers);
        if (body.isPresent()) {
            try (InputStream in = body.get().open()) {
                text.with("type", body.get().type())
                        .with("body", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return JsonOutput.of(text);
    }

    /** The answer that {@link #text} returned. */
    public static Answer parse(String text) {
        JsonNode json = JsonMapper.shared().readTree(text);
        Answer answer = of(json.get("status").intValue());
        if (json.has("body")) {
            byte[] body = json.get("body").stringValue().getBytes(StandardCharsets.UTF_8);
            answer = of(answer.status(), new MemoryBody(json.get("type").stringValue(), body));
        }
        for (Map.Entry<String, JsonNode> header : json.get("headers").properties()) {
            answer = answer.with(header.getKey(), header.getValue().stringValue());
        }
        return answer;
    }

    static Answer problem(ProblemType type, int status, String detail) {
        JsonObject problem = new JsonObject()
                .with("type", type.uri())
                .with("title", type.title())
                .with("status", status)
                .with("detail", detail);
        return of(status, new MemoryBody(PROBLEM, JsonOutput.bytes(problem, Set.of())));
    }

    /** A copy with a header field. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
