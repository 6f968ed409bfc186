package io.github.reelstore.domain.maintenance;

import java.util.List;

/**
 * The result of a repair.
 *
 * @param quarantined the number of files that were moved to quarantine
 * @param marked the number of rows that were marked
 * @param unmarked the number of marks that were deleted
 * @param skipped the actions that were skipped because they no longer apply, with the reason
 */
public record RepairResult(long quarantined, long marked, long unmarked, List<Skipped> skipped) {

    public RepairResult {
        skipped = List.copyOf(skipped);
    }

    /**
     * A skipped action.
     *
     * @param action the action
     * @param reason the reason, one sentence
     */
    public record Skipped(RepairPlan.Action action, String reason) {}
}
