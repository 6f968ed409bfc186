package io.github.reelstore.cli.command;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Which jobs fail again and again while a worker tries, as with a broken program, so that a worker that is to end does not wait for
 * them: those of which a step has failed several times in a row, and the planned ones of a provider to which nothing could be sent
 * for a while, since most of them were not even tried. Only what fails in this run counts, so that the next one tries again. Thread-safe.
 */
final class FailingJobs {

    /** With the usual pauses, so many failures in a row take half a minute. */
    static final int MANY = 6;

    /** As long as {@link #MANY} failures of one job take. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Set<String> credentials;
    private final Supplier<Instant> now;

    private final LongSupplier nanoTime;
    private final Set<JobId> failing = new HashSet<>();

    /** Since when nothing could be sent to a provider. */
    private final Map<String, Long> unsent = new HashMap<>();

    /**
     * @param credentials the names of those that the worker has
     * @param now the time
     */
    FailingJobs(Set<String> credentials, Supplier<Instant> now, LongSupplier nanoTime) {
        this.credentials = credentials;
        this.now = now;
        this.nanoTime = nanoTime;
    }

    /**
     * A provider that asks for a pause is believed. What is gone ends the job soon, unless the provider has announced to keep it, or it was
     * generated with another credential: then it is asked for again and again.
     */
    private boolean waits(ProviderJob job) {
        if (job.failure().equals(Optional.of(FailureClass.GONE))) {
            return job.remoteExpiresAt().filter(now.get()::isBefore).isEmpty()
                    && job.credential()
                            .filter(sent -> !credentials.contains(sent))
                            .isEmpty();
        }
        return job.failure().equals(Optional.of(FailureClass.RATE_LIMITED));
    }

    /** Notes what became of a step of a job. */
    synchronized void changed(ProviderJob job) {
        if (job.state() == JobState.SUBMITTING) {
            // about to be sent: nothing is known yet
            return;
        }
        boolean waits = waits(job);
        if (job.state().isActive() && job.failures() >= MANY && !waits) {
            failing.add(job.id());
        } else {
            failing.remove(job.id());
        }
        if (job.state() == JobState.PLANNED && job.failures() > 0 && !waits) {
            unsent.putIfAbsent(job.provider(), nanoTime.getAsLong());
        } else if (job.failures() == 0 || !isPolledOrDownloaded(job)) {
            unsent.remove(job.provider());
        }
    }

    /** A failure of these says nothing about whether requests can be sent. */
    private static boolean isPolledOrDownloaded(ProviderJob job) {
        return job.state() == JobState.SUBMITTED || job.state() == JobState.DOWNLOADING;
    }

    /**
     * Whether a person decides about a job whose outcome is unknown: it belongs to a worker as long as its provider can be asked what became
     * of it, but that has no end if the provider never knows.
     */
    static boolean isForPerson(ProviderJob job) {
        return job.worker().equals(ProviderJob.FREE) || job.failures() >= MANY;
    }

    /** Whether {@link #has} may be true of any job. */
    synchronized boolean any() {
        return !failing.isEmpty() || unsent.keySet().stream().anyMatch(this::isOut);
    }

    synchronized boolean has(ProviderJob job) {
        // one that is being sent to a program that does not start has not been sent; its answer is waited for at the
        // end
        boolean unsentYet = job.state() == JobState.PLANNED || job.state() == JobState.SUBMITTING;
        return failing.contains(job.id()) || (unsentYet && isOut(job.provider()));
    }

    private boolean isOut(String provider) {
        Long since = unsent.get(provider);
        return since != null && nanoTime.getAsLong() - since >= PATIENCE.toNanos();
    }
}
