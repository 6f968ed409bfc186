package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.BudgetRepository;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class MybatisBudgetRepository implements BudgetRepository {

    private static final String SUBJECT = "budgets";

    private final MybatisTx tx;
    private final BudgetMapper mapper;

    MybatisBudgetRepository(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(BudgetMapper.class);
    }

    @Override
    public List<Budget> list() {
        return tx.run(SUBJECT, () -> mapper.list(tx.profile()));
    }

    @Override
    public List<BudgetStatus> statuses() {
        String day = BudgetPeriod.DAY.at(tx.now());
        String month = BudgetPeriod.MONTH.at(tx.now());
        return tx.run(SUBJECT, () -> mapper.statuses(tx.profile(), day, month)).stream()
                .map(row -> row.status(tx.now()))
                .toList();
    }

    @Override
    public void put(Budget budget) {
        String start = budget.period().at(tx.now());
        tx.write(SUBJECT, () -> {
            mapper.deleteSpending(tx.profile(), budget, start);
            mapper.put(tx.profile(), budget);
            return mapper.insertSpending(tx.profile(), budget, start, spentByJobs(budget));
        });
    }

    private long spentByJobs(Budget budget) {
        boolean always = budget.period() == BudgetPeriod.TOTAL;
        Instant from = budget.period().startOf(tx.now());
        Instant until = budget.period().endOf(tx.now());
        return mapper.spentByJobs(tx.profile(), budget, always ? null : from, always ? null : until)
                .nanos();
    }

    @Override
    public boolean delete(BudgetScope scope, String subject, BudgetPeriod period) {
        return tx.write(SUBJECT, () -> {
            mapper.deleteAllSpending(tx.profile(), scope, subject, period);
            return mapper.delete(tx.profile(), scope, subject, period) > 0;
        });
    }

    @Override
    public boolean reserve(Budget budget, Instant at, long nanos) {
        Validate.notNegative("amount", nanos);
        String start = budget.period().at(at);
        return tx.write(SUBJECT, () -> {
            mapper.beginPeriod(tx.profile(), budget, start);
            return mapper.reserve(tx.profile(), budget, start, nanos) > 0;
        });
    }

    @Override
    public void settle(Budget budget, Instant at, long nanos) {
        String start = budget.period().at(at);
        @Nullable Long spent = tx.<@Nullable Long>write(SUBJECT, () -> mapper.spent(tx.profile(), budget, start));
        if (spent != null) {
            try {
                // SQLite would store a floating-point number
                long sum = Math.addExact(spent, nanos);
                tx.write(SUBJECT, () -> mapper.settle(tx.profile(), budget, start, sum));
            } catch (ArithmeticException e) {
                throw new StorageException.InvalidInput(
                        "amount",
                        "What the jobs cost is too much to be summed up: more than 9,223,372,036 units of a currency.",
                        e);
            }
        }
    }

    @Override
    public long spent(Budget budget, Instant at) {
        String start = budget.period().at(at);
        @Nullable Long spent = tx.<@Nullable Long>run(SUBJECT, () -> mapper.spent(tx.profile(), budget, start));
        return spent == null ? 0 : spent;
    }

    @Override
    public List<CostLine> costs(CostDimension by, Optional<ProjectId> project, TimeRange created) {
        return tx.run(SUBJECT, () -> mapper.costs(tx.profile(), by, project.orElse(null), created)).stream()
                .map(CostSums::toLine)
                .sorted(CostLine.ORDER)
                .toList();
    }
}
