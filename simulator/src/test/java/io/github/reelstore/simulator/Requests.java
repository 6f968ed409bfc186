package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Requests that most tests send. */
final class Requests {

    static final String GENERATIONS = "/v1/generations";

    private Requests() {}

    /** A provider whose jobs are done at once. */
    static SimulatorConfig quick() {
        return SimulatorConfig.defaults().with("duration", "0ms");
    }

    static Map<String, Object> image(String prompt) {
        return MiniJson.object("kind", "image", "model", "imagen-x", "prompt", prompt);
    }

    static Map<String, Object> video(String prompt) {
        return MiniJson.object("kind", "video", "model", "veo-x", "prompt", prompt);
    }

    static Map<String, Object> audio(String text, String language) {
        return MiniJson.object("kind", "audio", "model", "tts-x", "text", text, "language", language);
    }

    /** Submits, and returns the operation. */
    static String submit(RawHttp http, Map<String, Object> request) {
        return http.post(GENERATIONS, request).expect(200).at("operation");
    }

    /** Polls until the operation is done, and returns the last answer. */
    static RawReply await(RawHttp http, String operation) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            RawReply reply = http.get("/v1/operations/" + operation).expect(200);
            if (reply.at("done").equals("true")) {
                return reply;
            }
            assertThat(System.nanoTime()).as("done in time").isLessThan(end);
            FaultPlan.sleep(Long.parseLong(reply.at("retry_after_ms")));
        }
    }

    /** The URL of the first result. */
    static String url(RawReply done) {
        return String.valueOf(done.list("results").get(0).get("url"));
    }

    /** Submits a request, waits until it is done, and returns the URL of its first result. */
    static String result(RawHttp http, Map<String, Object> request) {
        return url(await(http, submit(http, request)));
    }

    /** A number in the totals of the account. */
    static int total(RawHttp http, String... names) {
        return Integer.parseInt(http.get("/account").expect(200).at(names));
    }

    /** The entry of the account with this number. */
    static Map<String, Object> entry(RawHttp http, int number) {
        List<Map<String, Object>> entries = http.get("/account/entries?limit=1&after=" + (number - 1))
                .expect(200)
                .list("entries");
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }
}
