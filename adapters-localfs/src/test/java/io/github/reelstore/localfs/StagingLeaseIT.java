package io.github.reelstore.localfs;

import static io.github.reelstore.localfs.Fixture.stagingOf;
import static io.github.reelstore.localfs.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testtools.RecordedLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases that protect the staged files of live stores, and the store id of a root. */
class StagingLeaseIT {

    private final Instant later = Instant.now().plus(Duration.ofDays(1));

    @TempDir
    Path root;

    private LocalFsBlobStore open() {
        return LocalFsBlobStore.open(new LocalFsConfig(root));
    }

    private long stagedFiles() throws IOException {
        try (Stream<Path> files = Files.list(stagingOf(root))) {
            return files.count();
        }
    }

    @Test
    void stagedFilesOfAnotherStoreInThisProcessAreKept() throws IOException {
        try (LocalFsBlobStore one = open();
                LocalFsBlobStore other = open();
                StagedBlob staged = one.stage(text("mine"))) {
            assertThat(other.sweep(later)).isZero();
            assertThat(stagedFiles()).isOne();
            one.publish(staged, Fixture.key("k"));
        }
        assertThat(stagedFiles()).isZero();
        assertThat(root.resolve(".reelstore/sessions")).isEmptyDirectory();
    }

    /** Another process stages a file and waits; then it is killed. */
    @Test
    void stagedFilesOfALiveProcessAreKeptThoseOfADeadOneAreSwept() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stager.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (LocalFsBlobStore store = open();
                BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("staged");
            assertThat(store.sweep(later)).isZero();
            assertThat(stagedFiles()).isOne();

            process.destroyForcibly().waitFor();

            assertThat(store.leftovers(Instant.EPOCH)).isOne();
            try (RecordedLog log = new RecordedLog()) {
                assertThat(store.sweep(Instant.EPOCH)).isOne();
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("INFO Swept ")
                        .endsWith(": deleted 1 staged file(s) of processes that ended.");
            }
            assertThat(store.leftovers(Instant.EPOCH)).isZero();
            assertThat(stagedFiles()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Stages a file and waits to be killed. */
    static final class Stager {

        private Stager() {}

        public static void main(String[] arguments) throws IOException {
            LocalFsBlobStore store = LocalFsBlobStore.open(new LocalFsConfig(Path.of(arguments[0])));
            store.stage(text("left"));
            System.out.println("staged");
            System.out.flush();
            if (System.in.read() < 0) {
                throw new IOException("the parent process has ended");
            }
        }
    }

    @Test
    void filesWithoutALeaseAreSweptByAge() throws IOException {
        try (LocalFsBlobStore store = open()) {
            Path old = Files.writeString(stagingOf(root).resolve("old"), "x");
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            Path young = Files.writeString(stagingOf(root).resolve("young"), "x");
            assertThat(store.sweep(Instant.now().minus(Duration.ofHours(1)))).isOne();
            assertThat(old).doesNotExist();
            assertThat(young).exists();
        }
    }

    @Test
    void noFileOfTheLastHourIsSweptWithoutALease() throws IOException {
        try (LocalFsBlobStore store = open()) {
            Path young = Files.writeString(stagingOf(root).resolve("young"), "x");
            assertThat(store.sweep(later)).isZero();
            assertThat(young).exists();
        }
    }

    /** Without locks, a crash would otherwise protect the staged files forever. */
    @Test
    void withoutLocksOnlyTheAgeDecidesForOtherProcesses() throws IOException {
        FaultyDisk disk = new FaultyDisk().withoutLocks();
        LocalFsConfig config = new LocalFsConfig(root);
        try (LocalFsBlobStore store = LocalFsBlobStore.open(config, disk);
                LocalFsBlobStore inADay = LocalFsBlobStore.open(config, disk, InstantSource.fixed(later));
                StagedBlob staged = store.stage(text("mine"))) {
            assertThat(root.resolve(".reelstore/sessions")).isEmptyDirectory();
            Path other = Files.writeString(stagingOf(root).resolve(UUID.randomUUID() + "." + UUID.randomUUID()), "x");
            assertThat(store.sweep(later)).isZero();
            assertThat(inADay.sweep(later)).isOne();
            assertThat(other).doesNotExist();
            store.publish(staged, Fixture.key("k"));
        }
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void theStoreIdIsOneLineInAFileOfTheRoot() throws IOException {
        StoreId id = StoreId.random();
        try (LocalFsBlobStore store = open()) {
            assertThat(store.identify(id)).isEqualTo(id);
        }
        Path file = root.resolve(".reelstore/store-id");
        assertThat(file).hasContent(id + "\n");
        Files.writeString(file, "no id");
        try (LocalFsBlobStore store = open()) {
            assertThatThrownBy(store::storeId)
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContaining("store-id");
        }
    }

    @Test
    void theStoreIdIsWrittenOnceWithoutHardLinksToo() {
        StoreId id = StoreId.random();
        try (LocalFsBlobStore store =
                LocalFsBlobStore.open(new LocalFsConfig(root), new FaultyDisk().withoutHardLinks())) {
            assertThat(store.identify(id)).isEqualTo(id);
            assertThat(store.identify(StoreId.random())).isEqualTo(id);
        }
    }
}
