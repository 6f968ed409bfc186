package io.github.reelstore.sqlite.internal.schema;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The schema of an adopted file. It is checked whenever the file is opened: the other program may have rebuilt a table
 * and dropped columns and indexes with it.
 */
public final class AdoptedSchema {

    public static final ExpectedSchema EXPECTED = ExpectedSchema.ofMigrations();

    private AdoptedSchema() {}

    /**
     * Adds what is missing.
     *
     * @return the view of the videos
     * @throws StorageException.Unavailable if the file is locked
     * @throws StorageException.Corrupt if it is damaged, or was found damaged before and something is missing
     */
    static AdoptedVideosView complete(SqliteDataSource source, Path file, CorruptionMarker marker) {
        try (Connection connection = marker.isSet()
                ? source.readOnlyConnections(Optional.empty()).getConnection()
                : source.openConnection()) {
            ActualSchema actual = ActualSchema.of(connection);
            if (!actual.isComplete(EXPECTED)) {
                marker.requireNotSet();
                addAll(connection);
                actual = ActualSchema.of(connection);
            }
            if (!isMigrated(connection)) {
                marker.requireNotSet();
                migrate(connection);
            }
            if (Sql.number(connection, "SELECT count(*) FROM main.reelstore_identity") == 0) {
                // earlier versions created the store id with the first file
                Sql.execute(connection, ExpectedSchema.insertIdentity());
            }
            return new AdoptedVideosView(actual, EXPECTED);
        } catch (SQLException e) {
            throw marker.record(e)
                    .orElseGet(() -> SqliteFailures.failed(
                            file,
                            "The missing tables, columns or indexes of " + SqliteFile.nameOf(file) + " cannot be added",
                            e));
        }
    }

    /** Moves rows in short transactions, since the other program may be writing, then notes that this is done. */
    private static void migrate(Connection connection) throws SQLException {
        MediaInfoMove.runInBatches(connection);
        Sql.inTransaction(connection, () -> {
            if (!hasMigrated(connection)) {
                Sql.execute(connection, ExpectedSchema.MIGRATED.sql());
            }
            Sql.execute(
                    connection, "UPDATE main." + ExpectedSchema.MARKER + " SET migrated = " + MediaInfoMove.VERSION);
        });
    }

    /** Whether nothing has to be added. */
    static boolean isCurrent(Connection connection) throws SQLException {
        return ActualSchema.of(connection).isComplete(EXPECTED) && isMigrated(connection);
    }

    static boolean isMigrated(Connection connection) throws SQLException {
        return hasMigrated(connection)
                && Sql.number(connection, "SELECT min(migrated) FROM main." + ExpectedSchema.MARKER)
                        >= MediaInfoMove.VERSION;
    }

    private static boolean hasMigrated(Connection connection) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT count(*) FROM pragma_table_info('" + ExpectedSchema.MARKER + "', 'main') WHERE name = '"
                                + ExpectedSchema.MIGRATED.name() + "'")
                > 0;
    }

    private static void addAll(Connection connection) throws SQLException {
        SchemaAdditions additions = new SchemaAdditions(connection, () -> {});
        additions.prepare();
        Sql.inTransaction(connection, additions::addTablesAndColumns);
        additions.addIndexes((begin, work) -> Sql.inTransaction(connection, begin, work));
    }
}
