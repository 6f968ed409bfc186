package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.mybatis.internal.SchemaHistory;
import io.github.reelstore.mybatis.internal.SingleConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Upgrades the schema in a single transaction: others see either the old or the new schema. By default, Flyway uses two
 * connections and sets the search path of the session. Behind a pooler in transaction mode, its statements would run in
 * sessions without that search path, and leave it in the sessions of others. Therefore Flyway gets a single connection
 * whose transaction it cannot end, and in which it also resets its settings.
 */
final class PostgresMigrations {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    static final String HISTORY = "reelstore_schema_history";

    /** The migrations of this release, as {@link SchemaHistory} reads them from an up-to-date schema. */
    static final List<String> MIGRATIONS = List.of(
            "1:2004635964",
            "2:2091250724",
            "3:-712324503",
            "4:2083557768",
            "5:955663996",
            "6:842131556",
            "7:-1477310716",
            "8:1744860312",
            "9:422550607",
            "10:-170333846",
            "11:-1848535178",
            "12:-1390002957",
            "13:842082301",
            "14:823892691");

    /** How long to wait for another process that upgrades the schema: programs are often started together after an update. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private PostgresMigrations() {}

    /**
     * Runs the pending migrations.
     *
     * @param connection a connection without auto-commit and outside a transaction
     */
    static void apply(Connection connection, PostgresConfig config) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(new TransactionSettings(config, Sessions.SHARED).opening());
        }
        boolean current = SchemaHistory.isExactly(connection, table(config), MIGRATIONS);
        // also ends a transaction that failed because there is no such table
        connection.rollback();
        if (current) {
            SchemaState.requireTables(connection, config);
            connection.rollback();
        } else {
            migrate(connection, config);
        }
    }

    /**
     * Checks that nothing has to be migrated.
     *
     * @throws StorageException.Configuration if the schema is not the one of this version
     */
    static void requireCurrent(Connection connection, PostgresConfig config) throws SQLException {
        boolean current = SchemaHistory.isExactly(connection, table(config), MIGRATIONS);
        connection.rollback();
        if (!current) {
            throw new StorageException.Configuration(
                    "database.schema",
                    "The schema " + config.schema()
                            + " has the tables of another version of Reelstore; open it once for writing, which upgrades an"
                            + " older one.");
        }
        SchemaState.requireTables(connection, config);
        connection.rollback();
    }

    private static String table(PostgresConfig config) {
        return '"' + config.schema() + "\".\"" + HISTORY + '"';
    }

    private static void migrate(Connection connection, PostgresConfig config) throws SQLException {
        lock(connection, config);
        try {
            Flyway flyway = flyway(connection, config);
            rejectNewer(flyway, config);
            flyway.migrate();
            SchemaState.requireTables(connection, config);
            connection.commit();
        } catch (FlywayValidateException e) {
            throw new StorageException.Configuration(
                    "database.schema",
                    "The migrations of the schema " + config.schema()
                            + " are not those of this release, according to its table " + HISTORY
                            + "; use the release that created it, or restore the schema from a backup.",
                    e);
        } catch (FlywayException | SingleConnection.StatementFailed e) {
            throw firstFailure(e);
        } finally {
            connection.rollback();
        }
    }

    /** Begins the transaction of an upgrade. Each attempt waits for the lock timeout, which is shorter than the patience of the socket. */
    private static void lock(Connection connection, PostgresConfig config) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(new TransactionSettings(config, Sessions.SHARED).migrating());
                return;
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || System.nanoTime() - end > 0) {
                    throw e;
                }
                connection.rollback();
            }
        }
    }

    private static Flyway flyway(Connection connection, PostgresConfig config) {
        return Flyway.configure(PostgresMigrations.class.getClassLoader())
                .dataSource(SingleConnection.of(connection))
                .locations("classpath:io/github/reelstore/postgres/migration")
                .schemas(config.schema())
                .table(HISTORY)
                // otherwise it writes to java.util.logging in a program without a logger
                .loggers("slf4j")
                .load();
    }

    private static void rejectNewer(Flyway flyway, PostgresConfig config) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StorageException.Configuration(
                        "database.schema",
                        "The schema " + config.schema() + " was created by a newer Reelstore (schema version "
                                + migration.getVersion() + "); use that release or a later one.");
            }
        }
    }

    /**
     * The first failure of the transaction. Later ones only say that there was one; the driver keeps the first as their
     * cause.
     */
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
                "The schema cannot be upgraded: "
                        + String.valueOf(thrown.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""),
                thrown);
    }
}
