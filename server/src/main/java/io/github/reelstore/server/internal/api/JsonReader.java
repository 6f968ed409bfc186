package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.RouteHandler;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON that clients send: strictly, and not much of it. */
final class JsonReader {

    static final int MOST_BYTES = RouteHandler.MOST_JSON_BYTES;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonReader() {}

    static ObjectNode object(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new HttpProblem(
                    ProblemType.TOO_LARGE,
                    "A JSON body has at most " + MOST_BYTES + " bytes; send a file as the body.");
        }
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new HttpProblem(
                    ProblemType.MALFORMED_REQUEST, "The body is not valid JSON: " + e.getOriginalMessage() + ".");
        }
        throw new HttpProblem(ProblemType.MALFORMED_REQUEST, "The body must be a JSON object.");
    }

    static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }

    /** A value that is written as JSON in the query. */
    static JsonNode value(String field, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new StorageException.InvalidInput(
                    field, "The parameter " + Messages.quoted(field) + " must be JSON.");
        }
    }
}
