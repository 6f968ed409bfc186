package io.github.reelstore.simulator;

import java.util.List;
import java.util.Optional;

/** The API keys. A key is known by its position; operations belong to the key that submitted them. */
final class ApiKeys {

    private static final String BEARER = "bearer ";

    private final List<String> keys;

    ApiKeys(SimulatorConfig config) {
        keys = config.names(SimulatorSetting.KEYS);
    }

    /** The key in {@code Authorization: Bearer}. */
    Optional<Integer> bearer(HttpCall call) {
        return call.header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> position(value.substring(BEARER.length()).strip()));
    }

    /** The key in {@code x-goog-api-key}, or in the query as {@code key}. */
    Optional<Integer> google(HttpCall call) {
        return call.header("x-goog-api-key").or(() -> call.query("key")).flatMap(this::position);
    }

    private Optional<Integer> position(String key) {
        return Optional.of(keys.indexOf(key)).filter(position -> position >= 0);
    }
}
