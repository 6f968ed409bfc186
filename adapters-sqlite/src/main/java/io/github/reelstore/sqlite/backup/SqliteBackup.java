package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CopyLimits;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.OnlineCopy;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyDatabase;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedSchema;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Backs up a database while it is in use, with a list of the files that its rows refer to. The list is made from the
 * copy, so the two are consistent. The files themselves are not copied; copy them with a tool such as {@code rsync}.
 * Files never change, and deleted files are kept for their grace period, so they can be copied after the backup.
 *
 * <pre>{@code
 * SqliteBackup.Result result = SqliteBackup.of(config).to(Path.of("/backups/monday"), (done, total) -> {});
 * }</pre>
 */
public final class SqliteBackup {

    static final String DATABASE = "reelstore.db";
    static final String FILES = "files.txt";
    static final String SUMS = "SHA256SUMS";

    private static final String OUTSIDE =
            "SELECT count(*) FROM veo3_video_generations WHERE file_path IS NULL AND video_path <> ''";

    private final SqliteConfig config;
    private final CopyLimits limits;

    private SqliteBackup(SqliteConfig config, CopyLimits limits) {
        this.config = config;
        this.limits = limits;
    }

    /**
     * Creates a backup of a store's database.
     *
     * @throws StorageException.Configuration if the file does not exist or is not a store's database
     * @throws StorageException.Corrupt if it was found damaged, because its copy would look undamaged
     */
    public static SqliteBackup of(SqliteConfig config) {
        return of(config, CopyLimits.DEFAULT);
    }

