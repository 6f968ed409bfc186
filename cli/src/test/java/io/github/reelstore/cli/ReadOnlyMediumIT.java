package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that may not be written are opened read-only by themselves. */
@Tag("fault")
class ReadOnlyMediumIT {

    /** Commands that read and that write; $1 is the key of an image. */
    private static final String COMMANDS = """
            check() {
              $as "$@" project list; echo "list $?"
              $as "$@" cat $key | cmp - ../lighthouse.png && echo same
              $as "$@" verify; echo "verify $?"
              $as "$@" project create --title New; echo "create $?"
            }
            """;

    @TempDir
    Path folder;

    private String run(String script) throws IOException, InterruptedException {
        Samples.LIGHTHOUSE_PNG.in(folder);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Files.writeString(folder.resolve("script"), COMMANDS + """
                disk=$1
                mount -t tmpfs -o size=20m none "$disk" || exit 77
                cd "$disk"
                shift
                id() { grep -o '[0-9a-f]\\{8\\}-[0-9a-f-]*' | head -n 1; }
                project=$("$@" project create --title Dusk | id)
                image=$("$@" image add ../lighthouse.png --project $project --provider p | id)
                key=projects/$project/images/$image.png
                """ + script);
        List<String> command = new ArrayList<>(Mounting.command());
        command.addAll(List.of(
                "sh",
                folder.resolve("script").toString(),
                disk.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        Mounting.require(process.exitValue());
        return Files.readString(folder.resolve("out"));
    }

    private static void assertReadOnly(String out) {
        assertThat(out)
                .contains("Dusk", "list 0\n", "same\n", "no problems.\nverify 0\n")
                .contains("The store is opened read-only, so nothing can be changed.\ncreate 1\n");
    }

    @Test
    void aReadOnlyMount() throws IOException, InterruptedException {
        assertReadOnly(run("mount -o remount,ro \"$disk\"; check \"$@\"\n"));
    }

    /** The user owns the files, but may not write to them, and has no privilege to ignore that. */
    @Test
    void aUserWithoutPermission() throws IOException, InterruptedException {
        assertReadOnly(run("""
                chmod -R a-w .
                as="setpriv --bounding-set -dac_override,-dac_read_search --inh-caps -dac_override,-dac_read_search"
                check "$@"
                """));
    }
}
