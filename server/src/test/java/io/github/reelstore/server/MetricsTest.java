package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MetricsTest {

    private static double value(String metrics, String series) {
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        assertThat(line.find()).as("%s in\n%s", series, metrics).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @Test
    void requestsCommitsBytesAndReuseAreCounted(@TempDir Path folder) {
        try (TestServer server = TestServer.in(folder)) {
            ApiClient api = server.client();
            String project = api.json("POST", "/api/v1/projects", "{\"title\": \"A title of mine\"}")
                    .json(201)
                    .get("id")
                    .asString();
            byte[] png = Samples.LIGHTHOUSE_PNG.bytes();
            String upload = "/api/v1/images?provider=p&projectId=" + project;
            JsonNode image = api.file("POST", upload, "image/png", png).json(201);
            api.file("POST", upload, "image/png", png).json(201);
            api.get("/api/v1/media/" + image.get("filePath").asString());
            api.get("/api/v1/projects/an-unknown-id").problem(404, "not-found");
            api.get("/an/unknown/path").problem(404, "not-found");

            ApiClient.Reply scraped = api.get("/metrics");
            assertThat(scraped.status()).isEqualTo(200);
            assertThat(scraped.header("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            String metrics = scraped.text();
            assertThat(value(
                            metrics, "reelstore_http_requests_seconds_count{operation=\"createImage\",status=\"201\"}"))
                    .isEqualTo(2);
            assertThat(value(metrics, "reelstore_http_requests_seconds_count{operation=\"getProject\",status=\"404\"}"))
                    .isEqualTo(1);
            assertThat(value(metrics, "reelstore_http_requests_seconds_count{operation=\"none\",status=\"404\"}"))
                    .isEqualTo(1);
            assertThat(value(metrics, "reelstore_http_received_bytes_total{operation=\"createImage\"}"))
                    .isEqualTo(2.0 * png.length);
            assertThat(value(metrics, "reelstore_http_sent_bytes_total{operation=\"getMedia\"}"))
                    .isEqualTo(png.length);
            assertThat(value(metrics, "reelstore_stored_files_total{kind=\"image\",reused=\"true\"}"))
                    .isEqualTo(1);
            assertThat(value(metrics, "reelstore_stored_bytes_total{kind=\"image\",reused=\"true\"}"))
                    .isEqualTo(png.length);
            assertThat(value(metrics, "reelstore_stored_bytes_total{kind=\"image\",reused=\"false\"}"))
                    .isEqualTo(png.length);
            assertThat(value(metrics, "reelstore_commits_total")).isGreaterThanOrEqualTo(3);
            assertThat(value(metrics, "reelstore_http_requests_running")).isEqualTo(1);
            assertThat(value(metrics, "reelstore_http_threads_max")).isEqualTo(200);
            assertThat(value(metrics, "reelstore_http_threads_busy")).isPositive();
            assertThat(value(metrics, "reelstore_http_queue")).isNotNegative();
            assertThat(value(metrics, "reelstore_http_connections")).isPositive();
            assertThat(value(metrics, "reelstore_uploads_running")).isZero();
            assertThat(value(metrics, "reelstore_http_event_streams")).isZero();
            assertThat(metrics).contains("# HELP reelstore_commits_total ").contains("jvm_memory_used_bytes");
            assertThat(metrics)
                    .as("no ids, titles and paths")
                    .doesNotContain(project, image.get("id").asString(), "default", "title", "/unknown", "an-un");
        }
    }

    @Test
    void aTokenForOneProfileDoesNotSeeTheOthers(@TempDir Path folder) {
        try (TestServer server = TestServer.in(
                folder, config -> config.withTokens("a-token-for-all-profiles\na-token-for-alice-only alice\n"))) {
            ApiClient api = server.client("Authorization", "Bearer a-token-for-all-profiles");
            assertThat(api.get("/metrics").status()).isEqualTo(200);
            api.with("Authorization", "Bearer a-token-for-alice-only")
                    .get("/metrics")
                    .problem(403, "forbidden");
            api.with().get("/metrics").problem(401, "unauthorized");
        }
    }
}
