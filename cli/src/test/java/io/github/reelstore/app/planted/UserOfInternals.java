package io.github.reelstore.app.planted;

import io.github.reelstore.domain.service.internal.ConsecutiveFailureLimit;
import io.github.reelstore.sqlite.internal.connection.Sql;
import java.util.List;

/** Represents a class of the app that violates two rules: it uses internals of an adapter and of the services. */
public final class UserOfInternals {

    private UserOfInternals() {}

    /** Names internal classes. */
    public static List<Class<?>> violations() {
        return List.of(Sql.class, ConsecutiveFailureLimit.class);
    }
}
