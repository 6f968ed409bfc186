package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The schema of an adopted file, which is looked at whenever the file is opened: its own program may have rebuilt a table, and
 * dropped columns and indexes with it.
 */
final class AdoptedSchema {

    static final WantedSchema WANTED = WantedSchema.ofMigrations();

    private AdoptedSchema() {}

    /**
     * Adds what is missing.
     *
     * @return how the clips are seen
     * @throws StorageException.Unavailable if the file is locked
     * @throws StorageException.Corrupt if it is damaged, or was found damaged and something is missing
     */
    static ClipsView complete(SqliteDataSource source, Path file) {
        CorruptionMarker marker = CorruptionMarker.of(file);
        try (Connection connection =
                marker.isSet() ? source.reading(Optional.empty()).getConnection() : source.adding()) {
            FoundSchema found = FoundSchema.of(connection);
            if (!found.isComplete(WANTED)) {
                marker.requireNotSet();
                addAll(connection);
                found = FoundSchema.of(connection);
            }
            if (Sql.number(connection, "SELECT count(*) FROM main.reelstore_identity") == 0) {
                // an earlier version gave a file its id with the first thing that was stored
                Sql.execute(connection, WantedSchema.insertIdentity());
            }
            return new ClipsView(found, WANTED);
        } catch (SQLException e) {
            throw marker.met(e)
                    .orElseGet(() -> SqliteFailures.failed(
                            file, "What is missing in " + SqliteFile.nameOf(file) + " cannot be added", e));
        }
    }

    private static void addAll(Connection connection) throws SQLException {
        SchemaAdditions additions = new SchemaAdditions(connection, () -> {});
        additions.prepare();
        Sql.inTransaction(connection, additions::addTablesAndColumns);
        additions.addIndexes((begin, work) -> Sql.inTransaction(connection, begin, work));
    }
}
