package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.server.internal.http.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A value that a client may set, in the JSON of a request or in its query.
 *
 * @param name the name of the member, which is that of the answer
 * @param description what it means
 * @param schema the values that it may have
 * @param isJson whether the query has it as JSON, and not as text
 * @param setter sets it; empty to clear it
 * @param <B> what it is set in
 */
record Input<B>(
        String name, String description, Schema schema, boolean isJson, BiConsumer<B, Optional<JsonNode>> setter) {

    /** Text that is not interpreted. */
    static <B> Input<B> text(String name, String description, BiConsumer<B, Optional<String>> setter) {
        return value(name, description, Schema.STRING, text -> text, setter);
    }

    /** A value that is written as text. */
    static <B, T> Input<B> value(
            String name,
            String description,
            Schema schema,
            Function<String, T> parse,
            BiConsumer<B, Optional<T>> setter) {
        return new Input<>(
                name,
                description,
                schema,
                false,
                (builder, node) -> setter.accept(
                        builder, node.map(one -> textOf(name, one)).map(parse)));
    }

    /** A seed, which may be a number or, since not every language has large ones, text. */
    static <B> Input<B> seed(String description, BiConsumer<B, Optional<Seed>> setter) {
        Schema schema = Schema.ANY.with("type", List.of("integer", "string"));
        return new Input<>(
                "seed",
                description,
                schema,
                false,
                (builder, node) -> setter.accept(
                        builder, node.map(one -> numberOf("seed", one)).map(Seed::of)));
    }

    /** A whole number. */
    static <B> Input<B> integer(String name, String description, BiConsumer<B, Optional<Long>> setter) {
        return new Input<>(
                name,
                description,
                Schema.INTEGER,
                true,
                (builder, node) -> setter.accept(builder, node.map(one -> longOf(name, one))));
    }

    private static long longOf(String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw invalid(name, "must be a whole number");
        }
        return node.longValue();
    }

    /** Any JSON, which is stored as it is. */
    static <B> Input<B> json(String name, String description, BiConsumer<B, Optional<JsonText>> setter) {
        return new Input<>(
                name,
                description,
                Schema.ANY,
                true,
                (builder, node) -> setter.accept(builder, node.map(one -> new JsonText(one.toString()))));
    }

    /** A list. */
    static <B, T> Input<B> list(
            String name,
            String description,
            Schema items,
            Function<JsonNode, T> parse,
            BiConsumer<B, Optional<List<T>>> setter) {
        return new Input<>(
                name,
                description,
                Schema.listOf(items),
                true,
                (builder, node) -> setter.accept(
                        builder,
                        node.map(
                                one -> elementsOf(name, one).stream().map(parse).toList())));
    }

    private static List<JsonNode> elementsOf(String name, JsonNode node) {
        if (!node.isArray()) {
            throw invalid(name, "must be a list");
        }
        return List.copyOf(node.values());
    }

    static String textOf(String name, JsonNode node) {
        if (!node.isString()) {
            throw invalid(name, "must be text");
        }
        String text = node.stringValue();
        // no id contains NUL, and not every database accepts it in a query
        if (text.indexOf('\0') >= 0) {
            throw invalid(name, "must not contain NUL");
        }
        return text;
    }

    private static String numberOf(String name, JsonNode node) {
        return node.isIntegralNumber() ? node.bigIntegerValue().toString() : textOf(name, node);
    }

    static StorageException.InvalidInput invalid(String name, String problem) {
        return new StorageException.InvalidInput(name, "The member " + Messages.quoted(name) + " " + problem + ".");
    }
}
