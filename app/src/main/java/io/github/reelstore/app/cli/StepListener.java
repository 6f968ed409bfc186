package io.github.reelstore.app.cli;

import io.github.reelstore.domain.service.Verification.Problem;
import io.github.reelstore.domain.service.VerificationService;

/** Shows how far a verification is, and keeps its problems for later. */
final class StepListener implements VerificationService.Listener {

    private final Steps steps;

    StepListener(Steps steps) {
        this.steps = steps;
    }

    @Override
    public void found(Problem problem) {
        // the plan has it
    }

    @Override
    public void checked(long rowsAndFiles) {
        steps.at(rowsAndFiles);
    }
}
