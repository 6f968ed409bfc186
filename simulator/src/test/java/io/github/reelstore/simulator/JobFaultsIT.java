package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.simulator.RawReply.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults of jobs and polls. */
class JobFaultsIT {

    private Simulator simulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        simulator = Simulator.start(Requests.quick());
        http = RawHttp.to(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void filteredIsDoneWithoutAResultAndNotBilled() {
        RawReply done = Requests.await(http, Requests.submit(http, Requests.video("A cat [fault:filtered]")));
        assertThat(done.json().get("filtered")).isInstanceOf(List.class);
        assertThat(done.json()).doesNotContainKeys("results", "error");
        assertThat(done.at("cost", "amount")).isEqualTo("0");
        assertThat(Requests.entry(http, 1).get("outcome")).isEqualTo("filtered");
    }

    @ParameterizedTest
    @CsvSource({"failed-uncharged, 0", "failed-charged, 1.20"})
    void failedIsBilledOrNot(String fault, String billed) {
        RawReply done = Requests.await(http, Requests.submit(http.fault(fault), Requests.video("A cat")));
        assertThat(done.at("error", "code")).isEqualTo("generation_failed");
        assertThat(done.at("cost", "amount")).isEqualTo(billed);
        assertThat(http.get("/account").at("billed", "amount")).isEqualTo(billed);
        assertThat(Requests.entry(http, 1).get("outcome")).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource({"filtered, 422, 0", "failed-uncharged, 500, 0", "failed-charged, 500, 5"})
    void speechThatFailsSaysWhatItCost(String fault, int status, String cost) {
        RawReply reply = http.fault(fault)
                .post("/v1/speech", Requests.audio("Hello", "en"))
                .expect(status);
        assertThat(reply.header("character-cost")).contains(cost);
        assertThat(Requests.total(http, "submits", "accepted")).isEqualTo(1);
    }

    @Test
    void fourImagesAreReturnedForOne() {
        RawReply done = Requests.await(http, Requests.submit(http.fault("four-images"), Requests.image("A cat")));
        assertThat(done.list("results"))
                .hasSize(4)
                .extracting(result -> result.get("sha256"))
                .doesNotHaveDuplicates();
        assertThat(done.at("cost", "amount")).isEqualTo("0.04");
    }

    @Test
    void anImageStatedAsPngIsJpeg() {
        String url = Requests.result(http.fault("jpeg-as-png"), Requests.image("A cat"));
        RawReply file = http.get(url).expect(200);
        assertThat(file.header("content-type")).contains("image/png");
        assertThat(MediaFormat.detect(file.body())).contains(MediaFormat.JPEG);
    }

    @Test
    void anOperationIsListedTwice() {
        String operation = Requests.submit(http.fault("duplicate-listing"), Requests.image("A cat"));
        assertThat(http.get("/v1/operations").list("operations"))
                .extracting(listed -> listed.get("operation"))
                .containsExactly(operation, operation);
    }

    @Test
    void anOperationIsNotListedOrFoundAtFirst() {
        try (Simulator lagging =
                Simulator.start(Requests.quick().with("listing-lag", "1s").with("not-found-lag", "1s"))) {
            RawHttp to = RawHttp.to(lagging);
            Map<String, Object> request = Requests.image("A cat");
            request.put("client_token", "t");
            String operation = Requests.submit(to.fault("listing-lag, not-found-yet"), request);
            assertThat(to.get("/v1/operations?client_token=t").list("operations"))
                    .isEmpty();
            assertThat(to.get("/v1/operations").list("operations")).isEmpty();
            to.get("/v1/operations/" + operation).expect(404);
            FaultPlan.sleep(1_020);
            assertThat(to.get("/v1/operations?client_token=t").list("operations"))
                    .hasSize(1);
            assertThat(to.get("/v1/operations").list("operations")).hasSize(1);
            to.get("/v1/operations/" + operation).expect(200);
        }
    }

    @Test
    void resultsAreGone() {
        String url = Requests.result(http.fault("results-gone"), Requests.image("A cat"));
        http.get(url).expect(410);
        assertThat(Requests.entry(http, 1)).containsEntry("delivered", false);
    }

    @Test
    void resultsAreGoneAfterTheRetention() {
        try (Simulator forgetful =
                Simulator.start(Requests.quick().with("retention", "1s").with("retention.status", "404"))) {
            RawHttp to = RawHttp.to(forgetful);
            String url = Requests.result(to, Requests.image("A cat"));
            to.get(url).expect(200);
            FaultPlan.sleep(1_020);
            to.get(url).expect(404);
        }
    }

    @Test
    void datesAreWrong() {
        String operation = Requests.submit(http.fault("clock-skew"), Requests.image("A cat"));
        RawReply done = Requests.await(http, operation);
        assertThat(Duration.between(Instant.now(), Instant.parse(done.at("expires_at"))))
                .isBetween(Duration.ofHours(46), Duration.ofMinutes(47 * 60 + 1));
        assertThat(Duration.between(date(done), Instant.now()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        http.get(Requests.url(done)).expect(200);
    }

    @Test
    void allDatesAreWrongIfConfigured() {
        try (Simulator ahead = Simulator.start(Requests.quick().with("clock-skew", "2h"))) {
            RawHttp to = RawHttp.to(ahead);
            RawReply done = Requests.await(to, Requests.submit(to, Requests.image("A cat")));
            assertThat(Duration.between(Instant.now(), date(done)))
                    .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
            to.get(Requests.url(done)).expect(200);
        }
    }

    private static Instant date(RawReply reply) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(reply.header("date").orElseThrow(), Instant::from);
    }

    @Test
    void aSignedUrlExpiresAndTheNextPollHasAFreshOne() {
        String operation = Requests.submit(http, Requests.image("A cat [fault:expiring-urls]"));
        String first = Requests.url(Requests.await(http, operation));
        FaultPlan.sleep(60);
        assertThat(http.get(first).expect(403).at("error", "code")).isEqualTo("url_expired");
        String second = Requests.url(Requests.await(http, operation));
        FaultPlan.sleep(60);
        http.get(second).expect(200);
    }

    @Test
    void aUrlWithAnotherExpiryOrResultIsRefused() {
        String url = Requests.result(http, Requests.image("A cat"));
        http.get(url.replace("expires=1", "expires=2")).expect(403);
        http.get(url.replace("op-1/0", "op-1/1")).expect(403);
        http.get(url.substring(0, url.length() - 1)).expect(403);
        http.get("/files/op-1/0").expect(403);
    }

    @ParameterizedTest
    @CsvSource({"poll-rate-limit, 429", "poll-server-error, 500", "poll-unavailable, 503"})
    void aPollFails(String fault, int status) {
        String operation = Requests.submit(http, Requests.image("A cat [fault:" + fault + "*2]"));
        http.get("/v1/operations/" + operation).expect(status);
        http.get("/v1/operations/" + operation).expect(status);
        http.get("/v1/operations/" + operation).expect(200);
        assertThat(Requests.total(http, "faults", fault)).isEqualTo(2);
        assertThat(Requests.entry(http, 1).get("polls")).hasToString("3");
    }

    @Test
    void thePollsAnswerIsLostOrEndsInTheMiddle() {
        String operation = Requests.submit(http, Requests.image("A cat"));
        RawReply lost = http.fault("poll-reset").get("/v1/operations/" + operation);
        assertThat(lost.status).isZero();
        assertThat(lost.ending).isEqualTo(Ending.RESET);
        RawReply half = http.fault("poll-half-answer").get("/v1/operations/" + operation);
        assertThat(half.status).isEqualTo(200);
        assertThat(half.ending).isEqualTo(Ending.CLOSED);
        http.get("/v1/operations/" + operation).expect(200);
    }
}
