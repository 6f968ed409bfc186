package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;

/**
 * The value of an option and who set it. Values may be secrets, also such as somebody put into a URL: messages name the option
 * and its source, and show a value only where the caller knows it to be harmless.
 *
 * @param option what is set
 * @param value to what; empty for an option that nothing sets and that has no default
 * @param source by whom, such as {@code environment REELSTORE_PROFILE}
 */
record Setting(ConfigOption option, String value, String source) {

    static final String BY_DEFAULT = "default";
    static final String BY_CODE = "code";

    /** What an option is where nobody sets it. */
    static Setting standard(ConfigOption option) {
        return new Setting(option, option.defaultValue().orElse(""), BY_DEFAULT);
    }

    boolean isSet() {
        return !value.isEmpty();
    }

    /** A refusal of the value. It has no cause, whose message might show the value. */
    StorageException.Configuration refused(String why) {
        return new StorageException.Configuration(option.key(), this + " " + why + ".");
    }

    /** The refusal of the value by somebody who does not know the option. */
    StorageException.Configuration refusedBy(StorageException refusal) {
        return new StorageException.Configuration(
                option.key(), this + ": " + Redacted.of(String.valueOf(refusal.getMessage())));
    }

    static String quoted(String text) {
        return Messages.quoted(Redacted.of(text));
    }

    /** The option and, where a person may have to look for it, who set it; never the value. */
    @Override
    public String toString() {
        boolean plain = source.equals(BY_DEFAULT) || source.equals(BY_CODE);
        return option.key() + (plain ? "" : " (" + Redacted.of(source) + ")");
    }
}
