package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fault")
class FullDiskIT {

    @TempDir
    Path folder;

    /** A file size limit simulates a full disk: the write fails midway in the same way. It ends a run of several files too. */
    @ParameterizedTest
    @ValueSource(strings = {"large.png", "other.png"})
    void aDiskThatFillsWhileStaging(String second) throws IOException, InterruptedException {
        Cli cli = new Cli(folder);
        String project = cli.project("Dusk");
        Path large = Samples.LIGHTHOUSE_PNG.in(folder, "large.png", new byte[20_000_000]);
        Samples.LIGHTHOUSE_PNG.in(folder, "other.png", new byte[20_000_001]);
        var before = cli.snapshot();

        Process process =
                limited("image", "add", large.toString(), second, "--project", project, "--provider", "p", "--json");

        assertThat(process.exitValue()).isEqualTo(1);
        // newer Java versions first warn about libraries, unless they are started by the launcher
        List<String> lines = Files.readAllLines(folder.resolve("err"));
        assertThat(lines.get(lines.size() - 1))
                .startsWith("{\"error\":{\"type\":\"Unavailable\",\"message\":\"")
                .contains("large.png");
        assertThat(cli.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"export dusk.zip", "export dusk", "import large.zip"})
    void aDiskThatFillsWhileABundleIsExportedOrImported(String what) throws IOException, InterruptedException {
        Cli cli = new Cli(folder);
        String project = cli.project("Dusk");
        Path large = Samples.LIGHTHOUSE_PNG.in(folder, "large.png", new byte[20_000_000]);
        cli.json("image", "add", large.toString(), "--project", project, "--provider", "p");
        cli.text("bundle", "export", project, "--to", "large.zip");
        boolean isExport = what.startsWith("export");
        String target = what.substring(what.indexOf(' ') + 1);
        List<String> files = names(folder);
        var before = cli.snapshot();

        // into another profile, whose files are its own
        Process process = limited(
                isExport
                        ? new String[] {"bundle", "export", project, "--to", target, "--json"}
                        : new String[] {"--profile", "other", "bundle", "import", target, "--json"});

        assertThat(process.exitValue()).isEqualTo(1);
        List<String> lines = Files.readAllLines(folder.resolve("err"));
        assertThat(lines.get(lines.size() - 1)).startsWith("{\"error\":{\"type\":\"Unavailable\",\"message\":\"");
        assertThat(cli.snapshot()).isEqualTo(before);
        assertThat(names(folder)).containsExactlyElementsOf(files);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("err"))
                    .sorted()
                    .toList();
        }
    }

    /** Runs a command that may write files of 5 MB at most. */
    private Process limited(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -f 10000; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    /** A disk that is full to its last block: SQLite cannot even open the database. Only a mount can be filled like this. */
    @Test
    void gcFreesAFullDisk() throws IOException, InterruptedException {
        Path image = Samples.LIGHTHOUSE_PNG.in(folder);
        String out = Mounting.onDisk(folder, "4m", """
                project=$("$@" project create --title Dusk | grep -o '[0-9a-f]\\{8\\}-[0-9a-f-]*' | head -n 1)
                id=$("$@" image add ../lighthouse.png --project $project --provider p | grep -o '[0-9a-f]\\{8\\}-[0-9a-f-]*' | head -n 1)
                "$@" image delete $id --yes
                dd if=/dev/zero of=fill bs=4k
                "$@" image list
                echo "list $?"
                "$@" gc --grace 0s
                echo "gc $?"
                "$@" image list
                echo "list $?"
                """);

        assertThat(image).exists();
        assertThat(out)
                .contains("is full", "\"reelstore gc\" frees room", "list 1\n", "Removed 2 deleted files.\ngc 0\n")
                .endsWith("list 0\n")
                .doesNotContain("check the disk");
    }
}
