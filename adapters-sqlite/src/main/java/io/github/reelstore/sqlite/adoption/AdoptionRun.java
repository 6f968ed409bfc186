package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.adoption.AdoptedProjects.NewProject;
import io.github.reelstore.sqlite.adoption.AdoptionProgress.Phase;
import io.github.reelstore.sqlite.internal.connection.InstantText;
import io.github.reelstore.sqlite.internal.connection.RawText;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.Addition;
import io.github.reelstore.sqlite.internal.schema.AdoptedSchema;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import io.github.reelstore.sqlite.internal.schema.SchemaAdditions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final ExpectedSchema expected = AdoptedSchema.WANTED;
    private final Set<String> foreignTables;
    private final Set<String> written = new LinkedHashSet<>();
    private final SchemaAdditions additions;
    private boolean changed;
    private long projects;
    private long steps;

    /**
     * @param backup the file as it was, for those who ask what became of theirs
     */
    AdoptionRun(Connection connection, Path backup, AdoptionProgress progress) throws SQLException {
        this.connection = connection;
        this.backup = backup;
        this.progress = progress;
        this.additions = new SchemaAdditions(connection, this::done);
        this.foreignTables = Set.copyOf(ActualSchema.of(connection).foreignTables(expected));
    }

    /**
     * All steps in one transaction, with every row of the other program's read before and after. Before is read without a lock,
     * and counts if nobody has written since.
     *
     * @throws StorageException.Integrity if one has changed; then nothing has
     */
    void atOnce() throws SQLException {
        long version = dataVersion();
        ForeignDataSnapshot unlocked = bystanders();
        watched(() -> Sql.inTransaction(connection, () -> {
            ForeignDataSnapshot then = dataVersion() == version ? unlocked : bystanders();
            additions.addTablesAndColumns();
            for (Addition index : additions.missingIndexes()) {
                additions.addIndex(index);
            }
            List<NewProject> found = nextProjects(Optional.empty());
            while (!found.isEmpty()) {
                projects += AdoptedProjects.insert(connection, found, now);
                found = nextProjects(Optional.of(found.get(found.size() - 1).id()));
            }
            mark();
            requireOnlyAdditions(then.definitions());
            long read = then.rows().rows();
            ForeignDataSnapshot now =
                    then.again(connection, expected, rows -> progress.at(Phase.COMPARE, read + rows, 2 * read));
            now.differenceFrom(then).ifPresent(this::refuse);
        }));
        changed = true;
    }

    /** Another number when another connection has committed something. */
    private long dataVersion() throws SQLException {
        return Sql.number(connection, "PRAGMA main.data_version");
    }

    private ForeignDataSnapshot bystanders() throws SQLException {
        return ForeignDataSnapshot.of(connection, expected, rows -> progress.at(Phase.COMPARE, rows, rows));
    }

    /** Each step in a transaction of its own, none of them long, for files whose rows cannot be read in the meantime. */
    void inSteps() throws SQLException {
        additions.prepare();
        watched(() -> {
            step(additions::addTablesAndColumns);
            additions.addIndexes(this::step);
            List<NewProject> found = nextProjects(Optional.empty());
            while (!found.isEmpty()) {
                List<NewProject> chunk = found;
                step(() -> projects += AdoptedProjects.insert(connection, chunk, now));
                found = nextProjects(Optional.of(chunk.get(chunk.size() - 1).id()));
            }
            additions.lasting();
            step(this::mark);
        });
    }

    private void step(Sql.Work work) throws SQLException {
        step("BEGIN IMMEDIATE", work);
    }

    private void step(String begin, Sql.Work work) throws SQLException {
        Sql.inTransaction(connection, begin, () -> {
            Map<String, String> definitions = ForeignDataSnapshot.definitions(connection, expected);
            work.run();
            requireOnlyAdditions(definitions);
        });
        changed = true;
        done();
    }

    /** Whether something has been added to the file, and stays there. */
    boolean hasChanged() {
        return changed;
    }

    private void done() {
        progress.at(Phase.ADD, ++steps, steps);
    }

    private List<NewProject> nextProjects(Optional<RawText> last) throws SQLException {
        return new AdoptedProjects(ActualSchema.of(connection)).after(connection, last, PROJECTS_A_STEP);
    }

    private void mark() throws SQLException {
        Sql.execute(connection, ExpectedSchema.insertIdentity());
        if (additions.addTable(new Addition(ExpectedSchema.MARKER, ExpectedSchema.createMarker()))) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR IGNORE INTO main." + ExpectedSchema.MARKER + " (id, adopted_at) VALUES (1, ?)")) {
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
        ForeignDataSnapshot.difference(definitions, ForeignDataSnapshot.definitions(connection, expected))
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
        return new AdoptionPlan(
                additions.tables(), additions.columns(), additions.indexes(), projects, generations, warnings);
    }
}
