package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An app's database that was adopted, opened with {@code --read-only}, and values in it that the store cannot show. */
class AdoptedReadOnlyIT {

    @TempDir
    Path folder;

    private Cli cli;
    private Path database;
    private String profile;
    private String project;
    private String key;

    @BeforeEach
    void adopt() {
        cli = new Cli(folder);
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        database = legacy.file();
        cli.text("adopt", "app.db");
        profile = legacy.profiles().get(0);
        project = cli.json(of("project", "list")).get("items").get(0).get("id").asString();
        String image = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        key = cli.json(of("image", "add", image, "--project", project, "--provider", "p"))
                .get("filePath")
                .asString();
    }

    private String[] of(String... command) {
        return Stream.concat(
                        Arrays.stream(command), Stream.of("--database", "jdbc:sqlite:app.db", "--profile", profile))
                .toArray(String[]::new);
    }

    private Result readOnly(String... command) {
        return cli.run(Stream.concat(Stream.of("--read-only"), Arrays.stream(of(command)))
                .toArray(String[]::new));
    }

    @Test
    void readingWorksAndWritingIsRefused() throws IOException {
        byte[] before = Files.readAllBytes(database);
        for (String[] command : List.of(
                new String[] {"project", "list"},
                new String[] {"project", "show", project},
                new String[] {"video", "list", "--limit", "200"},
                new String[] {"cat", key},
                new String[] {"verify"})) {
            Result usual = cli.run(of(command));
            Result result = readOnly(command);
            assertThat(result.bytes()).as(command[0]).isEqualTo(usual.bytes());
            assertThat(result.status()).as(command[0]).isEqualTo(usual.status());
        }
        for (String[] command : List.of(
                new String[] {"project", "update", project, "--title", "New"},
                new String[] {"image", "add", "lighthouse.png", "--project", project, "--provider", "p"},
                new String[] {"gc"})) {
            Result result = readOnly(command);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("opened read-only").hasLineCount(1);
        }
        assertThat(database).hasBinaryContent(before);
    }

    /** The app's value stays, and is no longer silently empty. */
    @Test
    void verifyNamesValuesThatTheStoreCannotShow() throws SQLException {
        String video =
                cli.json(of("video", "list")).get("items").get(0).get("id").asString();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE veo3_video_generations SET width = 'wide' WHERE id = '" + video + "'");
        }

        Result verify = readOnly("verify", "--json");

        assertThat(verify.status()).isEqualTo(3);
        List<JsonNode> invalid = verify.json()
                .get("problems")
                .valueStream()
                .filter(problem -> problem.get("kind").asString().equals("invalid"))
                .toList();
        assertThat(invalid).singleElement().satisfies(problem -> {
            assertThat(problem.get("row").asString()).isEqualTo(video);
            assertThat(problem.get("detail").asString())
                    .contains("\"" + video + "\" of veo3_video_generations", "invalid value in width: 'wide'");
        });
    }
}
