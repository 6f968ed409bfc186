package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.mybatis.internal.SqlFailure;
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
import io.github.reelstore.sqlite.internal.schema.Addition;
import io.github.reelstore.sqlite.internal.schema.AdoptedSchema;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Turns another program's database into a store, in place, while that program goes on using it. The program is the
 * desktop app whose table {@code veo3_video_generations} the store shares. Only tables, nullable columns and indexes
 * are added.
 *
 * <pre>{@code
 * Adoption adoption = Adoption.of(SqliteConfig.of(Path.of("/home/me/app.db")));
 * adoption.plan().warnings().forEach(System.out::println);
 * AdoptionResult result = adoption.adopt(Optional.empty(), (phase, done, total) -> {});
 * }</pre>
 */
public final class Adoption {

    /**
     * Up to these limits, all rows can be read in one transaction, or twice if another process writes meanwhile,
     * without making the other program wait for longer than half a second, even on slow machines.
     */
    static final Limits DEFAULT_LIMITS = new Limits(2_000, 4L << 20);

    private final SqliteConfig config;
    private final SqliteDataSource source;
    private final CorruptionMarker marker;
    private final Limits limits;
    private final Clock clock;

    private Adoption(SqliteConfig config, Limits limits, Clock clock) {
        this.config = config.resolved();
        this.source = new SqliteDataSource(this.config);
        this.marker = CorruptionMarker.of(this.config.file());
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * How large a file may be to be adopted in one transaction.
     *
     * @param rows the largest number of the other program's rows
     * @param bytes the largest size of the file
     * @param copy when to abandon the backup
     */
    record Limits(long rows, long bytes, CopyLimits copy) {

        Limits(long rows, long bytes) {
            this(rows, bytes, CopyLimits.DEFAULT);
        }
    }

    /**
     * Creates an adoption of a file. The file is read, not changed.
     *
     * @throws StorageException.Configuration if the file does not exist, is not a database of that app, or was created
     *     by Reelstore itself
     */
    public static Adoption of(SqliteConfig config) {
        return of(config, DEFAULT_LIMITS);
    }

    static Adoption of(SqliteConfig config, Limits limits) {
        return of(config, limits, Clock.systemUTC());
    }

    static Adoption of(SqliteConfig config, Limits limits, Clock clock) {
        Adoption adoption = new Adoption(config, limits, clock);
        if (Files.notExists(adoption.config.file())) {
            throw refused(adoption.name() + " does not exist; name the program's database file.");
        }
        SqliteFile.check(adoption.config.file());
        adoption.requireAdoptable();
        return adoption;
    }

    /** Whether the file has been adopted; false if it does not exist. */
    public static boolean isAdopted(SqliteConfig config) {
        return Files.exists(config.file())
                && new Adoption(config, DEFAULT_LIMITS, Clock.systemUTC()).readOnly("be read", ActualSchema::ownerOf)
                        == ActualSchema.Owner.ADOPTED;
    }

    private void requireAdoptable() {
        switch (readOnly("be read", ActualSchema::ownerOf)) {
            case ADOPTABLE, ADOPTED -> {}
            case REELSTORE -> throw refused(name() + " was created by Reelstore, so it needs no adoption; open it.");
            case EMPTY -> throw refused(name() + " has no tables; name the program's database file.");
            case FOREIGN ->
                throw refused(
                        name() + " is the database of an unknown program; only databases of the desktop app, with or"
                                + " without its table " + ExpectedSchema.VIDEOS + ", can be adopted.");
        }
    }

    /**
     * Returns what adopting would change. It writes nothing, neither to the file nor to its {@code -wal}.
     *
     * @throws StorageException.Unsupported if one of the names that the store needs is used by another program's object
     * @throws StorageException.Unavailable if another process keeps the file locked
     */
    public AdoptionPlan plan() {
        return readOnly("be read", this::plan);
    }

    private AdoptionPlan plan(Connection connection) throws SQLException {
        ExpectedSchema expected = AdoptedSchema.EXPECTED;
        ActualSchema actual = ActualSchema.of(connection);
        Optional<NameConflicts.Conflict> conflict = new NameConflicts(connection, actual, expected).first();
        if (conflict.isPresent()) {
            throw new StorageException.Unsupported(
                    conflict.get().name(), name() + " " + conflict.get().description() + " Nothing was changed.");
        }
        Stream<String> mark =
                actual.tables().contains(ExpectedSchema.MARKER) ? Stream.of() : Stream.of(ExpectedSchema.MARKER);
        return new AdoptionPlan(
                Stream.concat(names(actual.missingTables(expected)).stream(), mark)
                        .toList(),
                names(actual.missingColumns(expected)),
                names(actual.missingIndexes(expected)),
                new AdoptedProjects(actual).count(connection),
                generations(connection, actual),
                AdoptionWarnings.of(connection, actual, expected));
    }

    private static List<String> names(List<Addition> additions) {
        return additions.stream().map(Addition::name).toList();
    }

    private static long generations(Connection connection, ActualSchema actual) throws SQLException {
        return actual.tables().contains(ExpectedSchema.VIDEOS)
                ? Sql.number(connection, "SELECT count(*) FROM main." + ExpectedSchema.VIDEOS)
                : 0;
    }

    /**
     * Backs the file up, then adds what is missing, and commits only if all of the other program's rows are unchanged.
     * Running it again adds only what has become missing since. No transaction makes the other program wait for long: a
     * file that is too large to be compared in one transaction is first adopted and compared as a copy, then adopted in
     * short steps, with the mark of the adoption last.
     *
     * @param backup the file to back up to, which must not exist; empty for a generated name next to the database
     * @throws StorageException.AlreadyExists if {@code backup} exists
     * @throws StorageException.Unavailable if another process keeps the file locked for longer than the busy timeout,
     *     or kept writing to it before the backup was done; then nothing was changed
     * @throws StorageException.Corrupt if the file was adopted before and is damaged
     * @throws StorageException.Integrity if one of the other program's rows would have changed; then nothing was
     *     changed
     */
    public AdoptionResult adopt(Optional<Path> backup, AdoptionProgress progress) {
        OnlineCopy copy = new OnlineCopy(config.file(), backup, limits.copy(), clock);
        copy.check();
        marker.requireNotSet();
        requireWritable();
        AdoptionPlan plan = plan();
        if (plan.isEmpty() && backup.isEmpty()) {
            return new AdoptionResult(plan, Optional.empty());
        }
        Path saved = backUp(copy, progress);
        if (plan.isEmpty()) {
            return new AdoptionResult(plan, Optional.of(saved));
        }
        AtomicBoolean changed = new AtomicBoolean();
        try (Connection connection = source.openConnection()) {
            return new AdoptionResult(add(connection, plan, saved, progress, changed), Optional.of(saved));
        } catch (SQLException e) {
            if (backup.isEmpty() && !changed.get() && SqliteFailures.classify(e) == SqlFailure.BUSY) {
                // nothing was changed, so the backup is of no use
                copy.discard(saved);
                throw failed("be adopted", e, " Nothing was changed.");
            }
            throw failed("be adopted", e, " The backup of the unchanged file is " + saved + ".");
        }
    }

    private Path backUp(OnlineCopy copy, AdoptionProgress progress) {
        try (Connection connection = source.openConnection()) {
            return copy.make(connection, (done, total) -> progress.at(AdoptionProgress.Phase.BACKUP, done, total));
        } catch (SQLException e) {
            throw failed("be backed up", e, "");
        }
    }

    private AdoptionPlan add(
            Connection connection, AdoptionPlan plan, Path saved, AdoptionProgress progress, AtomicBoolean changed)
            throws SQLException {
        AdoptionRun run = new AdoptionRun(connection, saved, clock.instant(), progress);
        try {
            if (isSmall(connection)) {
                run.atOnce();
            } else {
                rehearse(saved, progress);
                run.inSteps();
            }
        } finally {
            changed.set(run.hasChanged());
        }
        return run.changes(plan.generations(), plan.warnings());
    }

    /** SQLite would open a read-only file for reading, and leave a {@code -wal} and a {@code -shm} next to it. */
    private void requireWritable() {
        if (!Files.isWritable(config.file()) || !Files.isWritable(config.file().getParent())) {
            throw refused(name() + " cannot be written; check the permissions of the file, its folder and its disk.");
        }
    }

    private boolean isSmall(Connection connection) throws SQLException {
        long bytes = Sql.number(connection, "PRAGMA page_count") * Sql.number(connection, "PRAGMA page_size");
        if (bytes > limits.bytes()) {
            return false;
        }
        long rows = 0;
        for (String table : ActualSchema.of(connection).foreignTables(AdoptedSchema.EXPECTED)) {
            rows += Sql.number(connection, "SELECT count(*) FROM main." + ActualSchema.quoted(table));
        }
        return rows <= limits.rows();
    }

    /** Adopts a copy, reading every row before and after: if no row changes there, none will change in the original. */
    private void rehearse(Path backup, AdoptionProgress progress) throws SQLException {
        try {
            Path scratch = Files.createTempFile(backup.getParent(), backup.getFileName() + "-", ".trial");
            try {
                Files.delete(scratch);
                Files.copy(backup, scratch);
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + scratch)) {
                    new AdoptionRun(connection, backup, clock.instant(), progress).atOnce();
                }
            } finally {
                for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                    Files.deleteIfExists(scratch.resolveSibling(scratch.getFileName() + suffix));
                }
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "backup",
                    "A trial copy cannot be written next to " + backup + " (" + e.getMessage()
                            + "); make room there, or name another file for the backup.",
                    e);
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T readOnly(String what, Use<T> use) {
        try (ReadOnlyDatabase file = source.openReadOnly()) {
            return use.of(file.connection());
        } catch (SQLException e) {
            throw failed(what, e, "");
        }
    }

    private StorageException failed(String what, SQLException e, String more) {
        return Optional.of(marker)
                .filter(any -> SqliteMigrations.isStore(config, source))
                .flatMap(any -> any.record(e))
                .orElseGet(() -> SqliteFailures.failed(config.file(), name() + " cannot " + what, e, more));
    }

    private String name() {
        return SqliteFile.nameOf(config.file());
    }

    private static StorageException.Configuration refused(String message) {
        return new StorageException.Configuration("database.url", message);
    }
}
