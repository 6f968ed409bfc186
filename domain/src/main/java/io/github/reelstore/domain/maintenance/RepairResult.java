package io.github.reelstore.domain.maintenance;

import java.util.List;

/**
 * What a repair did.
 *
 * @param quarantined files that were moved
 * @param marked rows that were marked
 * @param unmarked marks that were taken away
 * @param skipped what was not done, and why, since things are no longer as the plan has them
 */
public record RepairResult(long quarantined, long marked, long unmarked, List<Skipped> skipped) {

    public RepairResult {
        skipped = List.copyOf(skipped);
    }

    /**
     * An action that was not done.
     *
     * @param action which
     * @param reason why, a sentence
     */
    public record Skipped(RepairPlan.Action action, String reason) {}
}
