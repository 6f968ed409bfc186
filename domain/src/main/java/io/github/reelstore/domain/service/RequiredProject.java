package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.Tx;

/** Reads a project that has to exist. */
final class RequiredProject {

    private RequiredProject() {}

    /**
     * The project of the transaction's profile.
     *
     * @throws StorageException.NotFound if the profile has no such project
     */
    static VideoProject find(Tx tx, ProjectId id) {
        return tx.projects()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no project " + id + " in profile " + tx.profile() + "."));
    }
}
