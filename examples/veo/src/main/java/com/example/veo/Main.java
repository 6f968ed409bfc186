package com.example.veo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider of videos for Reelstore: reads calls from standard input and prints the answers. docs/providers.md describes them.
 *
 * <p>{@code VEO_API_KEY} is the key, {@code VEO_URL} another address than Google's, {@code VEO_TIMEOUT} the seconds that an answer may
 * take.
 */
public final class Main {

    private static final int CALLS_AT_A_TIME = 16;

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream answers;
    private final VeoClient veo;

    private Main(VeoClient veo, PrintStream answers) {
        this.veo = veo;
        this.answers = answers;
    }

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        // libraries that print do not disturb the protocol
        PrintStream answers = System.out;
        System.setOut(System.err);
        Map<String, String> environment = System.getenv();
        String key = environment.get("VEO_API_KEY");
        if (key == null || key.isBlank()) {
            System.err.println("Set VEO_API_KEY to the API key.");
            System.exit(1);
        }
        VeoClient veo = new VeoClient(
                key,
                environment.getOrDefault("VEO_URL", "https://generativelanguage.googleapis.com"),
                Duration.ofSeconds(Long.parseLong(environment.getOrDefault("VEO_TIMEOUT", "60"))));
        new Main(veo, answers).run();
    }

    private void run() throws IOException {
        print("{\"protocol\": 1}");
        ExecutorService threads = Executors.newFixedThreadPool(CALLS_AT_A_TIME);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ObjectNode call = (ObjectNode) json.readTree(line);
                threads.execute(() -> answer(call));
            }
        } finally {
            threads.shutdown();
        }
    }

    private void answer(ObjectNode call) {
        ObjectNode answer = json.createObjectNode();
        answer.set("id", call.get("id"));
        String method = call.path("method").asText();
        try {
            switch (method) {
                case "submit" -> veo.submit(call, answer);
                case "poll" -> veo.poll(call, answer);
                case "download" -> veo.download(call, answer);
                default -> throw new Failure("temporary", "There is no method " + method + ".");
            }
        } catch (Failure e) {
            ObjectNode error =
                    answer.putObject("error").put("class", e.failure()).put("message", e.getMessage());
            e.retryAfterMillis().ifPresent(millis -> error.put("retry_after_ms", millis));
        } catch (RuntimeException e) {
            // a mistake in this program: nothing is known of a submit
            answer.putObject("error")
                    .put("class", method.equals("submit") ? "maybe_accepted" : "temporary")
                    .put("message", e.toString());
        }
        print(answer.toString());
    }

    private synchronized void print(String line) {
        answers.print(line + "\n");
        answers.flush();
    }
}