    /** The time at which the backup in a folder was made; empty if there is no backup in it. */
    public static Optional<Instant> timeOf(Path folder) {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(folder.resolve(DATABASE)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static SqliteBackup of(SqliteConfig config, CopyLimits limits) {
        // an interrupted restore may have left it under another name
        SqliteRestore.recover(config);
        if (Files.notExists(config.file())) {
            throw new StorageException.Configuration(
                    "database.url",
                    SqliteFile.nameOf(config.file())
                            + " does not exist, so there is nothing to back up; name another database.");
        }
        SqliteConfig resolved = config.resolved();
        CorruptionMarker.of(resolved.file()).requireNotSet();
        SqliteFile.check(resolved.file());
        return new SqliteBackup(resolved, limits);
    }

    /** Receives the progress of the copy in bytes, on the thread that copies. */
    @FunctionalInterface
    public interface Progress {

        /** Reports that {@code done} of {@code total} bytes are copied; the total may still grow. */
        void at(long done, long total);
    }

    /**
     * The result of a backup.
     *
     * @param database the copy of the database
     * @param files the list of files, one key per line, in the format of {@code rsync --files-from}
     * @param sums the SHA-256 of the files whose rows have one, in the format of {@code sha256sum --check}
     * @param count the number of files
     * @param bytes the size of all files whose rows have one
     * @param outside the number of videos in an adopted database whose file is outside of the store; these are not in
     *     the list
     */
    public record Result(Path database, Path files, Path sums, long count, long bytes, long outside) {}

    /**
     * Makes the backup.
     *
     * @param folder the target folder; created if missing
     * @throws StorageException.AlreadyExists if the folder contains a backup; a backup is never replaced
     * @throws StorageException.Unavailable if another process keeps the database locked, or the disk is full; also if
     *     the database is in rollback-journal mode, not WAL, and another process kept writing to it before the copy was
     *     done: that is retryable, since a copy succeeds in the first pause that is long enough
     * @throws StorageException.Corrupt if the database is damaged
     */
    public Result to(Path folder, Progress progress) {
        Path target = folder.toAbsolutePath().normalize();
        createFolder(target);
        new OnlineCopy(config.file(), Optional.of(target.resolve(DATABASE))).check();
        // the database is renamed last: where it exists, the lists exist too
        Path unnamed = target.resolve(DATABASE + "." + UUID.randomUUID() + ".part");
        try (Connection connection = new SqliteDataSource(config).openConnection()) {
            requireStore(connection);
            new OnlineCopy(config.file(), Optional.of(unnamed), limits, InstantSource.system())
                    .make(connection, progress::at);
            return listed(unnamed, target);
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            for (Path part : List.of(unnamed, part(target, FILES), part(target, SUMS))) {
                part.toFile().delete();
            }
        }
    }

    private StorageException failed(SQLException e) {
        return Optional.of(CorruptionMarker.of(config.file()))
                .filter(marker -> SqliteMigrations.isStore(config, new SqliteDataSource(config)))
                .flatMap(marker -> marker.record(e))
                .orElseGet(() -> SqliteFailures.failed(
                        config.file(), SqliteFile.nameOf(config.file()) + " cannot be backed up", e));
    }

    private static Path part(Path folder, String name) {
        return folder.resolve(name + ".part");
    }

    private void requireStore(Connection connection) throws SQLException {
        ActualSchema.Owner owner = ActualSchema.ownerOf(connection);
        if (owner != ActualSchema.Owner.REELSTORE && owner != ActualSchema.Owner.ADOPTED) {
            throw new StorageException.Configuration(
                    "database.url",
                    SqliteFile.nameOf(config.file())
                            + " is not a store's database, so its files are unknown; name a store's database.");
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "backup",
                    "The backup folder " + folder + " cannot be created (" + e.getMessage() + "); name another.",
                    e);
        }
    }

    private Result listed(Path copy, Path folder) throws SQLException {
        Path files = part(folder, FILES);
        Path sums = part(folder, SUMS);
        long count = 0;
        long bytes = 0;
        long outside;
        try (ReadOnlyDatabase source = ReadOnlyDatabase.open(SqliteConfig.of(copy));
                BufferedWriter keys = Files.newBufferedWriter(files, StandardCharsets.UTF_8);
                BufferedWriter hashes = Files.newBufferedWriter(sums, StandardCharsets.UTF_8);
                PreparedStatement statement = source.connection().prepareStatement(listing());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String key = rows.getString(1);
                keys.write(key + "\n");
                String hash = rows.getString(2);
                if (hash != null) {
                    hashes.write(hash + "  " + key + "\n");
                }
                count++;
                bytes += rows.getLong(3);
            }
            outside = Sql.number(source.connection(), OUTSIDE);
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
        Path database = folder.resolve(DATABASE);
        Result result = new Result(database, finished(files, FILES), finished(sums, SUMS), count, bytes, outside);
        rename(copy, database);
        return result;
    }

    private static void rename(Path copy, Path database) {
        try {
            Files.move(copy, database);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException.AlreadyExists(
                    "backup",
                    "Another backup was made in " + database.getParent() + " meanwhile; name another folder.",
                    e);
        } catch (IOException e) {
            throw notWritten(database, e);
        }
    }

    private static StorageException.Unavailable notWritten(Path folder, IOException e) {
        return StorageException.Unavailable.lasting(
                "backup",
                "The list of files cannot be written to " + folder + " (" + e.getMessage() + "); make room there.",
                e);
    }

    private static Path finished(Path part, String name) {
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return Files.move(part, part.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritten(part, e);
        }
    }

    /** Selects every column that holds keys, of all profiles, including columns that later migrations add. */
    static String listing() {
        List<String> columns = new ArrayList<>();
        AdoptedSchema.EXPECTED.columns().forEach((table, tableColumns) -> {
            List<String> names = tableColumns.stream()
                    .map(ExpectedSchema.ExpectedColumn::name)
                    .toList();
            for (String name : names) {
                boolean outside = table.equals(ExpectedSchema.VIDEOS) && name.equals("video_path");
                if (name.endsWith("_path") && !outside) {
                    boolean main = !name.equals("thumb_path");
                    columns.add("SELECT " + name + " AS blob_key, "
                            + (main ? "content_hash" : "NULL") + " AS content_hash, "
                            + (main && names.contains("byte_size") ? "byte_size" : "NULL") + " AS byte_size FROM "
                            + table);
                }
            }
        });
        return "SELECT blob_key, max(content_hash), max(byte_size) FROM (" + String.join(" UNION ALL ", columns)
                + ") WHERE blob_key IS NOT NULL GROUP BY blob_key ORDER BY blob_key";
    }
}
