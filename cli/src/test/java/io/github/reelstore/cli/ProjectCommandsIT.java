package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ProjectCommandsIT {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    private String create(String... more) {
        List<String> arguments = new ArrayList<>(List.of("project", "create"));
        arguments.addAll(List.of(more));
        return cli.json(arguments.toArray(String[]::new)).get("id").asString();
    }

    @Test
    void createPrintsTheRow() {
        JsonNode project = cli.json(
                "project",
                "create",
                "--title",
                "Hải đăng",
                "--description",
                "Dusk",
                "--channel",
                "coast",
                "--language",
                "PT-br",
                "--aspect-ratio",
                "16:9");

        assertThat(project.propertyNames())
                .containsExactly(
                        "id",
                        "profileId",
                        "channelId",
                        "title",
                        "description",
                        "status",
                        "defaultLanguage",
                        "aspectRatio",
                        "script",
                        "tags",
                        "meta",
                        "mediaInfo",
                        "providerProjectId",
                        "videoPath",
                        "thumbPath",
                        "durationMs",
                        "contentHash",
                        "version",
                        "createdAt",
                        "updatedAt");
        assertThat(project.get("profileId").asString()).isEqualTo("default");
        assertThat(project.get("channelId").asString()).isEqualTo("coast");
        assertThat(project.get("title").asString()).isEqualTo("Hải đăng");
        assertThat(project.get("status").asString()).isEqualTo("draft");
        assertThat(project.get("defaultLanguage").asString()).isEqualTo("pt-BR");
        assertThat(project.get("version").isIntegralNumber()).isTrue();
        assertThat(project.get("script").isNull()).isTrue();
        assertThat(project.get("createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    }

    @Test
    void createPrintsTheDetails() {
        String text = cli.text("project", "create", "--title", "Hải đăng", "--channel", "coast");

        assertThat(text)
                .startsWith("Hải đăng\n  id       ")
                .contains("  status   draft\n", "  channel  coast\n")
                .doesNotContain("description", "\033");
    }

    @Test
    void listIsNewestFirstAndPaged() {
        String first = create("--title", "One");
        String second = create("--title", "Two");
        String third = create("--title", "Three");

        JsonNode page = cli.json("project", "list", "--limit", "2");
        JsonNode rest = cli.json(
                "project",
                "list",
                "--limit",
                "2",
                "--after",
                page.get("nextCursor").asString());

        assertThat(page.propertyNames()).containsExactly("items", "nextCursor");
        assertThat(page.get("items").valueStream().map(item -> item.get("id").asString()))
                .containsExactly(third, second);
        assertThat(rest.get("items").valueStream().map(item -> item.get("id").asString()))
                .containsExactly(first);
        assertThat(rest.get("nextCursor").isNull()).isTrue();
    }

    @Test
    void listNamesTheCommandForTheNextPage() {
        create("--title", "One", "--channel", "coast");
        create("--title", "Two", "--channel", "coast");

        String text = cli.text(
                "--profile", "default", "project", "list", "--limit", "1", "--channel", "coast", "--status", "draft");

        String more = text.lines()
                .filter(line -> line.startsWith("More: "))
                .findFirst()
                .orElseThrow();
        assertThat(more)
                .startsWith(
                        "More: reelstore --profile default project list --channel coast --status draft --limit 1 --after ");
        List<String> next = List.of(more.substring("More: reelstore ".length()).split(" "));
        assertThat(cli.text(next.toArray(String[]::new))).contains("One").doesNotContain("Two", "More:");
    }

    @Test
    void listIsFiltered() {
        create("--title", "One", "--channel", "coast");
        String two = create("--title", "Two", "--channel", "city");
        cli.json("project", "update", two, "--status", "in_progress");

        assertThat(cli.json("project", "list", "--channel", "coast").get("items"))
                .hasSize(1);
        assertThat(cli.json("project", "list", "--status", "in_progress").get("items"))
                .hasSize(1);
        assertThat(cli.json("project", "list", "--channel", "coast", "--status", "archived")
                        .get("items"))
                .isEmpty();
    }

    @Test
    void listIsAlignedOnAScreen() {
        create("--title", "Hải đăng", "--channel", "coast", "--language", "vi");
        create("--title", "A longer title");

        cli.screens(Terminal.Channel.STDOUT).environment("NO_COLOR", "1").environment("COLUMNS", "160");
        List<String> lines = cli.text("project", "list").lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("ID ").endsWith("UPDATED");
        int status = lines.get(0).indexOf("STATUS");
        assertThat(lines.get(1).substring(status)).startsWith("draft");
        assertThat(lines.get(2).substring(status)).startsWith("draft   coast    vi");
    }

    @Test
    void anEmptyListSuggestsCreatingAProject() {
        assertThat(cli.text("project", "list")).contains("reelstore project create --title");
        assertThat(cli.json("project", "list").toString()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
    }

    @Test
    void updateSetsGivenFieldsAndClearsEmptyOnes() {
        String id = create(
                "--title",
                "Dusk",
                "--description",
                "old",
                "--channel",
                "coast",
                "--language",
                "en",
                "--aspect-ratio",
                "16:9");

        JsonNode changed = cli.json(
                "project",
                "update",
                id,
                "--title",
                "Dawn",
                "--status",
                "completed",
                "--description",
                "",
                "--channel",
                "",
                "--language",
                "vi");

        assertThat(changed.get("title").asString()).isEqualTo("Dawn");
        assertThat(changed.get("status").asString()).isEqualTo("completed");
        assertThat(changed.get("description").isNull()).isTrue();
        assertThat(changed.get("channelId").isNull()).isTrue();
        assertThat(changed.get("defaultLanguage").asString()).isEqualTo("vi");
        assertThat(changed.get("aspectRatio").asString()).isEqualTo("16:9");
        assertThat(changed.get("version").asInt()).isEqualTo(2);
        assertThat(cli.text("project", "update", id, "--title", "Noon"))
                .startsWith("Noon\n")
                .contains("(version 3)");
    }

    @Test
    void updateMayRequireAVersion() {
        String id = create("--title", "Dusk");

        assertThat(cli.json("project", "update", id, "--title", "Dawn", "--if-version", "1")
                        .get("version")
                        .asInt())
                .isEqualTo(2);
        Result stale = cli.run("project", "update", id, "--title", "Noon", "--if-version", "1", "--json");
        assertThat(stale.status()).isEqualTo(1);
        assertThat(stale.error().get("type").asString()).isEqualTo("Conflict");
        assertThat(cli.json("project", "show", id).get("project").get("title").asString())
                .isEqualTo("Dawn");
    }

    @Test
    void deleteCountsRowsAndTombstones() {
        String id = create("--title", "Dusk");
        cli.json("image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", id, "--provider", "p");

        assertThat(cli.json("project", "delete", id, "--yes").toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"rows\":2,\"tombstones\":2,\"videos\":0,\"images\":1,\"audio\":0}");
        assertThat(cli.run("project", "show", id).status()).isEqualTo(1);
        // the image and its thumbnail
        assertThat(cli.snapshot().count("blob_tombstones")).isEqualTo(2);
        assertThat(cli.snapshot().count("video_projects")).isZero();
    }

    @Test
    void deletePrintsTheCounts() {
        String id = create("--title", "Dusk");

        assertThat(cli.text("project", "delete", "--yes", id))
                .isEqualTo("Deleted project " + id
                        + " with 0 videos, 0 images and 0 audio: 1 row; 0 files to be collected.\n");
    }

    @Test
    void deleteAsksForConfirmation() {
        String id = create("--title", "Dusk");
        cli.screens(Terminal.Channel.STDIN, Terminal.Channel.STDOUT, Terminal.Channel.STDERR)
                .environment("NO_COLOR", "1");

        Result no = cli.typing("n\n").run("project", "delete", id);
        assertThat(no.status()).isEqualTo(1);
        assertThat(no.err())
                .isEqualTo("Delete project " + id
                        + " of profile default (\"Dusk\") with 0 videos, 0 images and 0 audio? [y/N] "
                        + "reelstore: Nothing was deleted.\n");
        assertThat(cli.typing("").run("project", "delete", id).status()).isEqualTo(1);
        assertThat(cli.snapshot().count("video_projects")).isEqualTo(1);

        assertThat(cli.typing("Yes\n").run("project", "delete", id).status()).isZero();
        assertThat(cli.snapshot().count("video_projects")).isEqualTo(0);
    }

    @Test
    void aProjectThatDoesNotExistNamesTheList() {
        for (String command : java.util.List.of("show", "delete --yes", "delete --dry-run", "update --title=x")) {
            Result result = cli.run(("project " + command + " lost").split(" "));
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err())
                    .contains("There is no project", "\"reelstore project list\"")
                    .hasLineCount(1);
        }
    }

    @Test
    void aTitleInsteadOfAnIdNamesTheId() {
        String id = cli.json("project", "create", "--title", "The harbour")
                .get("id")
                .asString();
        assertThat(cli.run("project", "show", "the Harbour").err())
                .contains("There is no project the Harbour", "The id of the project with this title is " + id + ".")
                .hasLineCount(1);
        String other = cli.json("project", "create", "--title", "The Harbour")
                .get("id")
                .asString();
        assertThat(cli.run("project", "show", "The Harbour").err())
                .contains("The ids of the projects with this title are " + other + ", " + id + ".");
        assertThat(cli.run("image", "list", "--project", "The Harbour").err()).contains("There is no project");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(cli.text("help")).isEqualTo(cli.text("--help"));
        assertThat(cli.text("help", "project")).isEqualTo(cli.text("project", "--help"));
        assertThat(cli.text("help", "project", "delete"))
                .isEqualTo(cli.text("project", "delete", "--help"))
                .contains("--dry-run");
        Result unknown = cli.run("help", "projct");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no command \"projct\"", "project");
    }

    @Test
    void gcSaysWhatWaitsForTheGracePeriod() {
        String id = create("--title", "Dusk");
        cli.json("image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", id, "--provider", "p");
        assertThat(cli.json("gc").get("waiting").toString()).isEqualTo("{\"files\":0,\"bytes\":0,\"until\":null}");
        cli.json("project", "delete", id, "--yes");

        JsonNode waiting = cli.json("gc", "--dry-run").get("waiting");
        assertThat(waiting.get("files").asInt()).isEqualTo(2);
        assertThat(waiting.get("bytes").asLong()).isGreaterThan(52_000);
        assertThat(waiting.get("until").asString()).startsWith("20");
        assertThat(cli.text("gc").lines().skip(1))
                .singleElement()
                .asString()
                .matches(
                        "2 deleted files \\(.* kB\\) wait for the end of the grace period \\(--grace\\), until 20.*\\.");
        assertThat(cli.json("gc", "--grace", "0s").get("waiting").get("files").asInt())
                .isZero();
    }

    /** An image that a video of another project uses stays, so it is not counted. */
    @Test
    void aDryRunCountsWhatDeleteDeletes() {
        String id = create("--title", "Dusk");
        String file = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        cli.json("image", "add", file, "--project", id, "--provider", "p");
        String used = cli.json("image", "add", file, "--project", id, "--provider", "p")
                .get("id")
                .asString();
        String wav = Samples.NARRATION_VI_WAV.in(folder).toString();
        cli.json("audio", "add", wav, "--project", id, "--provider", "p", "--language", "vi");
        String mp4 = Samples.VIDEO_MP4.in(folder).toString();
        cli.json("video", "add", mp4, "--project", id, "--prompt", "p");
        cli.json("video", "add", mp4, "--project", create("--title", "Dawn"), "--prompt", "p", "--image", used);

        var before = cli.snapshot();
        assertThat(cli.text("project", "delete", id, "--dry-run"))
                .isEqualTo("Would delete project " + id + " (\"Dusk\") with 1 video, 1 image and 1 audio.\n");
        assertThat(cli.json("project", "delete", id, "--dry-run").toString())
                .isEqualTo("{\"dryRun\":true,\"id\":\"" + id + "\",\"videos\":1,\"images\":1,\"audio\":1}");
        assertThat(cli.json("--read-only", "project", "delete", id, "--dry-run")
                        .get("videos")
                        .asInt())
                .isEqualTo(1);
        assertThat(cli.snapshot()).isEqualTo(before);
        assertThat(cli.text("project", "delete", id, "--yes"))
                .startsWith("Deleted project " + id + " with 1 video, 1 image and 1 audio: 4 rows; ");
        assertThat(cli.run("project", "delete", id, "--dry-run").err()).contains("There is no project");
    }

    @Test
    void deleteFailsWithoutATerminal() {
        String id = create("--title", "Dusk");

        Result result = cli.run("project", "delete", id);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--yes");
        assertThat(cli.snapshot().count("video_projects")).isEqualTo(1);
    }
}
