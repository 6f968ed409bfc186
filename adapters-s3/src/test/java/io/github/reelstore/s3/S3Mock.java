package io.github.reelstore.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Adobe's s3mock in a separate process, which ends with this one unless this one is killed. It does not check
 * credentials.
 */
final class S3Mock {

    private static final Path JAR = Path.of("target/servers/s3mock.jar").toAbsolutePath();
    private static final long PAUSE_MILLIS = 50;
    private static final long MAX_START_SECONDS = 60;

    private static final class Shared {
        static final S3Mock SERVER = start();
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    private S3Mock(URI endpoint) {
        this.endpoint = endpoint;
    }

    static S3Mock shared() {
        return Shared.SERVER;
    }

    private static S3Mock start() {
        try {
            Path folder = Files.createTempDirectory("reelstore-s3mock");
            int port = freePort();
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            JAR.toString(),
                            "--http.port=" + port,
                            "--server.port=" + freePort(),
                            "--com.adobe.testing.s3mock.store.root=" + Files.createDirectory(folder.resolve("root")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            S3Mock mock = new S3Mock(URI.create("http://127.0.0.1:" + port));
            mock.awaitStart(process, log);
            return mock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart(Process process, Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_START_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                send(HttpRequest.newBuilder(endpoint).GET().build());
                return;
            } catch (IOException notYet) {
                awaitEnd(process, PAUSE_MILLIS);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("s3mock did not start: " + Files.readString(log, UTF_8));
    }

    private static void awaitEnd(Process process, long millis) {
        try {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private int send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    String newBucket() {
        String name = "bucket-" + UUID.randomUUID();
        try {
            int status = send(HttpRequest.newBuilder(endpoint.resolve("/" + name))
                    .PUT(BodyPublishers.noBody())
                    .build());
            if (status != 200) {
                throw new IllegalStateException("s3mock did not create the bucket: status " + status);
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
