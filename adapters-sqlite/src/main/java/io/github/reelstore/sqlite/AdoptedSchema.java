package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

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
     */
    static ClipsView complete(SqliteDataSource source, Path file) {
        try (Connection connection = source.adding()) {
            FoundSchema found = FoundSchema.of(connection);
            if (!found.isComplete(WANTED)) {
                addAll(connection);
                found = FoundSchema.of(connection);
            }
            return new ClipsView(found, WANTED);
        } catch (SQLException e) {
            throw Migrations.failed(file, "What is missing in " + Migrations.nameOf(file) + " cannot be added", e);
        }
    }

    private static void addAll(Connection connection) throws SQLException {
        Sql.inTransaction(connection, () -> addTablesAndColumns(connection));
        for (Addition index : FoundSchema.of(connection).missingIndexes(WANTED)) {
            // each by itself: together they would keep its own program waiting for too long
            Sql.inTransaction(connection, () -> Sql.execute(connection, index.sql()));
        }
    }

    /** Tables first: a column that refers to a table which is not there makes every insert fail. */
    static void addTablesAndColumns(Connection connection) throws SQLException {
        FoundSchema found = FoundSchema.of(connection);
        List<Addition> missing = Stream.concat(
                        found.missingTables(WANTED).stream(), found.missingColumns(WANTED).stream())
                .toList();
        for (Addition addition : missing) {
            Sql.execute(connection, addition.sql());
        }
    }
}
