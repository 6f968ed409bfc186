package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Gatekeeper;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a form that a page of this server sent.
 *
 * @param fields the values by name
 */
record Form(Map<String, String> fields) {

    private static final int MOST_BYTES = 256 * 1024;

    /**
     * Reads the body of a request.
     *
     * @throws HttpProblem if it was not sent by a page of this server, or is no form, or is too large
     * @throws IOException if the body cannot be read
     */
    static Form of(Exchange exchange) throws IOException {
        Gatekeeper.requireFromOwnPage(exchange.header("Origin"), exchange.header("Sec-Fetch-Site"));
        byte[] body = exchange.body().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new HttpProblem(ProblemType.TOO_LARGE, "The form has more than " + MOST_BYTES + " bytes.");
        }
        if (body.length > 0
                && exchange.mediaType()
                        .filter("application/x-www-form-urlencoded"::equals)
                        .isEmpty()) {
            throw new HttpProblem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Use the form of the page.");
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            String[] pair = field.split("=", 2);
            fields.put(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1]));
        }
        return new Form(Map.copyOf(fields));
    }

    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\r\n", "\n");
            if (decoded.indexOf('\0') >= 0 || decoded.indexOf('\uFFFD') >= 0) {
                throw new HttpProblem(ProblemType.INVALID_INPUT, "The form contains text that is not valid UTF-8.");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(ProblemType.MALFORMED_REQUEST, "The form is malformed.");
        }
    }

    /** The value of a field; empty if it is blank or missing. */
    Optional<String> value(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The version of what a form shows, which must not have changed when it is sent. */
    long version() {
        String version = require("version");
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw new StorageException.InvalidInput("version", "The field \"version\" is not a number.", e);
        }
    }

    String require(String name) {
        return value(name)
                .orElseThrow(() -> new StorageException.InvalidInput(name, "The field \"" + name + "\" is empty."));
    }
}
