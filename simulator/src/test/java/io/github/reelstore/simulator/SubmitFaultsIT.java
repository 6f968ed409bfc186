package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.simulator.RawReply.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitFaultsIT {

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

    private RawReply submit(String fault) {
        return http.fault(fault).post(Requests.GENERATIONS, Requests.image("A cat"));
    }

    private int total(String... names) {
        return Requests.total(http, names);
    }

    @ParameterizedTest
    @CsvSource({"close-before-read, unread", "reset-before-accept, lost"})
    void aConnectionIsResetBeforeTheSubmitIsAccepted(String fault, String reason) {
        RawReply reply = submit(fault);
        assertThat(reply.status).isZero();
        assertThat(reply.ending).isEqualTo(Ending.RESET);
        assertThat(total("submits", "seen")).isEqualTo(1);
        assertThat(total("submits", "accepted")).isZero();
        assertThat(total("submits", "by_reason", reason)).isEqualTo(1);
        assertThat(http.get("/account").at("billed", "amount")).isEqualTo("0");
        assertThat(total("faults", fault)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"rate-limit, 429, rate_limited", "server-error, 500, error", "unavailable, 503, error"})
    void aSubmitIsRefusedAndNotBilled(String fault, int status, String reason) {
        RawReply reply = submit(fault).expect(status);
        assertThat(reply.header("retry-after")).isEqualTo(status == 429 ? Optional.of("1") : Optional.empty());
        assertThat(total("submits", "accepted")).isZero();
        assertThat(total("submits", "by_reason", reason)).isEqualTo(1);
        assertThat(total("submits", "not_accepted")).isEqualTo(1);
    }

    @Test
    void retryAfterCanBeADate() {
        try (Simulator dated =
                Simulator.start(Requests.quick().with("limit.wait", "30s").with("limit.wait-form", "date"))) {
            RawReply reply = RawHttp.to(dated).fault("rate-limit").post(Requests.GENERATIONS, Requests.image("A cat"));
            Instant after = DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    reply.header("retry-after").orElseThrow(), Instant::from);
            assertThat(Duration.between(Instant.now(), after))
                    .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(32));
        }
    }

    @Test
    void anAnswerIsLostAfterTheSubmitIsAcceptedAndBilled() {
        RawReply reply = submit("reset-after-accept");
        assertThat(reply.status).isZero();
        assertThat(reply.ending).isEqualTo(Ending.RESET);
        assertThat(total("submits", "accepted")).isEqualTo(1);
        assertThat(total("submits", "answered")).isZero();
        assertThat(http.get("/account").at("billed", "amount")).isEqualTo("0.04");
        assertThat(Requests.entry(http, 1)).containsEntry("answered", false);
        Requests.await(http, "op-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {Requests.GENERATIONS, "/v1/speech"})
    void anAnswerEndsInTheMiddleAfterTheSubmitIsAcceptedAndBilled(String path) {
        RawReply reply = http.fault("half-answer").post(path, Requests.audio("Hello there", "en"));
        assertThat(reply.status).isEqualTo(200);
        assertThat(reply.ending).isEqualTo(Ending.CLOSED);
        int length = Integer.parseInt(reply.header("content-length").orElseThrow());
        assertThat(reply.body()).hasSize(length / 2);
        assertThat(total("submits", "accepted")).isEqualTo(1);
        assertThat(total("submits", "answered")).isZero();
        assertThat(total("delivered")).isZero();
    }

    @Test
    void aConnectionIsClosedAsSoonAsItIsAccepted() {
        http.post("/control/faults", MiniJson.object("fault", "close-at-accept", "times", 2))
                .expect(200);
        for (int i = 0; i < 2; i++) {
            RawReply reply = http.post(Requests.GENERATIONS, Requests.image("A cat"));
            assertThat(reply.status).isZero();
        }
        Requests.submit(http, Requests.image("A cat"));
        assertThat(total("submits", "seen")).isEqualTo(1);
        assertThat(total("faults", "close-at-accept")).isEqualTo(2);
    }

    @Test
    void anAnswerIsLate() {
        try (Simulator late = Simulator.start(Requests.quick().with("latency.extra", "300ms"))) {
            RawHttp to = RawHttp.to(late);
            long start = System.nanoTime();
            to.fault("latency")
                    .post(Requests.GENERATIONS, Requests.image("A cat"))
                    .expect(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        }
    }

    @Test
    void aMarkerInThePromptForcesAFaultOnceOrAsOftenAsItSays() {
        Map<String, Object> once = Requests.image("A cat [fault:unavailable]");
        http.post(Requests.GENERATIONS, once).expect(503);
        http.post(Requests.GENERATIONS, once).expect(200);
        Map<String, Object> twice = Requests.audio("Hello [fault:server-error*2]", "en");
        http.post(Requests.GENERATIONS, twice).expect(500);
        http.post(Requests.GENERATIONS, twice).expect(500);
        http.post(Requests.GENERATIONS, twice).expect(200);
        Map<String, Object> always = Requests.image("A dog [fault:rate-limit*]");
        for (int i = 0; i < 5; i++) {
            http.post(Requests.GENERATIONS, always).expect(429);
        }
    }

    @Test
    void anUnknownFaultIsRefused() {
        assertThat(submit("typo").expect(400).at("error", "message")).contains("typo", "reset-after-accept");
        http.post("/control/faults", MiniJson.object("fault", "typo")).expect(400);
    }

    @Test
    void theRateOfAKeyIsLimited() {
        try (Simulator limited =
                Simulator.start(Requests.quick().with("limit.rate", "3").with("keys", "simulator-key,other"))) {
            RawHttp to = RawHttp.to(limited);
            for (int i = 0; i < 3; i++) {
                to.post(Requests.GENERATIONS, Requests.image("A cat " + i)).expect(200);
            }
            to.post(Requests.GENERATIONS, Requests.image("A cat 3")).expect(429);
            to.with("Authorization", "Bearer other")
                    .post(Requests.GENERATIONS, Requests.image("A cat 4"))
                    .expect(200);
            FaultPlan.sleep(1_050);
            to.post(Requests.GENERATIONS, Requests.image("A cat 3")).expect(200);
        }
    }

    @Test
    void theUnfinishedJobsOfAKeyAreLimited() {
        try (Simulator limited = Simulator.start(
                SimulatorConfig.defaults().with("duration", "1s").with("limit.in-flight", "2"))) {
            RawHttp to = RawHttp.to(limited);
            Requests.submit(to, Requests.image("A cat 1"));
            String second = Requests.submit(to, Requests.image("A cat 2"));
            to.post(Requests.GENERATIONS, Requests.image("A cat 3")).expect(429);
            Requests.await(to, second);
            to.post(Requests.GENERATIONS, Requests.image("A cat 3")).expect(200);
        }
    }
}
