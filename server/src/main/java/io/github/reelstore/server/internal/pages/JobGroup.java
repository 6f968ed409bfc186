package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest jobs of some states.
 *
 * @param jobs the jobs, in the order of the states
 * @param more whether there are others
 */
public record JobGroup(List<JobCard> jobs, boolean more) {

    public JobGroup {
        jobs = List.copyOf(jobs);
    }

    /**
     * Reads jobs.
     *
     * @param most the maximum number of each state
     */
    static JobGroup of(Tx tx, List<JobState> states, int most) {
        List<JobCard> jobs = new ArrayList<>();
        boolean more = false;
        for (JobState state : states) {
            Page<ProviderJob> page = tx.jobs().list(JobFilter.of(state), PageRequest.first(most));
            page.items().forEach(job -> jobs.add(JobCard.of(job, tx.now())));
            more |= page.next().isPresent();
        }
        return new JobGroup(jobs, more);
    }
}
