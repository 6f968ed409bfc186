package io.github.reelstore.simulator;

import java.math.BigDecimal;

/** The settings, with their keys, types and defaults. docs/simulator.md explains them. */
enum SimulatorSetting {
    KEYS("keys", Type.NAMES, "simulator-key"),
    CURRENCY("currency", Type.CURRENCY, "USD"),
    PRICE_IMAGE("price.image", Type.MONEY, "0.04"),
    PRICE_AUDIO("price.audio", Type.MONEY, "0.00003"),
    PRICE_VIDEO("price.video", Type.MONEY, "0.15"),
    DURATION("duration", Type.SPAN, "50ms..300ms"),
    RETRY_AFTER("retry-after", Type.TIME, "100ms"),
    LATENCY("latency", Type.SPAN, "0ms"),
    LATENCY_EXTRA("latency.extra", Type.TIME, "2s"),
    LIMIT_RATE("limit.rate", Type.COUNT, "0"),
    LIMIT_IN_FLIGHT("limit.in-flight", Type.COUNT, "0"),
    LIMIT_WAIT("limit.wait", Type.TIME, "1s"),
    LIMIT_WAIT_FORM("limit.wait-form", Type.WAIT_FORM, "seconds"),
    LISTING_LAG("listing-lag", Type.TIME, "200ms"),
    NOT_FOUND_LAG("not-found-lag", Type.TIME, "200ms"),
    URL_LIFE("url.life", Type.TIME, "1h"),
    URL_SHORT_LIFE("url.short-life", Type.TIME, "50ms"),
    RETENTION("retention", Type.TIME, "48h"),
    RETENTION_STATUS("retention.status", Type.GONE_STATUS, "410"),
    CLOCK_SKEW("clock-skew", Type.SIGNED_TIME, "0ms"),
    CLOCK_SKEW_OF_JOB("clock-skew.of-job", Type.SIGNED_TIME, "-1h"),
    VIDEO_PADDING("video.padding", Type.COUNT, "0"),
    REPORT_COST("report.cost", Type.SWITCH, "true"),
    REPORT_HASH("report.hash", Type.SWITCH, "true"),
    GEMINI_REDIRECT("gemini.redirect", Type.SWITCH, "false");

    private final String key;
    private final Type type;
    private final String defaultText;

    SimulatorSetting(String key, Type type, String defaultText) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
    }

    /** The key in the configuration, such as {@code price.video}. */
    String key() {
        return key;
    }

    String defaultText() {
        return defaultText;
    }

    /** @throws IllegalArgumentException if the text is no value of this setting */
    void check(String text) {
        try {
            if (!type.accepts(text)) {
                throw new IllegalArgumentException("\"" + text + "\" is not " + type.expected);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + type.expected, e);
        }
    }

    /** What a value may be. */
    private enum Type {
        NAMES("a list of keys, separated by commas, each of letters, digits, dots, hyphens and underscores"),
        CURRENCY("a currency of three capital letters"),
        MONEY("an amount of at most nine decimals"),
        SPAN("a range of durations, such as 50ms..300ms"),
        TIME("a duration, such as 250ms, 2s, 1m or 48h"),
        SIGNED_TIME("a duration, such as 250ms or -2h"),
        COUNT("a whole number from 0 to 1000000000"),
        WAIT_FORM("seconds or date"),
        GONE_STATUS("404 or 410"),
        SWITCH("true or false");

        private static final int MAX_COUNT = 1_000_000_000;

        private final String expected;

        Type(String expected) {
            this.expected = expected;
        }

        boolean accepts(String text) {
            return switch (this) {
                case NAMES -> text.matches("[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*");
                case CURRENCY -> text.matches("[A-Z]{3}");
                case MONEY -> text.length() < 30 && isMoney(new BigDecimal(text));
                case SPAN -> Span.parse(text).shortest() >= 0;
                case TIME -> Span.millis(text) >= 0;
                case SIGNED_TIME -> Span.millis(text) > Long.MIN_VALUE;
                case COUNT -> Long.parseLong(text) >= 0 && Long.parseLong(text) <= MAX_COUNT;
                case WAIT_FORM -> text.equals("seconds") || text.equals("date");
                case GONE_STATUS -> text.equals("404") || text.equals("410");
                case SWITCH -> text.equals("true") || text.equals("false");
            };
        }

        private static boolean isMoney(BigDecimal amount) {
            return amount.signum() >= 0 && amount.scale() <= 9 && amount.precision() - amount.scale() <= 9;
        }
    }
}
