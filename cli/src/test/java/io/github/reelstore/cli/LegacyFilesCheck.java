package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.sqlite.adoption.LegacyDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Adopts copies of real databases of the desktop app, from the folder in the property {@code reelstore.test.legacy}. The files are
 * not part of the project, so this runs only by name ({@code .ci/legacy}).
 */
class LegacyFilesCheck {

    private static final String VIDEOS = "veo3_video_generations";

    @TempDir
    Path folder;

    /** The databases to adopt. If there are none, JUnit fails. */
    static List<Path> files() throws IOException {
        String named = System.getProperty("reelstore.test.legacy");
        if (named == null) {
            throw new IllegalStateException(
                    "Name the folder of the files by -Dreelstore.test.legacy, or run .ci/legacy FOLDER.");
        }
        try (Stream<Path> all = Files.list(Path.of(named))) {
            return all.filter(file -> file.getFileName().toString().endsWith(".db"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void planningWritesNothing(Path original) throws IOException {
        Path file = copy(original);
        Map<String, String> before = bytes();

        JsonNode plan = new Cli(folder).json("adopt", file.toString(), "--plan");

        assertThat(plan.propertyNames())
                .containsExactly("tables", "columns", "indexes", "projects", "generations", "warnings");
        assertThat(bytes().equals(before)).as("all files are as they were").isTrue();
    }

    @ParameterizedTest
    @MethodSource("files")
    void adoptingTwiceKeepsTheRowsOfTheAppAndEqualsAdoptingOnce(Path original) throws IOException {
        Path file = copy(original);
        LegacyDump before = LegacyDump.of(file);
        JsonNode plan = new Cli(folder).json("adopt", file.toString(), "--plan");

        JsonNode first = new Cli(folder).json("adopt", file.toString());
        LegacyDump once = LegacyDump.of(file);
        JsonNode second = new Cli(folder).json("adopt", file.toString());

        assertThat(first.get("projects")).isEqualTo(plan.get("projects"));
        assertThat(LegacyDump.of(Path.of(first.get("backup").asString()))).isEqualTo(before);
        assertThat(before.again(file)).isEqualTo(before);
        assertThat(LegacyDump.of(file)).isEqualTo(once);
        for (String added : List.of("tables", "columns", "indexes")) {
            assertThat(second.get(added)).as(added).isEmpty();
        }
        assertThat(second.get("projects").asLong()).isZero();
    }

    @ParameterizedTest
    @MethodSource("files")
    void allVideosAreListedInTheirProjects(Path original) throws Exception {
        Path file = copy(original);
        boolean hasVideos = LegacyDump.of(file).columns().containsKey(VIDEOS);
        List<List<String>> expected = hasVideos
                ? query(
                        file,
                        "SELECT project_id, count(*) FROM " + VIDEOS + " WHERE id IS NOT NULL GROUP BY 1 ORDER BY 1")
                : List.of();

        new Cli(folder).json("adopt", file.toString());

        List<List<String>> listed = new ArrayList<>();
        for (List<String> project : query(file, "SELECT id, profile_id FROM video_projects ORDER BY id")) {
            try (Reelstore store = Reelstore.open(config(file, project.get(1)))) {
                int videos = store.projects()
                        .getProjectWithGenerations(new ProjectId(project.get(0)))
                        .generations()
                        .size();
                listed.add(List.of(project.get(0), Integer.toString(videos)));
            }
        }
        assertThat(listed).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aPairIsAddedUnlessTheTableRequiresAVideoId(Path original) throws Exception {
        Path file = copy(original);
        LegacyDump before = LegacyDump.of(file);
        new Cli(folder).json("adopt", file.toString());
        List<List<String>> projects = query(file, "SELECT id, profile_id FROM video_projects ORDER BY id LIMIT 1");
        String profile = projects.isEmpty()
                ? query(file, "SELECT id FROM profiles").get(0).get(0)
                : projects.get(0).get(1);

        if (before.columns().getOrDefault(VIDEOS, List.of()).contains("video_id")) {
            Cli.Result refused = run(file, profile, "project", "create", "--title", "Mới", "--json");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.error().get("type").asString()).isEqualToIgnoringCase("unsupported");
            assertThat(refused.error().get("message").asString()).contains("video_id");
        } else {
            String project = projects.isEmpty()
                    ? json(file, profile, "project", "create", "--title", "Mới")
                            .get("id")
                            .asString()
                    : projects.get(0).get(0);
            String image = Samples.LIGHTHOUSE_PNG.in(folder).toString();
            JsonNode pair = json(
                    file,
                    profile,
                    "pair",
                    "--project",
                    project,
                    "--provider",
                    "veo",
                    "--prompt",
                    "Bình minh",
                    "--image",
                    image,
                    "--scene",
                    "2");
            String video = pair.get("generation").get("id").asString();
            assertThat(run(file, profile, "project", "show", project, "--json").out())
                    .contains(video);
        }
        assertThat(before.again(file)).isEqualTo(before);
    }

    private JsonNode json(Path file, String profile, String... arguments) {
        Cli.Result result = run(
                file,
                profile,
                Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.json();
    }

    private Cli.Result run(Path file, String profile, String... arguments) {
        Stream<String> where = Stream.of("--database", "jdbc:sqlite:" + file, "--profile", profile);
        return new Cli(folder)
                .run(Stream.concat(where, Arrays.stream(arguments)).toArray(String[]::new));
    }

    private ReelstoreConfig config(Path file, String profile) {
        return ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + file)
                .storageUrl("file:" + folder.resolve("media"))
                .profile(new ProfileId(profile))
                .build();
    }

    /** Copies a database with its -wal file, which may contain the last rows. */
    private Path copy(Path original) throws IOException {
        Path copy = folder.resolve("app.db");
        Files.write(copy, Files.readAllBytes(original));
        Path wal = original.resolveSibling(original.getFileName() + "-wal");
        if (Files.exists(wal)) {
            Files.write(folder.resolve("app.db-wal"), Files.readAllBytes(wal));
        }
        return copy;
    }

    /** The content of all files in the folder. */
    private Map<String, String> bytes() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                // one character per byte
                contents.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static List<List<String>> query(Path file, String sql) throws SQLException {
        List<List<String>> result = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                result.add(row);
            }
        }
        return result;
    }
}
