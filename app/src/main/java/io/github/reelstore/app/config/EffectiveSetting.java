package io.github.reelstore.app.config;

import java.util.Optional;

/**
 * An option as a {@link ReelstoreConfig} has it, safe to log: a secret is never shown, nor is a value that was refused, since
 * it may hold one.
 *
 * @param option what is set
 * @param value its value, paths absolute; empty where it is not set, is a secret, or was refused
 * @param source who set it: {@code default}, {@code code}, {@code file PATH}, {@code environment VARIABLE}, or what the program
 *     said that set it
 * @param isSet whether it has a value, shown or not
 * @param isUsed whether the database or the storage that is chosen uses it; others are no mistake, so that one line moves a
 *     program from one to the other
 * @param problem why the value was refused, in one sentence; always empty in a config that was built
 */
public record EffectiveSetting(
        ConfigOption option,
        Optional<String> value,
        String source,
        boolean isSet,
        boolean isUsed,
        Optional<String> problem) {}
