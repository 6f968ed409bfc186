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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Makes a store of another program's database, in place, while that program goes on working with it: the desktop app whose
 * table {@code veo3_video_generations} the plan builds on. Only tables, nullable columns and indexes are added.
 *
 * <pre>{@code
 * Adoption adoption = Adoption.of(SqliteConfig.of(Path.of("/home/me/app.db")));
 * adoption.plan().warnings().forEach(System.out::println);
 * AdoptionResult result = adoption.adopt(Optional.empty(), (phase, done, total) -> {});
 * }</pre>
 */
public final class Adoption {

    /**
     * Up to here all rows can be read in one transaction, twice if somebody writes meanwhile, without keeping the other program
     * waiting for longer than half a second, on slow machines too.
     */
    static final Limits DEFAULT_LIMITS = new Limits(2_000, 4L << 20);

    private final SqliteConfig config;
    private final SqliteDataSource source;
    private final CorruptionMarker marker;
    private final Limits limits;

    private Adoption(SqliteConfig config, Limits limits) {
        this.config = config.resolved();
        this.source = new SqliteDataSource(this.config);
        this.marker = CorruptionMarker.of(this.config.file());
        this.limits = limits;
    }

    /**
     * How large a file may be to be adopted in one transaction.
     *
     * @param rows of the other program's
     * @param bytes of the file
     * @param copy when its backup is given up
     */
    public record Limits(long rows, long bytes, CopyLimits copy) {

        Limits(long rows, long bytes) {
            this(rows, bytes, CopyLimits.DEFAULT);
        }
    }

    /**
     * An adoption of a file, which is looked at and not changed.
     *
     * @throws StorageException.Configuration if there is no such file, or it is no database of that app, or one that
     *     Reelstore made itself
     */
    public static Adoption of(SqliteConfig config) {
        return of(config, DEFAULT_LIMITS);
    }

    public static Adoption of(SqliteConfig config, Limits limits) {
        Adoption adoption = new Adoption(config, limits);
        if (Files.notExists(adoption.config.file())) {
            throw refused(adoption.name() + " is not there; name the database file of the program.");
        }
        SqliteFile.check(adoption.config.file());
        adoption.requireAdoptable();
        return adoption;
    }

    /** Whether the file has been adopted; a file that is not there has not. */
    public static boolean isAdopted(SqliteConfig config) {
        return Files.exists(config.file())
                && new Adoption(config, DEFAULT_LIMITS).untouched("be looked at", ActualSchema::ownerOf)
                        == ActualSchema.Owner.ADOPTED;
    }

    private void requireAdoptable() {
        switch (untouched("be looked at", ActualSchema::ownerOf)) {
            case ADOPTABLE, ADOPTED -> {}
            case REELSTORE ->
                throw refused(name() + " is a store of Reelstore's own, which needs no adoption; open it.");
            case EMPTY -> throw refused(name() + " has no tables; name the database file of the program.");
            case FOREIGN ->
                throw refused(name() + " is the database of a program that Reelstore does not know; only those with the"
                        + " table " + ExpectedSchema.CLIPS + ", or one from before it, can be adopted.");
        }
    }

    /**
     * What adopting would change. It writes nothing: neither to the file nor to its {@code -wal}.
     *
     * @throws StorageException.Unsupported if the file has something of one of the store's names that is another's
     * @throws StorageException.Unavailable if another process keeps the file locked
     */
    public AdoptionPlan plan() {
        return untouched("be looked at", this::plan);
    }

