package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.AdoptedProjects.NewProject;
import io.github.reelstore.sqlite.AdoptionProgress.Phase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteUpdateListener;

/**
 * One adoption on one connection: the steps, and what makes sure that they only add. The mark comes last, so that a file is
 * adopted when all of it is there and not before.
 */
final class AdoptionRun {

    /** So that a transaction of them is short. */
    private static final int PROJECTS_A_STEP = 1_000;

    private final Connection connection;
    private final Path backup;
    private final AdoptionProgress progress;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final WantedSchema wanted = AdoptedSchema.WANTED;
    private final Set<String> foreignTables;
    private final Set<String> written = new LinkedHashSet<>();
    private final List<String> tables = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();
    private final FoundSchema before;
    private long projects;
    private long steps;

    /**
     * @param backup the file as it was, for those who ask what became of theirs
     */
    AdoptionRun(Connection connection, Path backup, AdoptionProgress progress) throws SQLException {
        this.connection = connection;
        this.backup = backup;
        this.progress = progress;
        this.before = FoundSchema.of(connection);
        this.foreignTables = Set.copyOf(before.foreignTables(wanted));
    }

    /**
     * All steps in one transaction, with every row of the other program's read before and after.
     *
     * @throws StorageException.Integrity if one has changed; then nothing has
     */
    void atOnce() throws SQLException {
        watched(() -> Sql.inTransaction(connection, () -> {
            Bystanders then = Bystanders.of(connection, wanted, rows -> progress.at(Phase.COMPARE, rows, rows));
            addTablesAndColumns();
            for (Addition index : FoundSchema.of(connection).missingIndexes(wanted)) {
                add(index, indexes);
            }
            List<NewProject> found = nextProjects(Optional.empty());
            while (!found.isEmpty()) {
                projects += AdoptedProjects.insert(connection, found, now);
                found = nextProjects(Optional.of(found.get(found.size() - 1).id()));
            }
            mark();
            requireOnlyAdditions(then.definitions());
            long read = then.rows().rows();
            Bystanders now = then.again(connection, wanted, rows -> progress.at(Phase.COMPARE, read + rows, 2 * read));
            now.differenceFrom(then).ifPresent(this::refuse);
        }));
    }

    /** Each step in a transaction of its own, none of them long, for files whose rows cannot be read in the meantime. */
    void inSteps() throws SQLException {
        // indexes are made in memory, from pages that are not copied
        Sql.execute(connection, "PRAGMA mmap_size = 2147418112");
        Sql.execute(connection, "PRAGMA cache_size = -131072");
        Sql.execute(connection, "PRAGMA temp_store = MEMORY");
        watched(() -> {
            step(this::addTablesAndColumns);
            for (Addition index : FoundSchema.of(connection).missingIndexes(wanted)) {
                warm();
                step(() -> add(index, indexes));
            }
            List<NewProject> found = nextProjects(Optional.empty());
            while (!found.isEmpty()) {
                List<NewProject> chunk = found;
                step(() -> projects += AdoptedProjects.insert(connection, chunk, now));
                found = nextProjects(Optional.of(chunk.get(chunk.size() - 1).id()));
            }
            step(this::mark);
        });
    }

    private void step(Sql.Work work) throws SQLException {
        Sql.inTransaction(connection, () -> {
            Map<String, String> definitions = Bystanders.definitions(connection, wanted);
            work.run();
            requireOnlyAdditions(definitions);
        });
        done();
    }

    private void done() {
        progress.at(Phase.ADD, ++steps, steps);
    }

    /** Reads what the next index is made of, so that the disk is not waited for while the file is locked. */
    private void warm() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT count(profile_id) FROM main." + WantedSchema.CLIPS + " NOT INDEXED");
                var row = statement.executeQuery()) {
            row.next();
        }
    }

    private void addTablesAndColumns() throws SQLException {
        FoundSchema found = FoundSchema.of(connection);
        for (Addition table : found.missingTables(wanted)) {
            add(table, tables);
        }
        for (Addition column : found.missingColumns(wanted)) {
            add(column, columns);
        }
    }

    private void add(Addition addition, List<String> names) throws SQLException {
        Sql.execute(connection, addition.sql());
        names.add(addition.name());
        done();
    }

    private List<NewProject> nextProjects(Optional<RawText> last) throws SQLException {
        return new AdoptedProjects(FoundSchema.of(connection)).after(connection, last, PROJECTS_A_STEP);
    }

    private void mark() throws SQLException {
        if (!before.tables().contains(WantedSchema.MARKER)) {
            add(new Addition(WantedSchema.MARKER, WantedSchema.createMarker()), tables);
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR IGNORE INTO main." + WantedSchema.MARKER + " (id, adopted_at) VALUES (1, ?)")) {
                new InstantText().set(statement, 1, now);
                statement.executeUpdate();
            }
        }
    }

    /** Has SQLite tell which tables' rows are written while the work goes on. */
    private void watched(Sql.Work work) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        SQLiteUpdateListener listener = (type, database, table, row) -> written.add(table);
        sqlite.addUpdateListener(listener);
        try {
            work.run();
        } finally {
            sqlite.removeUpdateListener(listener);
        }
    }

    private void requireOnlyAdditions(Map<String, String> definitions) throws SQLException {
        for (String table : written) {
            if (foreignTables.contains(table)) {
                refuse("rows of the table " + table);
            }
        }
        Bystanders.difference(definitions, Bystanders.definitions(connection, wanted))
                .ifPresent(this::refuse);
    }

    private void refuse(String whatWouldHaveChanged) {
        throw new StorageException.Integrity(
                "adoption",
                "Adopting would have changed " + whatWouldHaveChanged + ", so it was undone; the file as it was is in "
                        + backup + ". Please report this, with the version of the program whose file it is.");
    }

    /** What was added. */
    AdoptionPlan changes(long generations, List<String> warnings) {
        return new AdoptionPlan(tables, columns, indexes, projects, generations, warnings);
    }
}
