package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.JavaProcess;
import io.github.reelstore.cli.console.Logs;
import io.github.reelstore.cli.console.Terminal;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Standard error of the program in a separate process, including the output of libraries. */
@Tag("journey")
class StandardErrorIT {

    private static final JsonMapper ONE_VALUE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @TempDir
    Path folder;

    private record ProcessResult(int status, String out, String err) {}

    private ProcessResult run(Class<?> main, String... arguments) throws Exception {
        ProcessBuilder process = JavaProcess.of(main, arguments).directory(folder.toFile());
        process.environment().put("REELSTORE_DATABASE_BUSY_TIMEOUT", "50ms");
        Path err = folder.resolve("err");
        Process running = process.redirectError(err.toFile()).start();
        String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ProcessResult(running.waitFor(), out, Files.readString(err));
    }

    @ParameterizedTest
    @CsvSource({"DELETE, IMMEDIATE", "DELETE, EXCLUSIVE", "WAL, IMMEDIATE"})
    void isOneJsonValueWhenAnotherProgramLocksANewDatabase(String mode, String lock) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fresh.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA journal_mode = " + mode);
            statement.execute("BEGIN " + lock);
            String[] command = {"--database", "jdbc:sqlite:fresh.db", "project", "create", "--title", "x"};
            ProcessResult text = run(Main.class, command);
            assertThat(text.status()).isEqualTo(1);
            assertThat(text.err())
                    .startsWith("reelstore: ")
                    .contains("locked by another program")
                    .hasLineCount(1);

            String[] json =
                    Stream.concat(Stream.of("--json"), Arrays.stream(command)).toArray(String[]::new);
            ProcessResult asJson = run(Main.class, json);
            assertThat(asJson.status()).isEqualTo(1);
            assertThat(asJson.out()).isEmpty();
            JsonNode error = ONE_VALUE.readTree(asJson.err());
            assertThat(error.get("error").get("type").asString()).isEqualTo("Unavailable");
        }
        assertThat(run(Main.class, "--database", "jdbc:sqlite:fresh.db", "project", "create", "--title", "x")
                        .status())
                .isZero();
    }

    /** Simulates the output of libraries. */
    static final class NoisyMain {

        private NoisyMain() {}

        public static void main(String[] arguments) throws Exception {
            Logs.silence();
            LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool")
                    .error("Thread starvation or clock leap detected");
            Logger.getLogger("org.postgresql").severe("severe");
            System.getLogger("io.github.reelstore.Early").log(System.Logger.Level.ERROR, "early");
            Thread failing = new Thread(() -> {
                throw new IllegalStateException("uncaught");
            });
            failing.start();
            failing.join();
            System.err.println("printed");
            System.exit(new ReelstoreCli(Terminal.ofProcess()).run(arguments));
        }
    }

    @Test
    void containsNoOutputOfLibraries() throws Exception {
        ProcessResult result = run(NoisyMain.class, "project", "show", "none", "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(ONE_VALUE.readTree(result.err()).get("error").get("type").asString())
                .isEqualTo("NotFound");
    }

    @Test
    void containsTheLogLinesOfReelstoreIfVerbose() throws Exception {
        String[] create = {"--database", "jdbc:sqlite:busy.db", "project", "create", "--title", "x"};
        assertThat(run(Main.class, create).status()).isZero();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("busy.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(run(Main.class, create).err()).startsWith("reelstore: ").hasLineCount(1);

            String[] verbose =
                    Stream.concat(Stream.of("--verbose"), Arrays.stream(create)).toArray(String[]::new);
            ProcessResult result = run(Main.class, verbose);

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err().lines().limit(4))
                    .allSatisfy(
                            line -> assertThat(line)
                                    .startsWith(
                                            "DEBUG MybatisTransactions - Running a transaction of profile \"default\" again: "));
            assertThat(result.err().lines().skip(4)).singleElement().asString().startsWith("reelstore: ");
        }
    }

    /** MyBatis logs statements and their parameters under the names of the mappers. */
    @Test
    void verboseShowsNoStatements() throws Exception {
        ProcessResult result = run(Main.class, "--verbose", "project", "create", "--title", "secret");

        assertThat(result.status()).isZero();
        assertThat(result.err()).doesNotContain("secret", "Preparing", "Parameters");
    }

    @Test
    void verboseAndJsonExcludeEachOther() throws Exception {
        ProcessResult result = run(Main.class, "--verbose", "--json", "project", "list");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(ONE_VALUE.readTree(result.err()).get("error").get("type").asString())
                .isEqualTo("Usage");
    }

    /** A pipe, unlike a file, is not seekable. */
    @Test
    void aTextIsReadFromAPipe() throws Exception {
        String text = "Hải đăng lúc hoàng hôn\n".repeat(5_000);
        ProcessBuilder process = JavaProcess.of(
                        Main.class, "--json", "project", "create", "--title", "x", "--description-file", "-")
                .directory(folder.toFile());
        Process running = process.start();
        try (OutputStream in = running.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        JsonNode created = ONE_VALUE.readTree(running.getInputStream().readAllBytes());

        assertThat(running.waitFor()).isZero();
        assertThat(created.get("description").asString()).isEqualTo(text);
    }
}
