package io.github.reelstore.sqlite.internal.schema;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.mybatis.internal.SingleConnection;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyDatabase;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Brings a database's schema up to date. It keeps a history of its own, so that it can live beside another program's. */
public final class SqliteMigrations {

    public static final String HISTORY = "reelstore_schema_history";

    private static final long LONGEST_PAUSE_MS = 50;

    private SqliteMigrations() {}

    /**
     * Runs the migrations that are missing, or adds to an adopted file what it lacks. Of several who open a new file at once, some find it locked while one turns it to
     * WAL; SQLite says so at once, whatever the busy timeout, so they come again.
     *
     * @return how the clips are seen, if the file is an adopted one
     * @throws StorageException.Unavailable if it is locked for longer than the busy timeout
     */
    public static Optional<AdoptedVideosView> apply(SqliteDataSource source, SqliteConfig config) {
        long deadline = System.nanoTime() + config.busyTimeout().toNanos();
        while (true) {
            try {
                return applyNow(source, config.file());
            } catch (StorageException.Unavailable e) {
                if (!e.isRetryable() || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(StorageException locked) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, LONGEST_PAUSE_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw locked;
        }
    }

    private static Optional<AdoptedVideosView> applyNow(SqliteDataSource source, Path file) {
        CorruptionMarker marker = CorruptionMarker.of(file);
        ActualSchema.Owner owner = requireUsable(source, file);
        if (owner == ActualSchema.Owner.ADOPTED) {
            return Optional.of(AdoptedSchema.complete(source, file));
        }
        DataSource connections = marker.isSet() ? source.reading(Optional.empty()) : source.connections();
        try (Connection connection = connections.getConnection()) {
            Flyway flyway = flyway(connection);
            if (!isCurrent(flyway, file)) {
                marker.requireNotSet();
                migrate(flyway, connection);
            }
            return Optional.empty();
        } catch (FlywayException | SQLException | SingleConnection.StatementFailed e) {
            throw Optional.<Throwable>of(e)
                    .filter(any -> owner == ActualSchema.Owner.REELSTORE)
                    .flatMap(marker::met)
                    .orElseGet(() -> SqliteFailures.failed(
                            file, "The schema of " + SqliteFile.nameOf(file) + " cannot be brought up to date", e));
        }
    }

    /** Whether the file is a store's; one that cannot be read is none. */
    public static boolean isStore(SqliteConfig config, SqliteDataSource source) {
        try (ReadOnlyDatabase database = source.untouched()) {
            return SqliteFile.isDatabase(config.file())
                    && ActualSchema.ownerOf(database.connection()).isStore();
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    private static boolean isCurrent(Flyway looking, Path file) {
        MigrationInfoService found = looking.info();
        refuseNewer(found, file);
        boolean current = found.pending().length == 0;
        if (current) {
            looking.validate();
        }
        return current;
    }

    /**
     * Refuses a schema that this version does not know.
     *
     * @param file what the database is called in messages
     */
    public static void requireKnown(SqliteDataSource source, Path file) {
        try (Connection connection = source.connections().getConnection()) {
            isCurrent(flyway(connection), file);
        } catch (FlywayException | SQLException | SingleConnection.StatementFailed e) {
            throw SqliteFailures.failed(file, "The schema of " + SqliteFile.nameOf(file) + " cannot be read", e);
        }
    }

    /**
     * In one transaction, which is a writer's from its beginning. Flyway begins by reading, and of two processes that both found the
     * schema missing, one would fail at once when the other was first. Closing the connection rolls it back; Flyway would do so also
     * where another program's lock let none begin, and log what comes of that.
     */
    private static void migrate(Flyway flyway, Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        flyway.migrate();
        execute(connection, "COMMIT");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Flyway flyway(Connection connection) {
        return Flyway.configure(SqliteMigrations.class.getClassLoader())
                .dataSource(SingleConnection.of(connection))
                .locations("classpath:io/github/reelstore/sqlite/migration")
                .table(HISTORY)
                // else it would write to java.util.logging in a program that has not chosen a logger
                .loggers("slf4j")
                .load();
    }

    /** Reads without writing: neither another program's file may change, nor what lies beside it. */
    private static ActualSchema.Owner requireUsable(SqliteDataSource source, Path file) {
        if (Files.notExists(file)) {
            return ActualSchema.Owner.EMPTY;
        }
        ActualSchema.Owner owner = ownerOf(source, file);
        return switch (owner) {
            case EMPTY, REELSTORE, ADOPTED -> owner;
            case ADOPTABLE ->
                throw new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file)
                                + " is the database of another program; make a store of it by: reelstore adopt "
                                + Messages.forShell(file.toString()));
            case FOREIGN ->
                throw new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file)
                                + " holds the tables of another program; name a file of its own for Reelstore.");
        };
    }

    private static ActualSchema.Owner ownerOf(SqliteDataSource source, Path file) {
        try (ReadOnlyDatabase database = source.untouched()) {
            return ActualSchema.ownerOf(database.connection());
        } catch (SQLException e) {
            // whose it is cannot be told then, unless it was found damaged before
            throw Optional.of(CorruptionMarker.of(file))
                    .filter(CorruptionMarker::isSet)
                    .flatMap(marker -> marker.met(e))
                    .orElseGet(() -> SqliteFailures.failed(
                            file, SqliteFile.nameOf(file) + " cannot be read as an SQLite database", e));
        }
    }

    private static void refuseNewer(MigrationInfoService found, Path file) {
        for (MigrationInfo migration : found.applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file) + " was made by a newer Reelstore (schema version "
                                + migration.getVersion() + "); use that one or a later one.");
            }
        }
    }
}
