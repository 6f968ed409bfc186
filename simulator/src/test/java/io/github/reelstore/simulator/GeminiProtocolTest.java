package io.github.reelstore.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeminiProtocolTest {

    private static final String SUBMIT = "/v1beta/models/veo-x:predictLongRunning";
    private static final String FILES = "https://generativelanguage.googleapis.com/v1beta/files/";

    private Simulator simulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        simulator = Simulator.start(Requests.quick());
        http = gemini(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static RawHttp gemini(Simulator simulator) {
        return RawHttp.to(simulator).without("Authorization").with("x-goog-api-key", "simulator-key");
    }

    private static Map<String, Object> request(String prompt, int count) {
        return MiniJson.object(
                "instances",
                List.of(MiniJson.object("prompt", prompt)),
                "parameters",
                MiniJson.object("sampleCount", count, "durationSeconds", 4));
    }

    /** The paths of the files, relative to the base URL, as the client library makes them. */
    private static List<String> files(RawReply done) {
        Map<String, Object> response =
                MiniJson.object(MiniJson.object(done.json(), "response"), "generateVideoResponse");
        return RawReply.objects(requireNonNull(response.get("generatedSamples"))).stream()
                .map(sample -> String.valueOf(MiniJson.object(sample, "video").get("uri")))
                .peek(uri -> assertThat(uri).startsWith(FILES).matches(".*/files/[a-z0-9]+:download\\?alt=media"))
                .map(uri -> "/v1beta/files/" + uri.substring(FILES.length()))
                .toList();
    }

    @Test
    void videosAreGenerated() {
        String name = http.post(SUBMIT, request("A cat", 2)).expect(200).at("name");
        assertThat(name).isEqualTo("models/veo-x/operations/op-1");
        RawReply done = http.get("/v1beta/" + name).expect(200);
        assertThat(done.at("done")).isEqualTo("true");
        List<String> files = files(done);
        assertThat(files).hasSize(2);
        byte[] first = http.get(files.get(0)).expect(200).body();
        byte[] second = http.get(files.get(1)).expect(200).body();
        assertThat(MediaFormat.detect(first)).contains(MediaFormat.MP4);
        assertThat(MediaFormat.detect(second)).contains(MediaFormat.MP4);
        assertThat(first).isNotEqualTo(second);
        assertThat(Requests.entry(http, 1)).containsEntry("prompt", "A cat").containsEntry("delivered", true);
        assertThat(http.get("/account").at("billed", "amount")).isEqualTo("1.20");
    }

    @Test
    void anOperationIsNotDoneAtFirst() {
        try (Simulator slow = Simulator.start(SimulatorConfig.defaults().with("duration", "1m"))) {
            RawHttp to = gemini(slow);
            String name = to.post(SUBMIT, request("A cat", 1)).expect(200).at("name");
            assertThat(to.get("/v1beta/" + name).expect(200).json()).isEqualTo(Map.of("name", name));
        }
    }

    @Test
    void filteredIsDoneWithoutASample() {
        String name = http.post(SUBMIT, request("A cat [fault:filtered]", 1)).at("name");
        RawReply done = http.get("/v1beta/" + name).expect(200);
        assertThat(done.at("response", "generateVideoResponse", "raiMediaFilteredCount"))
                .isEqualTo("1");
        assertThat(done.json()).doesNotContainKey("error");
        assertThat(Requests.total(http, "billed_submits")).isZero();
    }

    @Test
    void failedHasAnErrorWithAGoogleCode() {
        String name =
                http.post(SUBMIT, request("A cat [fault:failed-charged]", 1)).at("name");
        assertThat(http.get("/v1beta/" + name).expect(200).at("error", "code")).isEqualTo("13");
        assertThat(Requests.total(http, "billed_submits")).isEqualTo(1);
    }

    @Test
    void errorsHaveTheFormOfGoogle() {
        RawReply limited =
                http.post(SUBMIT, request("A cat [fault:rate-limit]", 1)).expect(429);
        assertThat(limited.at("error", "status")).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(limited.at("error", "code")).isEqualTo("429");
        assertThat(http.with("x-goog-api-key", "wrong")
                        .post(SUBMIT, request("A cat", 1))
                        .expect(401)
                        .at("error", "status"))
                .isEqualTo("UNAUTHENTICATED");
        assertThat(http.post(SUBMIT, Map.of()).expect(400).at("error", "status"))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(http.get("/v1beta/models/veo-x/operations/op-9").expect(404).at("error", "status"))
                .isEqualTo("NOT_FOUND");
        http.with("x-goog-api-key", "wrong")
                .get("/v1beta/files/f1r0:download?alt=media")
                .expect(401);
    }

    @Test
    void aDownloadIsRedirectedIfConfigured() {
        try (Simulator redirecting = Simulator.start(Requests.quick().with("gemini.redirect", "true"))) {
            RawHttp to = gemini(redirecting);
            String name = to.post(SUBMIT, request("A cat", 1)).at("name");
            RawReply redirect = to.get(files(to.get("/v1beta/" + name)).get(0)).expect(302);
            String location = redirect.header("location").orElseThrow();
            byte[] file = to.without("x-goog-api-key").get(location).expect(200).body();
            assertThat(MediaFormat.detect(file)).contains(MediaFormat.MP4);
            assertThat(Requests.total(to, "signed_requests_with_key")).isZero();
            to.get(location).expect(200);
            assertThat(Requests.total(to, "signed_requests_with_key")).isEqualTo(1);
        }
    }
}
