package io.github.reelstore.app.config;

import java.util.regex.Pattern;

/**
 * Text that somebody typed, or a message that may repeat it, without what looks like a password: a URL that was typed in the
 * wrong place is not known to be one. It is the last resort; what is known to be a secret is not shown at all.
 */
public final class Redacted {

    /** Before the {@code @} of an address. A message may have been cut before it came to the {@code @}. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?:(?<=://)|(?<=[^\\s\"/:@](?::|%3[Aa]))(?!//|[^\\s\"]*://))[^\\s\"]+(?=@|%40|…)");

    /** After the name of a secret. */
    private static final Pattern NAMED =
            Pattern.compile("((?:pass|pwd|secret|token)[\\w.-]*(?:=|%3D))[^\\s\"&;]+", Pattern.CASE_INSENSITIVE);

    private Redacted() {}

    /** The text with {@code ***} in place of what looks like a password. */
    public static String of(String text) {
        return NAMED.matcher(CREDENTIALS.matcher(text).replaceAll("***")).replaceAll("$1***");
    }

    /** Whether something in the text looks like a password. */
    static boolean isNeeded(String text) {
        return !of(text).equals(text);
    }
}
