package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.server.internal.http.Exchange;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions of a request, and the entity tags that they compare (RFC 9110, section 13). */
final class Preconditions {

    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");
    private static final String WEAK = "W/";

    private Preconditions() {}

    static String tag(Object value) {
        return "\"" + value + "\"";
    }

    /**
     * The version in If-Match; empty if there is no such header, or any version will do.
     *
     * @throws StorageException.InvalidInput if it is not one tag of a version
     */
    static OptionalLong expectedVersion(Exchange exchange) {
        Optional<String> header = exchange.header("If-Match").filter(value -> !value.equals("*"));
        if (header.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher version = VERSION.matcher(header.get());
        if (!version.matches()) {
            throw new StorageException.InvalidInput(
                    "If-Match", "If-Match must be the ETag of an answer, such as \"3\", or *.");
        }
        return OptionalLong.of(Long.parseLong(version.group(1)));
    }

    /** Whether If-None-Match says that the client has this representation. */
    static boolean clientHas(Exchange exchange, String tag) {
        return exchange.header("If-None-Match")
                .filter(header -> matches(header, tag, true))
                .isPresent();
    }

    /** Whether If-Match says that the client wants another representation; one without a tag is another. */
    static boolean clientWantsOther(Exchange exchange, Optional<String> tag) {
        return exchange.header("If-Match")
                .filter(header -> !header.equals("*"))
                .filter(header -> tag.filter(own -> matches(header, own, false)).isEmpty())
                .isPresent();
    }

    private static boolean matches(String header, String tag, boolean weakly) {
        return header.equals("*")
                || Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(one -> weakly && one.startsWith(WEAK) ? one.substring(WEAK.length()) : one)
                        .anyMatch(tag::equals);
    }
}
