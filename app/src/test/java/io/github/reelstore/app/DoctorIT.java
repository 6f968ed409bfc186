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

class DoctorIT {

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

    private static Outcome outcome(List<CheckResult> results, String check) {
        return results.stream()
                .filter(checkResult -> checkResult.check().equals(check))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static String detail(List<CheckResult> results, String check) {
        return results.stream()
                .filter(checkResult -> checkResult.check().equals(check))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void intactStorePassesAllChecksAndIsUnchanged() {
        try (Reelstore store = Reelstore.open(config())) {
            store.projects().create(VideoProject.builder().title("Dusk"));
        }
        StoreSnapshot before = StoreSnapshot.of(database(), media());

        List<CheckResult> results = Reelstore.check(config());
        Reelstore.check(config());

        assertThat(results).extracting(CheckResult::outcome).containsOnly(Outcome.OK);
        assertThat(results)
                .extracting(CheckResult::check)
                .containsExactly(
                        "configuration",
                        "database intact",
                        "database",
                        "database writable",
                        "ledger",
                        "storage",
                        "storage writable",
                        "store id",
                        "thumbnails");
        assertThat(detail(results, "database")).contains(database().toString());
        assertThat(detail(results, "storage")).contains(media().toString());
        assertThat(StoreSnapshot.of(database(), media())).isEqualTo(before);
    }

    @Test
    void leavesOnlyTheReelstoreFolderInAnEmptyBlobStore() throws IOException {
        Files.createDirectories(media());

        List<CheckResult> results = Reelstore.check(config());

        assertThat(outcome(results, "storage writable")).isEqualTo(Outcome.OK);
        assertThat(media().toFile().list()).containsExactly(".reelstore");
    }

    @Test
    void doesNotCreateADatabaseInAnEmptyFile() throws IOException {
        Files.createDirectories(media());
        Files.createFile(database());

        List<CheckResult> results = Reelstore.check(config());

        assertThat(outcome(results, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(results, "database")).contains("is empty");
        assertThat(database()).isEmptyFile();
    }

    @Test
    void reportsALockedDatabase() throws Exception {
        Reelstore.open(config()).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");

            List<CheckResult> results = Reelstore.check(ReelstoreConfig.builder()
                    .workingFolder(folder)
                    .busyTimeout(Duration.ofMillis(50))
                    .build());

            assertThat(outcome(results, "database")).isEqualTo(Outcome.OK);
            assertThat(outcome(results, "database writable")).isEqualTo(Outcome.FAILED);
            assertThat(outcome(results, "storage writable")).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void reportsAReadOnlyBlobStore() throws IOException {
        HttpServer readOnly = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        readOnly.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] list =
                    "<ListBucketResult><Name>my-bucket</Name></ListBucketResult>".getBytes(StandardCharsets.UTF_8);
            boolean isList = String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type");
            exchange.sendResponseHeaders(isList ? 200 : 403, isList ? list.length : -1);
            if (isList) {
                exchange.getResponseBody().write(list);
            }
            exchange.close();
        });
        readOnly.start();
        try {
            List<CheckResult> results = Reelstore.check(
                    s3("http://127.0.0.1:" + readOnly.getAddress().getPort()));

            assertThat(outcome(results, "storage")).isEqualTo(Outcome.OK);
            assertThat(outcome(results, "storage writable")).isEqualTo(Outcome.FAILED);
        } finally {
            readOnly.stop(0);
        }
    }

    private ReelstoreConfig s3(String endpoint) {
        // the SDK looks for credentials before it sends a request
        System.getProperties().putIfAbsent("aws.accessKeyId", "any");
        System.getProperties().putIfAbsent("aws.secretAccessKey", "any");
        return ReelstoreConfig.builder()
                .workingFolder(folder)
                .storageUrl("s3://my-bucket")
                .set(ConfigOption.STORAGE_ENDPOINT, endpoint)
                .set(ConfigOption.STORAGE_REGION, "eu-central-1")
                .set(ConfigOption.STORAGE_STAGING, folder.resolve("staging").toString())
                .build();
    }

    @Test
    void unexpectedExceptionOfALibraryIsReported() {
        Reelstore.open(config()).close();
        // like AWS_MAX_ATTEMPTS in the environment
        System.setProperty("aws.maxAttempts", "x");
        try {
            List<CheckResult> results = Reelstore.check(s3("http://127.0.0.1:1"));

            assertThat(outcome(results, "database writable")).isEqualTo(Outcome.OK);
            assertThat(detail(results, "storage")).contains("s3://my-bucket cannot be opened", "unexpected error");
            assertThatThrownBy(() -> Reelstore.open(s3("http://127.0.0.1:1")))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("s3://my-bucket");
        } finally {
            System.clearProperty("aws.maxAttempts");
        }
    }

    /** Each of the two works on its own, but no file could be stored. */
    @Test
    void databaseAndBlobStoreOfDifferentStoresAreReported() throws IOException {
        try (Reelstore store = Reelstore.open(config())) {
            store.media().bind();
        }
        Files.delete(database());
        Reelstore.open(config()).close();

        List<CheckResult> results = Reelstore.check(config());

        assertThat(outcome(results, "database writable")).isEqualTo(Outcome.OK);
        assertThat(outcome(results, "storage writable")).isEqualTo(Outcome.OK);
        assertThat(outcome(results, "store id")).isEqualTo(Outcome.FAILED);
        assertThat(detail(results, "store id")).contains("reelstore restore DIR", "--rebind");
    }

    @Test
    void createsNoDatabaseAndNoFolder() {
        List<CheckResult> results = Reelstore.check(config());

        assertThat(outcome(results, "configuration")).isEqualTo(Outcome.OK);
        assertThat(outcome(results, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(results, "database"))
                .contains(database().toString(), "does not exist", "create it with \"reelstore init\"");
        assertThat(outcome(results, "database writable")).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(outcome(results, "storage")).isEqualTo(Outcome.FAILED);
        assertThat(outcome(results, "storage writable")).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void checksTheBlobStoreIfTheDatabaseIsBroken() throws IOException {
        Files.createDirectories(media());
        Files.writeString(database(), "A letter, not a database. ".repeat(100));

        List<CheckResult> results = Reelstore.check(config());

        assertThat(outcome(results, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(results, "database")).contains("is not an SQLite database");
        assertThat(outcome(results, "storage writable")).isEqualTo(Outcome.OK);
    }

    @Test
    void checksTheDatabaseIfTheBlobStoreIsBroken() throws IOException {
        Reelstore.open(config()).close();
        Files.move(media(), folder.resolve("elsewhere"));
        Files.writeString(media(), "a file");

        List<CheckResult> results = Reelstore.check(config());

        assertThat(outcome(results, "database writable")).isEqualTo(Outcome.OK);
        assertThat(outcome(results, "storage")).isEqualTo(Outcome.FAILED);
        assertThat(media()).hasContent("a file");
    }

    @Test
    void invalidConfigurationIsReported() {
        List<CheckResult> results = Doctor.examine(() -> {
            throw new StorageException.Configuration("x", "It is rejected.");
        });

        assertThat(results.get(0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(results.get(0).detail()).isEqualTo("It is rejected.");
        assertThat(Doctor.examine(() -> {
                            throw new IllegalStateException("jdbc:postgresql://me:hunter2@db/x");
                        })
                        .get(0)
                        .detail())
                .isEqualTo("It failed unexpectedly: java.lang.IllegalStateException: jdbc:postgresql://***@db/x");
        assertThat(results.subList(1, results.size()))
                .hasSize(5)
                .extracting(CheckResult::outcome)
                .containsOnly(Outcome.NOT_CHECKED);
    }
}
