package io.github.reelstore.app;

import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds jobs that a person has to look at. */
final class LedgerCheck {

    /** A job that no worker has is worth one after this time, if its provider has no worker at all. */
    private static final Duration UNSERVED = Duration.ofHours(1);

    /** A job of a worker is, after this time: few operations take as long, so the worker has died, and there is no other one. */
    private static final Duration ABANDONED = Duration.ofHours(3);

    /** So many failures of a step in a row are not a passing fault. */
    private static final int MANY_FAILURES = 6;

    private static final int MAX_NAMED = 3;

    private final Instant now;
    private final Jobs unknown = new Jobs();
    private final Jobs expiring = new Jobs();
    private final Jobs failing = new Jobs();
    private Optional<String> failure = Optional.empty();
    private final Map<String, Jobs> waiting = new TreeMap<>();

    /** The providers that have a worker. */
    private final Set<String> served = new HashSet<>();

    private LedgerCheck(Instant now) {
        this.now = now;
    }

    /** How many jobs there are, with the first few ids. */
    private static final class Jobs {
        private long count;
        private final List<String> named = new ArrayList<>();

        void add(ProviderJob job) {
            count++;
            if (named.size() < MAX_NAMED) {
                named.add(job.id().value());
            }
        }

        boolean exist() {
            return count > 0;
        }

        @Override
        public String toString() {
            return (count == 1 ? "1 job (" : count + " jobs (")
                    + String.join(", ", named)
                    + (count > named.size() ? ", ...)" : ")");
        }
    }

    /** A sentence for each kind of such jobs; empty if there are none. */
    static List<String> of(Transactions database, ProfileId profile, Instant now) {
        LedgerCheck check = new LedgerCheck(now);
        for (JobState state : JobState.active()) {
            Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX_LIMIT));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<ProviderJob> page =
                        database.readOnly(profile, tx -> tx.jobs().list(JobFilter.of(state), request));
                page.items().forEach(check::add);
                next = page.next().map(request::after);
            }
        }
        return check.warnings();
    }

    private void add(ProviderJob job) {
        if (job.state() == JobState.OUTCOME_UNKNOWN) {
            unknown.add(job);
            return;
        }
        boolean free = job.worker().equals(ProviderJob.FREE);
        Duration age = Duration.between(job.updatedAt(), now);
        if (!free && age.compareTo(UNSERVED) < 0) {
            served.add(job.provider());
        }
        if (job.state() == JobState.DOWNLOADING && expiresSoon(job)) {
            expiring.add(job);
        } else if (job.failures() >= MANY_FAILURES) {
            failing.add(job);
            failure = failure.or(job::errorMessage);
        } else if (age.compareTo(free ? UNSERVED : ABANDONED) >= 0) {
            waiting.computeIfAbsent(job.provider(), provider -> new Jobs()).add(job);
        }
    }

    private boolean expiresSoon(ProviderJob job) {
        return job.remoteExpiresAt()
                .filter(expiry -> expiry.isBefore(now.plus(JobService.EXPIRING_SOON)))
                .isPresent();
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (unknown.exist()) {
            warnings.add("The outcome of " + unknown
                    + " is unknown: look at the provider, and decide with \"reelstore job resolve JOB\".");
        }
        if (expiring.exist()) {
            warnings.add("The provider soon deletes the results of " + expiring
                    + ", which are not stored: start a worker with \"reelstore work --providers FILE\".");
        }
        if (failing.exist()) {
            warnings.add("A step of " + failing
                    + " keeps failing: see \"reelstore job show JOB\", and fix it, or give the results up with"
                    + " \"reelstore job resolve JOB --lost\". The last failure is: "
                    + failure.orElse("unknown"));
        }
        // jobs that wait behind others of a provider that has a worker are sent in time
        waiting.keySet().removeAll(served);
        waiting.forEach((provider, jobs) -> warnings.add("No worker serves the provider " + provider + ", whose " + jobs
                + " made no progress for an hour or longer: start one with \"reelstore work --providers FILE\"."));
        return warnings;
    }
}
