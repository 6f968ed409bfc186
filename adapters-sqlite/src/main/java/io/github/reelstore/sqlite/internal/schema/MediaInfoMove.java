package io.github.reelstore.sqlite.internal.schema;

import io.github.reelstore.sqlite.internal.connection.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Migration 8: what the store knows about a row's file moves from the member {@code reelstore} of {@code meta} to the
 * column {@code media_info}. The rest of {@code meta} stays as it is to the byte, which SQLite's JSON functions do not
 * offer; a {@code meta} that had nothing else becomes NULL.
 */
final class MediaInfoMove implements JavaMigration {

    static final int VERSION = 8;

    private static final List<String> TABLES =
            List.of("video_projects", "image_generations", "audio_generations", ExpectedSchema.VIDEOS);

    /** Limits of a transaction, so that another program waits for the write lock for a moment only. */
    private static final int MAX_ROWS = 500;

    private static final int MAX_CHARACTERS = 1 << 20;

    @Override
    public void migrate(Context context) throws SQLException {
        run(context.getConnection(), Sql.Work::run);
    }

    /**
     * Moves the values of an adopted file, in short transactions. Between two of them the file stays unlocked for as long
     * as a transaction took, since another program only looks for the lock from time to time. If this is interrupted, run
     * it again.
     */
    static void runInBatches(Connection connection) throws SQLException {
        run(connection, page -> {
            long start = System.nanoTime();
            Sql.inTransaction(connection, () -> {
                // another process may have moved everything, and callers may use the member's name since
                if (AdoptedSchema.isMigrated(connection)) {
                    page.end();
                } else {
                    page.run();
                }
            });
            LockSupport.parkNanos(System.nanoTime() - start);
        });
    }

    @FunctionalInterface
    private interface Step {
        void run(Page page) throws SQLException;
    }

    private static void run(Connection connection, Step step) throws SQLException {
        for (String table : TABLES) {
            Page page = new Page(connection, table);
            while (!page.isLast) {
                step.run(page);
            }
        }
    }

    /** The next rows of a table, in the order of their rowids. */
    private static final class Page implements Sql.Work {

        private final Connection connection;
        private final String table;
        private long after = Long.MIN_VALUE;
        private boolean isLast;

        Page(Connection connection, String table) {
            this.connection = connection;
            this.table = table;
        }

        void end() {
            isLast = true;
        }

        private record Row(long id, MetaCut cut) {}

        @Override
        public void run() throws SQLException {
            List<Row> rows = read();
            String update =
                    "UPDATE main." + table + " SET media_info = ?, meta = ? WHERE rowid = ? AND media_info IS NULL";
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                for (Row row : rows) {
                    statement.setString(1, row.cut.member());
                    statement.setString(2, row.cut.rest().orElse(null));
                    statement.setLong(3, row.id);
                    statement.executeUpdate();
                }
            }
        }

        private List<Row> read() throws SQLException {
            List<Row> rows = new ArrayList<>();
            int characters = 0;
            String select = "SELECT rowid, CASE WHEN json_valid(meta) AND instr(meta, '" + MetaCut.MEMBER
                    + "') > 0 THEN meta END FROM main." + table + " WHERE rowid > ? ORDER BY rowid";
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setLong(1, after);
                try (ResultSet results = statement.executeQuery()) {
                    int read = 0;
                    while (read < MAX_ROWS && characters < MAX_CHARACTERS && !isLast) {
                        isLast = !results.next();
                        if (!isLast) {
                            read++;
                            after = results.getLong(1);
                            String meta = results.getString(2);
                            characters += meta == null ? 0 : meta.length();
                            Optional.ofNullable(meta)
                                    .flatMap(MetaCut::of)
                                    .ifPresent(cut -> rows.add(new Row(after, cut)));
                        }
                    }
                }
            }
            return rows;
        }
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(Integer.toString(VERSION));
    }

    @Override
    public String getDescription() {
        return "media info leaves meta";
    }

    @Override
    public Integer getChecksum() {
        return VERSION;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }
}
