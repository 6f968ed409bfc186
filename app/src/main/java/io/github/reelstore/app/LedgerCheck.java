package io.github.reelstore.app;

import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds jobs that a person has to look at. */
final class LedgerCheck {

    /** Results that expire sooner, and are not stored, are worth a warning. */
    private static final Duration SOON = Duration.ofHours(12);

    private static final int MAX_NAMED = 3;

    private final Transactions database;
    private final ProfileId profile;

    private LedgerCheck(Transactions database, ProfileId profile) {
        this.database = database;
        this.profile = profile;
    }

    /** A sentence for each kind of such jobs; empty if there are none. */
    static List<String> of(Transactions database, ProfileId profile, Instant now) {
        LedgerCheck check = new LedgerCheck(database, profile);
        List<String> warnings = new ArrayList<>();
        check.find(JobState.OUTCOME_UNKNOWN, job -> true)
                .map(found -> "The outcome of " + found
                        + " is unknown: look at the provider, and decide with \"reelstore job" + " resolve JOB\".")
                .ifPresent(warnings::add);
        check.find(JobState.DOWNLOADING, job -> expiresSoon(job, now))
                .map(found -> "The provider soon deletes the results of " + found
                        + ", which are not stored: start a worker with \"reelstore work --providers FILE\".")
                .ifPresent(warnings::add);
        return warnings;
    }

    private static boolean expiresSoon(ProviderJob job, Instant now) {
        return job.remoteExpiresAt()
                .filter(expiry -> expiry.isBefore(now.plus(SOON)))
                .isPresent();
    }

    /** How many jobs there are, with the first few ids. */
    private Optional<String> find(JobState state, Predicate<ProviderJob> matches) {
        long count = 0;
        List<String> named = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX_LIMIT));
        while (next.isPresent()) {
            PageRequest request = next.get();
            Page<ProviderJob> page = database.readOnly(profile, tx -> tx.jobs().list(JobFilter.of(state), request));
            for (ProviderJob job : page.items()) {
                if (matches.test(job)) {
                    count++;
                    if (named.size() < MAX_NAMED) {
                        named.add(job.id().value());
                    }
                }
            }
            next = page.next().map(request::after);
        }
        return count == 0
                ? Optional.empty()
                : Optional.of((count == 1 ? "1 job (" : count + " jobs (")
                        + String.join(", ", named)
                        + (count > named.size() ? ", ...)" : ")"));
    }
}
