package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Stored media are listed, whether a video uses them or not. */
class MediaListIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String project = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    @Test
    void imagesAreListedNewestFirstPageByPage() {
        String first = image(project, "one");
        String second = image(project, "two");
        String elsewhere = image(cli.project("Dawn"), "three");

        assertThat(ids(cli.json("image", "list", "--project", project))).containsExactly(second, first);
        assertThat(ids(cli.json("image", "list"))).containsExactly(elsewhere, second, first);

        JsonNode page = cli.json("image", "list", "--limit", "2");
        assertThat(ids(page)).containsExactly(elsewhere, second);
        String cursor = page.get("nextCursor").asString();
        JsonNode rest = cli.json("image", "list", "--limit", "2", "--after", cursor);
        assertThat(ids(rest)).containsExactly(first);
        assertThat(rest.get("nextCursor").isNull()).isTrue();

        assertThat(cli.text("image", "list", "--project", project, "--limit", "1"))
                .contains("PROMPT", "two", "projects/" + project + "/images/", "More: ", "--after ")
                .doesNotContain("one");
    }

    /** More rows than are read at once, with one long prompt. */
    @Test
    void aLongPromptMakesOnlyItsOwnLineLonger() throws SQLException {
        String first = image(project, "p".repeat(100_000));
        Path database = folder.resolve("reelstore-data/reelstore.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 119)"
                    + " INSERT INTO image_generations (id, profile_id, project_id, provider, prompt, file_path, status,"
                    + " created_at, updated_at) SELECT 'i' || i, profile_id, project_id, provider, 'short', file_path,"
                    + " status, '2000-01-01T00:00:00.000000Z', updated_at FROM image_generations, n");
        }

        List<String> lines = cli.text("image", "list", "--limit", "110").lines().toList();

        assertThat(lines).hasSize(1 + 110 + 2);
        assertThat(lines.get(1)).startsWith(first + "  ppp").hasSizeLessThan(600);
        assertThat(lines.subList(2, 111)).allSatisfy(line -> assertThat(line).hasSizeLessThan(250));
        String more = lines.get(112);
        String cursor = more.substring(more.indexOf("--after ") + 8);
        assertThat(cli.text("image", "list", "--after", cursor).lines()).hasSize(1 + 10);
    }

    @Test
    void aSeedIsANumberOrTextBeyondWhatADoubleHolds() {
        assertThat(seed("9007199254740992").isIntegralNumber()).isTrue();
        assertThat(seed("-5").asLong()).isEqualTo(-5);
        assertThat(seed("18446744073709551615").isString()).isTrue();
        assertThat(seed("18446744073709551615").asString()).isEqualTo("18446744073709551615");
    }

    private JsonNode seed(String seed) {
        String file = file(Samples.VIDEO_MP4);
        cli.json("video", "add", file, "--project", project, "--prompt", "p", "--seed=" + seed);
        return cli.json("video", "list", "--limit", "1").get("items").get(0).get("seed");
    }

    @Test
    void audioAndVideosAreListed() {
        String audio = cli.json(
                        "audio",
                        "add",
                        file(Samples.NARRATION_VI_WAV),
                        "--project",
                        project,
                        "--provider",
                        "p",
                        "--language",
                        "vi")
                .get("id")
                .asString();
        String video = cli.json(
                        "video",
                        "add",
                        file(Samples.VIDEO_MP4),
                        "--project",
                        project,
                        "--prompt",
                        "waves",
                        "--scene",
                        "7")
                .get("id")
                .asString();

        assertThat(ids(cli.json("audio", "list"))).containsExactly(audio);
        assertThat(ids(cli.json("video", "list", "--project", project))).containsExactly(video);
        assertThat(cli.text("audio", "list")).contains("vi", "91.4 kB", audio);
        assertThat(cli.text("video", "list")).contains("waves", "completed", "44.9 kB", video);
    }

    @Test
    void rowsOfOtherProfilesAreNotListed() {
        image(project, "one");

        assertThat(ids(cli.json("image", "list", "--profile", "bob"))).isEmpty();
        assertThat(cli.text("image", "list", "--profile", "bob")).isEqualTo("No images in profile bob.\n");
        assertThat(cli.text("project", "list", "--profile", "bob"))
                .startsWith("No projects in profile bob of jdbc:sqlite:");
    }

    private String image(String owner, String prompt) {
        return cli.json(
                        "image",
                        "add",
                        file(Samples.LIGHTHOUSE_PNG),
                        "--project",
                        owner,
                        "--provider",
                        "p",
                        "--prompt",
                        prompt)
                .get("id")
                .asString();
    }

    private String file(Samples sample) {
        return sample.in(folder).toString();
    }

    private static Iterable<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }
}
