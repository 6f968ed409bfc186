package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.OpenDatabases;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Opens SQLite databases, for those who wire by hand; others take {@link SqliteModule}. */
public final class SqliteTransactions {

    private SqliteTransactions() {}

    /**
     * Opens a database, making it or bringing its schema up to date first. One of another program must have been adopted by
     * {@link Adoption}. One that was found damaged can be read as far as SQLite can, and not be written until
     * {@link SqliteIntegrityCheck} has passed.
     *
     * @param clock tells each transaction its time
     * @throws StorageException.Configuration if the file is not an SQLite database, or not one of Reelstore's, or was made by
     *     a newer Reelstore, or cannot be made; it is left as it was
     * @throws StorageException.Corrupt if it is damaged so that it cannot be opened, or was found damaged and would have to be
     *     upgraded
     * @throws StorageException.Unavailable if another process keeps it locked
     */
    public static Transactions open(SqliteConfig config, Clock clock) {
        OpenDatabases.Use opening = OpenDatabases.use(config.file());
        try {
            SqliteConfig resolved = config.resolved();
            requireReadableIfDamaged(resolved.file());
            SqliteFile.check(resolved.file());
            SqliteDataSource source = new SqliteDataSource(resolved);
            Optional<AdoptedVideosView> adopted = SqliteMigrations.apply(source, resolved);
            return new MybatisTransactions(new SqliteDatabase(resolved, source, adopted), clock);
        } finally {
            // the database has a use of its own by now
            opening.close();
        }
    }

    /** A file that lost its first bytes is a damaged store and no text file, if it was found damaged before. */
    private static void requireReadableIfDamaged(Path file) {
        CorruptionMarker marker = CorruptionMarker.of(file);
        try {
            if (marker.isSet() && !(Files.exists(file) && SqliteFile.isDatabase(file))) {
                throw marker.refusal();
            }
        } catch (IOException e) {
            throw marker.refusal();
        }
    }
}
