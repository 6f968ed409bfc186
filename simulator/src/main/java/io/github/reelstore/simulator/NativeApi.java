package io.github.reelstore.simulator;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The provider's own protocol, below {@code /v1/}. */
final class NativeApi {

    private static final Pattern OPERATION = Pattern.compile("/v1/operations/([^/:]+)(:cancel)?");
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 1_000;

    private final ApiKeys keys;
    private final Submissions submissions;
    private final Polling polling;
    private final BillingAccount account;
    private final FaultPlan faults;
    private final PriceList prices;
    private final ResultFiles files;
    private final GeneratedMedia media;
    private final SignedUrls urls;
    private final SimulatorClock clock;
    private final AnswerSettings settings;

    /** What the answers contain, and for how long. */
    private record AnswerSettings(
            long retryAfter,
            long urlLife,
            long urlShortLife,
            long skewOfJob,
            long listingLag,
            boolean cost,
            boolean hash) {}

    NativeApi(
            SimulatorConfig config,
            ApiKeys keys,
            Submissions submissions,
            Polling polling,
            BillingAccount account,
            FaultPlan faults,
            PriceList prices,
            ResultFiles files,
            GeneratedMedia media,
            SignedUrls urls,
            SimulatorClock clock) {
        this.keys = keys;
        this.submissions = submissions;
        this.polling = polling;
        this.account = account;
        this.faults = faults;
        this.prices = prices;
        this.files = files;
        this.media = media;
        this.urls = urls;
        this.clock = clock;
        settings = new AnswerSettings(
                config.millis(SimulatorSetting.RETRY_AFTER),
                config.millis(SimulatorSetting.URL_LIFE),
                config.millis(SimulatorSetting.URL_SHORT_LIFE),
                config.millis(SimulatorSetting.CLOCK_SKEW_OF_JOB),
                config.millis(SimulatorSetting.LISTING_LAG),
                config.isOn(SimulatorSetting.REPORT_COST),
                config.isOn(SimulatorSetting.REPORT_HASH));
    }

    /**
     * Answers a request.
     *
     * @param base the URL of the server, for the URLs of results
     */
    void handle(HttpCall call, String base) throws IOException {
        Optional<Integer> key = keys.bearer(call);
        boolean post = call.method().equals("POST");
        if (post && call.path().equals("/v1/generations")) {
            submissions.submit(
                    call,
                    ErrorForm.NATIVE,
                    key,
                    body -> SimulatedRequest.ofNative("generations", body),
                    NativeApi::accepted,
                    account::answered);
            return;
        }
        if (post && call.path().equals("/v1/speech")) {
            submissions.submit(
                    call,
                    ErrorForm.NATIVE,
                    key,
                    body -> SimulatedRequest.ofNative("speech", body),
                    this::spoken,
                    this::spokenSent);
            return;
        }
        if (key.isEmpty()) {
            call.send(ErrorForm.NATIVE.error(401, "unauthorized", "The API key is missing or unknown"));
            return;
        }
        Matcher operation = OPERATION.matcher(call.path());
        boolean get = call.method().equals("GET");
        if (get && call.path().equals("/v1/operations")) {
            list(call, key.get());
        } else if (!operation.matches()) {
            call.send(ErrorForm.NATIVE.error(404, "not_found", "There is no such path"));
        } else if (post && call.path().endsWith(":cancel")) {
            cancel(call, key.get(), operation.group(1));
        } else if (get && !call.path().endsWith(":cancel")) {
            polling.poll(
                    call,
                    ErrorForm.NATIVE,
                    key.get(),
                    operation.group(1),
                    (job, outcome, forced) -> state(job, outcome, forced, base));
        } else {
            call.send(ErrorForm.NATIVE.error(405, "method", "This method is not available"));
        }
    }

    private static WireAnswer accepted(SimulatedJob job) {
        return WireAnswer.json(200, MiniJson.object("operation", job.operation()));
    }

    // Speech, which is answered with the audio itself

    private void spokenSent(SimulatedJob job) {
        account.answered(job);
        if (job.results() > 0) {
            int length = media.of(job, 0).length;
            account.sent(job, 0, 0, length, length);
        }
    }

    private WireAnswer spoken(SimulatedJob job) {
        FaultPlan.sleep(job.terms().doneAt() - clock.now());
        WireAnswer answer = switch (account.outcome(job)) {
            case FILTERED -> ErrorForm.NATIVE.error(422, "filtered", "The text was refused by a filter");
            case FAILED -> ErrorForm.NATIVE.error(500, "generation_failed", "The audio could not be generated");
            default -> WireAnswer.bytes(200, media.statedType(job), media.of(job, 0));
        };
        boolean free = job.terms().billed().signum() == 0;
        return answer.withHeader("request-id", job.operation())
                .withHeader(
                        "character-cost",
                        free ? "0" : Integer.toString(job.request().characters()));
    }

    // Polls

