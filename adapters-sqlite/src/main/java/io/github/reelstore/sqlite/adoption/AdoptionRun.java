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
 * Runs one adoption on one connection, and verifies that its steps only add. The mark is added last, so a file counts
 * as adopted only when everything has been added.
 */
final class AdoptionRun {

    /** Keeps each transaction short. */
    private static final int PROJECTS_PER_STEP = 1_000;

    private final Connection connection;
    private final Path backup;
    private final AdoptionProgress progress;
    private final Instant now;
    private final ExpectedSchema expected = AdoptedSchema.EXPECTED;
    private final Set<String> foreignTables;
    private final Set<String> written = new LinkedHashSet<>();
    private final SchemaAdditions additions;
    private boolean changed;
    private long projects;
    private long steps;

    /**
     * @param backup the backup of the unchanged file, for messages
     * @param now when the file is adopted
     */
    AdoptionRun(Connection connection, Path backup, Instant now, AdoptionProgress progress) throws SQLException {
        this.connection = connection;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.backup = backup;
        this.progress = progress;
        this.additions = new SchemaAdditions(connection, this::done);
        this.foreignTables = Set.copyOf(ActualSchema.of(connection).foreignTables(expected));
    }

    /**
     * Runs all steps in one transaction, reading all of the other program's rows before and after. The rows are first
     * read without a lock; if another process has written since, they are read again.
     *
     * @throws StorageException.Integrity if a row has changed; then the transaction is rolled back
     */
    void atOnce() throws SQLException {
        long version = dataVersion();
        ForeignDataSnapshot unlocked = snapshot();
        watched(() -> Sql.inTransaction(connection, () -> {
            ForeignDataSnapshot before = dataVersion() == version ? unlocked : snapshot();
            additions.addTablesAndColumns();
            for (Addition index : additions.missingIndexes()) {
                additions.addIndex(index);
            }
            List<NewProject> next = nextProjects(Optional.empty());
            while (!next.isEmpty()) {
                projects += AdoptedProjects.insert(connection, next, now);
                next = nextProjects(Optional.of(next.get(next.size() - 1).id()));
            }
            mark();
            requireOnlyAdditions(before.definitions());
            long read = before.rows().rows();
            ForeignDataSnapshot after =
                    before.again(connection, expected, rows -> progress.at(Phase.COMPARE, read + rows, 2 * read));
            after.differenceFrom(before).ifPresent(this::refuse);
        }));
        changed = true;
    }

    /** A number that changes when another connection commits. */
    private long dataVersion() throws SQLException {
        return Sql.number(connection, "PRAGMA main.data_version");
    }

    private ForeignDataSnapshot snapshot() throws SQLException {
        return ForeignDataSnapshot.of(connection, expected, rows -> progress.at(Phase.COMPARE, rows, rows));
    }

    /** Runs each step in its own short transaction, for files that are too large to read all rows in one. */
    void inSteps() throws SQLException {
        additions.prepare();
        watched(() -> {
            step(additions::addTablesAndColumns);
            additions.addIndexes(this::step);
            List<NewProject> next = nextProjects(Optional.empty());
            while (!next.isEmpty()) {
                List<NewProject> chunk = next;
                step(() -> projects += AdoptedProjects.insert(connection, chunk, now));
                next = nextProjects(Optional.of(chunk.get(chunk.size() - 1).id()));
            }
            additions.restoreDurability();
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

    /** Whether something has been added to the file and committed. */
    boolean hasChanged() {
        return changed;
    }

    private void done() {
        progress.at(Phase.ADD, ++steps, steps);
    }

    private List<NewProject> nextProjects(Optional<RawText> last) throws SQLException {
        return new AdoptedProjects(ActualSchema.of(connection)).after(connection, last, PROJECTS_PER_STEP);
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

    /** Runs the work while recording the tables whose rows it writes. */
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
                "Adopting would have changed " + whatWouldHaveChanged + ", so it was rolled back; the backup is "
                        + backup + ". Please report this, with the version of the program that uses the file.");
    }

    /** Returns what was added. */
    AdoptionPlan changes(long generations, List<String> warnings) {
        return new AdoptionPlan(
                additions.tables(), additions.columns(), additions.indexes(), projects, generations, warnings);
    }
}
