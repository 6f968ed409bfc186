package io.github.reelstore.server.internal.api;

import io.github.reelstore.json.JsonObject;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes routes as an OpenAPI document. */
final class OpenApi {

    private static final String PROBLEM = "application/problem+json";

    private OpenApi() {}

    static JsonObject of(List<Route> routes, RecordSchemas schemas) {
        schemas.named("Problem", problem());
        Map<String, JsonObject> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path().replace("...}", "}"), path -> new JsonObject())
                    .with(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        JsonObject described = new JsonObject();
        schemas.components().forEach((name, schema) -> described.with(name, schema.members()));
        JsonObject bearer = new JsonObject().with("type", "http").with("scheme", "bearer");
        return new JsonObject()
                .with("openapi", "3.1.0")
                .with(
                        "info",
                        new JsonObject()
                                .with("title", "Reelstore")
                                .with("version", "1")
                                .with(
                                        "description",
                                        "The store for AI video production: projects, videos, images and audio, with"
                                                + " their files."))
                .with("servers", List.of(new JsonObject().with("url", "/")))
                .with("paths", paths)
                .with(
                        "components",
                        new JsonObject()
                                .with("schemas", described)
                                .with("securitySchemes", new JsonObject().with("token", bearer)));
    }

    private static JsonObject operation(Route route) {
        JsonObject operation = new JsonObject().with("operationId", route.id()).with("summary", route.summary());
        operation.with(
                "security",
                route.access() == Route.Access.PUBLIC
                        ? List.of()
                        : List.of(new JsonObject().with("token", List.of()), new JsonObject()));
        List<JsonObject> parameters = new ArrayList<>(
                route.parameters().stream().map(OpenApi::parameter).toList());
        if (route.access() == Route.Access.TOKEN) {
            parameters.add(parameter(new Route.Parameter(
                    "Reelstore-Profile",
                    Route.Place.HEADER,
                    false,
                    "The profile (tenant) to use, if the token is for all.",
                    Schema.STRING)));
        }
        operation.with("parameters", parameters);
        if (!route.body().isEmpty()) {
            JsonObject content = new JsonObject();
            route.body().forEach(body -> content.with(body.type(), media(body.schema())));
            operation.with(
                    "requestBody", new JsonObject().with("required", true).with("content", content));
        }
        return operation.with("responses", responses(route));
    }

    private static JsonObject parameter(Route.Parameter parameter) {
        return new JsonObject()
                .with("name", parameter.name())
                .with("in", parameter.place().name().toLowerCase(Locale.ROOT))
                .with("required", parameter.required())
                .with("description", parameter.description())
                .with("schema", parameter.schema().members());
    }

    private static JsonObject media(Schema schema) {
        return new JsonObject().with("schema", schema.members());
    }

    private static Map<String, JsonObject> responses(Route route) {
        Map<String, JsonObject> responses = new TreeMap<>();
        for (Route.Outcome outcome : route.outcomes()) {
            JsonObject response = new JsonObject().with("description", outcome.description());
            outcome.type()
                    .ifPresent(type -> response.with("content", new JsonObject().with(type, media(outcome.schema()))));
            responses.put(String.valueOf(outcome.status()), response);
        }
        Map<Integer, List<ProblemType>> problems = problems(route).stream()
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
        problems.forEach((status, types) -> responses.put(
                String.valueOf(status),
                new JsonObject()
                        .with(
                                "description",
                                types.stream().map(ProblemType::title).collect(Collectors.joining("; ")) + ".")
                        .with("content", new JsonObject().with(PROBLEM, media(Schema.ref("Problem"))))));
        return responses;
    }

    /** The problems of every operation, those that follow from what it takes, and its own. */
    private static Set<ProblemType> problems(Route route) {
        Set<ProblemType> problems = EnumSet.of(
                ProblemType.MALFORMED_REQUEST,
                ProblemType.INVALID_INPUT,
                ProblemType.CROSS_ORIGIN,
                ProblemType.UNKNOWN_HOST,
                ProblemType.INTERNAL_ERROR,
                ProblemType.UNSUPPORTED,
                ProblemType.UNAVAILABLE,
                ProblemType.BUSY);
        if (route.access() != Route.Access.PUBLIC) {
            problems.addAll(EnumSet.of(ProblemType.UNAUTHORIZED, ProblemType.FORBIDDEN));
        }
        if (route.path().contains("{")) {
            problems.add(ProblemType.NOT_FOUND);
        }
        if (!route.body().isEmpty()) {
            problems.addAll(
                    EnumSet.of(ProblemType.REQUEST_TIMEOUT, ProblemType.TOO_LARGE, ProblemType.UNSUPPORTED_MEDIA_TYPE));
        }
        if (!route.method().equals("GET")) {
            problems.addAll(EnumSet.of(ProblemType.READ_ONLY, ProblemType.RULE_VIOLATED));
        }
        problems.addAll(route.problems());
        return problems;
    }

    private static Schema problem() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put(
                "type",
                Schema.oneOf(
                        Stream.of(ProblemType.values()).map(ProblemType::uri).toList()));
        members.put("title", Schema.STRING);
        members.put("status", Schema.INTEGER);
        members.put("detail", Schema.STRING);
        return Schema.object(members, members.keySet());
    }
}
