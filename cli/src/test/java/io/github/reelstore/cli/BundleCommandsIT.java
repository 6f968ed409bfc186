package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.console.Terminal.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BundleCommandsIT {

    @TempDir
    Path folder;

    private Cli cli(String name) throws Exception {
        Path home = Files.createDirectories(folder.resolve(name));
        for (Samples sample : Samples.values()) {
            sample.in(home);
        }
        return new Cli(home);
    }

    private static String project(Cli cli) {
        String project = cli.project("Dusk at the lighthouse");
        cli.text("image", "add", "lighthouse.png", "--project", project, "--provider", "imagen", "--scene", "scene-1");
        cli.json("video", "add", "lighthouse.mp4", "--project", project, "--scene", "scene-1", "--prompt", "The lamp");
        cli.text("scene", "add", project, "--title", "The lamp");
        return project;
    }

    /** Runs the commands of docs/bundles.md in order; those of the first block in two stores. */
    @Test
    void theCommandsOfThePageWork() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        List<String> lines = Files.readAllLines(Path.of("../docs/bundles.md")).stream()
                .filter(line -> line.startsWith("./reelstore "))
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(6);
        for (String line : lines) {
            String[] words = line.substring("./reelstore ".length())
                    .replace("PROJECT_ID", project)
                    .split(" ");
            boolean redirected = line.contains(" > ");
            Cli.Result result = cli.run(redirected ? Arrays.copyOf(words, words.length - 2) : words);
            assertThat(result.status()).as(line + "\n" + result.err()).isZero();
            if (redirected) {
                Files.write(
                        folder.resolve("store").resolve(words[words.length - 1]),
                        result.stdout().toByteArray());
            }
        }
        assertThat(cli.text("bundle", "verify", "streamed.zip")).contains("The bundle is complete", project);
    }

    @Test
    void aDamagedBundleLeavesNoNewStore() throws Exception {
        Cli from = cli("from");
        Path bundle = folder.resolve("dusk");
        from.json("bundle", "export", project(from), "--to", bundle.toString());
        Files.writeString(bundle.resolve("bagit.txt"), "damaged");

        Path home = Files.createDirectory(folder.resolve("new"));
        Cli to = new Cli(home);
        List<Path> before = entries(home);
        Cli.Result result = to.run("bundle", "import", bundle.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("damaged");
        assertThat(entries(home)).isEqualTo(before);
    }

    private static List<Path> entries(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.sorted().toList();
        }
    }

    @Test
    void aProjectMovesToAnotherStore() throws Exception {
        Cli from = cli("from");
        String project = project(from);
        Path bundle = folder.resolve("dusk.zip");
        JsonNode exported = from.json("bundle", "export", project, "--to", bundle.toString());
        assertThat(exported.get("rows").get("images").intValue()).isEqualTo(1);
        assertThat(exported.get("withResponses").booleanValue()).isFalse();

        Cli to = cli("to");
        JsonNode imported = to.json("bundle", "import", bundle.toString());
        assertThat(imported.get("project").asString()).isEqualTo(project);
        assertThat(imported.get("added").intValue()).isEqualTo(3);
        assertThat(imported.get("mapped")).isEmpty();
        assertThat(to.json("project", "show", project).get("generations"))
                .isEqualTo(from.json("project", "show", project).get("generations"));
        assertThat(to.json("scene", "list", project)).isEqualTo(from.json("scene", "list", project));
        assertThat(to.text("verify", "--deep")).contains("no problems");

        assertThat(to.text("bundle", "import", bundle.toString())).contains("Nothing to import: all of it is there");
    }

    @Test
    void whatWasDeletedSinceTheLastImportComesBack() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        JsonNode before = cli.json("project", "show", project);
        cli.text("bundle", "export", project, "--to", "dusk.zip");
        String image = cli.json("image", "list", "--project", project)
                .get("items")
                .get(0)
                .get("id")
                .asString();
        cli.text("image", "delete", image, "--yes");
        assertThat(cli.json("bundle", "import", "dusk.zip").get("added").intValue())
                .isEqualTo(1);

        cli.text("project", "delete", project, "--yes");
        JsonNode imported = cli.json("bundle", "import", "dusk.zip");
        assertThat(imported.get("added").intValue()).isEqualTo(3);
        assertThat(imported.get("mapped")).isEmpty();
        assertThat(cli.json("project", "show", project).get("project")).isEqualTo(before.get("project"));
        assertThat(cli.text("gc", "--grace", "0s")).isNotEmpty();
        assertThat(cli.text("verify", "--deep")).contains("no problems");
    }

    @Test
    void changedIdsArePrinted() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        Path bundle = folder.resolve("dusk");
        cli.text("bundle", "export", project, "--to", bundle.toString());
        String text = cli.text("--profile", "another", "bundle", "import", bundle.toString());
        assertThat(text)
                .contains(
                        "Imported", "3 rows with another id, since theirs is in use:", "  project " + project + " -> ");
        JsonNode again = cli.json("--profile", "another", "bundle", "import", bundle.toString());
        assertThat(again.get("added").intValue()).isZero();
        assertThat(again.get("mapped")).hasSize(3);
        assertThat(cli.json("--profile", "another", "project", "list").get("items"))
                .hasSize(1);
    }

    @Test
    void aChangedProjectIsImportedAsAnotherOne() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        cli.text("bundle", "export", project, "--to", "dusk.zip");
        cli.text("project", "update", project, "--title", "Dawn");

        assertThat(cli.text("bundle", "import", "dusk.zip"))
                .contains(
                        "The id " + project + " is in use, by another state of the project or by another project.",
                        "3 rows of the project, its images, audio and videos",
                        "images 1");
        assertThat(cli.text("bundle", "import", "dusk.zip")).doesNotContain("is in use, by another state");
        assertThat(cli.json("project", "list").get("items")).hasSize(2);
    }

    /** As those of an adopted database may be. */
    @Test
    void anIdThatIsNotValidForNewRowsIsNotSaidToBeInUse() throws Exception {
        Cli cli = cli("store");
        project(cli);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO video_projects (id, profile_id, title, created_at, updated_at)"
                    + " SELECT 'a b', profile_id, 'Adopted', created_at, updated_at FROM video_projects");
        }
        cli.text("bundle", "export", "a b", "--to", "adopted.zip");
        assertThat(cli("to")
                        .text(
                                "bundle",
                                "import",
                                folder.resolve("store/adopted.zip").toString()))
                .contains(
                        "The id a b is not valid for new projects, so the project has another one.",
                        "1 row with another id, since theirs is not valid for new rows:")
                .doesNotContain("in use");
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        assertFails(cli, 1, "does not exist", "bundle", "verify", "nothing.zip");
        Files.createDirectories(folder.resolve("store/other"));
        assertFails(cli, 1, "it has no bagit.txt, so name the folder", "bundle", "import", "other");
        assertFails(cli, 1, "neither a folder nor a zip file", "bundle", "import", "lighthouse.png");
        assertFails(cli, 1, "exists already", "bundle", "export", project, "--to", "lighthouse.png");
        assertFails(cli, 1, "There is no project", "bundle", "export", "nothing", "--to", "x.zip");
        assertFails(cli, 2, "--json", "--json", "bundle", "export", project, "--to", "-");
        assertFails(cli, 2, "save it to a file first", "bundle", "import", "-");
        assertFails(cli, 2, "save it to a file first", "bundle", "verify", "-");
        assertFails(cli.screens(Channel.STDOUT), 2, "terminal", "bundle", "export", project, "--to", "-");
        assertThat(folder.resolve("store/x.zip")).doesNotExist();
    }

    private static void assertFails(Cli cli, int status, String why, String... arguments) {
        Cli.Result result = cli.run(arguments);
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        assertThat(result.err()).contains(why);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aFileThatRepairHasMarkedAsMissingIsLeftOut() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        JsonNode image =
                cli.json("image", "list", "--project", project).get("items").get(0);
        Files.delete(folder.resolve("store/reelstore-data/media")
                .resolve(image.get("filePath").asString()));
        cli.json("repair", "--plan", "plan.json");
        cli.json("repair", "--apply", "plan.json", "--max-suspect", "100");
        String leftOut = "Left out, since repair has marked their file as missing: image "
                + image.get("id").asString() + ".\n";

        assertThat(cli.text("bundle", "export", project, "--to", "dusk.zip")).endsWith(leftOut);
        assertThat(cli.json("bundle", "export", project, "--to", "dusk").get("lost"))
                .hasSize(1);
        Cli.Result streamed = cli.run("bundle", "export", project, "--to", "-");
        assertThat(streamed.status()).isZero();
        assertThat(streamed.err()).isEqualTo(leftOut);
        assertThat(cli.text("bundle", "verify", "dusk.zip")).contains("The bundle is complete");
    }

    @Test
    void onlyADashAloneIsAStandardStream() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        cli.text("bundle", "export", project, "--to", "./-");
        assertThat(folder.resolve("store/-")).isDirectory();
        assertThat(cli.text("bundle", "verify", "./-")).contains("The bundle is complete");
        assertThat(cli.text("bundle", "import", "./-")).contains("Nothing to import");
    }

    @Test
    void aMissingFileFailsTheExportWithItsKey() throws Exception {
        Cli cli = cli("store");
        String project = project(cli);
        String key = cli.json("image", "list", "--project", project)
                .get("items")
                .get(0)
                .get("filePath")
                .asString();
        Files.delete(folder.resolve("store/reelstore-data/media").resolve(key));
        assertFails(
                cli,
                1,
                key,
                "bundle",
                "export",
                project,
                "--to",
                folder.resolve("dusk").toString());
        assertThat(folder.resolve("dusk")).doesNotExist();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("store"));
        }
    }
}
