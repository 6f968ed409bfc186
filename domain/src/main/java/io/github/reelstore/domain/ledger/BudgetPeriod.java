package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The period of a budget, in UTC. */
public enum BudgetPeriod {
    /** A day in UTC. */
    DAY("day"),
    /** A calendar month in UTC. */
    MONTH("month"),
    /** All time. */
    TOTAL("total");

    private final String value;

    BudgetPeriod(String value) {
        this.value = value;
    }

    /** The name in the database, in JSON and on the command line. */
    public String value() {
        return value;
    }

    /** The period that an instant is in, such as {@code 2026-11-30} or {@code 2026-11}; empty text for all time. */
    public String at(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        return switch (this) {
            case DAY -> day.toString();
            case MONTH -> YearMonth.from(day).toString();
            case TOTAL -> "";
        };
    }

    /** When the period began that an instant is in, UTC; {@link Instant#EPOCH} for all time. */
    public Instant startOf(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        return switch (this) {
            case DAY -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
            case MONTH -> day.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            case TOTAL -> Instant.EPOCH;
        };
    }

    /** When the period ends that an instant is in, UTC, exclusive; {@link Instant#MAX} for all time. */
    public Instant endOf(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        return switch (this) {
            case DAY -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            case MONTH ->
                day.withDayOfMonth(1).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            case TOTAL -> Instant.MAX;
        };
    }

    /**
     * Parses the result of {@link #value}.
     *
     * @throws StorageException.InvalidInput if there is no period of that name
     */
    public static BudgetPeriod of(String value) {
        return EnumNames.parse(values(), BudgetPeriod::value, value, "period", "A budget is for");
    }

    @Override
    public String toString() {
        return value;
    }
}
