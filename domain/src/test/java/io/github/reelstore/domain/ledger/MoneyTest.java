package io.github.reelstore.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    void amountsAreExact() {
        Money money = Money.of(new BigDecimal("0.000000001"), "USD");
        assertThat(money.nanos()).isEqualTo(1);
        assertThat(money.amount()).isEqualTo(new BigDecimal("0.000000001"));
        Money tenth = Money.parse("0.10 USD");
        Money sum = tenth;
        for (int i = 1; i < 10; i++) {
            sum = sum.plus(tenth);
        }
        assertThat(sum).isEqualTo(Money.parse("1 USD")).hasToString("1 USD");
        assertThat(Money.parse("-3.20 EUR")).hasToString("-3.2 EUR");
        assertThat(Money.parse("1000 JPY")).hasToString("1000 JPY");
        assertThat(tenth.minus(sum)).hasToString("-0.9 USD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "USD", "1 usd", "1 XYZ", "1,5 USD", "0.0000000001 USD", "9999999999 USD", "1e3 USD", ""})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Money.parse(text)).isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void currenciesAreNotMixed() {
        assertThatThrownBy(() -> Money.parse("1 USD").plus(Money.parse("1 EUR")))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessage("Amounts of different currencies cannot be added: 1 USD and 1 EUR.");
        assertThatThrownBy(() -> new Money(Money.currency("USD"), Long.MAX_VALUE).plus(Money.parse("1 USD")))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void anUnknownCurrencyIsToldInOneSentence() {
        assertThatThrownBy(() -> Money.currency("BTC"))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessage("\"BTC\" is not a currency (ISO 4217); use one such as USD, EUR or VND.");
    }
}
