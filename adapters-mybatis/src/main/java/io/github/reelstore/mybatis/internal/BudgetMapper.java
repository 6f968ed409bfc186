package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements of {@link MybatisBudgetRepository}; {@code start} is the period of an instant, see {@link BudgetPeriod#at}. */
interface BudgetMapper {

    List<Budget> list(@Param("profile") ProfileId profile);

    List<SpentBudget> statuses(
            @Param("profile") ProfileId profile, @Param("day") String day, @Param("month") String month);

    int put(@Param("profile") ProfileId profile, @Param("budget") Budget budget);

    /** Deletes what was spent in one period; in all periods if the budget has another currency, or does not exist. */
    int deleteSpending(
            @Param("profile") ProfileId profile, @Param("budget") Budget budget, @Param("start") String start);

    int insertSpending(
            @Param("profile") ProfileId profile,
            @Param("budget") Budget budget,
            @Param("start") String start,
            @Param("nanos") long nanos);

    /**
     * Sums up what the jobs of a budget cost whose price was reserved in a range.
     *
     * @param from null for all time
     * @param until the end, exclusive; null for all time
     */
    SplitSum spentByJobs(
            @Param("profile") ProfileId profile,
            @Param("budget") Budget budget,
            @Param("from") @Nullable Instant from,
            @Param("until") @Nullable Instant until);

    int delete(
            @Param("profile") ProfileId profile,
            @Param("scope") BudgetScope scope,
            @Param("subject") String subject,
            @Param("period") BudgetPeriod period);

    int deleteAllSpending(
            @Param("profile") ProfileId profile,
            @Param("scope") BudgetScope scope,
            @Param("subject") String subject,
            @Param("period") BudgetPeriod period);

    /** Begins a period of a budget that exists, unless it was begun before. */
    int beginPeriod(@Param("profile") ProfileId profile, @Param("budget") Budget budget, @Param("start") String start);

    int reserve(
            @Param("profile") ProfileId profile,
            @Param("budget") Budget budget,
            @Param("start") String start,
            @Param("nanos") long nanos);

    int settle(
            @Param("profile") ProfileId profile,
            @Param("budget") Budget budget,
            @Param("start") String start,
            @Param("nanos") long nanos);

    @Nullable Long spent(@Param("profile") ProfileId profile, @Param("budget") Budget budget, @Param("start") String start);

    List<CostSums> costs(
            @Param("profile") ProfileId profile,
            @Param("by") CostDimension by,
            @Param("project") @Nullable ProjectId project,
            @Param("created") TimeRange created);
}
