package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.Validate;
import java.math.BigDecimal;

/**
 * What a provider counts before it charges money: characters, seconds, credits.
 *
 * @param nanos the quantity in 10^-9 units, not negative
 * @param unit the unit, as the provider calls it
 */
public record Usage(long nanos, String unit) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the quantity is negative or the unit is blank
     */
    public Usage {
        Validate.notNegative("usage", nanos);
        Validate.notBlank("unit", unit);
    }

    /**
     * A quantity.
     *
     * @throws StorageException.InvalidInput if it is negative, has more than {@value Money#DECIMALS} decimals or more than
     *     nine digits before them, or the unit is blank
     */
    public static Usage of(BigDecimal quantity, String unit) {
        try {
            return new Usage(quantity.setScale(Money.DECIMALS).unscaledValue().longValueExact(), unit);
        } catch (ArithmeticException e) {
            throw new StorageException.InvalidInput(
                    "usage",
                    "A quantity has at most " + Money.DECIMALS + " decimals and nine digits before them; not "
                            + Messages.quoted(quantity.toString()) + ".",
                    e);
        }
    }

    /** The quantity, without trailing zeros. */
    public BigDecimal quantity() {
        BigDecimal quantity = BigDecimal.valueOf(nanos, Money.DECIMALS).stripTrailingZeros();
        return quantity.scale() < 0 ? quantity.setScale(0) : quantity;
    }

    @Override
    public String toString() {
        return quantity().toPlainString() + " " + unit;
    }
}
