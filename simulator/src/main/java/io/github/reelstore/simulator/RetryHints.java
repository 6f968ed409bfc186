package io.github.reelstore.simulator;

/** Answers of status 429 and 503, with the header Retry-After. */
final class RetryHints {

    private final SimulatorClock clock;
    private final long wait;
    private final boolean asDate;

    RetryHints(SimulatorConfig config, SimulatorClock clock) {
        this.clock = clock;
        wait = config.millis(SimulatorSetting.LIMIT_WAIT);
        asDate = config.text(SimulatorSetting.LIMIT_WAIT_FORM).equals("date");
    }

    WireAnswer tooMany(ErrorForm form) {
        return form.error(429, "rate_limited", "Too many requests").withHeader("Retry-After", retryAfter());
    }

    WireAnswer unavailable(ErrorForm form) {
        return form.error(503, "unavailable", "The service is overloaded");
    }

    /** In whole seconds, rounded up. */
    private String retryAfter() {
        long seconds = (wait + 999) / 1_000;
        return asDate ? clock.httpDate(clock.now() + wait + 999, 0) : Long.toString(seconds);
    }
}
