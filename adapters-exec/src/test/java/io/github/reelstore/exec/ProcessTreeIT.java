package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeIT {

    @Test
    void theChildrenOfAProgramThatEndsAtOnceAreKilledToo(@TempDir Path folder) throws Exception {
        Process program = new ProcessBuilder("sh", "-c", "sleep 300 & echo started; wait")
                .directory(folder.toFile())
                .start();
        assertThat(program.inputReader().readLine()).isEqualTo("started");
        assertThat(TestPrograms.running(folder)).hasSize(2);

        // on a busy machine, a program may have ended before its children are looked for
        ProcessTree.end(program, () -> program.destroyForcibly().onExit().join(), Duration.ofSeconds(10));

        TestPrograms.awaitNoneRunning(folder);
    }
}
