package io.github.reelstore.json;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An object for {@link JsonOutput}, with its members in the order in which they were added. */
public final class JsonObject extends AbstractMap<String, Object> {

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Adds a member; an empty {@code Optional} becomes null. */
    public JsonObject with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return members.entrySet();
    }
}
