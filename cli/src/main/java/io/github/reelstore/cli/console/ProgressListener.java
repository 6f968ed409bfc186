package io.github.reelstore.cli.console;

import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationService;

/** Shows how far a verification is, and keeps its problems for later. */
public final class ProgressListener implements VerificationService.Listener {

    private final ProgressIndicator progress;

    public ProgressListener(ProgressIndicator progress) {
        this.progress = progress;
    }

    @Override
    public void found(Problem problem) {
        // the plan has it
    }

    @Override
    public void checked(long rowsAndFiles) {
        progress.at(rowsAndFiles);
    }
}