    private AdoptionPlan plan(Connection connection) throws SQLException {
        ExpectedSchema expected = AdoptedSchema.WANTED;
        ActualSchema actual = ActualSchema.of(connection);
        Optional<NameConflicts.Stranger> stranger = new NameConflicts(connection, actual, expected).first();
        if (stranger.isPresent()) {
            throw new StorageException.Unsupported(
                    stranger.get().name(), name() + " " + stranger.get().what() + " Nothing was changed.");
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
        return actual.tables().contains(ExpectedSchema.CLIPS)
                ? Sql.number(connection, "SELECT count(*) FROM main." + ExpectedSchema.CLIPS)
                : 0;
    }

    /**
     * Backs the file up, then adds what is missing, and commits only if every row of the other program's is as it was. Running it
     * again adds only what is new since. No transaction keeps the other program waiting: a file that is too large to be
     * compared in one is adopted on a copy first, compared there, and then in short steps, the mark of its adoption last.
     *
     * @param backup where the backup goes, a file that is not there yet; empty for a name beside the file
     * @throws StorageException.AlreadyExists if there is a file at {@code backup}
     * @throws StorageException.Unavailable if another process keeps the file locked for longer than the busy timeout, or wrote to it
     *     each time before its backup was done; then nothing was changed
     * @throws StorageException.Corrupt if the file was adopted and is damaged
     * @throws StorageException.Integrity if a row of the other program's would have changed; then nothing has
     */
    public AdoptionResult adopt(Optional<Path> backup, AdoptionProgress progress) {
        OnlineCopy copy = new OnlineCopy(config.file(), backup, limits.copy());
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
        try (Connection connection = source.adding()) {
            return new AdoptionResult(add(connection, plan, saved, progress, changed), Optional.of(saved));
        } catch (SQLException e) {
            if (backup.isEmpty() && !changed.get() && SqliteFailures.classify(e) == SqlFailure.BUSY) {
                // a copy of what is there as it was
                copy.discard(saved);
                throw failed("be adopted", e, " Nothing was changed.");
            }
            throw failed("be adopted", e, " The file as it was is in " + saved + ".");
        }
    }

    private Path backUp(OnlineCopy copy, AdoptionProgress progress) {
        try (Connection connection = source.adding()) {
            return copy.make(connection, (done, total) -> progress.at(AdoptionProgress.Phase.BACKUP, done, total));
        } catch (SQLException e) {
            throw failed("be backed up", e, "");
        }
    }

    private AdoptionPlan add(
            Connection connection, AdoptionPlan plan, Path saved, AdoptionProgress progress, AtomicBoolean changed)
            throws SQLException {
        AdoptionRun run = new AdoptionRun(connection, saved, progress);
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

    /** SQLite would open it for reading, and leave a {@code -wal} and a {@code -shm} beside it. */
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
        for (String table : ActualSchema.of(connection).foreignTables(AdoptedSchema.WANTED)) {
            rows += Sql.number(connection, "SELECT count(*) FROM main." + ActualSchema.quoted(table));
        }
        return rows <= limits.rows();
    }

    /** The whole of it on a copy, with every row read before and after: what changes no row there changes none here. */
    private void rehearse(Path backup, AdoptionProgress progress) throws SQLException {
        try {
            Path scratch = Files.createTempFile(backup.getParent(), backup.getFileName() + "-", ".trial");
            try {
                Files.delete(scratch);
                Files.copy(backup, scratch);
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + scratch)) {
                    new AdoptionRun(connection, backup, progress).atOnce();
                }
            } finally {
                for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                    Files.deleteIfExists(scratch.resolveSibling(scratch.getFileName() + suffix));
                }
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "backup",
                    "There is no room beside " + backup + " to try the adoption out (" + e.getMessage()
                            + "); make some, or name another place for the backup.",
                    e);
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T untouched(String what, Use<T> use) {
        try (ReadOnlyDatabase file = source.untouched()) {
            return use.of(file.connection());
        } catch (SQLException e) {
            throw failed(what, e, "");
        }
    }

    private StorageException failed(String what, SQLException e, String more) {
        return Optional.of(marker)
                .filter(any -> SqliteMigrations.isStore(config, source))
                .flatMap(any -> any.met(e))
                .orElseGet(() -> SqliteFailures.failed(config.file(), name() + " cannot " + what, e, more));
    }

    private String name() {
        return SqliteFile.nameOf(config.file());
    }

    private static StorageException.Configuration refused(String message) {
        return new StorageException.Configuration("database.url", message);
    }
}
