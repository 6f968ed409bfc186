package io.github.reelstore.app.config;

import java.util.Optional;

/**
 * The effective value of an option, safe to log: secrets are never shown, nor are rejected values, which may contain a
 * secret.
 *
 * @param option the option
 * @param value the value, with absolute paths; empty if it is not set, is a secret, or was rejected
 * @param source where the value comes from: {@code default}, {@code code}, {@code file PATH}, {@code environment
 *     VARIABLE}, or a source that the program named
 * @param isSet whether the option has a value, shown or not
 * @param isUsed whether the configured database or blob store uses the option. An unused option is not an error, so
 *     that changing one line is enough to switch backends
 * @param problem why the value was rejected, in one sentence; always empty in a built config
 */
public record EffectiveSetting(
        ConfigOption option,
        Optional<String> value,
        String source,
        boolean isSet,
        boolean isUsed,
        Optional<String> problem) {}
