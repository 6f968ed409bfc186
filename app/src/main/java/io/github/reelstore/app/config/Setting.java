package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;

/**
 * The value of an option and its source. A value may be a secret or, such as a URL, contain one by mistake: messages
 * name the option and its source, and show the value only if the caller knows that it is harmless.
 *
 * @param option the option
 * @param value the value; empty if the option is not set and has no default
 * @param source where the value comes from, such as {@code environment REELSTORE_PROFILE}
 */
record Setting(ConfigOption option, String value, String source) {

    static final String BY_DEFAULT = "default";
    static final String BY_CODE = "code";

    /** The setting of an option that is not set: its default. */
    static Setting defaultOf(ConfigOption option) {
        return new Setting(option, option.defaultValue().orElse(""), BY_DEFAULT);
    }

    boolean isSet() {
        return !value.isEmpty();
    }

    /** An exception that rejects the value. It has no cause, because the cause's message might show the value. */
    StorageException.Configuration rejected(String why) {
        return new StorageException.Configuration(option.key(), this + " " + why + ".");
    }

    /** Adds the option to an exception of an adapter, which does not know it. */
    StorageException.Configuration rejectedBy(StorageException rejection) {
        return new StorageException.Configuration(
                option.key(), this + ": " + Redacted.of(String.valueOf(rejection.getMessage())));
    }

    static String quoted(String text) {
        return Messages.quoted(Redacted.of(text));
    }

    /** The option and, unless it is the default or code, its source; never the value. */
    @Override
    public String toString() {
        boolean plain = source.equals(BY_DEFAULT) || source.equals(BY_CODE);
        return option.key() + (plain ? "" : " (" + Redacted.of(source) + ")");
    }
}
