package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Programs of Python as providers. A machine without python3 fails the tests. */
final class TestPrograms {

    static final String SECRET = "sk-5up3r/s3cret";

    private static final Path SCRIPTED =
            Path.of("src/test/resources/programs/scripted.py").toAbsolutePath();

    private TestPrograms() {}

    static TimeLimits limits(Duration start, Duration call, Duration stop) {
        return new TimeLimits(start, call, call, call, call, call, stop);
    }

    /** Limits that a test does not reach. */
    static TimeLimits ample() {
        return limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    static ExecProgram scripted(Path folder, TimeLimits limits, Map<String, String> variables) {
        assertThat(SCRIPTED).isRegularFile();
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("API_KEY", SECRET);
        return new ExecProgram(
                "tones", List.of("python3", SCRIPTED.toString()), folder, environment, Set.of("API_KEY"), limits);
    }

    static ExecProgram scripted(Path folder) {
        return scripted(folder, ample(), Map.of());
    }

    static ExecProgram mode(Path folder, String mode) {
        return scripted(folder, ample(), Map.of("MODE", mode));
    }

    static SubmitRequest request(String prompt) {
        JobRequest request = JobRequest.builder()
                .provider("tones")
                .kind(MediaKind.AUDIO)
                .prompt(prompt)
                .build();
        return new SubmitRequest(request, "token-1", List.of());
    }

    /** The ids of the processes that run in a folder. */
    static List<Long> running(Path folder) {
        // all of the machine: those whose parent has ended are no descendants of this process any more
        return ProcessHandle.allProcesses()
                .filter(process -> isIn(process, folder))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** A killed process is gone a moment later. */
    static void awaitNoneRunning(Path folder) {
        for (int i = 0; !running(folder).isEmpty() && i < 50; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(running(folder)).isEmpty();
    }

    private static boolean isIn(ProcessHandle process, Path folder) {
        Path working = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        try {
            return Files.isSameFile(working, folder);
        } catch (IOException e) {
            return false;
        }
    }
}
