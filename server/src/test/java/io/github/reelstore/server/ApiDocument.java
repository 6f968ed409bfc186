package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
        checkContent(content, type.orElse(""), method.equals("HEAD") ? null : body);
    }

    private void checkContent(JsonNode content, String type, @Nullable String body) {
        String described = content.propertyNames().iterator().next();
        if (described.equals("*/*")) {
            return;
        }
        assertThat(type.split(";", 2)[0]).isEqualTo(described);
        if (body != null) {
            String reference = content.get(described).get("schema").path("$ref").asString("");
            if (!reference.isEmpty()) {
                List<Error> errors =
                        schemas.getSchema(SchemaLocation.of(ID + reference)).validate(body, InputFormat.JSON);
                assertThat(errors).as(body).isEmpty();
            }
        }
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
