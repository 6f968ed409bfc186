package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of a thousand rows of 100 kB each run in a heap that is smaller than they are. */
@Tag("large")
class LargeRowsIT {

    private static final int ROWS = 1_000;
    private static final int TEXT = 100_000;

    @TempDir
    Path folder;

    private long run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(process.exitValue()).isZero();
        return Files.size(folder.resolve("out"));
    }

    /** Each row has a long text of its own. */
    private void fill(Cli cli, String project) throws SQLException {
        String image = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        cli.json("image", "add", image, "--project", project, "--provider", "p");
        cli.json("video", "add", Samples.VIDEO_MP4.in(folder).toString(), "--project", project, "--prompt", "p");
        String text = "i || replace(hex(zeroblob(" + TEXT / 2 + ")), '00', 'pr')";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            String numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")";
            statement.execute(numbers
                    + " INSERT INTO image_generations (id, profile_id, project_id, provider, prompt, file_path, status,"
                    + " created_at, updated_at) SELECT 'i' || i, profile_id, project_id, provider, " + text
                    + ", file_path, status, created_at, updated_at FROM (SELECT * FROM image_generations LIMIT 1), n");
            statement.execute(
                    numbers
                            + " INSERT INTO veo3_video_generations (id, profile_id, project_id, prompt, image_generation_id,"
                            + " status, created_at, updated_at) SELECT 'v' || i, profile_id, project_id, " + text
                            + ", 'i' || i, status, created_at, updated_at FROM (SELECT * FROM veo3_video_generations LIMIT 1), n");
            statement.execute(numbers
                    + " INSERT INTO video_projects (id, profile_id, title, description, status, version, created_at,"
                    + " updated_at) SELECT 'p' || i, profile_id, title, " + text
                    + ", status, version, created_at, updated_at FROM (SELECT * FROM video_projects LIMIT 1), n");
        }
    }

    @Test
    void listsAndAProjectOfAThousandLongRows() throws IOException, InterruptedException, SQLException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        fill(cli, project);
        long all = (long) ROWS * TEXT;

        for (String list : List.of("image", "video", "project")) {
            assertThat(run(list, "list", "--limit", "1000", "--json"))
                    .as(list)
                    .isBetween(all - 10L * TEXT, all + ROWS * 2_000L);
            assertThat(run(list, "list", "--limit", "1000")).as(list).isLessThan(ROWS * 1_000L);
        }
        assertThat(run("project", "show", project, "--json")).isBetween(2 * all, 2 * all + ROWS * 4_000L);
        assertThat(run("project", "show", project)).isLessThan(ROWS * 4_000L);
        try (Stream<String> lines = Files.lines(folder.resolve("out"))) {
            assertThat(lines.filter(line -> line.contains(" prompt "))).hasSize(ROWS + 1);
        }
    }
}
