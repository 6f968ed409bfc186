package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The values of providers that may contain signed URLs or tokens. Answers leave them out, unless the client names them. */
final class ProviderFields {

    static final Set<String> NAMES = Set.of("rawResponse", "fifeUrl", "servingBaseUri", "videoUrl");

    private static final String PARAMETER = "include";

    private ProviderFields() {}

    /** A route that takes the names of fields to include. */
    static Route selectable(Route route) {
        return route.query(
                PARAMETER,
                "Fields of providers to include, separated by commas: " + String.join(", ", new TreeSet<>(NAMES))
                        + ". They may contain signed URLs.",
                Schema.STRING);
    }

    /** The fields to leave out of the answer. */
    static Set<String> omitted(Exchange exchange) {
        List<String> included = exchange.query(PARAMETER)
                .map(names ->
                        Arrays.stream(names.split(",", -1)).map(String::strip).toList())
                .orElse(List.of());
        Set<String> omitted = new TreeSet<>(NAMES);
        for (String name : included) {
            if (!NAMES.contains(name)) {
                throw new StorageException.InvalidInput(
                        PARAMETER,
                        "The fields to include are of " + String.join(", ", new TreeSet<>(NAMES)) + ", not "
                                + Messages.quoted(name) + ".");
            }
            omitted.remove(name);
        }
        return omitted;
    }
}
