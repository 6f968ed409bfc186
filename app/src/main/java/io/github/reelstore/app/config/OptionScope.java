package io.github.reelstore.app.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The backend that uses an option. */
enum OptionScope {
    EVERY("", ""),
    SQLITE("SQLite: ", "jdbc:sqlite"),
    POSTGRES("Postgres: ", "jdbc:postgresql"),
    S3("S3: ", "s3");

    /** A scheme according to RFC 3986, after the {@code jdbc:} of database URLs. */
    private static final Pattern SCHEME =
            Pattern.compile("((?:jdbc:)?[a-z][a-z0-9+.-]*):.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final String label;
    private final String scheme;

    OptionScope(String label, String scheme) {
        this.label = label;
        this.scheme = scheme;
    }

    /** The prefix of the option's description. */
    String label() {
        return label;
    }

    /** Whether the backend at that URL uses the option. */
    boolean isUsedAt(String url) {
        return this == EVERY || scheme.equals(schemeOf(url));
    }

    /** The scheme of a URL in lower case; empty if it has none. */
    static String schemeOf(String url) {
        Matcher matcher = SCHEME.matcher(url);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
