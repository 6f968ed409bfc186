package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.model.Id;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The paths of the API. */
final class Paths {

    /** Where all of the API is. */
    static final String API = "/api/v1";

    private Paths() {}

    static String of(String collection, Id id) {
        return API + "/" + collection + "/" + encoded(id.value());
    }

    /** A segment of a path. */
    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
