package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The values that a client may set in a row.
 *
 * @param all the values
 * @param <B> what they are set in
 */
record Inputs<B>(List<Input<B>> all) {

    @SafeVarargs
    // the array is only read
    @SuppressWarnings("varargs")
    static <B> Inputs<B> of(Input<B>... all) {
        return new Inputs<>(List.of(all));
    }

    /** These and further values. */
    Inputs<B> and(Inputs<B> more) {
        return new Inputs<>(Stream.concat(all.stream(), more.all.stream()).toList());
    }

    /**
     * Sets the members of an object; null clears.
     *
     * @throws StorageException.InvalidInput if there is a member that a client may not set, or a value is not valid
     */
    void apply(ObjectNode object, B to) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Input<B> input = find(member.getKey());
            input.setter().accept(to, Optional.of(member.getValue()).filter(value -> !value.isNull()));
        }
    }

    private Input<B> find(String name) {
        return all.stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        name,
                        "A client cannot set " + Messages.quoted(name) + "; it can set "
                                + all.stream().map(Input::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The values that are in the query of a request. */
    ObjectNode query(Exchange exchange) {
        ObjectNode object = JsonReader.empty();
        for (Input<B> input : all) {
            exchange.query(input.name())
                    .ifPresent(text -> object.set(
                            input.name(),
                            input.isJson() ? JsonReader.value(input.name(), text) : StringNode.valueOf(text)));
        }
        return object;
    }

    /** The schema of an object with these members. */
    Schema schema(String... required) {
        return Schema.object(properties(), List.of(required));
    }

    private Map<String, Schema> properties() {
        Map<String, Schema> properties = new LinkedHashMap<>();
        all.forEach(input ->
                properties.put(input.name(), input.schema().nullable().with("description", input.description())));
        return properties;
    }

    /** A route that also takes the values in its query. */
    Route inQuery(Route route) {
        Route described = route;
        for (Input<B> input : all) {
            described = described.query(
                    input.name(),
                    input.description() + (input.isJson() ? " (in the query, as JSON)" : ""),
                    input.isJson() ? Schema.STRING : input.schema());
        }
        return described;
    }
}
