package io.github.reelstore.server.internal.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the route of a request. */
public final class Router {

    private static final String REST = "...}";

    private final List<Target> targets;

    /** A router for these routes. */
    public Router(List<Route> routes) {
        targets = routes.stream()
                .map(route -> new Target(route, segments(route.path())))
                .toList();
    }

    private record Target(Route route, List<String> segments) {}

    /**
     * A route, and the values of the parameters in its path.
     *
     * @param route the route
     * @param parameters the values by name
     */
    public record Match(Route route, Map<String, String> parameters) {}

    /**
     * Finds the route.
     *
     * @param rawPath the path of the request, not decoded
     * @throws HttpProblem if no route has the path, or not the method
     */
    Match find(String method, String rawPath) {
        List<String> path = segments(rawPath).stream().map(Router::decode).toList();
        TreeSet<String> allowed = new TreeSet<>();
        for (Target target : targets) {
            Optional<Map<String, String>> parameters = match(target.segments(), path);
            if (parameters.isPresent()) {
                if (accepts(target.route(), method)) {
                    return new Match(target.route(), parameters.get());
                }
                allowed.addAll(
                        target.route().method().equals("GET")
                                ? List.of("GET", "HEAD")
                                : List.of(target.route().method()));
            }
        }
        if (allowed.isEmpty()) {
            throw new HttpProblem(
                    ProblemType.NOT_FOUND,
                    "The server has nothing at this path; /api/v1/openapi.json lists all paths.");
        }
        String methods = String.join(", ", allowed);
        throw new HttpProblem(ProblemType.METHOD_NOT_ALLOWED, "This path supports " + methods + " only.")
                .with("Allow", methods);
    }

    private static boolean accepts(Route route, String method) {
        return route.method().equals(method)
                || (method.equals("HEAD") && route.method().equals("GET"));
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> path) {
        boolean rest = template.get(template.size() - 1).endsWith(REST);
        if (rest ? path.size() < template.size() : path.size() != template.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String segment = template.get(i);
            if (segment.endsWith(REST)) {
                String value = path.subList(i, path.size()).stream().collect(Collectors.joining("/"));
                parameters.put(segment.substring(1, segment.length() - REST.length()), value);
            } else if (segment.startsWith("{")) {
                parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static List<String> segments(String path) {
        return new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    }

    private static String decode(String segment) {
        try {
            byte[] bytes = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Exchange.requireText("path", text);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new HttpProblem(
                    ProblemType.MALFORMED_REQUEST, "The path of the request is not percent-encoded UTF-8.");
        }
    }
}
