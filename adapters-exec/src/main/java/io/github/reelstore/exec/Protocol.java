package io.github.reelstore.exec;

import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The lines that Reelstore and a program exchange: one JSON object each. */
final class Protocol {

    static final int VERSION = 1;

    /** More than JSON of the store may have. */
    private static final int MAX_DIGITS = 10_000;

    private static final JsonMapper WRITER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            // so that programs read the right text in any locale
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final JsonMapper READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Protocol() {}

    static ObjectNode object() {
        return WRITER.createObjectNode();
    }

    /** A call as one line. */
    static byte[] line(long id, String method, ObjectNode members) {
        ObjectNode call = object().put("id", id).put("method", method);
        call.setAll(members);
        return (WRITER.writeValueAsString(call) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A line of the program; empty if it is not a JSON object. */
    static Optional<ObjectNode> parse(String line) {
        try {
            return READER.readTree(line) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String text(JsonNode node) {
        return WRITER.writeValueAsString(node);
    }

    /** The id of the call that is answered. */
    static Optional<Long> id(ObjectNode answer) {
        JsonNode id = answer.path("id");
        return id.isIntegralNumber() && id.canConvertToLong() ? Optional.of(id.longValue()) : Optional.empty();
    }

    /** Whether answers to the method have no URL of a result, so that they may stand in messages. */
    static boolean mayBeShown(String method) {
        return method.equals("submit") || method.equals("find");
    }

    /** The texts in an array. */
    static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode element : array) {
            if (element.isString()) {
                texts.add(element.stringValue());
            }
        }
        return texts;
    }

    /** The members of a submit. */
    static ObjectNode submit(SubmitRequest request, List<Path> files, List<Optional<String>> mediaTypes) {
        ObjectNode call = find(request);
        var inputs = call.putArray("inputs");
        for (int i = 0; i < files.size(); i++) {
            SubmitRequest.Input input = request.inputs().get(i);
            ObjectNode one = inputs.addObject()
                    .put("role", input.input().role().value())
                    .put("position", input.input().position())
                    .put("sha256", input.input().hash().value())
                    .put("path", files.get(i).toString());
            mediaTypes.get(i).ifPresent(type -> one.put("media_type", type));
        }
        return call;
    }

    /** The members of a find. */
    static ObjectNode find(SubmitRequest request) {
        ObjectNode call = object().put("client_token", request.clientToken());
        if (WRITER.readTree(request.request().toJson().value()) instanceof ObjectNode asked) {
            // they are members of the call, with their files
            asked.remove("inputs");
            asked.putIfAbsent("parameters", object());
            call.set("request", asked);
        }
        return call;
    }

    /** The members of a call about an operation. */
    static ObjectNode about(Operation operation) {
        ObjectNode call = object().put("operation", operation.name());
        operation.endpoint().ifPresent(endpoint -> call.put("endpoint", endpoint));
        return call;
    }

    /** The members of a download. */
    static ObjectNode download(String name, Path path, long offset) {
        return object().put("name", name).put("path", path.toString()).put("offset", offset);
    }
}
