package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/**
 * Which jobs a list contains.
 *
 * @param project only those of a project
 * @param state only those in a state
 */
public record JobFilter(Optional<ProjectId> project, Optional<JobState> state) {

    /** All jobs. */
    public static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty());

    /** The jobs of a project. */
    public static JobFilter of(ProjectId project) {
        return new JobFilter(Optional.of(project), Optional.empty());
    }

    /** The jobs in a state. */
    public static JobFilter of(JobState state) {
        return new JobFilter(Optional.empty(), Optional.of(state));
    }
}
