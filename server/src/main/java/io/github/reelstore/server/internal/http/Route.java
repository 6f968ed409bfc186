package io.github.reelstore.server.internal.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An operation of the API: its method and path, its description, and what it does. The router and the OpenAPI document are
 * both made from the list of routes.
 *
 * @param method the HTTP method; GET includes HEAD
 * @param path the path, with parameters such as {@code {project}}; <code>{key...}</code> at the end takes all further segments
 * @param id the name of the operation, unique
 * @param summary what it does, in a sentence
 * @param access who may call it
 * @param parameters the parameters in path, query and header
 * @param body the body of the request, if it takes one
 * @param outcomes the answers if it succeeds; every operation may also answer with a problem
 * @param problems the problems that it may answer with, besides those of every operation
 * @param action the work
 */
public record Route(
        String method,
        String path,
        String id,
        String summary,
        Access access,
        List<Parameter> parameters,
        List<Payload> body,
        List<Outcome> outcomes,
        Set<ProblemType> problems,
        Action action) {

    /** Who may call an operation. */
    public enum Access {
        /** Every client. */
        PUBLIC,
        /** A client with a token, if the server has tokens. */
        TOKEN,
        /** A client with a token that is for all profiles, if the server has tokens. */
        ALL_PROFILES
    }

    /** The work of an operation. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does the work.
         *
         * @throws IOException if the body of the request cannot be read
         */
        Answer run(Exchange exchange) throws IOException;
    }

    /** Where a parameter is. */
    public enum Place {
        PATH,
        QUERY,
        HEADER
    }

    /**
     * A parameter.
     *
     * @param name its name
     * @param place where it is
     * @param required whether it must be given
     * @param description what it means
     * @param schema its values
     */
    public record Parameter(String name, Place place, boolean required, String description, Schema schema) {}

    /**
     * A body that a request may have.
     *
     * @param type its media type
     * @param schema its content
     */
    public record Payload(String type, Schema schema) {}

    /**
     * An answer of an operation that succeeds.
     *
     * @param status the status code
     * @param description what it means
     * @param type the media type of the body; empty without a body
     * @param schema the content of the body
     */
    public record Outcome(int status, String description, Optional<String> type, Schema schema) {}

    /** A route without parameters and bodies. */
    public static Route of(String method, String path, String id, String summary, Action action) {
        return new Route(method, path, id, summary, Access.TOKEN, List.of(), List.of(), List.of(), Set.of(), action);
    }

    /** A copy that every client may call. */
    public Route open() {
        return with(Access.PUBLIC);
    }

    /** A copy that only a token for all profiles may call. */
    public Route forAllProfiles() {
        return with(Access.ALL_PROFILES);
    }

    private Route with(Access other) {
        return new Route(method, path, id, summary, other, parameters, body, outcomes, problems, action);
    }

    /** A copy with a parameter in the path. */
    public Route path(String name, String description) {
        return with(new Parameter(name, Place.PATH, true, description, Schema.STRING));
    }

    /** A copy with an optional parameter in the query. */
    public Route query(String name, String description, Schema schema) {
        return with(new Parameter(name, Place.QUERY, false, description, schema));
    }

    /** A copy with an optional header field. */
    public Route header(String name, String description) {
        return with(new Parameter(name, Place.HEADER, false, description, Schema.STRING));
    }

    /** A copy with one more parameter. */
    public Route with(Parameter parameter) {
        return new Route(
                method, path, id, summary, access, plus(parameters, parameter), body, outcomes, problems, action);
    }

    /** A copy that also takes a body of this type. */
    public Route takes(String type, Schema schema) {
        return new Route(
                method,
                path,
                id,
                summary,
                access,
                parameters,
                plus(body, new Payload(type, schema)),
                outcomes,
                problems,
                action);
    }

    /** A copy that may answer with JSON. */
    public Route answers(int status, String description, Schema schema) {
        return answers(status, description, "application/json", schema);
    }

    /** A copy that may answer with a body of this type. */
    public Route answers(int status, String description, String type, Schema schema) {
        return plus(new Outcome(status, description, Optional.of(type), schema));
    }

    /** A copy that may answer without a body. */
    public Route answers(int status, String description) {
        return plus(new Outcome(status, description, Optional.empty(), Schema.ANY));
    }

    private Route plus(Outcome outcome) {
        return new Route(
                method, path, id, summary, access, parameters, body, plus(outcomes, outcome), problems, action);
    }

    /** A copy that may also answer with these problems. */
    public Route mayFail(ProblemType... types) {
        Set<ProblemType> more = EnumSet.noneOf(ProblemType.class);
        more.addAll(problems);
        more.addAll(List.of(types));
        return new Route(method, path, id, summary, access, parameters, body, outcomes, more, action);
    }

    /** A copy that does its work in another way. */
    public Route with(Action other) {
        return new Route(method, path, id, summary, access, parameters, body, outcomes, problems, other);
    }

    boolean takesQuery(String name) {
        return parameters.stream()
                .anyMatch(parameter ->
                        parameter.place() == Place.QUERY && parameter.name().equals(name));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> more = new ArrayList<>(list);
        more.add(element);
        return List.copyOf(more);
    }
}
