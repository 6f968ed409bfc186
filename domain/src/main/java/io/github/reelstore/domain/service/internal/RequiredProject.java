package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;

/** Reads a project that must exist. */
public final class RequiredProject {

    private RequiredProject() {}

    /**
     * Returns a project of the transaction's profile.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public static VideoProject find(Tx tx, ProjectId id) {
        return tx.projects()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no project " + id + " in profile " + tx.profile() + "."));
    }
}
