package io.github.reelstore.sqlite.internal.schema;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Backoff;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.mybatis.internal.SchemaHistory;
import io.github.reelstore.mybatis.internal.SingleConnection;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyDatabase;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Migrates a database's schema. It uses its own history table, separate from that of other programs. */
public final class SqliteMigrations {

    private static final System.Logger LOG = System.getLogger(SqliteMigrations.class.getName());

    public static final String HISTORY = "reelstore_schema_history";

    /** The migrations of this release, as {@link SchemaHistory} reads them from an up-to-date database. */
    static final List<String> MIGRATIONS = List.of(
            "1:151997345",
            "2:-93907958",
            "3:667581266",
            "4:2083557768",
            "5:-745596209",
            "6:-21749279",
            "7:-823087578",
            "8:8",
            "9:422550607",
            "10:-170333846",
            "11:-685111401",
            "12:-1329742594",
            "13:-1406890888",
            "14:-663678286");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private SqliteMigrations() {}

    /**
     * Runs the missing migrations, or adds what is missing to an adopted file. When several processes open a new file
     * at the same time, some find it locked while one switches it to WAL mode; SQLite reports that at once, whatever
     * the busy timeout, so this retries.
     *
     * @return the view of the videos, if the file is adopted
     * @throws StorageException.Unavailable if the file is locked for longer than the busy timeout
     */
    public static Optional<AdoptedVideosView> apply(
            SqliteDataSource source, SqliteConfig config, CorruptionMarker marker) {
        Backoff backoff = Backoff.within(config.busyTimeout(), FIRST_PAUSE, LONGEST_PAUSE);
        while (true) {
            try {
                return applyNow(source, config.file(), marker);
            } catch (StorageException.Unavailable e) {
                if (!e.isRetryable() || !backoff.pause()) {
                    throw e;
                }
                LOG.log(Level.DEBUG, "Opening the database again: " + e.getMessage());
            }
        }
    }

    private static Optional<AdoptedVideosView> applyNow(SqliteDataSource source, Path file, CorruptionMarker marker) {
        ActualSchema.Owner owner = requireUsable(source, file, marker);
        if (owner == ActualSchema.Owner.ADOPTED) {
            return Optional.of(AdoptedSchema.complete(source, file, marker));
        }
        DataSource connections = marker.isSet() ? source.readOnlyConnections(Optional.empty()) : source.connections();
        try (Connection connection = connections.getConnection()) {
            if (!isCurrent(connection, file)) {
                marker.requireNotSet();
                migrate(flyway(connection), connection);
            }
            return Optional.empty();
        } catch (FlywayException | SQLException | SingleConnection.StatementFailed e) {
            throw Optional.<Throwable>of(e)
                    .filter(any -> owner == ActualSchema.Owner.REELSTORE)
                    .flatMap(marker::record)
                    .orElseGet(() -> SqliteFailures.failed(
                            file, "The schema of " + SqliteFile.nameOf(file) + " cannot be migrated", e));
        }
    }

    /** Whether the file is a store's database; false if it cannot be read. */
    public static boolean isStore(SqliteConfig config, SqliteDataSource source) {
        try (ReadOnlyDatabase database = source.openReadOnly()) {
            return SqliteFile.isDatabase(config.file())
                    && ActualSchema.ownerOf(database.connection()).isStore();
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    private static boolean isCurrent(Connection connection, Path file) {
        if (SchemaHistory.isExactly(connection, HISTORY, MIGRATIONS)) {
            return true;
        }
        Flyway flyway = flyway(connection);
        MigrationInfoService migrations = flyway.info();
        refuseNewer(migrations, file);
        boolean current = migrations.pending().length == 0;
        if (current) {
            flyway.validate();
        }
        return current;
    }

    /**
     * Rejects a schema that this version does not know.
     *
     * @param file the database's name in messages
     */
    public static void requireKnown(SqliteDataSource source, Path file) {
        try (Connection connection = source.connections().getConnection()) {
            isCurrent(connection, file);
        } catch (FlywayException | SQLException | SingleConnection.StatementFailed e) {
            throw SqliteFailures.failed(file, "The schema of " + SqliteFile.nameOf(file) + " cannot be read", e);
        }
    }

    /**
     * Migrates in one transaction that takes the write lock when it begins. Flyway reads first, and if two processes
     * both found the schema missing, the second would fail at once. On failure, closing the connection rolls the
     * transaction back; Flyway would try to roll back even if another program's lock kept the transaction from
     * beginning, and log the failed rollback.
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
                .javaMigrations(new MediaInfoMove())
                .table(HISTORY)
                // otherwise it logs to java.util.logging in a program without an SLF4J provider
                .loggers("slf4j")
                .load();
    }

    /** Checks the owner without writing: neither another program's file nor the files next to it may change. */
    private static ActualSchema.Owner requireUsable(SqliteDataSource source, Path file, CorruptionMarker marker) {
        if (Files.notExists(file)) {
            return ActualSchema.Owner.EMPTY;
        }
        return requireNoOther(ownerOf(source, file, marker), file);
    }

    /**
     * Checks, for a connection that only reads, that the schema is the one of this version.
     *
     * @return the view of the videos, if the file is adopted
     * @throws StorageException.Configuration if it is not
     */
    public static Optional<AdoptedVideosView> requireCurrent(Connection connection, Path file) throws SQLException {
        ActualSchema.Owner owner = requireNoOther(ActualSchema.ownerOf(connection), file);
        boolean current = (owner == ActualSchema.Owner.REELSTORE && isCurrent(connection, file))
                || (owner == ActualSchema.Owner.ADOPTED && AdoptedSchema.isCurrent(connection));
        if (!current) {
            throw new StorageException.Configuration(
                    "database.url",
                    SqliteFile.nameOf(file)
                            + " has the tables of an older Reelstore, or none; open it once for writing, which upgrades it.");
        }
        return owner == ActualSchema.Owner.ADOPTED
                ? Optional.of(new AdoptedVideosView(ActualSchema.of(connection), AdoptedSchema.EXPECTED))
                : Optional.empty();
    }

    private static ActualSchema.Owner requireNoOther(ActualSchema.Owner owner, Path file) {
        return switch (owner) {
            case EMPTY, REELSTORE, ADOPTED -> owner;
            case ADOPTABLE ->
                throw new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file)
                                + " is the database of another program; to turn it into a store, run: reelstore adopt "
                                + Messages.forShell(file.toString()));
            case FOREIGN ->
                throw new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file)
                                + " has the tables of another program; name a separate file for Reelstore.");
        };
    }

    private static ActualSchema.Owner ownerOf(SqliteDataSource source, Path file, CorruptionMarker marker) {
        try (ReadOnlyDatabase database = source.openReadOnly()) {
            return ActualSchema.ownerOf(database.connection());
        } catch (SQLException e) {
            // the owner is unknown, so no damage is recorded, unless the file was found damaged before
            throw Optional.of(marker)
                    .filter(CorruptionMarker::isSet)
                    .flatMap(set -> set.record(e))
                    .orElseGet(() -> SqliteFailures.failed(
                            file, SqliteFile.nameOf(file) + " cannot be read as an SQLite database", e));
        }
    }

    private static void refuseNewer(MigrationInfoService migrations, Path file) {
        for (MigrationInfo migration : migrations.applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file) + " was created by a newer Reelstore (schema version "
                                + migration.getVersion() + "); use that version or a later one.");
            }
        }
    }
}
