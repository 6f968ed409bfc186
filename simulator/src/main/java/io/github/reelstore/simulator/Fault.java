package io.github.reelstore.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can go wrong, in the order in which it is decided. A request meets at most one fault of its group, and latency. */
enum Fault {
    /** The connection is closed as soon as it is accepted. */
    CLOSE_AT_ACCEPT,

    /** The answer takes longer; of a submit, after it was accepted. */
    LATENCY,

    // A submit

    /** The connection is reset before the body of the request is read. */
    CLOSE_BEFORE_READ,
    /** The request is read, not accepted, and the connection is reset. */
    RESET_BEFORE_ACCEPT,
    /** Status 429 with Retry-After. */
    RATE_LIMIT,
    /** Status 500, not accepted. */
    SERVER_ERROR,
    /** Status 503, not accepted. */
    UNAVAILABLE,
    /** The request is accepted and billed, and the connection is reset. */
    RESET_AFTER_ACCEPT,
    /** The request is accepted and billed, and the connection is closed in the middle of the answer. */
    HALF_ANSWER,

    // A job, decided when it is accepted

    /** Done without a result, not billed. */
    FILTERED,
    /** Done with an error, not billed. */
    FAILED_UNCHARGED,
    /** Done with an error, billed. */
    FAILED_CHARGED,
    /** Four images, whatever was asked for; billed as asked for. */
    FOUR_IMAGES,
    /** Images that are stated as image/png are JPEG. */
    JPEG_AS_PNG,
    /** Lists show the operation twice. */
    DUPLICATE_LISTING,
    /** Lists do not show the operation at first. */
    LISTING_LAG,
    /** Polls do not find the operation at first. */
    NOT_FOUND_YET,
    /** The results are gone when the job is done, as after the retention. */
    RESULTS_GONE,
    /** The dates that are stated for the job are wrong. */
    CLOCK_SKEW,

    // A poll

    /** The connection is reset instead of an answer. */
    POLL_RESET,
    /** Status 429 with Retry-After. */
    POLL_RATE_LIMIT,
    /** Status 500. */
    POLL_SERVER_ERROR,
    /** Status 503. */
    POLL_UNAVAILABLE,
    /** The connection is closed in the middle of the answer. */
    POLL_HALF_ANSWER,
    /** The signed URLs in this answer expire at once. */
    EXPIRING_URLS,

    // A download

    /** Status 429 with Retry-After. */
    DOWNLOAD_RATE_LIMIT,
    /** Status 503. */
    DOWNLOAD_UNAVAILABLE,
    /** The whole file with status 200, though a range was asked for. */
    DOWNLOAD_IGNORES_RANGE,
    /** The connection is closed after half of the bytes. */
    DOWNLOAD_TRUNCATED,
    /** The connection is reset after half of the bytes. */
    DOWNLOAD_RESET,
    /** Content-Length and body have half of the bytes, so the answer looks complete. */
    DOWNLOAD_WRONG_LENGTH,
    /** One byte is wrong; the length is right. */
    DOWNLOAD_CORRUPT;

    /** The name in configuration, headers and prompts, such as {@code reset-after-accept}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is no such fault; the message lists those that exist */
    static Fault of(String id) {
        return Arrays.stream(values())
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no fault \"" + id + "\". The faults are: " + String.join(", ", ids())));
    }

    private static List<String> ids() {
        return Arrays.stream(values()).map(Fault::id).toList();
    }
}
