package io.github.reelstore.simulator;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the files of results: whole or in part, and with the faults of downloads. */
final class ResultFiles {

    private static final Pattern PATH = Pattern.compile("/files/op-([1-9][0-9]{0,8})/([0-3])");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,9})-([0-9]{0,9})");

    /** A range of bytes: from the start (inclusive) to the end (exclusive). */
    private record Part(int start, int end) {}

    /** What a client gets of a result with this length. */
    private record Download(SimulatedJob job, int index, Part part, int length, boolean partial) {}

    private final FaultPlan faults;
    private final BillingAccount account;
    private final RetryHints hints;
    private final SimulatorClock clock;
    private final SignedUrls urls;
    private final GeneratedMedia media;
    private final long retention;
    private final int goneStatus;

    ResultFiles(
            SimulatorConfig config,
            FaultPlan faults,
            BillingAccount account,
            RetryHints hints,
            SimulatorClock clock,
            SignedUrls urls,
            GeneratedMedia media) {
        this.faults = faults;
        this.account = account;
        this.hints = hints;
        this.clock = clock;
        this.urls = urls;
        this.media = media;
        retention = config.millis(SimulatorSetting.RETENTION);
        goneStatus = config.count(SimulatorSetting.RETENTION_STATUS);
    }

    /** When the results of a job are deleted, in milliseconds since 1970. */
    long expiresAt(SimulatedJob job) {
        return job.terms().doneAt() + (job.has(Fault.RESULTS_GONE) ? 0 : retention);
    }

    /** Answers a request for a signed URL. */
    void signed(HttpCall call) {
        if (call.header("authorization").isPresent()
                || call.header("x-goog-api-key").isPresent()) {
            account.signedRequestWithKey();
        }
        Matcher path = PATH.matcher(call.path());
        String expires = call.query("expires").orElse("");
        if (!path.matches()
                || !expires.matches("[0-9]{1,15}")
                || !urls.isSigned(call.path(), expires, call.query("signature").orElse(""))) {
            call.send(ErrorForm.NATIVE.error(403, "signature", "The URL is not signed"));
            return;
        }
        Optional<SimulatedJob> job = account.find(Integer.parseInt(path.group(1)));
        if (Long.parseLong(expires) <= clock.now()) {
            call.send(ErrorForm.NATIVE.error(403, "url_expired", "The URL has expired"));
        } else if (job.isEmpty()) {
            call.send(ErrorForm.NATIVE.error(404, "not_found", "There is no such file"));
        } else {
            send(call, ErrorForm.NATIVE, job.get(), Integer.parseInt(path.group(2)));
        }
    }

    /** Answers a request for a file of a job. */
    void send(HttpCall call, ErrorForm form, SimulatedJob job, int index) {
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            call.send(form.error(405, "method", "Files can be read only"));
        } else if (index >= job.results() || account.outcome(job) != SimulatedJob.Outcome.SUCCEEDED) {
            call.send(form.error(404, "not_found", "There is no such file"));
        } else if (clock.now() >= expiresAt(job)) {
            call.send(form.error(goneStatus, "gone", "The result was deleted"));
        } else if (call.method().equals("HEAD")) {
            call.send(whole(job, index, media.of(job, index)));
        } else {
            get(call, form, job, index);
        }
    }

    private void get(HttpCall call, ErrorForm form, SimulatedJob job, int index) {
        ForcedFaults header = ForcedFaults.ofHeader(call);
        Occasion occasion = new Occasion(
                header.and(job.request().forced()),
                Draw.mix(job.terms().seed(), index),
                account.downloading(job, index));
        // A marker for a late answer is about the submit.
        faults.pause(occasion.with(header));
        if (faults.hits(Fault.DOWNLOAD_RATE_LIMIT, occasion)) {
            call.send(hints.tooMany(form));
            return;
        }
        if (faults.hits(Fault.DOWNLOAD_UNAVAILABLE, occasion)) {
            call.send(hints.unavailable(form));
            return;
        }
        byte[] file = media.of(job, index);
        Optional<String> range = call.header("range")
                .filter(text -> RANGE.matcher(text).matches())
                .filter(text -> call.header("if-range").orElse(etag(job, index)).equals(etag(job, index)));
        if (range.isPresent() && faults.hits(Fault.DOWNLOAD_IGNORES_RANGE, occasion)) {
            range = Optional.empty();
        }
        Part part = range.isPresent() ? part(range.get(), file.length) : new Part(0, file.length);
        if (part.start() >= part.end()) {
            call.send(form.error(416, "range", "There are no such bytes")
                    .withHeader("Content-Range", "bytes */" + file.length));
        } else {
            send(call, new Download(job, index, part, file.length, range.isPresent()), file, occasion);
        }
    }

    private void send(HttpCall call, Download download, byte[] file, Occasion occasion) {
        Part part = download.part();
        byte[] bytes = Arrays.copyOfRange(file, part.start(), part.end());
        int half = bytes.length / 2;
        if (faults.hits(Fault.DOWNLOAD_TRUNCATED, occasion)) {
            call.sendPart(answer(download, bytes), half, HttpCall.Cut.CLOSE, () -> sent(download, half));
        } else if (faults.hits(Fault.DOWNLOAD_RESET, occasion)) {
            call.sendPart(answer(download, bytes), half, HttpCall.Cut.RESET, () -> sent(download, half));
        } else if (faults.hits(Fault.DOWNLOAD_WRONG_LENGTH, occasion)) {
            call.send(answer(download, Arrays.copyOf(bytes, half)), () -> sent(download, half));
        } else if (faults.hits(Fault.DOWNLOAD_CORRUPT, occasion)) {
            bytes[half] ^= 1;
            call.send(answer(download, bytes));
        } else {
            call.send(answer(download, bytes), () -> sent(download, bytes.length));
        }
    }

    private void sent(Download download, int bytes) {
        int start = download.part().start();
        account.sent(download.job(), download.index(), start, start + bytes, download.length());
    }

    private WireAnswer answer(Download download, byte[] bytes) {
        SimulatedJob job = download.job();
        if (!download.partial()) {
            return whole(job, download.index(), bytes);
        }
        Part part = download.part();
        return described(WireAnswer.bytes(206, media.statedType(job), bytes), job, download.index())
                .withHeader(
                        "Content-Range", "bytes " + part.start() + "-" + (part.end() - 1) + "/" + download.length());
    }

    private WireAnswer whole(SimulatedJob job, int index, byte[] bytes) {
        return described(WireAnswer.bytes(200, media.statedType(job), bytes), job, index);
    }

    private static WireAnswer described(WireAnswer answer, SimulatedJob job, int index) {
        return answer.withHeader("Accept-Ranges", "bytes").withHeader("ETag", etag(job, index));
    }

    private static String etag(SimulatedJob job, int index) {
        return "\"" + job.operation() + "-" + index + "\"";
    }

    /** The bytes that a range means; none if it begins after the end. */
    private static Part part(String range, int length) {
        Matcher numbers = RANGE.matcher(range);
        if (!numbers.matches()) {
            throw new IllegalArgumentException(range);
        }
        String first = numbers.group(1);
        String last = numbers.group(2);
        if (first.isEmpty()) {
            int suffix = last.isEmpty() ? 0 : Integer.parseInt(last);
            return new Part(Math.max(0, length - suffix), suffix == 0 ? 0 : length);
        }
        int start = Integer.parseInt(first);
        return new Part(start, last.isEmpty() ? length : Math.min(length, Integer.parseInt(last) + 1));
    }
}
