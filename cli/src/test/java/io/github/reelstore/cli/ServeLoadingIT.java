package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading the HTTP server would slow down the start of every command. */
class ServeLoadingIT {

    @TempDir
    Path folder;

    private String classesOf(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        ProcessBuilder process = JavaProcess.of(Main.class, command).directory(folder.toFile());
        process.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
        assertThat(process.redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        return Files.readString(log);
    }

    @Test
    void otherCommandsDoNotLoadTheServer() throws Exception {
        assertThat(classesOf("project", "create", "--title", "Dusk", "--json"))
                .contains("io.github.reelstore.cli.command.ServeCommand ")
                .doesNotContain("org.eclipse.jetty", "io.github.reelstore.server");
    }
}
