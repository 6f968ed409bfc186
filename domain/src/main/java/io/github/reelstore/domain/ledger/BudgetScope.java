package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;

/** Which jobs a budget limits. */
public enum BudgetScope {
    /** All jobs of the profile. */
    PROFILE("profile"),
    /** The jobs of one project. */
    PROJECT("project"),
    /** The jobs of one provider. */
    PROVIDER("provider");

    private final String value;

    BudgetScope(String value) {
        this.value = value;
    }

    /** The name in the database, in JSON and on the command line. */
    public String value() {
        return value;
    }

    /**
     * Parses the result of {@link #value}.
     *
     * @throws StorageException.InvalidInput if there is no scope of that name
     */
    public static BudgetScope of(String value) {
        return EnumNames.parse(values(), BudgetScope::value, value, "scope", "A budget is for");
    }

    @Override
    public String toString() {
        return value;
    }
}
