package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Money;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Amounts of money that clients send: {@code {"amount": "0.35", "currency": "USD"}}. */
final class MoneyInput {

    private static final Pattern WORD = Pattern.compile("[!-~]+");

    private MoneyInput() {}

    /** A member of an object. */
    static <B> Input<B> of(String name, String description, BiConsumer<B, Optional<Money>> setter) {
        return new Input<>(
                name,
                description,
                LedgerSchemas.STATED_MONEY,
                true,
                (builder, node) -> setter.accept(builder, node.map(one -> parse(name, one))));
    }

    /**
     * Reads an amount.
     *
     * @throws StorageException.InvalidInput if it is not one, is negative, or has an unknown currency
     */
    private static Money parse(String name, JsonNode node) {
        if (!node.isObject() || node.size() != 2 || !node.has("amount") || !node.has("currency")) {
            throw Input.invalid(
                    name, "must be an amount of money, such as {\"amount\": \"0.35\", \"currency\": \"USD\"}");
        }
        // as text: a program that writes the number 0.1 may mean another amount
        Money money = Money.parse(word("amount", node) + " " + word("currency", node));
        if (money.nanos() < 0) {
            throw Input.invalid(name, "must not be negative");
        }
        return money;
    }

    /** Without white space, so that one of the two cannot contain the other. */
    private static String word(String name, JsonNode money) {
        String text = Input.textOf(name, money.get(name));
        if (!WORD.matcher(text).matches()) {
            throw Input.invalid(name, "must not be empty, and contain no white space");
        }
        return text;
    }
}
