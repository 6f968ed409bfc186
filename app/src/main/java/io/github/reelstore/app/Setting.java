package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * The value of an option and who set it. Values may be secrets that somebody put into a URL: messages name the option and
 * its origin, and show a value only where the caller knows it to be harmless.
 *
 * @param option what is set
 * @param value to what
 * @param origin by whom, as it reads after the option's key: {@code " (REELSTORE_PROFILE)"}; empty for code and defaults
 */
record Setting(ConfigOption option, String value, String origin) {

    /** A refusal of the value. */
    StorageException.Configuration refused(String why) {
        return refused(why, null);
    }

    /** A refusal of the value, with what found it wrong. */
    StorageException.Configuration refused(String why, @Nullable Throwable cause) {
        return new StorageException.Configuration(option.key(), option.key() + origin + " " + why + ".", cause);
    }

    static String quoted(String text) {
        return Quoted.shortened(text);
    }

    @Override
    public String toString() {
        return option.key() + origin;
    }
}
