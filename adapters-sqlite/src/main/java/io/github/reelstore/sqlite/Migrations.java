package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.Quoted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.sqlite.SQLiteConfig;

/** Brings a database's schema up to date. It keeps a history of its own, so that it can live beside another program's. */
final class Migrations {

    private static final String HISTORY = "reelstore_schema_history";

    private Migrations() {}

    static void apply(SqliteDataSource source, Path file) {
        refuseForeign(file);
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source.connections())
                .locations("classpath:io/github/reelstore/sqlite/migration")
                .table(HISTORY)
                .load();
        try {
            refuseNewer(flyway, file);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StorageException.Configuration(
                    "database.url",
                    "The schema of " + Quoted.shortened(file.toString()) + " cannot be brought up to date: "
                            + firstLine(e),
                    e);
        }
    }

    /** Reads without writing: not even the journal mode of another program's file may change. */
    private static void refuseForeign(Path file) {
        if (Files.notExists(file)) {
            return;
        }
        SQLiteConfig readOnly = new SQLiteConfig();
        readOnly.setReadOnly(true);
        String count = "SELECT COUNT(*), COUNT(CASE WHEN name = '" + HISTORY + "' THEN 1 END) FROM sqlite_master"
                + " WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, readOnly.toProperties());
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(count)) {
            if (tables.getInt(1) > 0 && tables.getInt(2) == 0) {
                throw new StorageException.Configuration(
                        "database.url",
                        Quoted.shortened(file.toString())
                                + " holds the tables of another program; name a file of its own for" + " Reelstore.");
            }
        } catch (SQLException e) {
            throw new StorageException.Configuration(
                    "database.url",
                    Quoted.shortened(file.toString()) + " cannot be read as an SQLite database: " + e.getMessage(),
                    e);
        }
    }

    private static void refuseNewer(Flyway flyway, Path file) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StorageException.Configuration(
                        "database.url",
                        Quoted.shortened(file.toString()) + " was made by a newer Reelstore (schema version "
                                + migration.getVersion() + "); use that one or a later one.");
            }
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
