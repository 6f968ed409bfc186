package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.InterruptedRestore;
import io.github.reelstore.sqlite.internal.connection.OpenDatabases;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyFile;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** Opens SQLite databases without Guice; with Guice, use {@link SqliteModule}. */
public final class SqliteTransactions {

    private SqliteTransactions() {}

    /**
     * Opens a database, creating it or migrating its schema first. Another program's database must have been adopted by
     * {@link Adoption}. A database that was found damaged can be read as far as SQLite is able to, and is not written
     * until {@link SqliteIntegrityCheck} has passed.
     *
     * @param clock gives each transaction its time, and says when damage was found
     * @throws StorageException.Configuration if the file is not an SQLite database, is not Reelstore's, was created by
     *     a newer Reelstore, or cannot be created; it is not changed
     * @throws StorageException.Corrupt if the database is too damaged to be opened, or was found damaged and needs a
     *     migration
     * @throws StorageException.Unavailable if another process keeps the database locked
     */
    public static Transactions open(SqliteConfig config, Clock clock) {
        OpenDatabases.Use opening = OpenDatabases.use(config.file());
        try {
            SqliteConfig resolved = config.resolved();
            CorruptionMarker marker = CorruptionMarker.of(resolved.file(), clock);
            requireReadableIfDamaged(resolved.file(), marker);
            SqliteFile.check(resolved.file());
            SqliteDataSource source = new SqliteDataSource(resolved);
            Optional<AdoptedVideosView> adopted = SqliteMigrations.apply(source, resolved, marker);
            return new MybatisTransactions(new SqliteDatabase(resolved, source, adopted, marker), clock);
        } finally {
            // the database has registered its own use by now
            opening.close();
        }
    }

    /**
     * Opens an existing database only to read it. Neither the file nor its {@code -wal} is changed, so this works on a
     * read-only medium, and without permission to write. Write transactions throw {@link StorageException.ReadOnly}.
     * While other processes write, their changes are visible, unless a private copy is read: because a crash left a
     * {@code -wal} or a journal, or because this process may not write and no other has the file open.
     *
     * @param clock gives each transaction its time
     * @throws StorageException.Configuration if the file does not exist, or is not a database of this version of
     *     Reelstore
     * @throws StorageException.Unavailable if it cannot be read
     */
    public static Transactions openReadOnly(SqliteConfig config, Clock clock) {
        if (!Files.isRegularFile(config.file())) {
            throw new StorageException.Configuration(
                    "database.url",
                    "The database " + SqliteFile.nameOf(config.file())
                            + " does not exist; a store that is opened read-only is not created.");
        }
        if (InterruptedRestore.isLeft(config.file())) {
            throw new StorageException.ReadOnly(
                    "database",
                    "A restore of " + SqliteFile.nameOf(config.file())
                            + " was interrupted; open the store once for writing, which completes or undoes it.");
        }
        OpenDatabases.Use opening = OpenDatabases.use(config.file());
        try {
            SqliteConfig resolved = config.resolved();
            SqliteFile.check(resolved.file());
            return openExistingReadOnly(resolved, clock);
        } finally {
            opening.close();
        }
    }

    private static Transactions openExistingReadOnly(SqliteConfig config, Clock clock) {
        CorruptionMarker marker = CorruptionMarker.of(config.file(), clock);
        ReadOnlyFile file;
        try {
            file = ReadOnlyFile.of(config);
        } catch (SQLException e) {
            throw unreadable(config, e);
        }
        try (Connection connection = file.connections(Optional.empty()).getConnection()) {
            Optional<AdoptedVideosView> adopted = SqliteMigrations.requireCurrent(connection, config.file());
            return new MybatisTransactions(new SqliteDatabase(config, file, adopted, marker), clock);
        } catch (SQLException e) {
            file.close();
            throw unreadable(config, e);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static StorageException unreadable(SqliteConfig config, SQLException e) {
        return SqliteFailures.failedToRead(config.file(), e);
    }

    /**
     * If the database was found damaged before, a file without SQLite's header is reported as damaged, not as another
     * type.
     */
    private static void requireReadableIfDamaged(Path file, CorruptionMarker marker) {
        try {
            if (marker.isSet() && !(Files.exists(file) && SqliteFile.isDatabase(file))) {
                throw marker.refusal();
            }
        } catch (IOException e) {
            throw marker.refusal();
        }
    }
}
