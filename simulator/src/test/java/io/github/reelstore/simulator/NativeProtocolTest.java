package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeProtocolTest {

    private Simulator simulator;
    private RawHttp http;

    @BeforeAll
    void start() {
        simulator = Simulator.start(
                SimulatorConfig.defaults().with("duration", "20ms..60ms").with("keys", "simulator-key,other-key"));
        http = RawHttp.to(simulator);
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    @Test
    void imagesAreGenerated() {
        Map<String, Object> request = Requests.image("A lighthouse");
        request.put("count", 3);
        RawReply done = Requests.await(http, Requests.submit(http, request));
        List<Map<String, Object>> results = done.list("results");
        assertThat(results).hasSize(3);
        assertThat(results).extracting(result -> result.get("sha256")).doesNotHaveDuplicates();
        for (Map<String, Object> result : results) {
            RawReply file = download(result);
            assertThat(MediaFormat.detect(file.body())).contains(MediaFormat.PNG);
            assertThat(file.header("content-type")).contains("image/png");
        }
        assertThat(done.at("usage", "quantity")).isEqualTo("3");
        assertThat(done.at("usage", "unit")).isEqualTo("image");
        assertThat(done.at("cost", "amount")).isEqualTo("0.12");
        assertThat(done.at("cost", "currency")).isEqualTo("USD");
        assertThat(Instant.parse(done.at("expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(47)), Instant.now().plus(Duration.ofHours(49)));
    }

    @Test
    void audioIsAsLongAsItsText() {
        RawReply done = Requests.await(http, Requests.submit(http, Requests.audio("Ngọn hải đăng bật sáng.", "vi")));
        byte[] file = download(done.list("results").get(0)).body();
        assertThat(MediaFormat.detect(file)).contains(MediaFormat.WAV);
        assertThat(done.at("usage", "quantity")).isEqualTo("23");
        assertThat(done.at("cost", "amount")).isEqualTo("0.00069");

        RawReply longer = Requests.await(
                http,
                Requests.submit(
                        http,
                        Requests.audio("Ngọn hải đăng bật sáng. ".repeat(2).strip(), "vi")));
        assertThat(download(longer.list("results").get(0)).body().length)
                .isBetween(file.length * 19 / 10, file.length * 21 / 10);
    }

    @Test
    void videosAreGenerated() {
        Map<String, Object> request = Requests.video("The lamp turns on");
        request.put("parameters", MiniJson.object("duration_seconds", 6));
        RawReply done = Requests.await(http, Requests.submit(http, request));
        assertThat(MediaFormat.detect(download(done.list("results").get(0)).body()))
                .contains(MediaFormat.MP4);
        assertThat(done.at("usage", "quantity")).isEqualTo("6");
        assertThat(done.at("usage", "unit")).isEqualTo("second");
        assertThat(done.at("cost", "amount")).isEqualTo("0.90");
    }

    /** Downloads a result with its URL alone, and compares it with what the poll said. */
    private RawReply download(Map<String, Object> result) {
        RawReply file = http.without("Authorization")
                .get(String.valueOf(result.get("url")))
                .expect(200);
        assertThat(file.body()).hasSize(Integer.parseInt(String.valueOf(result.get("bytes"))));
        assertThat(GeneratedMedia.sha256(file.body())).isEqualTo(result.get("sha256"));
        assertThat(file.header("content-type")).contains(String.valueOf(result.get("mime_type")));
        return file;
    }

    @Test
    void speechIsAnsweredWithTheAudio() {
        Map<String, Object> request =
                MiniJson.object("model", "tts-x", "voice", "anna", "text", "Hello", "language", "en");
        RawReply audio = http.post("/v1/speech", request).expect(200);
        assertThat(MediaFormat.detect(audio.body())).contains(MediaFormat.WAV);
        assertThat(audio.header("content-type")).contains("audio/wav");
        assertThat(audio.header("character-cost")).contains("5");
        String operation = audio.header("request-id").orElseThrow();
        RawReply found = http.get("/v1/operations/" + operation).expect(200);
        assertThat(found.list("results").get(0)).containsEntry("sha256", GeneratedMedia.sha256(audio.body()));

        request.put("output_format", "pcm_24000");
        RawReply pcm = http.post("/v1/speech", request).expect(200);
        assertThat(pcm.body()).hasSize(2 * 24_000 * 300 / 1_000);
        assertThat(MediaFormat.detect(pcm.body())).isEmpty();
        Map<String, Object> entry = Requests.entry(http, number(operation));
        assertThat(entry).containsEntry("delivered", true).containsEntry("kind", "audio");
    }

    private static int number(String operation) {
        return Integer.parseInt(operation.substring(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic simulator-key", "simulator-key"})
    void aRequestWithoutAKeyIsRefused(String authorization) {
        RawHttp stranger = http.with("Authorization", authorization);
        int accepted = Requests.total(http, "submits", "accepted");
        stranger.post(Requests.GENERATIONS, Requests.image("A cat")).expect(401);
        stranger.post("/v1/speech", Requests.audio("Hello", "en")).expect(401);
        stranger.get("/v1/operations").expect(401);
        stranger.get("/v1/operations/op-1").expect(401);
        assertThat(Requests.total(http, "submits", "accepted")).isEqualTo(accepted);
    }

    @Test
    void operationsBelongToTheirKey() {
        String operation = Requests.submit(http, Requests.image("Mine"));
        RawHttp other = http.with("Authorization", "Bearer other-key");
        other.get("/v1/operations/" + operation).expect(404);
        other.post("/v1/operations/" + operation + ":cancel", Map.of()).expect(404);
        assertThat(other.get("/v1/operations?page_size=1000").list("operations"))
                .extracting(listed -> listed.get("operation"))
                .doesNotContain(operation);
        http.get("/v1/operations/" + operation).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"kind\":\"image\",\"model\":\"m\"}",
                "{\"kind\":\"image\",\"prompt\":\"p\"}",
                "{\"kind\":\"poem\",\"model\":\"m\",\"prompt\":\"p\"}",
                "{\"kind\":\"audio\",\"model\":\"m\",\"prompt\":\"p\"}",
                "{\"kind\":\"image\",\"model\":\"m\",\"prompt\":7}",
                "{\"kind\":\"image\",\"model\":\"m\",\"prompt\":\"p\",\"count\":5}",
                "{\"kind\":\"image\",\"model\":\"m\",\"prompt\":\"p\",\"count\":1.5}",
                "{\"kind\":\"video\",\"model\":\"m\",\"prompt\":\"p\",\"parameters\":{\"duration_seconds\":0}}",
                "{\"kind\":\"image\",\"model\":\"m\",\"prompt\":\"p [fault:typo]\"}"
            })
    void anInvalidRequestIsRefusedAndNotBilled(String body) {
        int accepted = Requests.total(http, "submits", "accepted");
        int invalid = Requests.total(http, "submits", "by_reason", "invalid");
        RawReply refused = http.send("POST", Requests.GENERATIONS, body).expect(400);
        assertThat(refused.at("error", "code")).isEqualTo("invalid_argument");
        assertThat(refused.at("error", "message")).isNotEmpty();
        assertThat(Requests.total(http, "submits", "accepted")).isEqualTo(accepted);
        assertThat(Requests.total(http, "submits", "by_reason", "invalid")).isEqualTo(invalid + 1);
    }

    @Test
    void unknownPathsAreNotFound() {
        http.get("/").expect(404);
        http.get("/v1/models").expect(404);
        http.get("/v1/operations/op-0").expect(404);
        http.get("/v1/operations/op-999999999").expect(404);
        http.send("DELETE", "/v1/operations/op-1", "").expect(405);
    }

    @Test
    void operationsAreFoundByTheirClientToken() {
        Map<String, Object> request = Requests.image("With a token");
        request.put("client_token", "token 1/ü");
        String operation = Requests.submit(http, request);
        String path = "/v1/operations?client_token=token%201%2F%C3%BC";
        assertThat(http.get(path).list("operations"))
                .singleElement()
                .satisfies(found -> assertThat(found)
                        .containsEntry("operation", operation)
                        .containsEntry("client_token", "token 1/ü")
                        .containsEntry("kind", "image"));
        String again = Requests.submit(http, request);
        assertThat(http.get(path).list("operations"))
                .extracting(found -> found.get("operation"))
                .containsExactly(operation, again);
        assertThat(http.get("/v1/operations?client_token=unknown").list("operations"))
                .isEmpty();
    }

    @Test
    void listsHavePages() {
        List<String> operations = IntStream.range(0, 7)
                .mapToObj(i -> Requests.submit(http, Requests.image("Page " + i)))
                .toList();
        int before = number(operations.get(0)) - 1;
        RawReply first = http.get("/v1/operations?page_size=5&page_token=" + before);
        RawReply second = http.get("/v1/operations?page_size=5&page_token=" + first.at("next_page_token"));
        assertThat(first.list("operations"))
                .extracting(found -> found.get("operation"))
                .isEqualTo(operations.subList(0, 5));
        assertThat(second.list("operations"))
                .extracting(found -> found.get("operation"))
                .startsWith(operations.get(5), operations.get(6));
        http.get("/v1/operations?page_size=many").expect(400);
    }

    @Test
    void aCancelledJobCostsNothing() {
        try (Simulator slow = Simulator.start(SimulatorConfig.defaults().with("duration", "1m"))) {
            RawHttp to = RawHttp.to(slow);
            String operation = Requests.submit(to, Requests.image("Never mind"));
            assertThat(to.get("/v1/operations/" + operation).at("done")).isEqualTo("false");
            assertThat(Requests.entry(to, 1).get("outcome")).isEqualTo("pending");
            assertThat(to.get("/account").at("billed", "amount")).isEqualTo("0.04");
            to.post("/v1/operations/" + operation + ":cancel", Map.of()).expect(200);
            RawReply done = to.get("/v1/operations/" + operation).expect(200);
            assertThat(done.at("error", "code")).isEqualTo("cancelled");
            assertThat(done.at("cost", "amount")).isEqualTo("0");
            assertThat(to.get("/account").at("billed", "amount")).isEqualTo("0.00");
            assertThat(Requests.entry(to, 1).get("outcome")).isEqualTo("cancelled");
            to.post("/v1/operations/" + operation + ":cancel", Map.of()).expect(409);
        }
    }

    @Test
    void costAndHashesAreLeftOutIfConfigured() {
        try (Simulator terse =
                Simulator.start(Requests.quick().with("report.cost", "false").with("report.hash", "false"))) {
            RawHttp to = RawHttp.to(terse);
            RawReply done = Requests.await(to, Requests.submit(to, Requests.image("Terse")));
            assertThat(done.json()).doesNotContainKeys("cost", "usage");
            assertThat(done.list("results").get(0)).doesNotContainKey("sha256").containsKey("bytes");
        }
    }
}
