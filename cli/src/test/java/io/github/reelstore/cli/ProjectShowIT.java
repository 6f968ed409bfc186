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

/** {@code project show} prints everything that a project has, in parts. */
class ProjectShowIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String project = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private String image(String owner, String prompt) {
        String file = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        return cli.json("image", "add", file, "--project", owner, "--provider", "p", "--prompt", prompt)
                .get("id")
                .asString();
    }

    private String audio(String text, String language) {
        String file = Samples.NARRATION_VI_WAV.in(folder).toString();
        return cli.json(
                        "audio",
                        "add",
                        file,
                        "--project",
                        project,
                        "--provider",
                        "p",
                        "--text",
                        text,
                        "--language",
                        language)
                .get("id")
                .asString();
    }

    private void video(String owner, String... more) {
        String file = Samples.VIDEO_MP4.in(folder).toString();
        String[] command = {"video", "add", file, "--project", owner, "--prompt", "waves"};
        cli.json(java.util.stream.Stream.concat(java.util.Arrays.stream(command), java.util.Arrays.stream(more))
                .toArray(String[]::new));
    }

    private static List<String> ids(JsonNode rows) {
        return rows.valueStream().map(row -> row.get("id").asString()).toList();
    }

    /** Used as the image, as an input, as further audio; by a video of another project only; by no video. */
    @Test
    void imagesAndAudioThatNoVideoOfTheProjectUsesAreListed() {
        String used = image(project, "used");
        String input = image(project, "input");
        String alone = image(project, "alone");
        String elsewhere = image(project, "elsewhere");
        String first = audio("first", "en");
        String further = audio("further", "vi");
        String spare = audio("spare", "vi");
        video(project, "--image", used, "--input", "reference=" + input, "--audio", first, "--audio", further);
        String other = cli.project("Dawn");
        video(other, "--image", elsewhere);
        image(other, "of another project");

        JsonNode view = cli.json("project", "show", project);
        assertThat(view.get("generations")).hasSize(1);
        assertThat(ids(view.get("imagesWithoutVideo"))).containsExactly(elsewhere, alone);
        assertThat(ids(view.get("audioWithoutVideo"))).containsExactly(spare);

        String text = cli.text("project", "show", project);
        assertThat(text)
                .containsOnlyOnce("Images without a video\nID  PROMPT")
                .containsOnlyOnce("Audio without a video\nID  TEXT");
        assertThat(text.lines().filter(line -> line.startsWith(alone))).hasSize(1);
        assertThat(text.lines().filter(line -> line.startsWith(used) || line.startsWith(input)))
                .isEmpty();
        assertThat(text.lines().filter(line -> line.startsWith(spare))).hasSize(1);
    }

    @Test
    void aViewOfALanguageHasOnlyItsAudio() {
        String spare = audio("spare", "pt-BR");
        audio("other", "en");
        String image = image(project, "alone");

        JsonNode view = cli.json("project", "show", project, "--language", "pt");

        assertThat(ids(view.get("audioWithoutVideo"))).containsExactly(spare);
        assertThat(ids(view.get("imagesWithoutVideo"))).containsExactly(image);
    }

    @Test
    void aLanguageThatNoVideoHasIsNamed() {
        video(project, "--audio", audio("other", "en"));

        assertThat(cli.text("project", "show", project, "--language", "fr"))
                .contains("No video has audio in fr; without --language, all videos are shown.\n");
        assertThat(cli.text("project", "show", cli.project("Empty"), "--language", "fr"))
                .contains("No videos.\n");
    }

    @Test
    void aProjectWithoutSuchRowsHasNoSections() {
        video(project);

        assertThat(cli.text("project", "show", project)).doesNotContain("without a video");
        JsonNode view = cli.json("project", "show", cli.project("Empty"));
        assertThat(view.get("generations")).isEmpty();
        assertThat(view.get("imagesWithoutVideo")).isEmpty();
        assertThat(view.get("audioWithoutVideo")).isEmpty();
    }

    /** More rows than are read at once, all created at the same time. */
    @Test
    void everyRowOfManyPartsIsPrintedOnce() throws SQLException {
        image(project, "alone");
        video(project);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 53)"
                    + " INSERT INTO veo3_video_generations (id, profile_id, project_id, status, created_at, updated_at)"
                    + " SELECT printf('v%03d', i), profile_id, project_id, status, created_at, updated_at"
                    + " FROM (SELECT * FROM veo3_video_generations LIMIT 1), n");
            statement.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 53)"
                    + " INSERT INTO image_generations (id, profile_id, project_id, provider, file_path, status,"
                    + " created_at, updated_at) SELECT printf('i%03d', i), profile_id, project_id, provider, file_path,"
                    + " status, created_at, updated_at FROM (SELECT * FROM image_generations LIMIT 1), n");
        }

        JsonNode view = cli.json("project", "show", project);

        List<String> videos = view.get("generations")
                .valueStream()
                .map(video -> video.get("generation").get("id").asString())
                .toList();
        assertThat(videos).hasSize(54).doesNotHaveDuplicates().isSorted();
        assertThat(ids(view.get("imagesWithoutVideo"))).hasSize(54).doesNotHaveDuplicates();
        String text = cli.text("project", "show", project);
        assertThat(text).contains("\n54 videos\n");
        assertThat(text.lines().filter(line -> line.startsWith("├─ "))).hasSize(53);
        assertThat(text.lines().filter(line -> line.startsWith("└─ "))).hasSize(1);
    }
}
