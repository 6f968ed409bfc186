package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The jobs that are left when a worker has nothing more to go on with. */
final class JobsLeft {

    private final Set<String> otherProviders = new TreeSet<>();
    private final Set<String> failingProviders = new TreeSet<>();
    private long failing;
    private Optional<String> failure = Optional.empty();

    private JobsLeft() {}

    /**
     * Looks at all jobs that are not finished.
     *
     * @param served the providers that the worker knows
     * @return empty if there is a job that the worker can go on with
     */
    static Optional<JobsLeft> of(JobService jobs, Set<String> served, FailingJobs failing) {
        JobsLeft left = new JobsLeft();
        for (JobState state : JobState.active()) {
            Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX_LIMIT));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<ProviderJob> page = jobs.list(JobFilter.of(state), request);
                if (!page.items().stream().allMatch(job -> left.add(job, served, failing))) {
                    return Optional.empty();
                }
                next = page.next().map(request::after);
            }
        }
        return Optional.of(left);
    }

    /** Returns false if the worker can go on with the job. */
    private boolean add(ProviderJob job, Set<String> served, FailingJobs fails) {
        if (job.state() == JobState.OUTCOME_UNKNOWN) {
            return FailingJobs.isForPerson(job);
        }
        if (!served.contains(job.provider())) {
            otherProviders.add(job.provider());
            return true;
        }
        if (!fails.has(job)) {
            return false;
        }
        failing++;
        failingProviders.add(job.provider());
        failure = failure.or(job::errorMessage);
        return true;
    }

    /** The providers of jobs that only other workers can go on with, as a sentence. */
    Optional<String> others() {
        return otherProviders.isEmpty()
                ? Optional.empty()
                : Optional.of("Jobs of other providers are left: " + String.join(", ", otherProviders) + ".");
    }

    /** Why jobs are left that the worker has tried again and again, as a sentence. */
    Optional<String> failures() {
        return failing == 0
                ? Optional.empty()
                : Optional.of(Layout.count(failing, "job") + " of " + String.join(", ", failingProviders)
                        + (failing == 1 ? " is" : " are")
                        + " not waited for, since a step of each keeps failing; fix the cause, and start the worker again: "
                        + failure.orElse("unknown"));
    }
}
