package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.NewImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts, with strace, what a process forces to disk for a commit and for an added file on SQLite and local disk. */
@Tag("large")
class ForcedWritesIT {

    private static final int TIMES = 5;
    private static final int BATCH = 20;

    /** A signature and a header. */
    private static final byte[] PNG = {
        (byte) 0x89,
        'P',
        'N',
        'G',
        13,
        10,
        26,
        10,
        0,
        0,
        0,
        13,
        'I',
        'H',
        'D',
        'R',
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        2,
        0,
        0,
        0
    };

    @TempDir
    private Path folder;

    /** The file whose existence is checked between two units of work, so that the trace shows where they end. */
    private static void mark(String work) {
        boolean unused = Files.exists(Path.of("/mark-" + work));
    }

    @Test
    void aCommitForcesTheLogOnceAndAFileItselfItsDirectoryAndTheLog() throws IOException, InterruptedException {
        assumeTrue(hasStrace() || System.getenv("CI") != null, "strace is not installed");
        Path trace = folder.resolve("trace");
        List<String> command = List.of(
                "strace",
                "-f",
                "-y",
                "-o",
                trace.toString(),
                "-e",
                "trace=fsync,fdatasync,access,statx,stat,newfstatat",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ForcedWritesIT.class.getName(),
                folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("out")))
                .isZero();

        List<String> lines = Files.readAllLines(trace);
        for (int i = 0; i < TIMES; i++) {
            assertThat(forcedAfter(lines, "commit-" + i)).as("commit").containsExactly("reelstore.db-wal");
            assertThat(forcedAfter(lines, "add-" + i))
                    .as("add of a file")
                    .hasSize(3)
                    .startsWith("staged")
                    .endsWith("images", "reelstore.db-wal");
        }
        assertThat(forcedAfter(lines, "together"))
                .as("add of many files")
                .hasSize(BATCH + 2)
                .endsWith("images", "reelstore.db-wal");
    }

    private static boolean hasStrace() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
    }

    /** The names of the files and directories that were forced between a mark and the next one. */
    private static List<String> forcedAfter(List<String> trace, String mark) {
        List<String> forced = new ArrayList<>();
        boolean within = false;
        for (String line : trace) {
            if (line.contains("/mark-")) {
                within = line.contains("/mark-" + mark + "\"");
            } else if (within && line.matches(".* f(data)?sync\\(.*") && line.contains("<")) {
                String path = line.replaceAll(".*sync\\(\\d+<([^>]*)>.*", "$1");
                forced.add(path.contains("/staging/") ? "staged" : path.substring(path.lastIndexOf('/') + 1));
            }
        }
        return forced;
    }

    /** The traced process. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        ReelstoreConfig config = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + folder.resolve("reelstore.db"))
                .storageUrl("file:" + folder.resolve("media"))
                .set("reelstore.media.thumbnails", "false")
                .build();
        try (Reelstore store = Reelstore.open(config)) {
            ProjectId project = store.projects().create("Dusk").id();
            store.generations().addImage(image(project, 0));
            for (int i = 0; i < TIMES; i++) {
                mark("commit-" + i);
                store.projects().create("Dusk");
                mark("add-" + i);
                store.generations().addImage(image(project, i + 1));
            }
            List<NewImage> many = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                many.add(image(project, 100 + i));
            }
            mark("together");
            store.generations().addAllImages(many);
            mark("end");
        }
    }

    private static NewImage image(ProjectId project, int number) {
        byte[] bytes = Arrays.copyOf(PNG, PNG.length + 1);
        bytes[PNG.length] = (byte) number;
        return new NewImage(
                project,
                new BlobSource(number + ".png", () -> new ByteArrayInputStream(bytes)),
                ImageGeneration.builder().provider("imagen"));
    }
}
