package io.github.reelstore.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.sqlite.adoption.AdoptedFile;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.PortWorkload;
import io.github.reelstore.testtools.ProfileFill;
import io.github.reelstore.testtools.StatementWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Measures SQLite's work for each statement, in steps of its virtual machine: it must be the same with 10,000 rows per
 * table in the profile as with 1,000, or in long runs with 50,000.
 */
class SqliteWorkTest {

    private static final int FEW = 1_000;
    private static final int MANY = FaultCount.LONG ? 50_000 : 10_000;

    /** The planner statistics in the file when it is opened. */
    enum Statistics {
        NONE,
        /** Gathered when each table had one row. */
        STALE,
        GATHERED
    }

    enum Kind {
        OWN,
        ADOPTED
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Tag("large")
    void workOfAStatementDoesNotGrowWithItsProfile(Kind kind) throws SQLException, IOException {
        Map<Statistics, StatementWork> few = measure(kind, FEW);
        Map<Statistics, StatementWork> many = measure(kind, MANY);

        SoftAssertions soft = new SoftAssertions();
        for (Statistics statistics : Statistics.values()) {
            List<StatementWork.Entry> before =
                    requireNonNull(few.get(statistics)).entries();
            List<StatementWork.Entry> after =
                    requireNonNull(many.get(statistics)).entries();
            assertThat(after)
                    .extracting(StatementWork.Entry::sql)
                    .isEqualTo(before.stream().map(StatementWork.Entry::sql).toList());
            for (int i = 0; i < before.size(); i++) {
                if (PortWorkload.SUMS.contains(before.get(i).id())
                        || (kind == Kind.ADOPTED && isListByStatus(before.get(i)))) {
                    continue;
                }
                soft.assertThat(after.get(i).work())
                        .as(
                                "%s, statistics %s: %s",
                                before.get(i).id(), statistics, before.get(i).sql())
                        .isCloseTo(before.get(i).work(), Percentage.withPercentage(5));
            }
        }
        soft.assertAll();
    }

    /**
     * The status of a video in an adopted file is in its column or in the store's own values. An index on both would
     * need JSON functions in the app's SQLite.
     */
    private static boolean isListByStatus(StatementWork.Entry entry) {
        return entry.id().equals("VideoGenerationMapper.list")
                && entry.sql().contains("(status = ?)")
                && !entry.sql().contains(" project_id = ?");
    }

    private Map<Statistics, StatementWork> measure(Kind kind, int rows) throws SQLException, IOException {
        Path file = folder.resolve(kind + "-" + rows + ".db");
        if (kind == Kind.OWN) {
            SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC()).close();
        } else {
            AdoptedFile.open(Files.createDirectories(folder.resolve("adopted-" + rows)), Clock.systemUTC())
                    .close();
            file = folder.resolve("adopted-" + rows).resolve("app.db");
        }
        run(file, ProfileFill.forSqlite(1, "other"));
        run(file, List.of("ANALYZE"));
        run(file, ProfileFill.forSqlite(rows, PortWorkload.PROFILE.value()));
        Map<Statistics, StatementWork> measured = new EnumMap<>(Statistics.class);
        measured.put(Statistics.STALE, work(file));
        run(file, List.of("DROP TABLE sqlite_stat1", "DROP TABLE IF EXISTS sqlite_stat4"));
        measured.put(Statistics.NONE, work(file));
        run(file, List.of("ANALYZE"));
        measured.put(Statistics.GATHERED, work(file));
        return measured;
    }

    private static void run(Path file, List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("BEGIN");
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("COMMIT");
        }
    }

    /** Measures every statement on the file, without changing it. */
    private static StatementWork work(Path file) {
        SqliteConfig config = SqliteConfig.of(file);
        SqliteDataSource source = new SqliteDataSource(config);
        StatementWork work = new StatementWork();
        CorruptionMarker marker = CorruptionMarker.of(file);
        StepCountingDatabase database = new StepCountingDatabase(
                new SqliteDatabase(config, source, SqliteMigrations.apply(source, config, marker), marker));
        database.countTo(work);
        try (MybatisTransactions transactions = new MybatisTransactions(database, Clock.systemUTC())) {
            assertThatThrownBy(() -> transactions.inTransaction(PortWorkload.PROFILE, SqliteWorkTest::everything))
                    .hasMessage("enough");
        }
        return work;
    }

    private static boolean everything(Tx tx) {
        PortWorkload.everything(tx);
        throw new IllegalStateException("enough");
    }

    /** A statement that the workload does not run would not be measured. */
    @Test
    void everyStatementOfEveryMapperIsMeasured() {
        StatementWork work = work(folder.resolve("reelstore.db"));

        Set<String> all = new TreeSet<>(StatementWork.allIds());
        assertThat(all).hasSizeGreaterThan(50);
        // the only writer needs no lock
        all.remove("ReferenceMapper.lockKey");
        assertThat(work.ids()).isEqualTo(all);
    }
}
