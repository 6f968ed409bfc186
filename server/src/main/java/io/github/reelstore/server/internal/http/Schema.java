package io.github.reelstore.server.internal.http;

import io.github.reelstore.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A JSON Schema (2020-12), as OpenAPI 3.1 uses it.
 *
 * @param members the keywords
 */
public record Schema(Map<String, Object> members) {

    /** Any value. */
    public static final Schema ANY = new Schema(Map.of());

    /** Text. */
    public static final Schema STRING = of("string");

    /** An integer. */
    public static final Schema INTEGER = of("integer");

    /** True or false. */
    public static final Schema BOOLEAN = of("boolean");

    /** The bytes of a file. */
    public static final Schema BINARY =
            new Schema(new JsonObject().with("type", "string").with("format", "binary"));

    /** A type of JSON. */
    public static Schema of(String type) {
        return new Schema(new JsonObject().with("type", type));
    }

    /** One of these texts. */
    public static Schema oneOf(Collection<String> values) {
        return new Schema(new JsonObject().with("type", "string").with("enum", List.copyOf(values)));
    }

    /** A list of values. */
    public static Schema listOf(Schema items) {
        return new Schema(new JsonObject().with("type", "array").with("items", items.members()));
    }

    /** A schema of the document's components. */
    public static Schema ref(String name) {
        return new Schema(new JsonObject().with("$ref", "#/components/schemas/" + name));
    }

    /** An object that has only these members. */
    public static Schema object(Map<String, Schema> properties, Collection<String> required) {
        JsonObject described = new JsonObject();
        properties.forEach((name, schema) -> described.with(name, schema.members()));
        return new Schema(new JsonObject()
                .with("type", "object")
                .with("properties", described)
                .with("required", List.copyOf(required))
                .with("additionalProperties", false));
    }

    /** A copy with one more keyword. */
    public Schema with(String keyword, Object value) {
        JsonObject more = new JsonObject();
        members.forEach(more::with);
        return new Schema(more.with(keyword, value));
    }

    /** A copy that also accepts null. */
    public Schema nullable() {
        if (members.isEmpty()) {
            return this;
        }
        if (members.get("type") instanceof String type) {
            return with("type", List.of(type, "null"));
        }
        if (members.get("type") instanceof List<?> types) {
            return with("type", Stream.concat(types.stream(), Stream.of("null")).toList());
        }
        return new Schema(new JsonObject().with("anyOf", List.of(members, new JsonObject().with("type", "null"))));
    }
}
