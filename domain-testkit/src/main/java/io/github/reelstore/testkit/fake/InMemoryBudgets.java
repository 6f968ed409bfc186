package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.CodePoints;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.BudgetRepository;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.testkit.fake.InMemoryLedger.BudgetKey;
import io.github.reelstore.testkit.fake.InMemoryLedger.Spending;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

final class InMemoryBudgets implements BudgetRepository {

    private final InMemoryTx tx;

    InMemoryBudgets(InMemoryTx tx) {
        this.tx = tx;
    }

    private InMemoryLedger reading() {
        return tx.reading().ledger();
    }

    private InMemoryLedger writing() {
        return tx.writing().ledger();
    }

    private BudgetKey key(Budget budget) {
        return new BudgetKey(tx.profile(), budget.scope(), budget.subject(), budget.period());
    }

    private Spending spending(Budget budget, Instant at) {
        return new Spending(key(budget), budget.period().at(at));
    }

    @Override
    public List<Budget> list() {
        return reading().budgets().entrySet().stream()
                .filter(entry -> entry.getKey().profile().equals(tx.profile()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Budget::scope)
                        .thenComparing(Budget::subject, CodePoints.ORDER)
                        .thenComparing(Budget::period))
                .toList();
    }

    @Override
    public List<BudgetStatus> statuses() {
        return list().stream()
                .map(budget -> new BudgetStatus(budget, budget.period().at(tx.now()), spent(budget, tx.now())))
                .toList();
    }

    @Override
    public void put(Budget budget) {
        Optional<Budget> before = Optional.ofNullable(writing().budgets().get(key(budget)));
        if (before.filter(old -> old.currency().equals(budget.currency())).isEmpty()) {
            forget(key(budget));
        }
        writing().budgets().put(key(budget), budget);
        long spent = sum(
                reading()
                        .jobs(tx.profile())
                        .filter(job -> budget.covers(job) && job.currency().equals(Optional.of(budget.currency())))
                        .filter(job -> budget.period()
                                .at(job.reservedAt().orElse(job.createdAt()))
                                .equals(budget.period().at(tx.now())))
                        .toList(),
                InMemoryBudgets::cost);
        writing().spending().put(spending(budget, tx.now()), spent);
    }

    private void forget(BudgetKey key) {
        writing().spending().keySet().removeIf(spending -> spending.budget().equals(key));
    }

    private static long cost(ProviderJob job) {
        return job.cost().map(Money::nanos).orElse(0L);
    }

    private static long sum(List<ProviderJob> jobs, ToLongFunction<ProviderJob> amount) {
        try {
            return jobs.stream().mapToLong(amount).reduce(0, Math::addExact);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private static long exact(long one, long other) {
        try {
            return Math.addExact(one, other);
        } catch (ArithmeticException e) {
            throw new StorageException.InvalidInput("amount", "The sum is too large.", e);
        }
    }

    @Override
    public boolean delete(BudgetScope scope, String subject, BudgetPeriod period) {
        BudgetKey key = new BudgetKey(tx.profile(), scope, subject, period);
        forget(key);
        return writing().budgets().remove(key) != null;
    }

    @Override
    public boolean reserve(Budget budget, Instant at, long nanos) {
        Validate.notNegative("amount", nanos);
        Optional<Budget> stored = Optional.ofNullable(writing().budgets().get(key(budget)));
        if (stored.isEmpty()) {
            return false;
        }
        long spent = writing().spending().computeIfAbsent(spending(budget, at), begun -> 0L);
        boolean fits = stored.get().currency().equals(budget.currency())
                && (nanos == 0 || spent <= stored.get().limitNanos() - nanos);
        if (fits) {
            writing().spending().put(spending(budget, at), spent + nanos);
        }
        return fits;
    }

    @Override
    public void settle(Budget budget, Instant at, long nanos) {
        writing().spending().computeIfPresent(spending(budget, at), (key, spent) -> exact(spent, nanos));
    }

    @Override
    public long spent(Budget budget, Instant at) {
        return reading().spending().getOrDefault(spending(budget, at), 0L);
    }

    private record Group(Optional<String> value, Optional<Currency> currency) {}

    @Override
    public List<CostLine> costs(CostDimension by, Optional<ProjectId> project, TimeRange created) {
        return reading()
                .jobs(tx.profile())
                .filter(job -> InMemoryRows.isMet(project, Optional.of(job.projectId()))
                        && InMemoryRows.isMet(created, job.createdAt()))
                .collect(Collectors.groupingBy(job -> new Group(value(by, job), job.currency())))
                .entrySet()
                .stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .sorted(CostLine.ORDER)
                .toList();
    }

    private static Optional<String> value(CostDimension by, ProviderJob job) {
        return switch (by) {
            case PROJECT -> Optional.of(job.projectId().value());
            case SCENE -> job.sceneId().map(scene -> job.projectId() + "/" + scene);
            case LANGUAGE -> job.language().map(LanguageTag::toString);
            case PROVIDER -> Optional.of(job.provider());
            case MODEL -> job.model();
            case DAY -> job.reservedAt().map(BudgetPeriod.DAY::at);
        };
    }

    private static CostLine line(Group group, List<ProviderJob> jobs) {
        return new CostLine(
                group.value(),
                group.currency(),
                jobs.size(),
                sum(jobs, job -> job.state().isActive() ? 0 : cost(job)),
                sum(jobs, job -> job.state().isActive() ? cost(job) : 0),
                jobs.stream().mapToLong(ProviderJob::reuses).sum(),
                sum(jobs, job -> Math.multiplyExact(job.reuses(), cost(job))));
    }
}
