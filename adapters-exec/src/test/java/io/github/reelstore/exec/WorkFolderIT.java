package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Folders that killed processes have left. */
@Timeout(60)
class WorkFolderIT {

    private static final String HOLD = """
            import fcntl, sys
            file = open(sys.argv[1], "r+")
            fcntl.lockf(file, fcntl.LOCK_EX)
            print("locked", flush=True)
            sys.stdin.read()
            """;

    /** As a process leaves it that is killed. */
    private static Path left() throws Exception {
        Path folder = Files.createTempDirectory("reelstore-provider-");
        Files.createFile(folder.resolve("lock"));
        Files.writeString(Files.createDirectory(folder.resolve("download-1")).resolve("content"), "x");
        return folder;
    }

    @Test
    void foldersWhoseProcessWasKilledAreDeletedAndOthersKept() throws Exception {
        Path held = left();
        Path without = Files.createTempDirectory("reelstore-provider-");
        Process holder = new ProcessBuilder(
                        "python3", "-c", HOLD, held.resolve("lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (WorkFolder own = new WorkFolder();
                WorkFolder other = new WorkFolder();
                BufferedReader output =
                        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("locked");
            Path killed = left();
            Path first = own.file("input", "").getParent();
            assertThat(killed).doesNotExist();

            Path second = other.file("input", "").getParent();
            assertThat(first).isNotEqualTo(second).isDirectoryContaining("glob:**/lock");
            assertThat(second).isDirectory();
            assertThat(held.resolve("download-1/content")).exists();
            assertThat(without).isDirectory();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (WorkFolder next = new WorkFolder()) {
            assertThat(next.file("input", "")).doesNotExist();
            assertThat(held).doesNotExist();
        } finally {
            Files.delete(without);
        }
    }

    @Test
    void theLockOfAFolderIsHeldWhileOthersComeAndGo() throws Exception {
        try (WorkFolder own = new WorkFolder()) {
            Path lock = own.file("input", "").resolveSibling("lock");
            try (WorkFolder other = new WorkFolder()) {
                assertThat(other.file("input", "")).doesNotExist();
            }
            String attempt = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)";
            Process python = new ProcessBuilder("python3", "-c", attempt, lock.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(python.waitFor()).isNotZero();
        }
    }
}
