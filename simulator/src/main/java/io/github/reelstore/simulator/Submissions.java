package io.github.reelstore.simulator;

import io.github.reelstore.simulator.BillingAccount.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes submits of any protocol: decides their faults, accepts and bills them. */
final class Submissions {

    /** Reads a request from its JSON. */
    @FunctionalInterface
    interface Reader {
        /**
         * Reads it.
         *
         * @throws IllegalArgumentException if it is not valid
         */
        SimulatedRequest read(Map<String, Object> body);
    }

    /** Answers an accepted request. */
    @FunctionalInterface
    interface Success {
        WireAnswer answer(SimulatedJob job);
    }

    private static final List<Fault> OUTCOMES = List.of(Fault.FILTERED, Fault.FAILED_UNCHARGED, Fault.FAILED_CHARGED);
    private static final List<Fault> OF_IMAGES = List.of(Fault.FOUR_IMAGES, Fault.JPEG_AS_PNG);
    private static final List<Fault> OF_ALL = List.of(
            Fault.DUPLICATE_LISTING, Fault.LISTING_LAG, Fault.NOT_FOUND_YET, Fault.RESULTS_GONE, Fault.CLOCK_SKEW);
    private static final int FOUR = 4;

    private final FaultPlan faults;
    private final BillingAccount account;
    private final KeyLimits limits;
    private final PriceList prices;
    private final RetryHints hints;
    private final SimulatorClock clock;
    private final long seed;
    private final Span duration;

    Submissions(
            SimulatorConfig config,
            FaultPlan faults,
            BillingAccount account,
            PriceList prices,
            RetryHints hints,
            SimulatorClock clock) {
        this.faults = faults;
        this.account = account;
        this.limits = new KeyLimits(config);
        this.prices = prices;
        this.hints = hints;
        this.clock = clock;
        seed = config.seed();
        duration = config.span(SimulatorSetting.DURATION);
    }

    /**
     * Takes a submit and answers it.
     *
     * @param key the number of the API key; empty if it is unknown
     * @param success answers it when it was accepted
     * @param sent records that this answer was sent
     */
    void submit(
            HttpCall call,
            ErrorForm form,
            Optional<Integer> key,
            Reader reader,
            Success success,
            Consumer<SimulatedJob> sent)
            throws IOException {
        long number = account.seen();
        SimulatedRequest request;
        ForcedFaults header;
        try {
            header = ForcedFaults.ofHeader(call);
            if (faults.hits(Fault.CLOSE_BEFORE_READ, new Occasion(header, number, 0))) {
                account.refused(Refusal.UNREAD);
                call.reset();
                return;
            }
            request = reader.read(body(call));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            refuse(call, Refusal.INVALID, form.error(400, "invalid_argument", message));
            return;
        }
        if (key.isEmpty()) {
            refuse(call, Refusal.UNAUTHORIZED, form.error(401, "unauthorized", "The API key is missing or unknown"));
            return;
        }
        // The content decides, not the order of arrival, which differs from run to run.
        long content = Long.parseUnsignedLong(request.digest().substring(0, 16), 16);
        int attempt = account.attempt(request.digest());
        Occasion occasion =
                new Occasion(header.and(request.forced()), Draw.mix(Draw.mix(seed, content), attempt), attempt);
        if (isRefused(call, form, occasion)) {
            return;
        }
        Optional<SimulatedJob> job = accept(key.get(), request, occasion);
        if (job.isPresent()) {
            answer(call, job.get(), occasion, success, sent);
        } else {
            faults.pause(occasion);
            refuse(call, Refusal.RATE_LIMITED, hints.tooMany(form));
        }
    }

    /** The body as JSON; one that arrives incomplete is counted before the connection ends. */
    private Map<String, Object> body(HttpCall call) throws IOException {
        try {
            return MiniJson.parseObject(new String(call.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            account.refused(Refusal.UNREAD);
            throw e;
        }
    }

    private boolean isRefused(HttpCall call, ErrorForm form, Occasion occasion) {
        if (faults.hits(Fault.RESET_BEFORE_ACCEPT, occasion)) {
            account.refused(Refusal.LOST);
            call.reset();
        } else if (faults.hits(Fault.RATE_LIMIT, occasion)) {
            faults.pause(occasion);
            refuse(call, Refusal.RATE_LIMITED, hints.tooMany(form));
        } else if (faults.hits(Fault.SERVER_ERROR, occasion)) {
            faults.pause(occasion);
            refuse(call, Refusal.ERROR, form.error(500, "internal", "Something went wrong"));
        } else if (faults.hits(Fault.UNAVAILABLE, occasion)) {
            faults.pause(occasion);
            refuse(call, Refusal.ERROR, hints.unavailable(form));
        } else {
            return false;
        }
        return true;
    }

    private void refuse(HttpCall call, Refusal how, WireAnswer answer) {
        account.refused(how);
        call.send(answer);
    }

    /** Accepts and bills the request; empty if the limits of its key are reached. */
    private Optional<SimulatedJob> accept(int key, SimulatedRequest request, Occasion occasion) {
        long now = clock.now();
        long doneAt = now + duration.draw(Draw.mix(occasion.subject(), 1));
        if (!limits.take(key, now, doneAt)) {
            return Optional.empty();
        }
        Set<Fault> traits = traits(request, occasion);
        boolean succeeds = OUTCOMES.stream().noneMatch(traits::contains);
        int results = traits.contains(Fault.FOUR_IMAGES) ? FOUR : request.count();
        boolean charged = succeeds || traits.contains(Fault.FAILED_CHARGED);
        return Optional.of(account.accept(
                request,
                new SimulatedJob.Terms(
                        key,
                        occasion.subject(),
                        occasion.attempt(),
                        now,
                        doneAt,
                        traits,
                        succeeds ? results : 0,
                        charged ? prices.price(request) : BigDecimal.ZERO)));
    }

    /** A job's faults hold for each job, so the first attempt is meant; the subject tells the attempts apart. */
    private Set<Fault> traits(SimulatedRequest request, Occasion occasion) {
        Set<Fault> traits = EnumSet.noneOf(Fault.class);
        for (Fault outcome : OUTCOMES) {
            if (traits.isEmpty() && faults.hits(outcome, occasion.first())) {
                traits.add(outcome);
            }
        }
        if (traits.isEmpty() && request.kind() == SimulatedKind.IMAGE) {
            add(traits, OF_IMAGES, occasion);
        }
        add(traits, OF_ALL, occasion);
        return traits;
    }

    private void add(Set<Fault> traits, List<Fault> possible, Occasion occasion) {
        for (Fault fault : possible) {
            if (faults.hits(fault, occasion.first())) {
                traits.add(fault);
            }
        }
    }

    private void answer(
            HttpCall call, SimulatedJob job, Occasion occasion, Success success, Consumer<SimulatedJob> sent) {
        boolean reset = faults.hits(Fault.RESET_AFTER_ACCEPT, occasion);
        boolean half = !reset && faults.hits(Fault.HALF_ANSWER, occasion);
        faults.pause(occasion);
        if (reset) {
            call.reset();
            return;
        }
        WireAnswer answer = success.answer(job);
        if (half) {
            call.sendPart(answer, answer.length() / 2, HttpCall.Cut.CLOSE, () -> {});
        } else {
            call.send(answer, () -> sent.accept(job));
        }
    }
}
