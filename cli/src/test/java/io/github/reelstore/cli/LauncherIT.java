package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The launcher script in a copy of the project layout, with fake Maven and Java executables that record their arguments. */
class LauncherIT {

    private static final String BUILDING =
            "Building Reelstore (some minutes the first time; Maven's log: cli/target/launcher.lock/log)...\n";
    /** The tools that the script uses before it finds that Maven is missing. */
    private static final List<String> TOOLS = List.of("cat", "dirname", "find", "head", "mkdir", "readlink", "rm");

    @TempDir
    Path folder;

    private Path root = Path.of("");
    private Path tools = Path.of("");
    private Path javaHome = Path.of("");
    private String path = "";
    private Map<String, String> environment = Map.of();

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void setUp() throws IOException {
        root = Files.createDirectories(folder.resolve("a checkout")).toRealPath();
        tools = Files.createDirectories(folder.resolve("tools"));
        path = tools + ":/usr/bin:/bin";
        javaHome = folder.resolve("java home");
        Path script = Path.of(System.getProperty("basedir", "."), "..", "reelstore");
        Files.copy(script, root.resolve("reelstore"));
        write("pom.xml", "");
        write(".mvn/jvm.config", "");
        write("app/pom.xml", "");
        write("domain/src/main/java/A.java", "");
        for (Path file : filesOfRoot()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(1_000)));
        }
        java("17.0.15");
        maven("""
                mkdir "$root/building" || echo overlap >>"$root/built"
                sleep 0.2
                mkdir -p "$root/cli/target/lib"
                printf 'lib/x.jar:lib/y.jar' >"$root/cli/target/classpath"
                touch "$root/cli/target/reelstore-cli.jar"
                rmdir "$root/building"
                """);
    }

    private List<Path> filesOfRoot() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.toList();
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
    }

    private void age(String name, int seconds) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(name), FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void java(String version) throws IOException {
        script(javaHome.resolve("bin/java"), "printf '%s\\n' \"LC_ALL=$LC_ALL\" \"$@\"\n");
        Files.writeString(javaHome.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private void maven(String what) throws IOException {
        script(tools.resolve("mvn"), "root='" + root + "'\necho \"$*\" >>\"$root/built\"\n" + what);
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(environment);
        variables.put("PATH", path);
        variables.put("JAVA_HOME", javaHome.toString());
        return builder.directory(folder.toFile()).start();
    }

    private static Result end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return end(start(root.resolve("reelstore"), arguments));
    }

    private long builds() throws IOException {
        Path built = root.resolve("built");
        return Files.exists(built) ? Files.readAllLines(built).size() : 0;
    }

    @Test
    void buildsTheFirstTimeAndRuns() throws Exception {
        Result first = run("project", "create", "--title", "two words");

        assertThat(first.status()).isZero();
        assertThat(first.err()).isEqualTo(BUILDING);
        String target = root + "/cli/target/";
        assertThat(first.out().lines())
                .contains(
                        "LC_ALL=C.UTF-8",
                        "-Dreelstore.terminal.stdout=false",
                        "-Dreelstore.pipe.stdout=true",
                        "-Dreelstore.launcher=" + root + "/reelstore")
                .containsSubsequence(
                        "-cp",
                        target + "reelstore-cli.jar:" + target + "lib/x.jar:" + target + "lib/y.jar",
                        "io.github.reelstore.cli.Main",
                        "project",
                        "create",
                        "--title",
                        "two words");
        assertThat(root.resolve("cli/target/launcher.lock")).doesNotExist();
    }

    @Test
    void buildsOnlyWhenNeeded() throws Exception {
        run();
        assertThat(run().err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "app/pom.xml", ".mvn/jvm.config", "domain/src/main/java/A.java"})
    void buildsAgainWhenAFileIsNewer(String changed) throws Exception {
        run();
        age("cli/target/classpath", 500);
        assertThat(run().err()).isEmpty();

        age(changed, 100);

        assertThat(run().err()).isEqualTo(BUILDING);
        assertThat(run().err()).isEmpty();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenAFileIsDeleted() throws Exception {
        run();
        age("cli/target/classpath", 500);

        Files.delete(root.resolve("domain/src/main/java/A.java"));

        assertThat(run().err()).isEqualTo(BUILDING);
    }

    @Test
    void buildsAgainAfterClean() throws Exception {
        run();
        Files.delete(root.resolve("cli/target/classpath"));

        assertThat(run().err()).isEqualTo(BUILDING);
    }

    @Test
    void worksThroughLinksFromAnyFolder() throws Exception {
        Path direct = Files.createSymbolicLink(folder.resolve("direct"), root.resolve("reelstore"));
        Path relative = Files.createSymbolicLink(tools.resolve("relative"), Path.of("../direct"));

        assertThat(end(start(relative, "init")).out()).contains(root + "/cli/target/reelstore-cli.jar", "init\n");
        assertThat(direct).isSymbolicLink();
    }

    @Test
    void showsMavensOutputWhenTheBuildFails() throws Exception {
        maven("echo 'cannot compile A.java'\nexit 1\n");

        for (int attempt = 1; attempt <= 2; attempt++) {
            Result result = run();
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith(BUILDING)
                    .contains("cannot compile A.java\n")
                    .endsWith("reelstore: The build failed; Maven's output is above.\n");
            assertThat(builds()).isEqualTo(attempt);
        }
    }

    @Test
    void aFailedDownloadNamesTheNetwork() throws Exception {
        maven("echo '[ERROR] Could not transfer artifact x from/to central: Unknown host'\nexit 1\n");

        assertThat(run().err())
                .contains("Could not transfer artifact")
                .endsWith(" Maven could not download its libraries: check the network or the proxy (settings.xml).\n");
    }

    /** Without a terminal, Maven runs with -q. */
    @Test
    void onATerminalEachModuleIsNamed() throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/bin/script")) || System.getenv("CI") != null,
                "script (util-linux) is not installed");
        maven("""
                echo '[INFO] Building Reelstore domain 0.1.0-SNAPSHOT                        [2/15]'
                sleep 3
                mkdir -p "$root/cli/target/lib"
                printf 'lib/x.jar' >"$root/cli/target/classpath"
                touch "$root/cli/target/reelstore-cli.jar"
                """);

        Result result =
                end(start(Path.of("/usr/bin/script"), "-qec", "'" + root.resolve("reelstore") + "' init", "/dev/null"));

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("  2 of 15: Reelstore domain 0.1.0-SNAPSHOT");
        assertThat(Files.readString(root.resolve("built"))).startsWith("-B -f ");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process one = start(root.resolve("reelstore"));
        Process two = start(root.resolve("reelstore"));

        assertThat(end(one).status()).isZero();
        assertThat(end(two).status()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theLockOfAKilledBuildIsRemoved() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        write("cli/target/launcher.lock/pid", Long.toString(gone.pid()));

        assertThat(run().err()).isEqualTo("Waiting for another build of Reelstore...\n" + BUILDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_292", "9", "11.0.2", "16"})
    void anOldJavaIsRefused(String version) throws Exception {
        java(version);

        Result result = run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("reelstore: Java " + version + " is too old")
                .hasLineCount(1);
        assertThat(builds()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"17, false", "21.0.1, false", "23, true", "25-ea, true"})
    void aNewJavaIsAcceptedWithoutWarnings(String version, boolean knowsTheOption) throws Exception {
        java(version);

        Result result = run();
        assertThat(result.status()).isZero();
        assertThat(result.out().contains("--sun-misc-unsafe-memory-access=allow\n"))
                .isEqualTo(knowsTheOption);
    }

    @Test
    void aJavaWithoutAReleaseFileIsAskedForItsVersion() throws Exception {
        Files.delete(javaHome.resolve("release"));
        script(javaHome.resolve("bin/java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

        assertThat(run().err()).startsWith("reelstore: Java 11.0.2 is too old");
    }

    @Test
    void reportsAMissingJavaOrMaven() throws Exception {
        Files.delete(tools.resolve("mvn"));
        for (String tool : TOOLS) {
            script(tools.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"\n");
        }
        path = tools.toString();
        assertThat(run().err()).startsWith("reelstore: Maven is missing").hasLineCount(1);

        Files.delete(javaHome.resolve("bin/java"));
        assertThat(run().err())
                .startsWith("reelstore: JAVA_HOME is " + javaHome)
                .hasLineCount(1);
    }

    @Test
    void withJsonTheBuildIsNotReported() throws Exception {
        assertThat(run("project", "list", "--json").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void withJsonFailuresAreOneValue() throws Exception {
        maven("echo 'cannot compile A.java'\nexit 1\n");

        Result failed = run("--json", "init");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(JsonMapper.shared()
                        .readTree(failed.err())
                        .get("error")
                        .get("message")
                        .asString())
                .startsWith("The build failed");

        javaHome = folder.resolve("a \"quoted\\\" home");
        assertThat(JsonMapper.shared()
                        .readTree(run("init", "--json").err())
                        .get("error")
                        .get("message")
                        .asString())
                .startsWith("JAVA_HOME is " + javaHome);
        assertThat(run("init", "--", "--json").err()).startsWith("reelstore: ");
        assertThat(run("init", "--json=true").err()).startsWith("{\"error\"");
        assertThat(run("init", "--json=false").err()).startsWith("reelstore: ");
    }

    @Test
    void optionVariablesOfJavaArePassedAsArguments() throws Exception {
        environment = Map.of("JAVA_TOOL_OPTIONS", "-Da=1 -Db=*", "JDK_JAVA_OPTIONS", "-Dc=1", "_JAVA_OPTIONS", "-Dd=1");
        script(javaHome.resolve("bin/java"), "printf '%s\\n' \"$@\"\nenv | grep JAVA_ | grep -v JAVA_HOME\n");

        assertThat(run("init").out().lines())
                .containsSubsequence("-Da=1", "-Db=*", "-Dc=1", "-XX:+UseSerialGC", "-Dd=1", "-cp", "init")
                .noneMatch(line -> line.contains("_OPTIONS"));

        environment = Map.of("JAVA_TOOL_OPTIONS", "-Da='two words'");
        assertThat(run("init").out().lines()).contains("JAVA_TOOL_OPTIONS=-Da='two words'");
    }

    @Test
    void sharesTheClassesThatAnEarlierProcessHasArchived() throws Exception {
        script(javaHome.resolve("bin/java"), """
                for word do
                  case $word in
                    -XX:ArchiveClassesAtExit=*) echo classes >"${word#*=}" && echo archived >>'%s' ;;
                  esac
                done
                printf '%%s\\n' "$@"
                """.formatted(root.resolve("archived")));
        String sharing = "-XX:SharedArchiveFile=" + root + "/cli/target/classes-17.0.15.jsa";

        assertThat(run("init").out().lines()).containsSubsequence("-Xlog:disable", sharing, "-cp", "init");
        assertThat(run("init").out().lines()).contains(sharing);
        assertThat(root.resolve("archived")).hasContent("archived");

        age("cli/target/classes-17.0.15.jsa", 500);
        assertThat(run("init").out().lines()).contains(sharing);
        assertThat(root.resolve("archived")).hasContent("archived\narchived");
    }

    @Test
    void startsWithoutAnArchiveIfJavaMakesNone() throws Exception {
        assertThat(run("init").out()).contains("init\n").doesNotContain("-Xlog", "SharedArchiveFile");
        assertThat(run("init").out()).doesNotContain("SharedArchiveFile");
    }
}
