package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.PortWorkload;
import io.github.reelstore.testtools.StatementWork;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Counts the buffers that Postgres reads for each statement. With 50,000 rows per table in the profile, it may be at
 * most two more per used index than with 1,000 rows, which is the cost of taller indexes. The count equals that of
 * EXPLAIN (ANALYZE, BUFFERS), but measures the real statement, including the foreign key checks after it and with its
 * actual plan.
 */
class PostgresWorkIT {

    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final int FEW = 1_000;
    private static final int MANY = 50_000;

    /** After five executions of a prepared statement, the server considers a plan for all values. */
    private static final int RUNS_BEFORE_GENERIC_PLANS = 8;

    /** Statements that look for several values with one use of an index: the jobs of three workers, and two scenes. */
    private static final Map<String, Integer> DESCENTS =
            Map.of("JobQueueMapper.dueSent", 3, "SceneMapper.existing", 2, "SceneMapper.findAll", 2);

    /**
     * The sessions, with values of {@code plan_cache_mode} for the role, which the store overrides. A pooler's sessions are all shared: {@code
     * .ci/pgbouncer} runs this test too.
     */
    private static final Map<Sessions, String> PLANS = Boolean.getBoolean("reelstore.test.postgres.pooled")
            ? Map.of(Sessions.SHARED, "force_generic_plan")
            : Map.of(Sessions.OWN, "auto");

    @Test
    @Tag("large")
    void workOfAStatementDoesNotGrowWithItsProfile() {
        Map<String, List<StatementWork.Entry>> few = measure(FEW);
        Map<String, List<StatementWork.Entry>> many = measure(MANY);

        SoftAssertions soft = new SoftAssertions();
        few.forEach((state, before) -> {
            List<StatementWork.Entry> after = many.getOrDefault(state, List.of());
            assertThat(after)
                    .extracting(StatementWork.Entry::sql)
                    .isEqualTo(before.stream().map(StatementWork.Entry::sql).toList());
            for (int i = 0; i < before.size(); i++) {
                if (PortWorkload.SUMS.contains(before.get(i).id())) {
                    continue;
                }
                soft.assertThat(after.get(i).work())
                        .as(
                                "%s, %s, %d buffers with %d uses of indexes before: %s",
                                before.get(i).id(),
                                state,
                                before.get(i).work(),
                                before.get(i).indexes(),
                                before.get(i).sql())
                        .isLessThanOrEqualTo(limit(before.get(i)));
            }
        });
        soft.assertAll();
    }

    /**
     * The limit of the work. An index of many rows is deeper by one or two pages. The list of a channel, which reads
     * the next 200 rows of a profile, may have another plan for few rows, so it has a fixed limit: ten pages per row,
     * for the row and its project.
     */
    private static long limit(StatementWork.Entry before) {
        long limit = before.work() + 2 * before.indexes() * DESCENTS.getOrDefault(before.id(), 1);
        return before.id().endsWith(".listNear") ? Math.max(limit, 200 * 10) : limit;
    }

    private static Map<String, List<StatementWork.Entry>> measure(int rows) {
        Map<String, List<StatementWork.Entry>> measured = new LinkedHashMap<>();
        QuietSchema fresh = QuietSchema.create(SERVER);
        fresh.fill(rows, PortWorkload.PROFILE.value());
        measureTo(measured, fresh.config(), "without statistics");
        fresh.analyze();
        measureTo(measured, fresh.config(), "analysed");
        QuietSchema stale = QuietSchema.create(SERVER);
        stale.fill(1, "other");
        stale.analyze();
        stale.fill(rows, PortWorkload.PROFILE.value());
        measureTo(measured, stale.config(), "with statistics of one row");
        return measured;
    }

    private static void measureTo(
            Map<String, List<StatementWork.Entry>> measured, PostgresConfig config, String state) {
        PLANS.forEach((sessions, plans) -> {
            setPlans("SET plan_cache_mode = " + plans);
            try {
                measured.put(
                        state + ", sessions " + sessions, work(config, sessions).entries());
            } finally {
                setPlans("RESET plan_cache_mode");
            }
        });
    }

    /** Applies to new sessions. */
    private static void setPlans(String change) {
        SERVER.execute("ALTER ROLE " + SERVER.user() + " " + change);
    }

    /** Measures every statement in the schema, without changing it. */
    private static StatementWork work(PostgresConfig config, Sessions sessions) {
        StatementWork work = new StatementWork();
        BufferCountingDatabase database = new BufferCountingDatabase(
                new PostgresDatabase(config, new PostgresDataSource(config).with(sessions), "a separate schema"),
                config.schema());
        try (MybatisTransactions transactions = new MybatisTransactions(database, Clock.systemUTC())) {
            // the first run warms up the connection's catalog cache, and the driver prepares statements that it knows
            for (int i = 0; i < (sessions == Sessions.OWN ? RUNS_BEFORE_GENERIC_PLANS : 1); i++) {
                runAndRollBack(transactions);
            }
            database.countTo(work);
            runAndRollBack(transactions);
        }
        return work;
    }

    private static void runAndRollBack(MybatisTransactions transactions) {
        assertThatThrownBy(() -> transactions.inTransaction(PortWorkload.PROFILE, PostgresWorkIT::everything))
                .hasMessage("rollback");
    }

    private static boolean everything(Tx tx) {
        PortWorkload.everything(tx);
        throw new IllegalStateException("rollback");
    }

    /** Otherwise a new statement could go unmeasured. */
    @Test
    void everyStatementOfEveryMapperIsMeasured() {
        Set<String> all = new TreeSet<>(StatementWork.allIds());
        assertThat(all).hasSizeGreaterThan(50);
        all.add("ProjectRowsMapper.all");
        assertThat(work(QuietSchema.create(SERVER).config(), Sessions.SHARED).ids())
                .isEqualTo(all);
    }
}
