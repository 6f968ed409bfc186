package io.github.reelstore.cli.command;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a line in a list. A field that the line leaves out, or that is null, has the value of the option. The methods
 * that return a value throw {@link StorageException.InvalidInput} if the line's is not valid.
 */
interface LineFields {

    /** The fields of the line by name, without those that are null. */
    Map<String, JsonNode> fields();

    default @Nullable String text(String field, @Nullable String option) {
        return value(field, text -> text, option);
    }

    /** Text that is not blank. */
    default String requiredText(String field, @Nullable String option) {
        String text = required(field, text(field, option));
        if (text.isBlank()) {
            throw invalid(field, "must not be blank");
        }
        return text;
    }

    default <T> T required(String field, Function<String, T> conversion, @Nullable T option) {
        return required(field, value(field, conversion, option));
    }

    default <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw invalid(field, "is missing, and there is no option for it");
        }
        return value;
    }

    /** An id, a language or another value that is written as text. */
    default <T> @Nullable T value(String field, Function<String, T> conversion, @Nullable T option) {
        JsonNode node = fields().get(field);
        return node == null ? option : conversion.apply(textOf(field, node));
    }

    /** A number that may also be written as text, unchanged. */
    default <T> @Nullable T number(String field, Function<String, T> conversion, @Nullable T option) {
        JsonNode node = fields().get(field);
        if (node == null) {
            return option;
        }
        return conversion.apply(node.isIntegralNumber() ? node.bigIntegerValue().toString() : textOf(field, node));
    }

    default @Nullable JsonText json(String field, @Nullable JsonText option) {
        JsonNode node = fields().get(field);
        return node == null ? option : new JsonText(node.toString());
    }

    /** A field that is true or false. */
    default boolean flag(String field, boolean option) {
        JsonNode node = fields().get(field);
        if (node == null) {
            return option;
        }
        if (!node.isBoolean()) {
            throw invalid(field, "must be true or false");
        }
        return node.booleanValue();
    }

    /** Texts in an array, or one text. */
    default <T> List<T> list(String field, Function<String, T> conversion, List<T> option) {
        JsonNode node = fields().get(field);
        if (node == null) {
            return option;
        }
        List<T> values = new ArrayList<>();
        (node.isArray() ? node.values() : List.of(node))
                .forEach(element -> values.add(conversion.apply(textOf(field, element))));
        return values;
    }

    /** The value of a field that must be text. */
    static String textOf(String field, JsonNode node) {
        if (!node.isString()) {
            throw invalid(field, node.isMissingNode() ? "is missing" : "must be text in quotation marks");
        }
        String text = node.stringValue();
        // no id contains NUL, and not every database accepts it in a query
        if (text.indexOf('\0') >= 0) {
            throw invalid(field, "must not contain NUL");
        }
        return text;
    }

    static StorageException.InvalidInput invalid(String field, String problem) {
        return new StorageException.InvalidInput(field, "The field " + Messages.quoted(field) + " " + problem + ".");
    }
}
