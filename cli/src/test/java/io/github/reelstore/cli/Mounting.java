package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tests that mount a disk of their own. */
final class Mounting {

    /** The exit status of a script that may not mount. */
    private static final int NOT_PERMITTED = 77;

    /** The exit status of unshare if it may not create a namespace. */
    private static final int NO_NAMESPACE = 1;

    private Mounting() {}

    /**
     * Runs a shell script in an empty disk, mounted at {@code $disk}, with the command line as its arguments; fails or skips
     * the test if it may not mount.
     *
     * @param size the size of the disk, such as {@code 4m}
     * @return what the script printed
     */
    static String onDisk(Path folder, String size, String script) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path file = Files.writeString(folder.resolve("script"), """
                disk=$1
                mount -t tmpfs -o size=%s none "$disk" || exit 77
                cd "$disk"
                shift
                """.formatted(size) + script);
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(
                "sh",
                file.toString(),
                disk.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        require(process.exitValue());
        return Files.readString(out);
    }

    /** Runs the following words as a command that may mount: in a user namespace, or as root where that is refused. */
    private static List<String> command() {
        return List.of(
                "sh",
                "-c",
                "unshare --map-root-user --mount true 2> /dev/null && exec unshare --map-root-user --mount \"$@\";"
                        + " exec unshare --mount \"$@\"",
                "sh");
    }

    /** Skips the test if it may not mount, but not in CI, which must run it. */
    private static void require(int exitStatus) {
        if (exitStatus != NOT_PERMITTED && exitStatus != NO_NAMESPACE) {
            return;
        }
        String reason = "This test may not mount a disk: \"unshare --map-root-user --mount\" or \"mount -t tmpfs\" was"
                + " refused (exit status " + exitStatus + "); allow user namespaces, or run the tests as root";
        if (System.getenv("CI") != null) {
            fail(reason);
        }
        abort(reason);
    }
}
