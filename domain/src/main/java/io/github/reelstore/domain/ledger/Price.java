package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.Validate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What a provider asks for a request, in a range of days.
 *
 * @param provider the provider
 * @param model the model; empty for every model that has no price of its own
 * @param basis what is multiplied with the amount
 * @param amount the amount for one unit of the basis
 * @param from the first day, in UTC
 * @param until the day after the last one, in UTC; empty for no end
 */
public record Price(
        String provider, Optional<String> model, Basis basis, Money amount, LocalDate from, Optional<LocalDate> until) {

    /** What an amount is multiplied with. */
    public sealed interface Basis {

        /** One for each request. */
        record PerRequest() implements Basis {}

        /** One for each character of the spoken text (Unicode code points). */
        record PerCharacter() implements Basis {}

        /**
         * The product of the numbers in parameters of the request, such as {@code durationSeconds} and {@code sampleCount}.
         *
         * @param names the names of the parameters, at least one
         */
        record PerParameter(List<String> names) implements Basis {

            public PerParameter {
                names = List.copyOf(names);
            }

            /** The number in one parameter. */
            public PerParameter(String name) {
                this(List.of(name));
            }
        }
    }

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the provider is blank, the amount is negative, or the range of days is empty
     */
    public Price {
        Validate.notBlank("provider", provider);
        Validate.notNegative("amount", amount.nanos());
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw new StorageException.InvalidInput(
                    "until",
                    "The price of " + provider + " from " + from + " ends before it begins, on " + until.get() + ".");
        }
    }

    boolean isFor(JobRequest request, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return provider.equals(request.provider())
                && (model.isEmpty() || model.equals(request.model()))
                && !today.isBefore(from)
                && until.map(today::isBefore).orElse(true);
    }

    /** The price of a request; empty if the request has no number to multiply with. */
    Optional<Money> of(JobRequest request) {
        return quantity(request).map(this::times);
    }

    private Optional<BigDecimal> quantity(JobRequest request) {
        if (basis instanceof Basis.PerParameter parameter) {
            return parameter.names().stream()
                    .map(name -> number(request, name))
                    .reduce(
                            Optional.of(BigDecimal.ONE),
                            (product, number) -> product.flatMap(one -> number.map(one::multiply)));
        }
        if (basis instanceof Basis.PerCharacter) {
            return request.text().map(text -> BigDecimal.valueOf(text.codePointCount(0, text.length())));
        }
        return Optional.of(BigDecimal.ONE);
    }

    /** What a request lacks to have this price, for people; empty if it has one. */
    Optional<String> missing(JobRequest request) {
        if (basis instanceof Basis.PerParameter parameter) {
            return parameter.names().stream()
                    .filter(name -> number(request, name).isEmpty())
                    .findFirst()
                    .map(name -> "a number as the parameter " + Messages.quoted(name));
        }
        return quantity(request).isPresent() ? Optional.empty() : Optional.of("a text");
    }

    private static Optional<BigDecimal> number(JobRequest request, String parameter) {
        return Optional.ofNullable(request.parameters().members().get(parameter))
                .map(value -> value.string().orElse(value.value()))
                .filter(value -> value.matches("[0-9]{1,9}([.][0-9]{1,9})?"))
                .map(BigDecimal::new);
    }

    /** Rounded up: what is reserved must not be less than what is charged. */
    private Money times(BigDecimal quantity) {
        BigDecimal product = BigDecimal.valueOf(amount.nanos(), Money.DECIMALS).multiply(quantity);
        return Money.of(
                product.setScale(Money.DECIMALS, RoundingMode.CEILING),
                amount.currency().getCurrencyCode());
    }
}
