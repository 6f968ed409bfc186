package io.github.reelstore.cli.console;

import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationService;

/** Shows the progress of a verification and ignores its problems. */
public final class ProgressListener implements VerificationService.Listener {

    private final ProgressIndicator progress;

    public ProgressListener(ProgressIndicator progress) {
        this.progress = progress;
    }

    @Override
    public void found(Problem problem) {
        // the repair plan contains the problem
    }

    @Override
    public void checked(long rowsAndFiles) {
        progress.at(rowsAndFiles);
    }
}
