package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the simulated provider in a process of its own, with nothing but its classes and the JDK. */
class SimulatorMainIT {

    /** The exit status of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    private static Process start(List<String> jvm, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", "target/classes", SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String url(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = String.valueOf(out.readLine());
        assertThat(line).matches("\\{\"url\":\"http://127\\.0\\.0\\.1:[0-9]+\"}");
        return MiniJson.text(MiniJson.parseObject(line), "url").orElseThrow();
    }

    private static HttpResponse<String> post(HttpClient client, String url, String prompt) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + Requests.GENERATIONS))
                        .header("Authorization", "Bearer k")
                        .POST(HttpRequest.BodyPublishers.ofString(MiniJson.write(Requests.image(prompt))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @Test
    void itPrintsItsUrlAndStopsOnSigterm(@TempDir Path folder) throws Exception {
        Path journal = folder.resolve("journal");
        Process process = start(
                List.of(),
                "--port",
                "0",
                "--seed",
                "4",
                "--config",
                "keys=k",
                "--config",
                "fault.filtered=1",
                "--journal",
                journal.toString());
        try {
            String url = url(process);
            assertThat(post(client(), url, "A cat").statusCode()).isEqualTo(200);
            assertThat(Files.readAllLines(journal))
                    .singleElement()
                    .satisfies(line -> assertThat(MiniJson.parseObject(line))
                            .containsEntry("operation", "op-1")
                            .containsEntry("prompt", "A cat"));
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
    }

    @Test
    void itCanEndWithTheProgramThatStartedIt() throws Exception {
        Process process = start(List.of(), "--until-stdin-closes");
        try {
            url(process);
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aWrongOptionIsRefused() throws Exception {
        assertThat(refusal("--typo")).contains("Usage:");
        assertThat(refusal("--typo", "1")).contains("Usage:");
        assertThat(refusal("--port", "many")).contains("--port", "many");
        assertThat(refusal("--config", "typo=1")).contains("typo", "price.image");
        assertThat(refusal("--config", "duration")).contains("Usage:");
    }

    private static String refusal(String... arguments) throws Exception {
        Process process = start(List.of(), arguments);
        try (InputStream error = process.getErrorStream()) {
            String message = new String(error.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isEqualTo(2);
            return message;
        }
    }

    @Test
    void aPortThatIsInUseIsReported() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorConfig.defaults())) {
            String port = simulator.url().substring(simulator.url().lastIndexOf(':') + 1);
            assertThat(refusal("--port", port)).contains("Cannot listen on port " + port);
        }
    }

    /** 32 clients, each with one connection. Java's own client would lose some answers: it races on connections that it reuses. */
    @Test
    @Tag("large")
    void itKeepsAHundredThousandJobsInLittleMemory() throws Exception {
        int threads = 32;
        int each = 100_000 / threads;
        Process process = start(List.of("-Xmx160m"), "--config", "keys=k", "--config", "duration=0ms");
        try {
            URI url = URI.create(url(process));
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * each;
                work.add(() -> {
                    submitOnOneConnection(url, first, each);
                    return null;
                });
            }
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            List<Future<Void>> results = executor.invokeAll(work);
            executor.shutdown();
            for (Future<Void> result : results) {
                result.get();
            }
            HttpResponse<String> account = client().send(
                            HttpRequest.newBuilder(url.resolve("/account")).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(account.body()).contains("\"accepted\":" + threads * each + ",\"answered\":" + threads * each);
        } finally {
            process.destroy();
        }
    }

    private static void submitOnOneConnection(URI url, int first, int count) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int i = first; i < first + count; i++) {
                String body = MiniJson.write(Requests.image("A lighthouse at dusk, seen from the sea, number " + i));
                String request =
                        "POST " + Requests.GENERATIONS + " HTTP/1.1\r\nAuthorization: Bearer k\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body;
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
                // The body is one line after the empty line.
                assertThat(answers.lines().takeWhile(line -> !line.isEmpty())).isNotEmpty();
                assertThat(answers.readLine()).contains("\"op-");
            }
        }
    }
}
