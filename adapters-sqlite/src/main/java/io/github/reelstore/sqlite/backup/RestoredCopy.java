package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.InstantText;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The copy of a backup, next to the database that it is to replace. Whatever SQLite has to do, it does here and not to the backup. */
final class RestoredCopy {

    /** The journals too: somebody may have opened the backup, and died. */
    private static final List<String> PARTS = List.of("", "-wal", "-journal");

    /** With the earliest of several restores, so that what the first one lost is not forgotten by a second. */
    private static final String NOTE_RESTORE =
            "UPDATE reelstore_identity SET restored_at = ?, newest_row_at = (SELECT min(at) FROM ("
                    + "SELECT newest_row_at AS at FROM reelstore_identity WHERE newest_row_at IS NOT NULL UNION ALL"
                    + " SELECT coalesce(max(at), '1970-01-01T00:00:00.000000Z') FROM (SELECT created_at AS at FROM video_projects UNION ALL"
                    + " SELECT created_at FROM image_generations UNION ALL SELECT created_at FROM audio_generations UNION ALL"
                    + " SELECT " + AdoptedVideosView.CREATED + " FROM veo3_video_generations) WHERE at <= ?))";

    private final BackupFolder backup;
    private final Path copy;

    RestoredCopy(BackupFolder backup, Path copy) {
        this.backup = backup;
        this.copy = copy;
    }

    /** Is told how many bytes of how many have been copied. */
    @FunctionalInterface
    interface Progress {
        void at(long done, long total);
    }

    /** Something that needs a connection to the copy. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Makes the copy.
     *
     * @param like whose permissions it gets: those of the old database, or of the backup
     * @throws StorageException.Unavailable if it cannot be read or written
     */
    void make(Path like, Progress progress) {
        try {
            List<FileTime> before = times();
            long total = 0;
            for (Path part : parts()) {
                total += Files.size(part);
            }
            long all = total;
            long copied = 0;
            for (String suffix : PARTS) {
                Path part = SqliteFile.beside(backup.database(), suffix);
                if (Files.exists(part)) {
                    long so = copied;
                    copied +=
                            SqliteFile.copy(part, SqliteFile.beside(copy, suffix), done -> progress.at(so + done, all));
                }
            }
            if (!times().equals(before)) {
                throw new IOException("another program is writing the backup");
            }
            permit(like);
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "backup",
                    SqliteFile.nameOf(backup.database()) + " cannot be copied to " + copy.getParent() + " ("
                            + e.getMessage() + "); check both, and make room. Nothing was changed.",
                    e);
        }
    }

    private List<Path> parts() {
        return PARTS.stream()
                .map(suffix -> SqliteFile.beside(backup.database(), suffix))
                .filter(Files::exists)
                .toList();
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path part : parts()) {
            times.add(Files.readAttributes(part, BasicFileAttributes.class).lastModifiedTime());
        }
        return times;
    }

    /** The app that uses the database must be able to go on doing so, and nobody else may begin to. */
    private void permit(Path like) throws IOException {
        PosixFileAttributeView wanted = Files.getFileAttributeView(like, PosixFileAttributeView.class);
        PosixFileAttributeView given = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
        if (wanted == null || given == null) {
            return;
        }
        PosixFileAttributes attributes = wanted.readAttributes();
        given.setPermissions(attributes.permissions());
        if (!given.readAttributes().owner().equals(attributes.owner())) {
            given.setOwner(attributes.owner());
        }
        if (!given.readAttributes().group().equals(attributes.group())) {
            given.setGroup(attributes.group());
        }
    }

    /**
     * Makes sure that the copy is a store's database, whole, and not of a newer version.
     *
     * @return whose it is
     * @throws StorageException.Corrupt if it is damaged
     * @throws StorageException.Configuration if it is no store's, or a newer version's
     */
    ActualSchema.Owner check() {
        if (!use(RestoredCopy::isWhole)) {
            throw damaged(null);
        }
        ActualSchema.Owner owner = use(ActualSchema::ownerOf);
        switch (owner) {
            case REELSTORE ->
                SqliteMigrations.requireKnown(new SqliteDataSource(SqliteConfig.of(copy)), backup.database());
            case ADOPTED -> {}
            default ->
                throw new StorageException.Configuration(
                        "backup",
                        SqliteFile.nameOf(backup.database())
                                + " is no store's database; name the folder of a backup of this store.");
        }
        return owner;
    }

    /** Brings its schema up to date, so that nothing that this version notes is lost. */
    void upgrade() {
        SqliteTransactions.open(SqliteConfig.of(copy), Clock.systemUTC()).close();
    }

    /**
     * Notes in it that it was restored, and restarts the grace period of its tombstones: after the backup their files may have been
     * used again, and those who look have time to say so.
     */
    void noteRestore(Instant now) {
        use(connection -> {
            String at = InstantText.of(now);
            try (PreparedStatement restored = connection.prepareStatement(NOTE_RESTORE);
                    PreparedStatement tombstones =
                            connection.prepareStatement("UPDATE blob_tombstones SET created_at = ?")) {
                restored.setString(1, at);
                restored.setString(2, at);
                restored.executeUpdate();
                tombstones.setString(1, at);
                return tombstones.executeUpdate();
            }
        });
    }

    /** How many different files its rows refer to. */
    long files() {
        return use(connection -> Sql.number(connection, "SELECT count(*) FROM (" + SqliteBackup.listing() + ")"));
    }

    private static boolean isWhole(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA main.integrity_check(1)")) {
            return "ok".equals(row.getString(1));
        }
    }

    /** Does something with the copy alone. */
    <T> T use(Work<T> work) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            return work.with(connection);
        } catch (SQLException e) {
            StorageException failure = SqliteFailures.failed(
                    backup.database(), SqliteFile.nameOf(backup.database()) + " cannot be read", e);
            // all else, such as a full disk, is no fault of the backup's
            throw failure instanceof StorageException.Configuration ? damaged(e) : failure;
        }
    }

    private StorageException.Corrupt damaged(@Nullable SQLException cause) {
        return new StorageException.Corrupt(
                "backup",
                SqliteFile.nameOf(backup.database())
                        + " is damaged, so it is no backup; take another one. Nothing was changed.",
                cause);
    }

    /** Makes it durable. */
    void force() throws IOException {
        for (String suffix : List.of("-wal", "-journal")) {
            if (Files.exists(SqliteFile.beside(copy, suffix))) {
                throw new IOException("SQLite has not taken up " + copy.getFileName() + suffix);
            }
        }
        SqliteFile.force(copy);
        SqliteFile.forceFolderOf(copy);
    }
}
