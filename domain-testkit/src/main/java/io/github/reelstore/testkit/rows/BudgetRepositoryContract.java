package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleJobs.EUR;
import static io.github.reelstore.testkit.rows.SampleJobs.USD;
import static io.github.reelstore.testkit.rows.SampleJobs.job;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.START;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.BudgetRepository;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for {@link BudgetRepository}; see {@link DatabaseFixture}. */
public abstract class BudgetRepositoryContract {

    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    private static Budget ofProfile(BudgetPeriod period, long limit) {
        return new Budget(BudgetScope.PROFILE, "", period, USD, limit, START);
    }

    private static Budget ofProvider(String provider, BudgetPeriod period, long limit) {
        return new Budget(BudgetScope.PROVIDER, provider, period, USD, limit, START);
    }

    private static Budget ofProject(String project, BudgetPeriod period, long limit) {
        return new Budget(BudgetScope.PROJECT, project, period, USD, limit, START);
    }

    private Budget put(Budget budget) {
        db.run(tx -> tx.budgets().put(budget));
        return budget;
    }

    /** What all budgets have spent now is also what each has. */
    private void assertStatuses() {
        db.read(tx -> {
            List<BudgetStatus> each = tx.budgets().list().stream()
                    .map(budget -> new BudgetStatus(
                            budget, budget.period().at(tx.now()), tx.budgets().spent(budget, tx.now())))
                    .toList();
            assertThat(tx.budgets().statuses()).isEqualTo(each);
            return each;
        });
    }

    private boolean reserve(Budget budget, Instant at, long nanos) {
        return db.write(tx -> tx.budgets().reserve(budget, at, nanos));
    }

    private void settle(Budget budget, Instant at, long nanos) {
        db.run(tx -> tx.budgets().settle(budget, at, nanos));
    }

    private long spent(Budget budget, Instant at) {
        return db.read(tx -> tx.budgets().spent(budget, at));
    }

    private List<Budget> list() {
        return db.listed(tx -> tx.budgets().list());
    }

    private void insert(ProviderJobBuilder... jobs) {
        db.run(tx -> List.of(jobs).forEach(job -> tx.jobs().insert(job.build())));
    }

    private static ProviderJobBuilder priced(String id, Currency currency, long reserved) {
        return job(id).currency(currency).reservedNanos(reserved).reservedAt(START);
    }

    // Setting budgets

    @Test
    void budgetsAreListedInTheirOrder() {
        List<Budget> budgets = List.of(
                ofProfile(BudgetPeriod.DAY, 3),
                ofProfile(BudgetPeriod.TOTAL, 0),
                ofProject("p", BudgetPeriod.MONTH, Long.MAX_VALUE),
                ofProject("q", BudgetPeriod.DAY, 2),
                ofProvider("Veo", BudgetPeriod.DAY, 2),
                ofProvider("imagen", BudgetPeriod.TOTAL, 2),
                ofProvider("\uFFFD", BudgetPeriod.TOTAL, 2),
                ofProvider("\uD83C\uDFAC", BudgetPeriod.TOTAL, 2));
        for (int i : List.of(3, 7, 1, 6, 0, 5, 2, 4)) {
            put(budgets.get(i));
        }
        db.runAs(BOB, tx -> tx.budgets().put(ofProvider("bobs", BudgetPeriod.DAY, 1)));
        assertThat(list()).isEqualTo(budgets);
        assertStatuses();
    }

    @Test
    void whatIsSpentOfAllBudgetsIsThatOfTheirCurrentPeriods() {
        Instant now = db.read(Tx::now);
        Budget day = put(ofProvider("veo", BudgetPeriod.DAY, 100));
        Budget month = put(ofProvider("veo", BudgetPeriod.MONTH, 100));
        Budget total = put(ofProvider("veo", BudgetPeriod.TOTAL, 100));
        put(ofProvider("tts", BudgetPeriod.DAY, 100));
        reserve(day, now, 1);
        reserve(day, now.minus(Duration.ofDays(1)), 2);
        reserve(month, now, 3);
        reserve(month, now.minus(Duration.ofDays(40)), 4);
        reserve(total, now, 5);
        assertThat(db.<List<BudgetStatus>>read(tx -> tx.budgets().statuses()))
                .extracting(BudgetStatus::spentNanos)
                .containsExactly(0L, 1L, 3L, 5L);
        assertStatuses();
    }

