package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.reelstore.app.CheckResult.Outcome;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.VideoProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    Path folder;

    private ReelstoreConfig config() {
        return ReelstoreConfig.builder().workingFolder(folder).build();
    }

    private Path database() {
        return folder.resolve("reelstore-data/reelstore.db");
    }

    private Path media() {
        return folder.resolve("reelstore-data/media");
    }

    private static Outcome outcome(List<CheckResult> findings, String check) {
        return findings.stream()
                .filter(checkResult -> checkResult.check().equals(check))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static String detail(List<CheckResult> findings, String check) {
        return findings.stream()
                .filter(checkResult -> checkResult.check().equals(check))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void findsAllWellAndLeavesNothingBehind() {
        try (Reelstore store = Reelstore.open(config())) {
            store.projects().create(VideoProject.builder().title("Dusk"));
        }
        StoreSnapshot before = StoreSnapshot.of(database(), media());

        List<CheckResult> findings = Reelstore.check(config());
        Reelstore.check(config());

        assertThat(findings).extracting(CheckResult::outcome).containsOnly(Outcome.OK);
        assertThat(findings)
                .extracting(CheckResult::check)
                .containsExactly(
                        "configuration",
                        "database intact",
                        "database",
                        "database writable",
                        "storage",
                        "storage writable",
                        "store id",
                        "thumbnails");
        assertThat(detail(findings, "database")).contains(database().toString());
        assertThat(detail(findings, "storage")).contains(media().toString());
        assertThat(StoreSnapshot.of(database(), media())).isEqualTo(before);
    }

    @Test
    void leavesNothingInAnEmptyStorageButItsOwnFolder() throws IOException {
        Files.createDirectories(media());

        List<CheckResult> findings = Reelstore.check(config());

        assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.OK);
        assertThat(media().toFile().list()).containsExactly(".reelstore");
    }

    @Test
    void makesNoDatabaseOfAnEmptyFile() throws IOException {
        Files.createDirectories(media());
        Files.createFile(database());

        List<CheckResult> findings = Reelstore.check(config());

        assertThat(outcome(findings, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(findings, "database")).contains("is empty");
        assertThat(database()).isEmptyFile();
    }

    @Test
    void saysThatADatabaseCannotBeWritten() throws Exception {
        Reelstore.open(config()).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");

            List<CheckResult> findings = Reelstore.check(ReelstoreConfig.builder()
                    .workingFolder(folder)
                    .busyTimeout(Duration.ofMillis(50))
                    .build());

            assertThat(outcome(findings, "database")).isEqualTo(Outcome.OK);
            assertThat(outcome(findings, "database writable")).isEqualTo(Outcome.FAILED);
            assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void saysThatAStorageCannotBeWritten() throws IOException {
        HttpServer readOnly = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        readOnly.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] list =
                    "<ListBucketResult><Name>my-bucket</Name></ListBucketResult>".getBytes(StandardCharsets.UTF_8);
            boolean asked = String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type");
            exchange.sendResponseHeaders(asked ? 200 : 403, asked ? list.length : -1);
            if (asked) {
                exchange.getResponseBody().write(list);
            }
            exchange.close();
        });
        readOnly.start();
        try {
            List<CheckResult> findings = Reelstore.check(
                    s3("http://127.0.0.1:" + readOnly.getAddress().getPort()));

            assertThat(outcome(findings, "storage")).isEqualTo(Outcome.OK);
            assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.FAILED);
        } finally {
            readOnly.stop(0);
        }
    }

    private ReelstoreConfig s3(String endpoint) {
        RemoteBackends.s3Environment();
        return ReelstoreConfig.builder()
                .workingFolder(folder)
                .storageUrl("s3://my-bucket")
                .set(ConfigOption.STORAGE_ENDPOINT, endpoint)
                .set(ConfigOption.STORAGE_REGION, "eu-central-1")
                .set(ConfigOption.STORAGE_STAGING, folder.resolve("staging").toString())
                .build();
    }

    @Test
    void whatALibraryRefusesUnexpectedlyIsAFinding() {
        Reelstore.open(config()).close();
        // as AWS_MAX_ATTEMPTS in the environment
        System.setProperty("aws.maxAttempts", "x");
        try {
            List<CheckResult> findings = Reelstore.check(s3("http://127.0.0.1:1"));

            assertThat(outcome(findings, "database writable")).isEqualTo(Outcome.OK);
            assertThat(detail(findings, "storage")).contains("s3://my-bucket cannot be opened", "unexpected error");
            assertThatThrownBy(() -> Reelstore.open(s3("http://127.0.0.1:1")))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("s3://my-bucket");
        } finally {
            System.clearProperty("aws.maxAttempts");
        }
    }

    /** Each of the two is well by itself, and no file could be stored. */
    @Test
    void aDatabaseAndAStorageOfTwoStoresAreNotWell() throws IOException {
        try (Reelstore store = Reelstore.open(config())) {
            store.media().bind();
        }
        Files.delete(database());
        Reelstore.open(config()).close();

        List<CheckResult> findings = Reelstore.check(config());

        assertThat(outcome(findings, "database writable")).isEqualTo(Outcome.OK);
        assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.OK);
        assertThat(outcome(findings, "store id")).isEqualTo(Outcome.FAILED);
        assertThat(detail(findings, "store id")).contains("reelstore restore DIR", "--rebind");
    }

    @Test
    void makesNoDatabaseAndNoFolder() {
        List<CheckResult> findings = Reelstore.check(config());

        assertThat(outcome(findings, "configuration")).isEqualTo(Outcome.OK);
        assertThat(outcome(findings, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(findings, "database"))
                .contains(database().toString(), "does not exist", "create it with \"reelstore init\"");
        assertThat(outcome(findings, "database writable")).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(outcome(findings, "storage")).isEqualTo(Outcome.FAILED);
        assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void checksTheStorageWhenTheDatabaseIsBroken() throws IOException {
        Files.createDirectories(media());
        Files.writeString(database(), "A letter, and no database. ".repeat(100));

        List<CheckResult> findings = Reelstore.check(config());

        assertThat(outcome(findings, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(findings, "database")).contains("is not an SQLite database");
        assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.OK);
    }

    @Test
    void checksTheDatabaseWhenTheStorageIsBroken() throws IOException {
        Reelstore.open(config()).close();
        Files.move(media(), folder.resolve("elsewhere"));
        Files.writeString(media(), "a file");

        List<CheckResult> findings = Reelstore.check(config());

        assertThat(outcome(findings, "database writable")).isEqualTo(Outcome.OK);
        assertThat(outcome(findings, "storage")).isEqualTo(Outcome.FAILED);
        assertThat(media()).hasContent("a file");
    }

    @Test
    void aConfigurationThatIsRefusedIsAFinding() {
        List<CheckResult> findings = Doctor.examine(() -> {
            throw new StorageException.Configuration("x", "It is refused.");
        });

        assertThat(findings.get(0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(findings.get(0).detail()).isEqualTo("It is refused.");
        assertThat(Doctor.examine(() -> {
                            throw new IllegalStateException("jdbc:postgresql://me:hunter2@db/x");
                        })
                        .get(0)
                        .detail())
                .isEqualTo("It failed unexpectedly: java.lang.IllegalStateException: jdbc:postgresql://***@db/x");
        assertThat(findings.subList(1, findings.size()))
                .hasSize(5)
                .extracting(CheckResult::outcome)
                .containsOnly(Outcome.NOT_CHECKED);
    }
}
