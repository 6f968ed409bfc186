package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The document describes what the server does, and all of it. {@link ApiClient} checks each answer of all tests against it. */
class OpenApiTest {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    @Test
    void theServerHasTheDescribedOperationsAndNoOthers(@TempDir Path folder) {
        try (TestServer server = TestServer.in(folder)) {
            ApiClient api = server.client();
            JsonNode document = api.get("/api/v1/openapi.json").json(200);
            assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
            Set<String> operations = new HashSet<>();
            for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
                String concrete = path.getKey().replaceAll("\\{[^}]*}", "x");
                for (String method : METHODS) {
                    JsonNode operation = path.getValue().get(method.toLowerCase(java.util.Locale.ROOT));
                    // an event stream has no end
                    String sent = concrete.endsWith("/events") && operation != null ? "HEAD" : method;
                    ApiClient.Reply reply = api.call(sent, concrete, BodyPublishers.noBody());
                    if (operation == null) {
                        reply.problem(405, "method-not-allowed");
                    } else {
                        assertThat(reply.status()).isNotEqualTo(405);
                        assertThat(reply.text()).doesNotContain("nothing at this path");
                        assertThat(operations.add(operation.get("operationId").asString()))
                                .isTrue();
                        requireParameters(path.getKey(), operation);
                    }
                }
            }
            assertThat(operations).hasSizeGreaterThan(20);
        }
    }

    @Test
    void aParameterThatIsNotDescribedIsRefused(@TempDir Path folder) {
        try (TestServer server = TestServer.in(folder)) {
            ApiClient api = server.client();
            for (Map.Entry<String, JsonNode> path :
                    api.document().json().get("paths").properties()) {
                String concrete = path.getKey().replaceAll("\\{[^}]*}", "x");
                for (String method : path.getValue().propertyNames()) {
                    ApiClient.Reply reply = api.call(
                            method.toUpperCase(java.util.Locale.ROOT),
                            concrete + "?undescribed=x",
                            BodyPublishers.noBody());
                    assertThat(reply.problem(400, "invalid-input").get("detail").asString())
                            .as(method + " " + concrete)
                            .contains("no parameter", "undescribed");
                }
            }
        }
    }

    private static void requireParameters(String path, JsonNode operation) {
        Set<String> described = new TreeSet<>();
        operation.get("parameters").forEach(parameter -> {
            if (parameter.get("in").asString().equals("path")) {
                described.add(parameter.get("name").asString());
            }
        });
        Set<String> named = new TreeSet<>();
        java.util.regex.Pattern.compile("\\{([^}]*)}")
                .matcher(path)
                .results()
                .forEach(match -> named.add(match.group(1)));
        assertThat(described).isEqualTo(named);
    }

    @Test
    void everyReferenceHasASchemaAndEverySchemaIsReferredTo(@TempDir Path folder) {
        try (TestServer server = TestServer.in(folder)) {
            JsonNode document = server.client().document().json();
            Set<String> referred = new TreeSet<>();
            document.findValuesAsString("$ref").forEach(referred::add);
            Set<String> schemas = new TreeSet<>();
            document.get("components")
                    .get("schemas")
                    .propertyNames()
                    .forEach(name -> schemas.add("#/components/schemas/" + name));
            assertThat(referred).isEqualTo(schemas);
        }
    }

    @Test
    void thePageListsEachOperationAndEachProblem(@TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("../docs/api.md"));
        try (TestServer server = TestServer.in(folder)) {
            JsonNode document = server.client().document().json();
            for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
                for (String method : path.getValue().propertyNames()) {
                    assertThat(page)
                            .contains("`" + method.toUpperCase(java.util.Locale.ROOT) + " "
                                    + path.getKey().replace("/api/v1", "") + "`");
                }
            }
            document.get("components")
                    .get("schemas")
                    .get("Problem")
                    .get("properties")
                    .get("type")
                    .get("enum")
                    .forEach(type -> assertThat(page)
                            .contains("`" + type.asString().replace("urn:reelstore:problem:", "") + "`"));
        }
    }
}
