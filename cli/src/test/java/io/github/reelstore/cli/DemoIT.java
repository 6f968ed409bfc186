package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.app.StoreSnapshot;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoIT {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    @Test
    void printsTheTreeTheLanguagesAndTheFiles() {
        String text = cli.text("demo");

        assertThat(text)
                .startsWith("Hải đăng: a lighthouse at dusk\n")
                .contains("├─ scene-1", "├─ scene-2", "└─ scene-3")
                .contains("Languages\n  en  1 of 3 videos\n  vi  2 of 3 videos\n")
                .contains("Stored files\n");
        assertThat(text.lines().filter(line -> line.startsWith("    ✓ read back, identical to ")))
                .hasSize(6);
    }

    @Test
    void everyFileHasTheBytesOfItsSource() {
        JsonNode demo = cli.json("demo");

        assertThat(demo.propertyNames()).containsExactly("project", "generations", "files");
        assertThat(demo.get("files").valueStream()).hasSize(6).allSatisfy(file -> {
            assertThat(file.propertyNames()).containsExactly("key", "byteSize", "contentHash", "source");
            Path stored = cli.storage().resolve(file.get("key").asString());
            assertThat(stored).hasSize(file.get("byteSize").asLong());
            assertThat(StoreSnapshot.hash(stored))
                    .isEqualTo(file.get("contentHash").asString());
        });
        assertThat(cli.snapshot().files().values())
                .containsAll(Arrays.stream(Samples.values())
                        .map(sample -> StoreSnapshot.hash(sample.in(folder)))
                        .toList());
        JsonNode shown =
                cli.json("project", "show", demo.get("project").get("id").asString());
        assertThat(shown.get("project")).isEqualTo(demo.get("project"));
        assertThat(shown.get("generations")).isEqualTo(demo.get("generations"));
    }

    @Test
    void aSecondRunCreatesAnotherProjectWithTheSameFiles() {
        cli.text("demo");
        long files = filesWithoutThumbnails();

        cli.text("demo");

        assertThat(cli.json("project", "list").get("items")).hasSize(2);
        // only the final cut has its own key
        assertThat(filesWithoutThumbnails()).isEqualTo(files + 1);
    }

    /** Thumbnails of videos exist only if ffmpeg is installed. */
    private long filesWithoutThumbnails() {
        return cli.snapshot().files().keySet().stream()
                .filter(key -> !key.contains(".thumb."))
                .count();
    }

    @Test
    void theCommandsItSuggestsWork() {
        List<String> lines = cli.text("--profile", "studio", "demo").lines().toList();
        List<String> suggested = lines.subList(lines.indexOf("Next") + 1, lines.size());

        assertThat(suggested).hasSize(3).allSatisfy(line -> {
            assertThat(line).startsWith("  reelstore --profile studio ");
            assertThat(cli.text(line.substring("  reelstore ".length()).split(" ")))
                    .isNotEmpty();
        });
        assertThat(folder.resolve("lighthouse.png")).hasBinaryContent(Samples.LIGHTHOUSE_PNG.bytes());
    }

    @Test
    void aSimulatedProviderIsPaidOnceThoughAnAnswerIsLost() {
        JsonNode demo = cli.json("demo", "--provider");

        assertThat(demo.get("reused").asInt()).isEqualTo(4);
        assertThat(demo.get("jobs").valueStream())
                .hasSize(4)
                .allSatisfy(job -> assertThat(job.get("state").asString()).isEqualTo("succeeded"));
        assertThat(demo.get("jobs")
                        .valueStream()
                        .map(job -> cli.json("job", "show", job.get("id").asString()))
                        .flatMap(job -> job.get("failedAttempts").valueStream())
                        .map(attempt -> attempt.get("failure").asString()))
                .containsExactly("maybe_accepted");
        JsonNode shown = cli.json("project", "show", demo.get("project").asString(), "--language", "vi");
        assertThat(shown.get("project").get("id")).isEqualTo(demo.get("project"));
        assertThat(cli.text("cost", "--by", "language")).contains("vi", "en", "unassigned");
    }

    @Test
    void onlyAJobWhoseAnswerWasLostIsMarked() {
        String marked = "succeeded (its answer was lost)";

        assertThat(cli.text("demo", "--provider")).containsOnlyOnce(marked);
        assertThat(cli.text("demo", "--provider"))
                .as("the second run pays nothing and sends nothing")
                .contains("Paid 0 USD")
                .doesNotContain(marked);
    }
}
