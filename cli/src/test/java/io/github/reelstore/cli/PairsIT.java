package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.RemoteBackends;
import io.github.reelstore.app.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The same commands on each pair of a database and a blob store, selected by environment variables only. */
@Tag("journey")
class PairsIT {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d[0-9:.]*");

    @TempDir
    Path folder;

    private Cli cli(String name, boolean postgres, boolean s3) throws Exception {
        Cli cli = new Cli(Files.createDirectories(folder.resolve(name)))
                // on a busy machine creating a thumbnail may take longer than the default timeout
                .environment("REELSTORE_MEDIA_TIME", "5m");
        (postgres ? RemoteBackends.postgresEnvironment() : Map.<String, String>of()).forEach(cli::environment);
        (s3 ? RemoteBackends.s3Environment() : Map.<String, String>of()).forEach(cli::environment);
        return cli;
    }

    /** The output of the demo up to the location of the store, without ids and times. */
    private static String tree(String demo) {
        String text = demo.substring(0, demo.indexOf("Stored in"));
        return withoutIdsAndTimes(text);
    }

    /** Replaces ids with numbers in order of appearance, and the digits of times with zeros, without fractions of a second. */
    private static String withoutIdsAndTimes(String text) {
        Map<String, String> ids = new HashMap<>();
        String numbered =
                ID.matcher(text).replaceAll(match -> ids.computeIfAbsent(match.group(), id -> "ID" + (ids.size() + 1)));
        return TIME.matcher(numbered)
                .replaceAll(match -> match.group().replaceAll("\\.\\d+", "").replaceAll("\\d", "0"));
    }

    @Test
    void theDemoPrintsTheSameTree() throws Exception {
        assertThatTheDemoPrintsTheSameTree(true, true);
    }

    @ParameterizedTest
    @Tag("servers")
    @CsvSource({"false, true", "true, false"})
    void theDemoPrintsTheSameTreeOnFurtherPairs(boolean postgres, boolean s3) throws Exception {
        assertThatTheDemoPrintsTheSameTree(postgres, s3);
    }

    private void assertThatTheDemoPrintsTheSameTree(boolean postgres, boolean s3) throws Exception {
        Cli local = cli("local", false, false);
        Cli remote = cli("remote", postgres, s3);

        String demo = remote.text("demo");

        assertThat(demo).contains("✓ read back, identical to ");
        assertThat(tree(demo)).isEqualTo(tree(local.text("demo")));
        JsonNode there = remote.json("demo");
        assertThat(withoutIdsAndTimes(there.toString()))
                .isEqualTo(withoutIdsAndTimes(local.json("demo").toString()));
        String project = there.get("project").get("id").asString();
        assertThat(remote.json("project", "show", project).get("generations")).isEqualTo(there.get("generations"));
        assertThat(remote.json("project", "list").get("items")).hasSize(2);
        assertThat(folder.resolve("remote/reelstore-data/reelstore.db").toFile().exists())
                .isEqualTo(!postgres);
        assertThat(folder.resolve("remote/reelstore-data/media").toFile().exists())
                .isEqualTo(!s3);
    }

    @Test
    void filesAreReadFromPostgresAndS3() throws Exception {
        Cli cli = cli("remote", true, true);
        JsonNode demo = cli.json("demo");
        String key = demo.get("files")
                .valueStream()
                .filter(file -> file.get("source").asString().equals("lighthouse.mp4"))
                .findFirst()
                .orElseThrow()
                .get("key")
                .asString();

        assertThat(cli.run("cat", key).bytes()).isEqualTo(Samples.VIDEO_MP4.bytes());
        String project = demo.get("project").get("id").asString();
        assertThat(cli.json("project", "delete", project, "--yes").get("rows").asInt())
                .isPositive();
        assertThat(cli.json("project", "list").get("items")).isEmpty();
    }

    @Test
    @Tag("servers")
    void doctorReportsTheServers() throws Exception {
        Cli cli = cli("remote", true, true);

        String text = cli.text("doctor");

        assertThat(text.lines()).hasSize(9).allSatisfy(line -> assertThat(line).startsWith("✓ "));
        assertThat(text).contains("(PostgreSQL " + RemoteBackends.postgresVersion(), "s3://");
        assertThat(cli.json("doctor").get("ok").asBoolean()).isTrue();
        assertThat(cli.json("project", "list").get("items")).isEmpty();
    }

    @Test
    void configShowMarksUnusedOptions() throws Exception {
        Cli cli = cli("remote", true, true);
        cli.environment("REELSTORE_DATABASE_PASSWORD", "hunter2");

        List<JsonNode> items =
                cli.json("config", "show").get("items").valueStream().toList();

        assertThat(items.stream()
                        .filter(item -> !item.get("used").asBoolean())
                        .map(item -> item.get("key").asString()))
                .containsExactly("reelstore.database.readers");
        assertThat(cli.text("config", "show"))
                .contains("(set)", "jdbc:postgresql://", "s3://")
                .doesNotContain("hunter2");
    }
}
