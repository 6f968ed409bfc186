package io.github.reelstore.server.internal.api;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396): members of objects are merged, null removes one, everything else replaces. */
final class MergePatch {

    private MergePatch() {}

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
