package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;

/** Reads a project that has to exist. */
public final class RequiredProject {

    private RequiredProject() {}

    /**
     * The project of the transaction's profile.
     *
     * @throws StorageException.NotFound if the profile has no such project
     */
    public static VideoProject find(Tx tx, ProjectId id) {
        return tx.projects()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no project " + id + " in profile " + tx.profile() + "."));
    }
}
