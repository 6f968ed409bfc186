package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MaintenanceApiTest {

    @Test
    void problemsAndGarbageAreShownAndStay(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.in(folder)) {
            ApiClient api = server.client();
            String project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                    .json(201)
                    .get("id")
                    .asString();
            String upload = "/api/v1/images?provider=p&projectId=" + project;
            JsonNode lost = api.file("POST", upload, "image/png", Samples.LIGHTHOUSE_PNG.bytes())
                    .json(201);
            JsonNode deleted = api.file("POST", upload, "image/jpeg", Samples.HARBOUR_JPEG_NAMED_PNG.bytes())
                    .json(201);
            Files.delete(folder.resolve("media").resolve(lost.get("filePath").asString()));
            api.delete("/api/v1/images/" + deleted.get("id").asString()).json(200);

            JsonNode verification = api.get("/api/v1/maintenance/verification?depth=content&projectId=" + project)
                    .json(200);
            assertThat(verification.get("found").asInt()).isEqualTo(1);
            assertThat(verification.get("problems").get(0).get("kind").asString())
                    .isEqualTo("missing");
            assertThat(verification.get("problems").get(0).get("row")).isEqualTo(lost.get("id"));
            api.get("/api/v1/media/" + lost.get("filePath").asString()).problem(404, "not-found");

            JsonNode preview = api.get("/api/v1/maintenance/collection?grace=PT0S&orphans=true")
                    .json(200);
            assertThat(preview.get("dryRun").asBoolean()).isTrue();
            assertThat(preview.get("tombstones").asInt()).isEqualTo(2);
            assertThat(folder.resolve("media").resolve(deleted.get("filePath").asString()))
                    .exists();
            api.get("/api/v1/maintenance/collection?grace=x").problem(400, "invalid-input");
            api.get("/api/v1/maintenance/verification?depth=x").problem(400, "invalid-input");
        }
    }

    @Test
    void sharedFilesAndTheQuarantineAreCounted(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.in(folder)) {
            ApiClient api = server.client();
            String project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                    .json(201)
                    .get("id")
                    .asString();
            String upload = "/api/v1/images?provider=p&projectId=" + project;
            for (int i = 0; i < 2; i++) {
                api.file("POST", upload, "image/png", Samples.LIGHTHOUSE_PNG.bytes())
                        .json(201);
            }
            Path moved = folder.resolve("media/quarantine/1/projects/x/a.png");
            Files.createDirectories(moved.getParent());
            Files.write(moved, new byte[3]);

            JsonNode shared = api.get("/api/v1/maintenance/shared-files").json(200);
            assertThat(shared.get("files").asInt()).isEqualTo(1);
            assertThat(shared.get("rows").asInt()).isEqualTo(2);
            assertThat(shared.get("savedBytes").asInt()).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes().length);

            JsonNode quarantine = api.get("/api/v1/maintenance/quarantine").json(200);
            assertThat(quarantine.get("files").asInt()).isEqualTo(1);
            assertThat(quarantine.get("bytes").asInt()).isEqualTo(3);
            assertThat(quarantine.get("first").get(0).get("key").asString()).isEqualTo("quarantine/1/projects/x/a.png");
        }
    }
}
