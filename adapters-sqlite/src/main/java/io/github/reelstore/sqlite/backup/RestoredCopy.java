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

/** The copy of a backup, next to the database that it will replace. SQLite opens the copy, never the backup. */
final class RestoredCopy {

    /** With the journals: a process may have opened the backup and died. */
    private static final String MAYBE_SENT =
            "The database was restored from a backup: this request may have been sent since.";

    /**
     * No worker believes a provider that it has not accepted them: what was sent since the backup had other tokens. That goes for those whose
     * outcome was unknown too, since a person may have had them sent again.
     */
    private static final String DOUBT_JOBS = """
            UPDATE provider_jobs
            SET state = 'outcome_unknown', worker = '', fence = fence + 1, failure = 'restored', error_message = ?,
              updated_at = ?
            WHERE state IN ('planned', 'submitting', 'outcome_unknown')
            """;

    private static final List<String> PARTS = List.of("", "-wal", "-journal");

    /**
     * Keeps the earliest newest row of several restores, so that a second restore does not hide what the first one
     * lost.
     */
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

    /** Receives the progress of the copy, in bytes. */
    @FunctionalInterface
    interface Progress {
        void at(long done, long total);
    }

    /** Work on a connection to the copy. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Makes the copy.
     *
     * @param like the file whose permissions and owner it gets: the old database or the backup
     * @throws StorageException.Unavailable if the backup cannot be read or the copy not written
     */
    void make(Path like, Progress progress) {
        try {
            List<FileTime> timesBefore = times();
            long total = 0;
            for (Path part : parts()) {
                total += Files.size(part);
            }
            long all = total;
            long copied = 0;
            for (String suffix : PARTS) {
                Path part = SqliteFile.sibling(backup.database(), suffix);
                if (Files.exists(part)) {
                    long before = copied;
                    copied += SqliteFile.copy(
                            part, SqliteFile.sibling(copy, suffix), done -> progress.at(before + done, all));
                }
            }
            if (!times().equals(timesBefore)) {
                throw new IOException("another program is writing to the backup");
            }
            copyPermissions(like);
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
                .map(suffix -> SqliteFile.sibling(backup.database(), suffix))
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

    /** Gives access to the app that uses the database, and to no other user. */
    private void copyPermissions(Path like) throws IOException {
        PosixFileAttributeView expected = Files.getFileAttributeView(like, PosixFileAttributeView.class);
        PosixFileAttributeView actual = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
        if (expected == null || actual == null) {
            return;
        }
        PosixFileAttributes attributes = expected.readAttributes();
        actual.setPermissions(attributes.permissions());
        if (!actual.readAttributes().owner().equals(attributes.owner())) {
            actual.setOwner(attributes.owner());
        }
        if (!actual.readAttributes().group().equals(attributes.group())) {
            actual.setGroup(attributes.group());
        }
    }

    /**
     * Checks that the copy is a store's database, not damaged, and not of a newer version.
     *
     * @return the owner of the database
     * @throws StorageException.Corrupt if it is damaged
     * @throws StorageException.Configuration if it is not a store's database or of a newer version
     */
    ActualSchema.Owner check() {
        if (!use(RestoredCopy::isUndamaged)) {
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
                                + " is not a store's database; name the folder of a backup of this store.");
        }
        return owner;
    }

    /** Migrates the schema, so that everything that this version records can be stored. */
    void upgrade(Clock clock) {
        SqliteTransactions.open(SqliteConfig.of(copy), clock).close();
    }

    /**
     * Records the restore in the copy, and restarts the grace period of its tombstones: after the backup, their files
     * may have been used again, and the grace period leaves time to notice that. Paid requests that were planned in the backup may
     * have been sent since, so that they are left to a person.
     */
    void noteRestore(Instant now) {
        use(connection -> {
            String at = InstantText.of(now);
            try (PreparedStatement restored = connection.prepareStatement(NOTE_RESTORE);
                    PreparedStatement tombstones =
                            connection.prepareStatement("UPDATE blob_tombstones SET created_at = ?");
                    PreparedStatement jobs = connection.prepareStatement(DOUBT_JOBS)) {
                restored.setString(1, at);
                restored.setString(2, at);
                restored.executeUpdate();
                tombstones.setString(1, at);
                tombstones.executeUpdate();
                jobs.setString(1, MAYBE_SENT);
                jobs.setString(2, at);
                return jobs.executeUpdate();
            }
        });
    }

    /** Counts the different files that its rows refer to. */
    long files() {
        return use(connection -> Sql.number(connection, "SELECT count(*) FROM (" + SqliteBackup.listing() + ")"));
    }

    private static boolean isUndamaged(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA main.integrity_check(1)")) {
            return "ok".equals(row.getString(1));
        }
    }

    /** Opens the copy, runs the work and closes the copy. */
    <T> T use(Work<T> work) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            return work.with(connection);
        } catch (SQLException e) {
            StorageException failure = SqliteFailures.failed(
                    backup.database(), SqliteFile.nameOf(backup.database()) + " cannot be read", e);
            // other failures, such as a full disk, are not caused by the backup
            throw failure instanceof StorageException.Configuration ? damaged(e) : failure;
        }
    }

    private StorageException.Corrupt damaged(@Nullable SQLException cause) {
        return new StorageException.Corrupt(
                "backup",
                SqliteFile.nameOf(backup.database()) + " is damaged; use another backup. Nothing was changed.",
                cause);
    }

    /** Makes the copy durable. */
    void force() throws IOException {
        for (String suffix : List.of("-wal", "-journal")) {
            if (Files.exists(SqliteFile.sibling(copy, suffix))) {
                throw new IOException("SQLite has not checkpointed or removed " + copy.getFileName() + suffix);
            }
        }
        SqliteFile.force(copy);
        SqliteFile.forceFolderOf(copy);
    }
}
