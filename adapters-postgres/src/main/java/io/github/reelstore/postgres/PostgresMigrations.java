package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.mybatis.internal.SingleConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Brings the schema up to date, all in one transaction: others see it as it was or as it shall be. Flyway by itself would use
 * two connections, and set the search path for the session; behind a pooler in transaction mode, its statements would land in
 * sessions that lack it, and leave it in those of others. So it gets one connection whose transaction it cannot end, in which
 * it also takes back what it set.
 */
final class PostgresMigrations {

    static final String HISTORY = "reelstore_schema_history";

    private PostgresMigrations() {}

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
            SchemaState.requireTables(connection, config);
            connection.commit();
        } catch (FlywayValidateException e) {
            throw new StorageException.Configuration(
                    "database.schema",
                    "The migrations that made the schema " + config.schema()
                            + " are not those of this release, by its table " + HISTORY
                            + "; use the release that made it, or restore the schema from a backup.",
                    e);
        } catch (FlywayException | SingleConnection.StatementFailed e) {
            throw firstFailure(e);
        } finally {
            connection.rollback();
        }
    }

    private static Flyway flyway(Connection connection, PostgresConfig config) {
        return Flyway.configure(PostgresMigrations.class.getClassLoader())
                .dataSource(SingleConnection.of(connection))
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

    /** What follows the first failure of a transaction only says that there was one; the driver gives that as its cause. */
    private static SQLException firstFailure(Throwable thrown) {
        SQLException first = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                first = failure;
            }
        }
        if (first != null) {
            return first;
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
}
