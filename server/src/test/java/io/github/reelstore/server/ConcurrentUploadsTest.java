package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ConcurrentUploadsTest {

    private static final int CLIENTS = 100;

    @Tag("race")
    @Test
    void ahundredUploadsAndDownloadsAtTheSameTime(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.in(folder)) {
            ApiClient api = server.client();
            String project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                    .json(201)
                    .get("id")
                    .asString();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Future<Boolean>> rounds = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    byte[] file = different(i);
                    rounds.add(clients.submit(() -> isStored(api, project, file)));
                }
                for (Future<Boolean> round : rounds) {
                    assertThat(round.get()).isTrue();
                }
            } finally {
                clients.shutdownNow();
            }
            assertThat(api.get("/api/v1/audios?limit=1000").json(200).get("items"))
                    .hasSize(CLIENTS);
            assertThat(api.get("/api/v1/maintenance/verification?depth=content")
                            .json(200)
                            .get("found")
                            .asInt())
                    .isZero();
            assertThat(server.stagedFiles()).isEmpty();
        }
    }

    private static boolean isStored(ApiClient api, String project, byte[] file) {
        JsonNode row = api.file("POST", "/api/v1/audios?provider=p&projectId=" + project, "audio/wav", file)
                .json(201);
        return Arrays.equals(
                api.get("/api/v1/media/" + row.get("filePath").asString()).bytes(), file);
    }

    private static byte[] different(int number) {
        byte[] start = Samples.NARRATION_VI_WAV.bytes();
        return ByteBuffer.allocate(start.length + Integer.BYTES)
                .put(start)
                .putInt(number)
                .array();
    }
}
