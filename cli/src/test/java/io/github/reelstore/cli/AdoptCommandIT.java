package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** {@code adopt}, and the other commands on an adopted database. */
@Tag("journey")
class AdoptCommandIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    private LegacyDatabase create(Shape shape) {
        return LegacyDatabase.create(folder.resolve("app.db"), shape);
    }

    @Test
    void planPrintsTheChangesAndWritesNothing() throws IOException {
        LegacyDatabase legacy = create(Shape.LOOSE_35).odd(Odd.NULL_IDS);
        byte[] before = Files.readAllBytes(legacy.file());

        assertThat(cli.text("adopt", "app.db", "--plan"))
                .contains("video_projects", "file_path", "idx_vg_project_id_created_at")
                .contains("Note: 3 video(s) have no id")
                .contains("Next: reelstore adopt " + legacy.file());
        JsonNode plan = cli.json("adopt", "app.db", "--plan");
        assertThat(plan.propertyNames())
                .containsExactly("tables", "columns", "indexes", "projects", "generations", "warnings");
        assertThat(plan.get("generations").asLong()).isEqualTo(LegacyDatabase.VIDEOS + 3L);
        assertThat(plan.get("projects").asLong()).isPositive();
        assertThat(legacy.file()).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(legacy.file()));
    }

    @Test
    void theNextCommandUsesTheSameBlobStore() {
        create(Shape.STRICT);
        String text = cli.text("adopt", "app.db", "--storage", "file:films", "--import-media");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("Next: "))
                        .findFirst()
                        .orElseThrow())
                .contains(" --storage file:films --profile ");
    }

    @Test
    void aVideoWithAFileOfTheAppIsListedAsOutsideTheStore() throws SQLException {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
                Statement statement = app.createStatement()) {
            statement.executeUpdate("UPDATE veo3_video_generations SET video_path = 'D:\\Tết\\3.mp4'");
        }
        cli.text("adopt", "app.db");
        String videos = cli.text(
                "video",
                "list",
                "--database",
                "jdbc:sqlite:app.db",
                "--profile",
                legacy.profiles().get(0));
        assertThat(videos).contains("outside the store: D:\\Tết\\3.mp4").doesNotContain("no file yet");
    }

    @Test
    void adoptPrintsTheChangesTheBackupAndTheNextCommand() {
        LegacyDatabase legacy = create(Shape.STRICT);
        LegacyDump before = LegacyDump.of(legacy.file());

        String text = cli.text("adopt", "app.db");

        String backup = text.lines()
                .filter(line -> line.strip().startsWith("backup"))
                .map(line -> line.strip().substring("backup".length()).strip())
                .findFirst()
                .orElseThrow();
        assertThat(LegacyDump.of(Path.of(backup))).isEqualTo(before);
        String next = text.lines()
                .filter(line -> line.startsWith("Next: "))
                .findFirst()
                .orElseThrow();
        String listed = cli.text(next.substring("Next: reelstore ".length()).split(" "));
        assertThat(listed).contains("in_progress").containsPattern("\\w");
        assertThat(cli.text("adopt", "app.db")).contains("Nothing to add").doesNotContain("backup");
        assertThat(cli.text("adopt", "app.db", "--plan")).startsWith("Nothing to do");
    }

    @Test
    void jsonContainsTheBackup() {
        create(Shape.LOOSE);

        JsonNode adopted = cli.json("adopt", "app.db", "--backup", "saved.db");

        assertThat(Path.of(adopted.get("backup").asString()))
                .isEqualTo(folder.resolve("saved.db"))
                .isRegularFile();
        assertThat(adopted.get("media").isNull()).isTrue();
        JsonNode again = cli.json("adopt", "app.db");
        assertThat(again.get("tables")).isEmpty();
        assertThat(again.get("backup").isNull()).isTrue();
    }

    @Test
    void errorsAreOneSentence() throws IOException {
        create(Shape.LOOSE);
        Files.writeString(folder.resolve("taken.db"), "precious");
        cli.json("init");

        assertRefused(1, "does not exist", "adopt", "none.db");
        assertRefused(1, "is not an SQLite database", "adopt", "taken.db", "--plan");
        assertRefused(1, "needs no adoption", "adopt", "reelstore-data/reelstore.db");
        assertRefused(1, "already", "adopt", "app.db", "--backup", "taken.db");
        assertRefused(1, "does not exist; create it", "adopt", "app.db", "--backup", "nowhere/saved.db");
        assertRefused(2, "leave --database out", "--database", "jdbc:sqlite:x.db", "adopt", "app.db");
        assertRefused(2, "--plan writes nothing", "adopt", "app.db", "--plan", "--import-media");
        assertRefused(2, "--plan writes nothing", "adopt", "app.db", "--plan", "--backup", "saved.db");
        assertRefused(1, "reelstore adopt " + folder.resolve("app.db"), on("app.db", "x", "project", "list"));
        assertThat(folder.resolve("taken.db")).hasContent("precious");
        assertThat(cli.json("adopt", "app.db", "--plan").get("tables")).isNotEmpty();
    }

    private void assertRefused(int status, String reason, String... arguments) {
        Result result = cli.run(arguments);
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        assertThat(result.err()).hasLineCount(1).contains(reason).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }

    private static String[] on(String file, String profile, String... command) {
        List<String> all = new ArrayList<>(List.of("--database", "jdbc:sqlite:" + file, "--profile", profile));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    @Test
    void anEmptyListNamesTheProfilesWithProjects() {
        LegacyDatabase legacy = create(Shape.LOOSE);
        cli.text("adopt", "app.db");

        assertThat(cli.text(on("app.db", "default", "project", "list")))
                .contains("Other profiles have projects: --profile "
                        + legacy.profiles().get(0));
    }

    /** A project of the adopted database, with its profile. */
    private record Adopted(String project, String profile) {}

    private Adopted adopt(LegacyDatabase legacy, int project) {
        cli.text("adopt", "app.db");
        String id = legacy.projects().get(project);
        for (String profile : legacy.profiles()) {
            for (JsonNode item :
                    cli.json(on("app.db", profile, "project", "list")).get("items")) {
                if (item.get("id").asString().equals(id)) {
                    return new Adopted(id, profile);
                }
            }
        }
        throw new AssertionError("no profile contains the project " + id);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"STRICT.*", "LOOSE.*"})
    void theCommandsWorkOnAnAdoptedDatabase(Shape shape) {
        LegacyDatabase legacy = create(shape);
        LegacyDump before = LegacyDump.of(legacy.file());
        Adopted adopted = adopt(legacy, 0);
        String image = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        String video = Samples.VIDEO_MP4.in(folder).toString();
        int videos = legacy.videosByProject().getOrDefault(adopted.project(), 0);

        for (int take = 1; take <= 2; take++) {
            JsonNode pair = cli.json(on(
                    "app.db",
                    adopted.profile(),
                    "pair",
                    "--project",
                    adopted.project(),
                    "--provider",
                    "veo",
                    "--prompt",
                    "take " + take,
                    "--image",
                    image,
                    "--video",
                    video,
                    "--scene",
                    "1"));
            assertThat(pair.get("generation").get("sceneId").asString()).isEqualTo("1");
        }
        JsonNode view = cli.json(on("app.db", adopted.profile(), "project", "show", adopted.project()));
        assertThat(view.get("generations")).hasSize(videos + 2);
        assertThat(cli.json(on(
                                "app.db",
                                adopted.profile(),
                                "project",
                                "update",
                                adopted.project(),
                                "--status",
                                "completed"))
                        .get("status")
                        .asString())
                .isEqualTo("completed");
        assertThat(cli.json(on("app.db", adopted.profile(), "project", "delete", adopted.project(), "--yes"))
                        .get("rows")
                        .asInt())
                // the two added videos, their two images and the project; no row of the app
                .isEqualTo(5);
        assertThat(before.again(legacy.file())).isEqualTo(before);
        assertThat(cli.json("adopt", "app.db").get("projects").asInt()).isOne();
    }

    @Test
    void theVideoIdShapeIsReadOnly() {
        create(Shape.VIDEO_ID_WITH_LATER).rows(3);
        cli.text("adopt", "app.db");
        String profile = firstProfile();
        JsonNode projects = cli.json(on("app.db", profile, "project", "list")).get("items");

        String id = projects.get(0).get("id").asString();
        assertThat(cli.json(on("app.db", profile, "project", "show", id)).get("generations"))
                .isNotEmpty();
        assertRefused(1, "is read-only", on("app.db", profile, "project", "update", id, "--status", "completed"));
        assertRefused(1, "is read-only", on("app.db", profile, "project", "create", "--title", "x"));
        assertRefused(
                1,
                "is read-only",
                on(
                        "app.db",
                        profile,
                        "pair",
                        "--project",
                        id,
                        "--provider",
                        "p",
                        "--prompt",
                        "p",
                        "--image",
                        Samples.LIGHTHOUSE_PNG.in(folder).toString()));
    }

    private String firstProfile() {
        return cli.text("adopt", "app.db")
                .lines()
                .dropWhile(line -> !line.startsWith("PROFILE"))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .replaceAll(" .*", "");
    }
}
