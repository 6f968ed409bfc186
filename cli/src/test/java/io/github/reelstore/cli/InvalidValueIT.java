package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A width of 2^32 in one row does not hide the others, and is named. */
class InvalidValueIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String project = "";
    private String image = "";
    private String words = "";

    @BeforeEach
    void setUp() throws SQLException {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
        String file = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        cli.json("image", "add", file, "--project", project, "--provider", "p");
        image = cli.json("image", "add", file, "--project", project, "--provider", "p", "--prompt", "bad")
                .get("id")
                .asString();
        cli.json(
                "video",
                "add",
                Samples.VIDEO_MP4.in(folder).toString(),
                "--project",
                project,
                "--prompt",
                "v",
                "--image",
                image);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("reelstore-data/reelstore.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE image_generations SET width = 4294967296 WHERE id = '" + image + "'");
        }
        words = "The row \"" + image + "\" of image_generations has an invalid value in width: 4294967296 is not";
    }

    @Test
    void listsHaveAllRowsAndNameTheValueOnStandardError() {
        Result list = cli.run("image", "list");
        assertThat(list.status()).isZero();
        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.err().lines()).singleElement().asString().startsWith(words);

        Result show = cli.run("project", "show", project);
        assertThat(show.status()).isZero();
        assertThat(show.err()).startsWith(words);
    }

    @Test
    void jsonStaysOneValueOnBothStreams() {
        Result list = cli.run("image", "list", "--json");
        assertThat(list.status()).isZero();
        JsonNode items = list.json().get("items");
        assertThat(items).hasSize(2);
        assertThat(items.get(0).get("width").isNull()).isTrue();
        assertThat(items.get(0).get("prompt").asString()).isEqualTo("bad");
        assertThat(JsonMapper.shared()
                        .readTree(list.err())
                        .get("warnings")
                        .get(0)
                        .asString())
                .startsWith(words);
    }

    @Test
    void verifyReportsAKindOfItsOwn() {
        Result verify = cli.run("verify");
        assertThat(verify.status()).isEqualTo(3);
        assertThat(verify.out().lines().filter(line -> line.startsWith("invalid  " + image + "  " + words)))
                .hasSize(1);
        assertThat(verify.err()).isEmpty();
        JsonNode problem = cli.run("verify", "--json").json().get("problems").get(0);
        assertThat(problem.get("kind").asString()).isEqualTo("invalid");
        assertThat(problem.get("row").asString()).isEqualTo(image);
        assertThat(problem.get("rowKind").asString()).isEqualTo("image");
    }

    /** Neither stops gc, which cannot tell when its grace period ends. */
    @Test
    void anInvalidTombstoneIsNamedByVerify() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("reelstore-data/reelstore.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE image_generations SET width = 1");
            statement.execute("INSERT INTO blob_tombstones (blob_key, profile_id, created_at)"
                    + " VALUES ('projects/lost.png', 'default', '1')");
        }
        String named = "The row \"projects/lost.png\" of blob_tombstones has an invalid value in created_at: ";

        Result verify = cli.run("verify");
        assertThat(verify.status()).isEqualTo(3);
        assertThat(verify.out().lines().filter(line -> line.startsWith("invalid  " + named)))
                .hasSize(1);
        Result gc = cli.run("gc", "--grace", "0s");
        assertThat(gc.status()).isZero();
        assertThat(gc.err()).startsWith(named);
    }

    /** The file has a width, which must not replace the value. */
    @Test
    void refreshLeavesTheRowAndSaysWhy() {
        Result refresh = cli.run("media", "refresh");
        assertThat(refresh.err()).startsWith(words);
        assertThat(cli.run("image", "list").err()).startsWith(words);
    }
}
