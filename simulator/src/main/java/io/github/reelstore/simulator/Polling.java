package io.github.reelstore.simulator;

import java.util.Optional;

/** Answers polls of any protocol, and decides their faults. */
final class Polling {

    /** Answers a poll. */
    @FunctionalInterface
    interface Answer {
        WireAnswer of(SimulatedJob job, SimulatedJob.Outcome outcome, ForcedFaults forced);
    }

    private final FaultPlan faults;
    private final BillingAccount account;
    private final RetryHints hints;
    private final SimulatorClock clock;
    private final long notFoundLag;

    Polling(SimulatorConfig config, FaultPlan faults, BillingAccount account, RetryHints hints, SimulatorClock clock) {
        this.faults = faults;
        this.account = account;
        this.hints = hints;
        this.clock = clock;
        notFoundLag = config.millis(SimulatorSetting.NOT_FOUND_LAG);
    }

    /**
     * Answers a poll.
     *
     * @throws IllegalArgumentException if a header names an unknown fault
     */
    void poll(HttpCall call, ErrorForm form, int key, String operation, Answer answer) {
        ForcedFaults header = ForcedFaults.ofHeader(call);
        Optional<SimulatedJob> found = account.find(operation, key).filter(this::isFound);
        if (found.isEmpty()) {
            call.send(form.error(404, "not_found", "There is no such operation"));
            return;
        }
        SimulatedJob job = found.get();
        Occasion occasion =
                new Occasion(header.and(job.request().forced()), job.terms().seed(), account.polled(job));
        // A marker for a late answer is about the submit.
        faults.pause(occasion.with(header));
        if (faults.hits(Fault.POLL_RESET, occasion)) {
            call.reset();
        } else if (faults.hits(Fault.POLL_RATE_LIMIT, occasion)) {
            call.send(hints.tooMany(form));
        } else if (faults.hits(Fault.POLL_SERVER_ERROR, occasion)) {
            call.send(form.error(500, "internal", "Something went wrong"));
        } else if (faults.hits(Fault.POLL_UNAVAILABLE, occasion)) {
            call.send(hints.unavailable(form));
        } else {
            boolean half = faults.hits(Fault.POLL_HALF_ANSWER, occasion);
            WireAnswer whole = answer.of(job, account.outcome(job), occasion.forced());
            if (half) {
                call.sendPart(whole, whole.length() / 2, HttpCall.Cut.CLOSE, () -> {});
            } else {
                call.send(whole);
            }
        }
    }

    private boolean isFound(SimulatedJob job) {
        return !job.has(Fault.NOT_FOUND_YET) || clock.now() >= job.terms().acceptedAt() + notFoundLag;
    }
}
