package io.github.reelstore.simulator;

import java.math.BigDecimal;
import java.util.Set;

/**
 * An accepted request. What changes is guarded by the lock of the {@link BillingAccount}, which alone writes it.
 */
final class SimulatedJob {

    /** What a job comes to. */
    enum Outcome {
        PENDING,
        SUCCEEDED,
        FILTERED,
        FAILED,
        CANCELLED
    }

    /**
     * What is decided when a request is accepted.
     *
     * @param key the number of the API key
     * @param seed what decides about the faults of the job
     * @param attempt how often the same request arrived before
     * @param acceptedAt in milliseconds since 1970
     * @param doneAt in milliseconds since 1970
     * @param traits the faults of the job
     * @param results how many results it has
     * @param billed what it costs
     */
    record Terms(
            int key,
            long seed,
            int attempt,
            long acceptedAt,
            long doneAt,
            Set<Fault> traits,
            int results,
            BigDecimal billed) {}

    private final int number;
    private final SimulatedRequest request;
    private final Terms terms;

    private boolean answered;
    private boolean cancelled;
    private int polls;
    private int donePolls;
    private final int[] downloadAttempts;
    private final int[] downloads;
    private final int[] reached;

    SimulatedJob(int number, SimulatedRequest request, Terms terms) {
        this.number = number;
        this.request = request;
        this.terms = terms;
        downloadAttempts = new int[terms.results()];
        downloads = new int[terms.results()];
        reached = new int[terms.results()];
    }

    int number() {
        return number;
    }

    String operation() {
        return "op-" + number;
    }

    SimulatedRequest request() {
        return request;
    }

    Terms terms() {
        return terms;
    }

    int results() {
        return terms.results();
    }

    boolean has(Fault trait) {
        return terms.traits().contains(trait);
    }

    // For the account, with its lock

    Outcome outcome(long now) {
        if (cancelled) {
            return Outcome.CANCELLED;
        }
        if (now < terms.doneAt()) {
            return Outcome.PENDING;
        }
        if (has(Fault.FILTERED)) {
            return Outcome.FILTERED;
        }
        return has(Fault.FAILED_UNCHARGED) || has(Fault.FAILED_CHARGED) ? Outcome.FAILED : Outcome.SUCCEEDED;
    }

    /** What it costs, which is nothing if it was cancelled. */
    BigDecimal billed() {
        return cancelled ? BigDecimal.ZERO : terms.billed();
    }

    void cancel() {
        cancelled = true;
    }

    boolean answered() {
        return answered;
    }

    void setAnswered() {
        answered = true;
    }

    int polls() {
        return polls;
    }

    int nextPoll() {
        return polls++;
    }

    int nextDonePoll() {
        return donePolls++;
    }

    int nextDownload(int index) {
        return downloadAttempts[index]++;
    }

    int[] downloads() {
        return downloads.clone();
    }

    /**
     * Records that bytes of a result were sent. A download is complete when its last byte was sent, and all bytes before it,
     * in one request or in several that continue each other.
     *
     * @return whether a download is complete now
     */
    boolean sent(int index, int start, int end, int length) {
        if (start == 0) {
            reached[index] = end;
        } else if (start <= reached[index]) {
            reached[index] = Math.max(reached[index], end);
        }
        boolean complete = reached[index] == length;
        if (complete) {
            downloads[index]++;
            reached[index] = 0;
        }
        return complete;
    }
}
