package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.TestProcess;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The desktop app has an older SQLite than the store. One statement of the schema that it does not understand would make the whole file
 * unreadable for it, or its writes fail.
 */
class OlderSqliteIT {

    private static final ProjectId OURS = new ProjectId("ours");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"3.40.1.0, LOOSE_35", "3.44.1.0, LOOSE_35", "3.40.1.0, STRICT_35"})
    void theAppWorksOnAnAdoptedFileThatTheStoreHasWritten(String driver, Shape shape) throws Exception {
        LegacyDatabase untouched = LegacyDatabase.create(folder.resolve("untouched.db"), shape);
        LegacyDatabase adopted = LegacyDatabase.create(folder.resolve("adopted.db"), shape);
        Adoption.of(SqliteConfig.of(adopted.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        write(adopted);
        List<String> expected = new ArrayList<>();
        expected.add("SQLite [" + driver.substring(0, driver.lastIndexOf('.')) + "]");
        expected.add("before [ok]");
        expected.addAll(AppWork.on(untouched));
        expected.add("after [ok]");

        // the app also sees the store's video
        assertThat(printed(driver, adopted).lines().filter(line -> !line.startsWith("ours |")))
                .containsExactlyElementsOf(String.join("\n", expected).lines().toList());

        LegacyDump dump = LegacyDump.of(untouched.file());
        assertThat(dump.again(adopted.file())).isEqualTo(dump);
        try (Transactions store = open(adopted)) {
            assertThat(store.<List<VideoGeneration>, RuntimeException>readOnly(
                            profile(adopted), tx -> tx.generations().ofProject(OURS)))
                    .singleElement()
                    .satisfies(video -> assertThat(video.prompt()).contains("Của chúng tôi"));
        }
    }

    private static String printed(String driver, LegacyDatabase legacy) throws IOException, InterruptedException {
        ProcessBuilder process = TestProcess.of(
                AppWork.class,
                legacy.file().toString(),
                legacy.shape().name(),
                legacy.profiles().get(0),
                legacy.projects().get(0));
        List<String> command = process.command();
        int classPath = command.indexOf("-cp") + 1;
        command.set(
                classPath,
                Path.of(System.getProperty("reelstore.test.older-sqlite"), "sqlite-jdbc-" + driver + ".jar")
                        + System.getProperty("path.separator")
                        + command.get(classPath));
        Process running = process.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).isZero();
        return output.strip();
    }

    private static void write(LegacyDatabase legacy) {
        ProfileId profile = profile(legacy);
        try (Transactions store = open(legacy)) {
            store.inTransaction(profile, tx -> {
                tx.projects()
                        .insert(VideoProject.builder()
                                .id(OURS)
                                .profileId(profile)
                                .title("Của chúng tôi")
                                .meta(new JsonText("{\"a\": 1}"))
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .build());
                tx.generations()
                        .insert(VideoGeneration.builder()
                                .id(new GenerationId("ours"))
                                .profileId(profile)
                                .projectId(OURS)
                                .prompt("Của chúng tôi")
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .build());
                return true;
            });
        }
    }

    private static ProfileId profile(LegacyDatabase legacy) {
        return new ProfileId(legacy.profiles().get(0));
    }

    private static Transactions open(LegacyDatabase legacy) {
        return SqliteTransactions.open(SqliteConfig.of(legacy.file()), Clock.systemUTC());
    }
}
