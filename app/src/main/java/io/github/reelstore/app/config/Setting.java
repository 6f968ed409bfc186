package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ProfileId;
import java.time.Duration;

/**
 * The value of an option and its source, and the parsers of values that are not URLs. A value may be a secret or, such
 * as a URL, contain one by mistake: messages name the option and its source, and show the value only if the caller
 * knows that it is harmless. Each parser throws {@link StorageException.Configuration} if the value is not valid.
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

    /**
     * Checks the setting on its own, whether it is used or not, so that switching to another database does not reveal
     * old mistakes. The selected backend checks URLs, ranges and names.
     */
    void check() {
        if (isSet()) {
            option.check().accept(this);
        } else if (option.defaultValue().isPresent()) {
            throw rejected("is empty; set a value, or remove it to use the default "
                    + quoted(option.defaultValue().get()));
        }
    }

    /** Text on one line: a second line may be a mistake in a file that contains secrets. */
    String text() {
        if (value.isBlank()) {
            throw rejected("is blank; set a value or remove it");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw rejected("contains a control character or a line break; remove it");
        }
        return value;
    }

    /** Accepts nearly any text, because the profiles of an adopted database are named by the program that made it. */
    ProfileId profile() {
        String name = text();
        if (Redacted.isNeeded(value)) {
            throw rejected(
                    "is " + quoted(value) + ", which looks like it contains a password; set a name such as default");
        }
        return new ProfileId(name);
    }

    Duration duration() {
        return DurationText.parse(value)
                .orElseThrow(() ->
                        rejected("is " + quoted(value) + ", which is not a duration; use one such as 5s or 500ms"));
    }

    int wholeNumber() {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw rejected("is " + quoted(value) + ", which is not a whole number");
        }
    }

    boolean flag() {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw rejected("is " + quoted(value) + "; it must be true or false");
        };
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
