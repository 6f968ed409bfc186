package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings the schema up to date, all in one transaction: others see it as it was or as it shall be. Flyway by itself would use
 * two connections, and set the search path for the session; behind a pooler in transaction mode, its statements would land in
 * sessions that lack it, and leave it in those of others. So it gets one connection whose transaction it cannot end, in which
 * it also takes back what it set.
 */
final class Migrations {

    static final String HISTORY = "reelstore_schema_history";

    private static final Set<String> ENDINGS = Set.of("commit", "rollback", "close", "setAutoCommit");

    private Migrations() {}

    /**
     * Runs the migrations that are missing.
     *
     * @param connection one that does not commit by itself, and is in no transaction
     */
    static void apply(Connection connection, PostgresConfig config) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(new TransactionSettings(config).migrating());
        }
        try {
            Flyway flyway = flyway(connection, config);
            refuseNewer(flyway, config);
            flyway.migrate();
            connection.commit();
        } catch (FlywayException e) {
            throw firstFailure(e);
        } finally {
            connection.rollback();
        }
    }

    private static Flyway flyway(Connection connection, PostgresConfig config) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(only(connection))
                .locations("classpath:io/github/reelstore/postgres/migration")
                .schemas(config.schema())
                .table(HISTORY)
                // else it would write to java.util.logging in a program that has not chosen a logger
                .loggers("slf4j")
                .load();
    }

    private static void refuseNewer(Flyway flyway, PostgresConfig config) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StorageException.Configuration(
                        "database.schema",
                        "The schema " + config.schema() + " was made by a newer Reelstore (schema version "
                                + migration.getVersion() + "); use that one or a later one.");
            }
        }
    }

    /** What follows the first failure of a transaction only says that there was one. */
    private static SQLException firstFailure(FlywayException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return failure;
            }
        }
        throw new StorageException.Configuration(
                "database.schema",
                "The schema cannot be brought up to date: "
                        + String.valueOf(thrown.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""),
                thrown);
    }

    private static DataSource only(Connection connection) {
        Connection lent = proxy(Connection.class, (proxy, method, arguments) -> {
            if (ENDINGS.contains(method.getName())) {
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        });
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return lent;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(Migrations.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
