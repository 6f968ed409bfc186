package io.github.reelstore.app.config;

import java.util.regex.Pattern;

/**
 * Removes what looks like a password from text that a user typed, or from a message that may quote it, such as a URL
 * that was given in place of another value. This is the last resort: a value that is known to be a secret is never
 * shown.
 */
public final class Redacted {

    /** Credentials before the {@code @} of a URL. A message may be cut off before the {@code @}. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?:(?<=://)|(?<=[^\\s\"/:@](?::|%3[Aa]))(?!//|[^\\s\"]*://))[^\\s\"]+(?=@|%40|…)");

    /** A value after the name of a secret. */
    private static final Pattern NAMED =
            Pattern.compile("((?:pass|pwd|secret|token)[\\w.-]*(?:=|%3D))[^\\s\"&;]+", Pattern.CASE_INSENSITIVE);

    private Redacted() {}

    /** Replaces what looks like a password by {@code ***}. */
    public static String of(String text) {
        return NAMED.matcher(CREDENTIALS.matcher(text).replaceAll("***")).replaceAll("$1***");
    }

    /** Whether the text contains what looks like a password. */
    static boolean isNeeded(String text) {
        return !of(text).equals(text);
    }
}
