package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.server.ReelstoreServer;
import io.github.reelstore.server.ServerConfig;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The HTTP server under 32 connections: the view of a project, its page, and parts of a file, compared with Jetty's ResourceHandler over the
 * same file.
 */
final class HttpServing {

    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final int VIDEOS = 100;
    private static final int FILE_BYTES = 128 * 1024 * 1024;
    private static final int PART_BYTES = 1024 * 1024;
    private static final double MOST_P99 = 5;
    private static final double LEAST_RATE = 0.8;

    private static final double MEBI = 1024.0 * 1024;
    private static final double MOST_GROWTH = 8;

    private HttpServing() {}

    /** Measures for this many seconds each, and returns a report. */
    static String measure(Path work, double seconds) throws Exception {
        try (Reelstore store =
                Reelstore.open("jdbc:sqlite:" + work.resolve("reels.db"), "file:" + work.resolve("media"))) {
            ProjectId project = store.projects().create("Dusk").id();
            for (int i = 0; i < VIDEOS; i++) {
                store.generations()
                        .addVideo(new NewGeneration(
                                project,
                                Optional.empty(),
                                VideoGeneration.builder().sceneId("scene-" + i).prompt("Scene " + i),
                                List.of(),
                                List.of()));
            }
            AudioGeneration file = store.generations()
                    .addAudio(new NewAudio(
                            project,
                            new BlobSource("audio", () -> new ByteArrayInputStream(wav())),
                            AudioGeneration.builder().provider("elevenlabs")));
            Server jetty = jetty(work.resolve("media"));
            try (ReelstoreServer ours = ReelstoreServer.start(store, ServerConfig.LOCAL.withPort(0))) {
                return measure(
                        ours.uri(), jetty.getURI(), project, file.filePath().value(), seconds);
            } finally {
                jetty.stop();
            }
        }
    }

    private static byte[] wav() {
        byte[] wav = new byte[FILE_BYTES];
        new SplittableRandom(20).nextBytes(wav);
        ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(FILE_BYTES - 8)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(24_000)
                .putInt(48_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(FILE_BYTES - 44);
        return wav;
    }

    private static Server jetty(Path media) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(server).newResource(media));
        server.setHandler(files);
        server.start();
        return server;
    }

    private static String measure(URI ours, URI jetty, ProjectId project, String key, double seconds) throws Exception {
        HttpLoad views = gets(ours, "/api/v1/projects/" + project + "/view");
        HttpLoad pages = gets(ours, "/projects/" + project);
        HttpLoad media = parts(ours, "/api/v1/media/" + key);
        HttpLoad other = parts(jetty, "/" + key);
        views.run(seconds / ROUNDS);
        pages.run(seconds / ROUNDS);
        media.run(seconds / ROUNDS);
        other.run(seconds / ROUNDS);
        double before = usedMebibytes();

        String view = latency("view of a project with " + VIDEOS + " videos", views.run(seconds));
        String page = latency("page of a project with " + VIDEOS + " scenes", pages.run(seconds));
        double oursRate = 0;
        double otherRate = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
                oursRate += media.run(seconds / ROUNDS).bytesPerSecond();
                otherRate += other.run(seconds / ROUNDS).bytesPerSecond();
            } else {
                otherRate += other.run(seconds / ROUNDS).bytesPerSecond();
                oursRate += media.run(seconds / ROUNDS).bytesPerSecond();
            }
        }
        double growth = usedMebibytes() - before;
        return """
                ## HTTP under %d connections

                %s %.0f s each; no request failed.

                | what | measured | goal | |
                |---|---|---|---|
                %s
                %s
                | parts of 1 MiB | %.0f MB/s, ResourceHandler %.0f MB/s: %.2f | ≥ %.1f | %s |
                | heap after a collection | grew by %.1f MiB | ≤ %.0f | %s |
                """.formatted(
                        CONNECTIONS,
                        Machine.describe(),
                        seconds,
                        view,
                        page,
                        oursRate / ROUNDS / 1e6,
                        otherRate / ROUNDS / 1e6,
                        oursRate / otherRate,
                        LEAST_RATE,
                        met(oursRate >= LEAST_RATE * otherRate),
                        growth,
                        MOST_GROWTH,
                        met(growth <= MOST_GROWTH));
    }

    /** The line of what was measured, which holds no more of it. */
    private static String latency(String what, HttpLoad.Result result) {
        double p50 = result.millis(0.50);
        double p99 = result.millis(0.99);
        return "| %s | %d requests, p50 %.1f ms, p99 %.1f ms: %.1f times p50 | ≤ %.0f | %s |"
                .formatted(what, result.nanos().length, p50, p99, p99 / p50, MOST_P99, met(p99 <= MOST_P99 * p50));
    }

    private static HttpLoad gets(URI server, String path) {
        return new HttpLoad(server, CONNECTIONS, number -> "GET " + path + " HTTP/1.1", "200");
    }

    private static HttpLoad parts(URI server, String path) {
        int parts = FILE_BYTES / PART_BYTES;
        return new HttpLoad(
                server,
                CONNECTIONS,
                number -> {
                    long first = new SplittableRandom(number).nextInt(parts) * (long) PART_BYTES;
                    return "GET " + path + " HTTP/1.1\nRange: bytes=" + first + "-" + (first + PART_BYTES - 1);
                },
                "206");
    }

    private static String met(boolean isMet) {
        return isMet ? "met" : "**missed**";
    }

    private static double usedMebibytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEBI;
    }
}