    private WireAnswer state(SimulatedJob job, SimulatedJob.Outcome outcome, ForcedFaults forced, String base) {
        Map<String, Object> state = MiniJson.object("done", outcome != SimulatedJob.Outcome.PENDING);
        switch (outcome) {
            case PENDING ->
                state.put(
                        "retry_after_ms",
                        Math.max(1, Math.min(settings.retryAfter(), job.terms().doneAt() - clock.now())));
            case SUCCEEDED -> putResults(state, job, forced, base);
            case FILTERED -> state.put("filtered", List.of("The prompt was refused by a filter"));
            case FAILED ->
                state.put(
                        "error", MiniJson.object("code", "generation_failed", "message", "It could not be generated"));
            case CANCELLED -> state.put("error", MiniJson.object("code", "cancelled", "message", "It was cancelled"));
        }
        if (outcome != SimulatedJob.Outcome.PENDING) {
            putCost(state, job);
        }
        return skewed(job, WireAnswer.json(200, state));
    }

    private void putResults(Map<String, Object> state, SimulatedJob job, ForcedFaults forced, String base) {
        int poll = account.polledDone(job);
        boolean shortLived = faults.hits(
                Fault.EXPIRING_URLS, new Occasion(forced, job.terms().seed(), poll));
        long expires = clock.now() + (shortLived ? settings.urlShortLife() : settings.urlLife());
        List<Map<String, Object>> results = new ArrayList<>();
        for (int index = 0; index < job.results(); index++) {
            byte[] bytes = media.of(job, index);
            results.add(MiniJson.object(
                    "url",
                    base + urls.sign(job, index, expires),
                    "mime_type",
                    media.statedType(job),
                    "bytes",
                    bytes.length,
                    "sha256",
                    settings.hash() ? Optional.of(GeneratedMedia.sha256(bytes)) : Optional.empty()));
        }
        state.put("results", results);
        state.put("expires_at", clock.stated(files.expiresAt(job), skew(job)));
    }

    private void putCost(Map<String, Object> state, SimulatedJob job) {
        if (!settings.cost()) {
            return;
        }
        BigDecimal billed = account.billed(job);
        BigDecimal quantity =
                billed.signum() == 0 ? BigDecimal.ZERO : job.request().quantity();
        state.put(
                "usage",
                MiniJson.object(
                        "quantity", quantity, "unit", job.request().kind().unit()));
        state.put("cost", prices.amount(billed));
    }

    private long skew(SimulatedJob job) {
        return job.has(Fault.CLOCK_SKEW) ? settings.skewOfJob() : 0;
    }

    private WireAnswer skewed(SimulatedJob job, WireAnswer answer) {
        return job.has(Fault.CLOCK_SKEW) ? answer.withHeader("Date", clock.httpDate(clock.now(), skew(job))) : answer;
    }

    private void cancel(HttpCall call, int key, String operation) {
        Optional<SimulatedJob> job = account.find(operation, key);
        if (job.isEmpty()) {
            call.send(ErrorForm.NATIVE.error(404, "not_found", "There is no such operation"));
        } else if (account.cancel(job.get())) {
            call.send(WireAnswer.json(200, MiniJson.object("operation", operation, "cancelled", true)));
        } else {
            call.send(ErrorForm.NATIVE.error(409, "already_done", "The operation is done"));
        }
    }

    // Lists

    private void list(HttpCall call, int key) {
        int after = call.number("page_token", 0);
        int limit = Math.max(1, Math.min(MAX_PAGE, call.number("page_size", DEFAULT_PAGE)));
        List<SimulatedJob> found = call.query("client_token").isPresent()
                ? account.withToken(call.query("client_token").orElse("")).stream()
                        .filter(job -> job.number() > after && isListed(job, key))
                        .limit(limit + 1L)
                        .toList()
                : account.after(after, limit + 1, job -> isListed(job, key));
        List<SimulatedJob> page = found.subList(0, Math.min(limit, found.size()));
        List<Map<String, Object>> operations = new ArrayList<>();
        for (SimulatedJob job : page) {
            Map<String, Object> listed = listed(job);
            operations.add(listed);
            if (job.has(Fault.DUPLICATE_LISTING)) {
                operations.add(listed);
            }
        }
        call.send(WireAnswer.json(
                200,
                MiniJson.object(
                        "operations",
                        operations,
                        "next_page_token",
                        found.size() > limit
                                ? Optional.of(Integer.toString(
                                        page.get(page.size() - 1).number()))
                                : Optional.empty())));
    }

    private boolean isListed(SimulatedJob job, int key) {
        return job.terms().key() == key
                && (!job.has(Fault.LISTING_LAG) || clock.now() >= job.terms().acceptedAt() + settings.listingLag());
    }

    private Map<String, Object> listed(SimulatedJob job) {
        SimulatedRequest request = job.request();
        return MiniJson.object(
                "operation",
                job.operation(),
                "client_token",
                request.clientToken(),
                "kind",
                request.kind().id(),
                "model",
                request.model(),
                "created_at",
                clock.stated(job.terms().acceptedAt(), skew(job)),
                "done",
                account.outcome(job) != SimulatedJob.Outcome.PENDING);
    }
}