    @Test
    void aBudgetIsReplacedAndDeleted() {
        put(ofProfile(BudgetPeriod.DAY, 3));
        Budget month = put(ofProfile(BudgetPeriod.MONTH, 4));
        Budget changed = put(new Budget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, EUR, 9, micros(7)));
        assertThat(list()).containsExactly(changed, month);
        assertThat(delete(BudgetScope.PROFILE, "", BudgetPeriod.DAY)).isTrue();
        assertThat(delete(BudgetScope.PROFILE, "", BudgetPeriod.DAY)).isFalse();
        assertThat(delete(BudgetScope.PROVIDER, "", BudgetPeriod.MONTH)).isFalse();
        assertThat(list()).containsExactly(month);
    }

    private boolean delete(BudgetScope scope, String subject, BudgetPeriod period) {
        return db.write(tx -> tx.budgets().delete(scope, subject, period));
    }

    @Test
    void aSubjectIsAnyText() {
        for (String text : HostileTexts.STORABLE) {
            Budget budget = put(ofProvider(text, BudgetPeriod.TOTAL, 5));
            assertThat(list()).as(text).containsExactly(budget);
            assertThat(reserve(budget, START, 5)).isTrue();
            assertThat(spent(budget, START)).isEqualTo(5);
            assertThat(delete(BudgetScope.PROVIDER, text, BudgetPeriod.TOTAL)).isTrue();
        }
        assertThat(list()).isEmpty();
    }

    // Reserving and settling

    @Test
    void aBudgetIsNeverPassedByAReservation() {
        for (long limit : List.of(10L, Long.MAX_VALUE)) {
            Budget budget = put(ofProvider("p" + limit, BudgetPeriod.DAY, limit));
            assertThat(reserve(budget, START, limit - 4)).isTrue();
            assertThat(reserve(budget, START, 5)).isFalse();
            assertThat(reserve(budget, START, limit)).isFalse();
            assertThat(reserve(budget, START, Long.MAX_VALUE)).isFalse();
            assertThat(reserve(budget, START, 3)).isTrue();
            assertThat(reserve(budget, START, 2)).isFalse();
            assertThat(reserve(budget, START, 1)).isTrue();
            assertThat(reserve(budget, START, 1)).isFalse();
            assertThat(reserve(budget, START, 0)).isTrue();
            assertThat(spent(budget, START)).isEqualTo(limit);
        }
    }

    @Test
    void aBudgetOfZeroAdmitsWhatCostsNothing() {
        Budget budget = put(ofProfile(BudgetPeriod.TOTAL, 0));
        assertThat(reserve(budget, START, 0)).isTrue();
        assertThat(reserve(budget, START, 1)).isFalse();
        assertThat(spent(budget, START)).isZero();
    }

    @Test
    void aNegativeAmountIsNotReserved() {
        Budget budget = put(ofProfile(BudgetPeriod.TOTAL, 5));
        db.assertRefused(
                StorageException.InvalidInput.class,
                "amount",
                tx -> tx.budgets().reserve(budget, START, -1));
        assertThat(spent(budget, START)).isZero();
    }

    @Test
    void eachPeriodHasItsOwnSpending() {
        Instant midnight = Instant.parse("2026-04-01T00:00:00Z");
        Instant before = midnight.minusNanos(1_000);
        db.clock.set(before);
        Budget day = put(ofProfile(BudgetPeriod.DAY, 5));
        Budget month = put(ofProfile(BudgetPeriod.MONTH, 5));
        Budget total = put(ofProfile(BudgetPeriod.TOTAL, 7));
        for (Budget budget : List.of(day, month, total)) {
            assertThat(reserve(budget, before.minus(DAY), 1)).isTrue();
            assertThat(reserve(budget, before, 2)).isTrue();
            assertThat(reserve(budget, midnight, 4)).isTrue();
        }
        assertThat(spent(day, before.minus(DAY))).isEqualTo(1);
        assertThat(spent(day, before)).isEqualTo(2);
        assertThat(spent(day, midnight.minus(DAY))).isEqualTo(2);
        assertThat(spent(day, midnight)).isEqualTo(4);
        assertThat(spent(day, midnight.plus(DAY))).isZero();
        assertThat(spent(month, before)).isEqualTo(3);
        assertThat(spent(month, midnight.plus(DAY))).isEqualTo(4);
        assertThat(spent(total, Instant.parse("9999-12-31T23:59:59Z"))).isEqualTo(7);
        assertThat(reserve(day, before, 4)).isFalse();
        assertThat(reserve(total, before, 1)).isFalse();
    }

    @Test
    void aLimitThatWasLoweredHoldsAtOnce() {
        Budget first = put(ofProfile(BudgetPeriod.DAY, 10));
        assertThat(reserve(first, START, 6)).isTrue();
        insert(priced("j", USD, 6));
        put(ofProfile(BudgetPeriod.DAY, 7));
        assertThat(reserve(first, START, 2)).isFalse();
        assertThat(reserve(first, START, 1)).isTrue();
    }

    @Test
    void aLimitThatWasLoweredBelowWhatIsSpentAdmitsWhatCostsNothing() {
        insert(priced("j", USD, 6));
        Budget budget = put(ofProfile(BudgetPeriod.DAY, 5));
        assertThat(reserve(budget, START, 1)).isFalse();
        assertThat(reserve(budget, START, 0)).isTrue();
        assertThat(spent(budget, START)).isEqualTo(6);
    }

    @Test
    void aBudgetThatIsGoneOrHasAnotherCurrencyReservesNothing() {
        Budget dollars = put(ofProfile(BudgetPeriod.DAY, 10));
        Budget euros = put(new Budget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, EUR, 10, START));
        assertThat(reserve(dollars, START, 0)).isFalse();
        assertThat(reserve(euros, START, 1)).isTrue();
        delete(BudgetScope.PROFILE, "", BudgetPeriod.DAY);
        assertThat(reserve(euros, START, 0)).isFalse();
        assertThat(spent(euros, START)).isZero();
        assertThat(reserve(ofProvider("none", BudgetPeriod.DAY, 5), START, 0)).isFalse();
    }

    @Test
    void whatWasChargedIsSettledEvenBeyondTheLimit() {
        Budget budget = put(ofProfile(BudgetPeriod.DAY, 10));
        assertThat(reserve(budget, START, 8)).isTrue();
        settle(budget, START, -5);
        assertThat(spent(budget, START)).isEqualTo(3);
        settle(budget, START, 20);
        assertThat(spent(budget, START)).isEqualTo(23);
        assertThat(reserve(budget, START, 1)).isFalse();
        assertThat(reserve(budget, START, 0)).isTrue();
        assertThat(spent(budget, START)).isEqualTo(23);
        settle(budget, START, -30);
        assertThat(spent(budget, START)).isEqualTo(-7);
        assertThat(reserve(budget, START, 17)).isTrue();
    }

    @Test
    void aPeriodInWhichNothingWasReservedIsNotSettled() {
        Budget budget = put(ofProfile(BudgetPeriod.DAY, 10));
        settle(budget, START.minus(DAY), 4);
        assertThat(spent(budget, START.minus(DAY))).isZero();
        settle(ofProvider("none", BudgetPeriod.DAY, 5), START, 4);
        assertThat(spent(ofProvider("none", BudgetPeriod.DAY, 5), START)).isZero();
        settle(budget, START, 4);
        assertThat(spent(budget, START)).isEqualTo(4);
    }

    @Test
    void aSumThatIsTooLargeIsNotSettledAndShownAsTheLargestAmount() {
        Budget budget = put(ofProfile(BudgetPeriod.DAY, Long.MAX_VALUE));
        settle(budget, START, Long.MAX_VALUE);
        db.assertRefused(
                StorageException.InvalidInput.class,
                "amount",
                tx -> tx.budgets().settle(budget, START, 1));
        assertThat(spent(budget, START)).isEqualTo(Long.MAX_VALUE);
        insert(priced("j", USD, Long.MAX_VALUE));
        put(budget);
        assertThat(spent(budget, START)).isEqualTo(Long.MAX_VALUE);
        insert(priced("k", USD, 1));
        put(budget);
        assertThat(spent(budget, START)).isEqualTo(Long.MAX_VALUE);
        assertThat(reserve(budget, START, 1)).isFalse();
        assertThat(costs(CostDimension.PROVIDER))
                .singleElement()
                .satisfies(line -> assertThat(line.reservedNanos()).isEqualTo(Long.MAX_VALUE));
        db.assertRefused(
                StorageException.InvalidInput.class,
                "amount",
                tx -> tx.budgets().reserve(budget, START, Long.MIN_VALUE));
    }

    // What was spent before

    @Test
    void aNewBudgetKnowsWhatItsJobsCost() {
        Instant midnight = Instant.parse("2026-04-01T00:00:00Z");
        insert(
                priced("a", USD, 1).reservedAt(midnight),
                priced("b", USD, 500).reservedAt(midnight.plusSeconds(5)).settledNanos(10L),
                priced("c", USD, 100).reservedAt(midnight.minusNanos(1_000)),
                priced("d", USD, 1_000).reservedAt(midnight.plus(DAY)),
                priced("e", EUR, 10_000).reservedAt(midnight),
                priced("f", USD, 100_000)
                        .reservedAt(midnight)
                        .state(JobState.FAILED)
                        .settledNanos(0L),
                priced("g", USD, 2_000_000).reservedAt(midnight).provider("imagen"),
                priced("h", USD, 30_000_000).reservedAt(midnight).projectId(new ProjectId("q")),
                job("i"),
                job("k").createdAt(midnight).settledNanos(400_000_000L).currency(USD));
        db.runAs(
                BOB,
                tx -> tx.jobs()
                        .insert(priced("bobs", USD, 7)
                                .profileId(BOB)
                                .reservedAt(midnight)
                                .build()));
        db.clock.set(midnight.plusSeconds(60));
        assertSpent(ofProfile(BudgetPeriod.DAY, 0), 432_000_011);
        assertSpent(ofProfile(BudgetPeriod.MONTH, 0), 432_001_011);
        assertSpent(ofProfile(BudgetPeriod.TOTAL, 0), 432_001_111);
        assertSpent(ofProvider("imagen", BudgetPeriod.DAY, 0), 2_000_000);
        assertSpent(ofProvider("veo", BudgetPeriod.DAY, 0), 430_000_011);
        assertSpent(ofProject("q", BudgetPeriod.TOTAL, 0), 30_000_000);
        assertSpent(ofProject("none", BudgetPeriod.TOTAL, 0), 0);
        assertSpent(new Budget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, EUR, 0, START), 10_000);
    }

    private void assertSpent(Budget budget, long spent) {
        put(budget);
        assertThat(spent(budget, db.clock.instant())).as(budget.toString()).isEqualTo(spent);
        // again, over what is stored now
        put(budget);
        assertThat(spent(budget, db.clock.instant())).as(budget.toString()).isEqualTo(spent);
    }

    @Test
    void aBudgetKeepsWhatWasSpentInOtherPeriodsUnlessItsCurrencyChanges() {
        Budget budget = put(ofProfile(BudgetPeriod.DAY, 10));
        assertThat(reserve(budget, START.minus(DAY), 3)).isTrue();
        assertThat(reserve(budget, START, 4)).isTrue();
        put(ofProfile(BudgetPeriod.DAY, 20));
        assertThat(spent(budget, START.minus(DAY))).isEqualTo(3);
        assertThat(spent(budget, START)).as("no job has cost it").isZero();
        Budget euros = put(new Budget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, EUR, 20, START));
        assertThat(spent(euros, START.minus(DAY))).isZero();
        assertThat(reserve(euros, START.minus(DAY), 3)).isTrue();
        delete(BudgetScope.PROFILE, "", BudgetPeriod.DAY);
        put(euros);
        assertThat(spent(euros, START.minus(DAY))).isZero();
    }

    @Test
    void profilesHaveTheirOwnBudgets() {
        Budget budget = put(ofProfile(BudgetPeriod.DAY, 10));
        assertThat(reserve(budget, START, 4)).isTrue();
        db.runAs(BOB, tx -> {
            assertThat(tx.budgets().list()).isEmpty();
            assertThat(tx.budgets().spent(budget, START)).isZero();
            assertThat(tx.budgets().reserve(budget, START, 0)).isFalse();
            tx.budgets().settle(budget, START, 5);
            assertThat(tx.budgets().delete(BudgetScope.PROFILE, "", BudgetPeriod.DAY))
                    .isFalse();
            tx.budgets().put(ofProfile(BudgetPeriod.DAY, 1));
            tx.budgets().settle(budget, START, 5);
        });
        assertThat(list()).containsExactly(budget);
        assertThat(spent(budget, START)).isEqualTo(4);
        assertThat(db.<Long>readAs(BOB, tx -> tx.budgets().spent(budget, START)))
                .isEqualTo(5);
    }

    @Test
    void aReadOnlyTransactionWritesNoBudget() {
        Budget budget = put(ofProfile(BudgetPeriod.DAY, 10));
        db.read(tx -> {
            assertThatThrownBy(() -> tx.budgets().put(budget)).isInstanceOf(StorageException.Unsupported.class);
            assertThatThrownBy(() -> tx.budgets().reserve(budget, START, 1))
                    .isInstanceOf(StorageException.Unsupported.class);
            assertThatThrownBy(() -> tx.budgets().settle(budget, START, 1))
                    .isInstanceOf(StorageException.Unsupported.class);
            assertThatThrownBy(() -> tx.budgets().delete(BudgetScope.PROFILE, "", BudgetPeriod.DAY))
                    .isInstanceOf(StorageException.Unsupported.class);
            return tx.budgets().list();
        });
        assertThat(list()).containsExactly(budget);
    }

    // Costs

    private List<CostLine> costs(CostDimension by) {
        return db.listed(tx -> tx.budgets().costs(by, Optional.empty(), TimeRange.ALWAYS));
    }

    private static CostLine line(
            String group, Currency currency, long jobs, long charged, long reserved, long reuses, long saved) {
        return new CostLine(Optional.of(group), Optional.of(currency), jobs, charged, reserved, reuses, saved);
    }

    private static CostLine unassigned(
            Currency currency, long jobs, long charged, long reserved, long reuses, long saved) {
        return new CostLine(Optional.empty(), Optional.of(currency), jobs, charged, reserved, reuses, saved);
    }

    private void insertSamples() {
        insert(
                priced("a", USD, 1).state(JobState.SUBMITTED),
                priced("b", USD, 500)
                        .state(JobState.SUCCEEDED)
                        .settledNanos(20L)
                        .reuses(3)
                        .sceneId("s1")
                        .model("m")
                        .language(LanguageTag.of("vi")),
                priced("c", USD, 300)
                        .state(JobState.SUCCEEDED)
                        .reuses(2)
                        .sceneId("s1")
                        .projectId(new ProjectId("q")),
                priced("d", USD, 4_000)
                        .state(JobState.FILTERED)
                        .settledNanos(0L)
                        .provider("imagen"),
                priced("e", EUR, 50_000)
                        .state(JobState.OUTCOME_UNKNOWN)
                        .sceneId("s1")
                        .reservedAt(Instant.parse("2026-03-03T23:59:59.999999Z"))
                        .provider("imagen"),
                priced("f", USD, 600_000)
                        .state(JobState.DOWNLOADING)
                        .settledNanos(700_000L)
                        .reservedAt(Instant.parse("2026-03-05T00:00:00Z"))
                        .language(LanguageTag.of("pt-BR")),
                job("g").reuses(1).state(JobState.SUCCEEDED));
        db.runAs(
                BOB,
                tx -> tx.jobs().insert(priced("bobs", USD, 7).profileId(BOB).build()));
    }

    @Test
    void costsAreSummedUpByEachDimension() {
        insertSamples();
        CostLine free = new CostLine(Optional.of("veo"), Optional.empty(), 1, 0, 0, 1, 0);
        assertThat(costs(CostDimension.PROVIDER))
                .containsExactly(
                        line("imagen", EUR, 1, 0, 50_000, 0, 0),
                        line("imagen", USD, 1, 0, 0, 0, 0),
                        line("veo", USD, 4, 320, 700_001, 5, 660),
                        free);
        assertThat(costs(CostDimension.PROJECT))
                .containsExactly(
                        line("p", EUR, 1, 0, 50_000, 0, 0),
                        line("p", USD, 4, 20, 700_001, 3, 60),
                        new CostLine(Optional.of("p"), Optional.empty(), 1, 0, 0, 1, 0),
                        line("q", USD, 1, 300, 0, 2, 600));
        CostLine rest = new CostLine(Optional.empty(), Optional.empty(), 1, 0, 0, 1, 0);
        assertThat(costs(CostDimension.SCENE))
                .containsExactly(
                        line("p/s1", EUR, 1, 0, 50_000, 0, 0),
                        line("p/s1", USD, 1, 20, 0, 3, 60),
                        line("q/s1", USD, 1, 300, 0, 2, 600),
                        unassigned(USD, 3, 0, 700_001, 0, 0),
                        rest);
        assertThat(costs(CostDimension.LANGUAGE))
                .containsExactly(
                        line("pt-BR", USD, 1, 0, 700_000, 0, 0),
                        line("vi", USD, 1, 20, 0, 3, 60),
                        unassigned(EUR, 1, 0, 50_000, 0, 0),
                        unassigned(USD, 3, 300, 1, 2, 600),
                        rest);
        assertThat(costs(CostDimension.MODEL))
                .containsExactly(
                        line("m", USD, 1, 20, 0, 3, 60),
                        unassigned(EUR, 1, 0, 50_000, 0, 0),
                        unassigned(USD, 4, 300, 700_001, 2, 600),
                        rest);
        assertThat(costs(CostDimension.DAY))
                .containsExactly(
                        line("2026-03-03", EUR, 1, 0, 50_000, 0, 0),
                        line("2026-03-04", USD, 4, 320, 1, 5, 660),
                        line("2026-03-05", USD, 1, 0, 700_000, 0, 0),
                        rest);
    }

    @ParameterizedTest
    @EnumSource
    void theLinesOfEachDimensionSumUpToTheTotal(CostDimension by) {
        insertSamples();
        List<CostLine> lines = costs(by);
        assertThat(lines.stream().mapToLong(CostLine::jobs).sum()).isEqualTo(7);
        assertThat(lines.stream().mapToLong(CostLine::chargedNanos).sum()).isEqualTo(320);
        assertThat(lines.stream().mapToLong(CostLine::reservedNanos).sum()).isEqualTo(750_001);
        assertThat(lines.stream().mapToLong(CostLine::reuses).sum()).isEqualTo(6);
        assertThat(lines.stream().mapToLong(CostLine::savedNanos).sum()).isEqualTo(660);
    }

    @Test
    void costsAreOfAProjectAndOfATime() {
        insert(
                priced("a", USD, 1).createdAt(micros(0)),
                priced("b", USD, 20).createdAt(micros(1)),
                priced("c", USD, 300).createdAt(micros(2)).projectId(new ProjectId("q")));
        assertThat(reserved(Optional.empty(), TimeRange.ALWAYS)).isEqualTo(321);
        assertThat(reserved(Optional.of(new ProjectId("p")), TimeRange.ALWAYS)).isEqualTo(21);
        assertThat(reserved(Optional.empty(), new TimeRange(Optional.of(micros(1)), Optional.of(micros(2)))))
                .isEqualTo(20);
        assertThat(reserved(Optional.of(new ProjectId("q")), new TimeRange(Optional.of(micros(2)), Optional.empty())))
                .isEqualTo(300);
        assertThat(reserved(Optional.of(new ProjectId("none")), TimeRange.ALWAYS))
                .isZero();
    }

    private long reserved(Optional<ProjectId> project, TimeRange created) {
        return db.listed(tx -> tx.budgets().costs(CostDimension.MODEL, project, created)).stream()
                .mapToLong(CostLine::reservedNanos)
                .sum();
    }

    @Test
    void largeSumsAreExact() {
        long amount = 4_000_000_000_999_999_999L;
        insert(
                priced("a", USD, amount),
                priced("b", USD, amount),
                priced("c", EUR, amount).reuses(2));
        assertThat(costs(CostDimension.MODEL))
                .containsExactly(unassigned(EUR, 1, 0, amount, 2, 2 * amount), unassigned(USD, 2, 0, 2 * amount, 0, 0));
    }

    @Test
    void groupsAreOrderedByCodePoints() {
        List<String> providers = List.of("A", "a", "é", "\uFFFD", "\uD83C\uDFAC");
        for (int i : List.of(4, 0, 3, 1, 2)) {
            insert(priced("j" + i, USD, 1).provider(providers.get(i)));
        }
        assertThat(costs(CostDimension.PROVIDER))
                .extracting(line -> line.group().orElseThrow())
                .isEqualTo(providers);
    }

    @Test
    void withoutJobsThereAreNoCosts() {
        for (CostDimension by : CostDimension.values()) {
            assertThat(costs(by)).isEmpty();
        }
    }
}
