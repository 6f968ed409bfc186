package io.github.reelstore.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What was asked for, accepted, billed and delivered. Everything is read and written with one lock, so that the sums are exact at
 * any moment.
 */
final class BillingAccount implements AutoCloseable {

    /** How a submit ended that was not accepted. */
    enum Refusal {
        /** Its key is unknown. */
        UNAUTHORIZED,
        /** It is not valid. */
        INVALID,
        /** Status 429. */
        RATE_LIMITED,
        /** Status 500 or 503. */
        ERROR,
        /** The connection was reset before the body was read. */
        UNREAD,
        /** The connection was reset after it was read. */
        LOST
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final SimulatorClock clock;
    private final PriceList prices;
    private final Journal journal;
    private final List<SimulatedJob> jobs = new ArrayList<>();
    private final Map<String, Submits> submits = new LinkedHashMap<>();
    private final Map<String, List<SimulatedJob>> tokens = new HashMap<>();
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private long seen;
    private long answered;
    private long downloads;
    private long signedRequestsWithKey;
    private BigDecimal billed = BigDecimal.ZERO;

    /** The submits with one content. */
    private static final class Submits {
        private int attempts;
        private final List<SimulatedJob> accepted = new ArrayList<>(1);
    }

    BillingAccount(SimulatorClock clock, PriceList prices, Journal journal) {
        this.clock = clock;
        this.prices = prices;
        this.journal = journal;
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void update(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    // Submits

    /** A submit arrived. Returns how many arrived before it. */
    long seen() {
        return locked(() -> seen++);
    }

    /** A submit was not accepted. */
    void refused(Refusal how) {
        update(() -> {
            refusals.merge(how, 1L, Long::sum);
        });
    }

    /** A submit was read. Returns how many submits with the same content were read before it. */
    int attempt(String digest) {
        return locked(() -> submits.computeIfAbsent(digest, unused -> new Submits()).attempts++);
    }

    /** Accepts and bills a submit. */
    SimulatedJob accept(SimulatedRequest request, SimulatedJob.Terms terms) {
        return locked(() -> {
            SimulatedJob job = new SimulatedJob(jobs.size() + 1, request, terms);
            journal.append(() -> entry(job, terms.acceptedAt()));
            jobs.add(job);
            submits.computeIfAbsent(request.digest(), unused -> new Submits())
                    .accepted
                    .add(job);
            request.clientToken()
                    .ifPresent(token -> tokens.computeIfAbsent(token, unused -> new ArrayList<>(1))
                            .add(job));
            billed = billed.add(terms.billed());
            return job;
        });
    }

    /** The answer to a submit is being sent. */
    void answered(SimulatedJob job) {
        update(() -> {
            job.setAnswered();
            answered++;
        });
    }

    /** Cancels a job, which then costs nothing. Returns whether it was not yet done. */
    boolean cancel(SimulatedJob job) {
        return locked(() -> {
            if (job.outcome(clock.now()) != SimulatedJob.Outcome.PENDING) {
                return false;
            }
            billed = billed.subtract(job.billed());
            job.cancel();
            journal.append(() -> entry(job, clock.now()));
            return true;
        });
    }

    // Jobs

    /** The job with this operation, such as {@code op-12}, if it is of this key. */
    Optional<SimulatedJob> find(String operation, int key) {
        if (!operation.matches("op-[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(operation.substring(3));
        return locked(() -> number > jobs.size() ? Optional.<SimulatedJob>empty() : Optional.of(jobs.get(number - 1)))
                .filter(job -> job.terms().key() == key);
    }

    /** The job with this operation, whatever its key. */
    Optional<SimulatedJob> find(int number) {
        return locked(() -> number < 1 || number > jobs.size()
                ? Optional.<SimulatedJob>empty()
                : Optional.of(jobs.get(number - 1)));
    }

    /** The jobs with this client token, oldest first. */
    List<SimulatedJob> withToken(String token) {
        return locked(() -> List.copyOf(tokens.getOrDefault(token, List.of())));
    }

    /** The first jobs after this number for which the condition holds, oldest first. */
    List<SimulatedJob> after(int number, int limit, Predicate<SimulatedJob> condition) {
        return locked(() -> jobs.subList(Math.min(number, jobs.size()), jobs.size()).stream()
                .filter(condition)
                .limit(limit)
                .toList());
    }

    SimulatedJob.Outcome outcome(SimulatedJob job) {
        return locked(() -> job.outcome(clock.now()));
    }

    BigDecimal billed(SimulatedJob job) {
        return locked(job::billed);
    }

    /** A poll arrived. Returns how many polls of the job arrived before it. */
    int polled(SimulatedJob job) {
        return locked(job::nextPoll);
    }

    /** A poll is answered with results. Returns how many were before it. */
    int polledDone(SimulatedJob job) {
        return locked(job::nextDonePoll);
    }

    /** A download was asked for. Returns how many of the same result were asked for before it. */
    int downloading(SimulatedJob job, int index) {
        return locked(() -> job.nextDownload(index));
    }

    /** The bytes of a result from the start (inclusive) to the end (exclusive) are being sent. */
    void sent(SimulatedJob job, int index, int start, int end, int length) {
        update(() -> {
            if (job.sent(index, start, end, length)) {
                downloads++;
            }
        });
    }

    /** A request for a signed URL carried an API key, which it does not need. */
    void signedRequestWithKey() {
        update(() -> {
            signedRequestsWithKey++;
        });
    }

    // Reports

    /** The totals. */
    Map<String, Object> totals(Map<String, Object> faults) {
        return locked(() -> {
            Map<String, Object> refused = MiniJson.object();
            for (Refusal refusal : Refusal.values()) {
                refused.put(refusal.name().toLowerCase(Locale.ROOT), refusals.getOrDefault(refusal, 0L));
            }
            long now = clock.now();
            Map<SimulatedJob.Outcome, Long> outcomes = new EnumMap<>(SimulatedJob.Outcome.class);
            long delivered = 0;
            for (SimulatedJob job : jobs) {
                outcomes.merge(job.outcome(now), 1L, Long::sum);
                delivered += isDelivered(job) ? 1 : 0;
            }
            Map<String, Object> byOutcome = MiniJson.object();
            for (SimulatedJob.Outcome outcome : SimulatedJob.Outcome.values()) {
                byOutcome.put(id(outcome), outcomes.getOrDefault(outcome, 0L));
            }
            return MiniJson.object(
                    "submits",
                    MiniJson.object(
                            "seen",
                            seen,
                            "accepted",
                            jobs.size(),
                            "answered",
                            answered,
                            "not_accepted",
                            refusals.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum(),
                            "by_reason",
                            refused),
                    "billed",
                    prices.amount(billed),
                    "billed_submits",
                    jobs.stream().filter(job -> job.billed().signum() > 0).count(),
                    "outcomes",
                    byOutcome,
                    "delivered",
                    delivered,
                    "downloads",
                    downloads,
                    "repeated",
                    jobs.size()
                            - submits.values().stream()
                                    .filter(same -> !same.accepted.isEmpty())
                                    .count(),
                    "signed_requests_with_key",
                    signedRequestsWithKey,
                    "faults",
                    faults);
        });
    }

    /** The entries after this number. */
    Map<String, Object> entries(int after, int limit) {
        return locked(() -> {
            long now = clock.now();
            int from = Math.min(after, jobs.size());
            int to = Math.min(from + limit, jobs.size());
            return MiniJson.object(
                    "entries",
                    jobs.subList(from, to).stream().map(job -> entry(job, now)).toList(),
                    "next",
                    to < jobs.size() ? Optional.of(to) : Optional.empty());
        });
    }

    /** The accepted submits whose content was accepted before. */
    Map<String, Object> duplicates() {
        return locked(() -> {
            long now = clock.now();
            List<Map<String, Object>> groups = submits.values().stream()
                    .filter(same -> same.accepted.size() > 1)
                    .map(same -> MiniJson.object(
                            "times_billed",
                            same.accepted.stream()
                                    .filter(job -> job.billed().signum() > 0)
                                    .count(),
                            "entries",
                            same.accepted.stream().map(job -> entry(job, now)).toList()))
                    .toList();
            return MiniJson.object("duplicates", groups);
        });
    }

    private Map<String, Object> entry(SimulatedJob job, long now) {
        SimulatedRequest request = job.request();
        return MiniJson.object(
                "number",
                job.number(),
                "operation",
                job.operation(),
                "client_token",
                request.clientToken(),
                "kind",
                request.kind().id(),
                "model",
                request.model(),
                "prompt",
                request.prompt(),
                "text",
                request.text(),
                "language",
                request.language(),
                "digest",
                request.digest(),
                "attempt",
                job.terms().attempt(),
                "key",
                job.terms().key(),
                "accepted_at",
                Instant.ofEpochMilli(job.terms().acceptedAt()),
                "done_at",
                Instant.ofEpochMilli(job.terms().doneAt()),
                "outcome",
                id(job.outcome(now)),
                "billed",
                prices.amount(job.billed()),
                "answered",
                job.answered(),
                "polls",
                job.polls(),
                "delivered",
                isDelivered(job),
                "downloads",
                Arrays.stream(job.downloads()).boxed().toList());
    }

    private static boolean isDelivered(SimulatedJob job) {
        return job.results() > 0 && Arrays.stream(job.downloads()).allMatch(count -> count > 0);
    }

    static String id(SimulatedJob.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        journal.close();
    }
}
