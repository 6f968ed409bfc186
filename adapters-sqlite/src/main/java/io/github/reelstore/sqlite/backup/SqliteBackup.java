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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Backs up a database while others write to it, with a list of the files that its rows refer to: the list is made from the copy, so
 * the two belong together. The files themselves are copied by whoever copies files best; they never change, and what is deleted
 * meanwhile stays for its grace period.
 *
 * <pre>{@code
 * SqliteBackup.Result made = SqliteBackup.of(config).to(Path.of("/backups/monday"), (done, total) -> {});
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
     * A backup of a database of the store's.
     *
     * @throws StorageException.Configuration if there is no such file, or it is none of the store's
     * @throws StorageException.Corrupt if it was found damaged, since its copy would look as if it were whole
     */
    public static SqliteBackup of(SqliteConfig config) {
        return of(config, CopyLimits.DEFAULT);
    }

    static SqliteBackup of(SqliteConfig config, CopyLimits limits) {
        // a restore that was interrupted may have left it under another name
        SqliteRestore.settle(config);
        if (Files.notExists(config.file())) {
            throw new StorageException.Configuration(
                    "database.url",
                    SqliteFile.nameOf(config.file())
                            + " is not there, so there is nothing to back up; name another database.");
        }
        SqliteConfig resolved = config.resolved();
        CorruptionMarker.of(resolved.file()).requireNotSet();
        SqliteFile.check(resolved.file());
        return new SqliteBackup(resolved, limits);
    }

    /** Is told how far the copy has come, in bytes, by the thread that makes it. */
    @FunctionalInterface
    public interface Progress {

        /** Of {@code total}, which may still grow, {@code done} is done. */
        void at(long done, long total);
    }

    /**
     * What was made.
     *
     * @param database the copy of the database
     * @param files the list of the files, a key a line, as {@code rsync --files-from} takes it
     * @param sums their SHA-256 as far as rows tell it, as {@code sha256sum --check} takes it
     * @param count how many files
     * @param bytes of all whose size rows tell
     * @param outside how many clips of an adopted database have a file outside of the store, which is not in the list
     */
    public record Result(Path database, Path files, Path sums, long count, long bytes, long outside) {}

    /**
     * Makes the backup.
     *
     * @param folder where it goes; made where it is missing
     * @throws StorageException.AlreadyExists if there is a backup in that folder: none is ever replaced
     * @throws StorageException.Unavailable if another process keeps the database locked, or there is no room; also if it is in
     *     rollback-journal mode, not WAL, and another process wrote to it over and over, each time before the copy was done:
     *     that is retryable, since a copy succeeds in the first pause that is long enough
     * @throws StorageException.Corrupt if it is damaged
     */
    public Result to(Path folder, Progress progress) {
        Path target = folder.toAbsolutePath().normalize();
        makeFolder(target);
        new OnlineCopy(config.file(), Optional.of(target.resolve(DATABASE))).check();
        // it gets its name last: so where there is one of that name, the lists are there too
        Path unnamed = target.resolve(DATABASE + "." + UUID.randomUUID() + ".part");
        try (Connection connection = new SqliteDataSource(config).adding()) {
            requireOurs(connection);
            new OnlineCopy(config.file(), Optional.of(unnamed), limits).make(connection, progress::at);
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
                .flatMap(marker -> marker.met(e))
                .orElseGet(() -> SqliteFailures.failed(
                        config.file(), SqliteFile.nameOf(config.file()) + " cannot be backed up", e));
    }

    private static Path part(Path folder, String name) {
        return folder.resolve(name + ".part");
    }

    private void requireOurs(Connection connection) throws SQLException {
        ActualSchema.Owner owner = ActualSchema.ownerOf(connection);
        if (owner != ActualSchema.Owner.REELSTORE && owner != ActualSchema.Owner.ADOPTED) {
            throw new StorageException.Configuration(
                    "database.url",
                    SqliteFile.nameOf(config.file())
                            + " is no store, so its files are not known; name a store's database.");
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "backup",
                    "The folder " + folder + " for the backup cannot be made (" + e.getMessage() + "); name another.",
                    e);
        }
    }

    private Result listed(Path copy, Path folder) throws SQLException {
        Path files = part(folder, FILES);
        Path sums = part(folder, SUMS);
        long count = 0;
        long bytes = 0;
        long outside;
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(SqliteConfig.of(copy));
                BufferedWriter keys = Files.newBufferedWriter(files, StandardCharsets.UTF_8);
                BufferedWriter hashes = Files.newBufferedWriter(sums, StandardCharsets.UTF_8);
                PreparedStatement statement = database.connection().prepareStatement(listing());
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
            outside = Sql.number(database.connection(), OUTSIDE);
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
        Path whole = folder.resolve(DATABASE);
        Result made = new Result(whole, finished(files, FILES), finished(sums, SUMS), count, bytes, outside);
        name(copy, whole);
        return made;
    }

    private static void name(Path copy, Path whole) {
        try {
            Files.move(copy, whole);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException.AlreadyExists(
                    "backup",
                    "Another backup was made in " + whole.getParent() + " meanwhile; name another folder.",
                    e);
        } catch (IOException e) {
            throw notWritten(whole, e);
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

    /** Every column that holds keys, of all profiles; one that a later migration adds is there too. */
    static String listing() {
        List<String> columns = new ArrayList<>();
        AdoptedSchema.WANTED.columns().forEach((table, itsColumns) -> {
            List<String> names =
                    itsColumns.stream().map(ExpectedSchema.WantedColumn::name).toList();
            for (String name : names) {
                boolean outside = table.equals(ExpectedSchema.CLIPS) && name.equals("video_path");
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
