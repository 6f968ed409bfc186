package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of a server, and the answers that it allows. */
final class ApiDocument {

    private static final String ID = "https://reelstore.example/openapi.json";
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    ApiDocument(String text) {
        document = JsonMapper.shared().readTree(text);
        schemas = SchemaRegistry.withDialect(Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(ID, text)));
    }

    JsonNode json() {
        return document;
    }

    /** Asserts that the document describes this answer of this operation. */
    void check(String method, URI uri, int status, Optional<String> type, String body) {
        Optional<JsonNode> operation = operation(method, uri.getRawPath());
        if (operation.isEmpty()) {
            assertThat(status)
                    .as("%s %s is not described", method, uri.getRawPath())
                    .isIn(401, 404, 405, 421);
            return;
        }
        JsonNode response = operation.get().path("responses").get(String.valueOf(status));
        assertThat(response)
                .as("%s %s describes the status %d: %s", method, uri.getRawPath(), status, body)
                .isNotNull();
        JsonNode content = response.get("content");
        if (content == null) {
            assertThat(body).isEmpty();
            return;
        }
        requireDescribed(content, type.orElse(""));
        if (!method.equals("HEAD")) {
            checkContent(content, type.orElse(""), body);
        }
    }

    /** Asserts that the document describes this body of a request that the server has accepted. */
    void checkAccepted(String method, URI uri, String type, String body) {
        JsonNode content = operation(method, uri.getRawPath())
                .orElseThrow()
                .path("requestBody")
                .path("content");
        requireDescribed(content, type);
        checkContent(content, type, body);
    }

    /** As {@link #checkAccepted}, for the values in a form. */
    void checkAcceptedForm(String method, URI uri, String metadata) {
        check(
                operation(method, uri.getRawPath())
                        .orElseThrow()
                        .at("/requestBody/content/multipart~1form-data/schema/properties/metadata"),
                metadata);
    }

    /** Asserts that the document describes this data of an event. */
    void checkChange(JsonNode data) {
        check(document.at("/components/schemas/Change"), data.toString());
    }

    private static void requireDescribed(JsonNode content, String type) {
        if (!content.has("*/*")) {
            assertThat(plain(type)).isIn(content.propertyNames());
        }
    }

    private static String plain(String type) {
        return type.split(";", 2)[0];
    }

    private void checkContent(JsonNode content, String type, String body) {
        JsonNode described = content.path(plain(type)).path("schema");
        if (plain(type).endsWith("json") && !described.isMissingNode()) {
            check(described, body);
        }
    }

    private void check(JsonNode described, String body) {
        Schema schema = described.has("$ref")
                ? schemas.getSchema(SchemaLocation.of(ID + described.get("$ref").asString()))
                : schemas.getSchema(described.toString(), InputFormat.JSON);
        assertThat(schema.validate(body, InputFormat.JSON)).as(body).isEmpty();
    }

    private Optional<JsonNode> operation(String method, String path) {
        String described = method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT);
        return document.get("paths").properties().stream()
                .filter(entry -> matches(entry.getKey(), path))
                .map(entry -> entry.getValue().get(described))
                .filter(operation -> operation != null)
                .findFirst();
    }

    private static boolean matches(String template, String path) {
        String last = template.endsWith("{key}") ? ".+" : "[^/]+";
        String pattern = PARAMETER.matcher(template).replaceAll(last.replace("\\", "\\\\"));
        return path.matches(pattern);
    }
}
