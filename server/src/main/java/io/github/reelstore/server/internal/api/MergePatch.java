package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.model.JsonText;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396): members of objects are merged, null removes one, everything else replaces. */
final class MergePatch {

    private static final String META = "meta";

    private MergePatch() {}

    /**
     * A patch of a row, whose only member with an object as its value is {@code meta}: that is merged with the stored one.
     *
     * @param before the value of the row
     */
    static ObjectNode withMergedMeta(ObjectNode body, Optional<JsonText> before) {
        if (!(body.get(META) instanceof ObjectNode patch)) {
            return body;
        }
        JsonNode stored =
                before.map(meta -> JsonReader.value(META, meta.value())).orElseGet(JsonReader::empty);
        ObjectNode merged = body.deepCopy();
        merged.set(META, apply(stored, patch));
        return merged;
    }

    /** The target after the patch; neither is changed. */
    static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged = target instanceof ObjectNode object ? object.deepCopy() : JsonReader.empty();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            String name = change.getKey();
            if (change.getValue().isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, apply(merged.path(name), change.getValue()));
            }
        }
        return merged;
    }
}
