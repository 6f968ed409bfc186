package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;

/** What the lines of a cost report are for. */
public enum CostDimension {
    /** The project. */
    PROJECT("project"),
    /** The scene; jobs without a scene are unassigned. Scenes of two projects with the same id are two lines. */
    SCENE("scene"),
    /** The language that is spoken; jobs without one are unassigned. */
    LANGUAGE("language"),
    /** The provider. */
    PROVIDER("provider"),
    /** The provider's model; jobs without one are unassigned. */
    MODEL("model"),
    /** The day, in UTC, on which the price was reserved; jobs without a price are unassigned. */
    DAY("day");

    private final String value;

    CostDimension(String value) {
        this.value = value;
    }

    /** The name in JSON and on the command line. */
    public String value() {
        return value;
    }

    /**
     * Parses the result of {@link #value}.
     *
     * @throws StorageException.InvalidInput if there is no dimension of that name
     */
    public static CostDimension of(String value) {
        return EnumNames.parse(values(), CostDimension::value, value, "by", "Costs are listed by");
    }

    @Override
    public String toString() {
        return value;
    }
}
