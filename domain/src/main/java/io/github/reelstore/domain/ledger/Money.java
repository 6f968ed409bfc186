package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money. It is exact: an integer of 10^-9 units of its currency, which is what databases store, since providers
 * charge fractions of a cent.
 *
 * @param currency the currency (ISO 4217)
 * @param nanos the amount in 10^-9 units; may be negative, such as for a refund
 */
public record Money(Currency currency, long nanos) {

    /** The decimals of an amount. */
    public static final int DECIMALS = 9;

    /**
     * An amount.
     *
     * @param currency an ISO 4217 code, such as {@code USD}
     * @throws StorageException.InvalidInput if there is no such currency, or the amount has more than {@value #DECIMALS}
     *     decimals or more than nine digits before them
     */
    public static Money of(BigDecimal amount, String currency) {
        Currency known = currency(currency);
        try {
            return new Money(known, amount.setScale(DECIMALS).unscaledValue().longValueExact());
        } catch (ArithmeticException e) {
            throw new StorageException.InvalidInput(
                    "amount",
                    "An amount of money has at most " + DECIMALS + " decimals and nine digits before them; not "
                            + Messages.quoted(amount.toString()) + ".",
                    e);
        }
    }

    /**
     * Parses the result of {@link #toString}: {@code 0.35 USD}.
     *
     * @throws StorageException.InvalidInput if it is not an amount and a currency
     */
    public static Money parse(String text) {
        String[] parts = text.strip().split(" +", -1);
        // not more digits than needed: BigDecimal takes quadratic time
        if (parts.length != 2 || !parts[0].matches("-?[0-9]{1,12}([.][0-9]{1,12})?")) {
            throw new StorageException.InvalidInput(
                    "amount", Messages.quoted(text) + " is not an amount of money; write it as 0.35 USD.");
        }
        return of(new BigDecimal(parts[0]), parts[1]);
    }

    /** Nothing, in a currency. */
    public static Money zero(Currency currency) {
        return new Money(currency, 0);
    }

    /**
     * Finds a currency.
     *
     * @param code an ISO 4217 code, such as {@code USD}
     * @throws StorageException.InvalidInput if there is no such currency
     */
    public static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new StorageException.InvalidInput(
                    "currency",
                    Messages.quoted(code) + " is not a currency (ISO 4217); use one such as USD, EUR or VND.",
                    e);
        }
    }

    /** The amount in whole units of the currency, without trailing zeros. */
    public BigDecimal amount() {
        BigDecimal amount = BigDecimal.valueOf(nanos, DECIMALS).stripTrailingZeros();
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }

    /**
     * The sum.
     *
     * @throws StorageException.InvalidInput if the currencies differ, or the sum is too large
     */
    public Money plus(Money other) {
        requireSame(other);
        try {
            return new Money(currency, Math.addExact(nanos, other.nanos));
        } catch (ArithmeticException e) {
            throw new StorageException.InvalidInput(
                    "amount", "The sum is too large: " + this + " and " + other + ".", e);
        }
    }

    /**
     * The difference.
     *
     * @throws StorageException.InvalidInput if the currencies differ, or the difference is too large
     */
    public Money minus(Money other) {
        return plus(new Money(other.currency, Math.negateExact(other.nanos)));
    }

    private void requireSame(Money other) {
        if (!currency.equals(other.currency)) {
            throw new StorageException.InvalidInput(
                    "currency", "Amounts of different currencies cannot be added: " + this + " and " + other + ".");
        }
    }

    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency;
    }
}
