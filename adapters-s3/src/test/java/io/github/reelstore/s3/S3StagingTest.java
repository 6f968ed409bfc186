package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.files.internal.StagingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local staging directory: leases, sweeps by age, and other programs' files. {@link S3StagingKillIT} kills an owner. */
class S3StagingTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final Path folder;

    S3StagingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private StagingDirectory open(Instant now) {
        return S3Staging.open(S3Config.builder("bucket").staging(folder).build(), InstantSource.fixed(now));
    }

    /** Creates a file that was last written that long before {@link #NOW}. */
    private Path plant(String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "x");
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    private List<Path> stagedFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".staged")).toList();
        }
    }

    @Test
    void stagedFilesOfALiveOwnerAreKeptHoweverOld() throws IOException {
        try (StagingDirectory owner = open(NOW);
                StagedBlob staged = owner.stage(Fixture.text("mine"), S3StagedFile::new);
                StagingDirectory other = open(NOW)) {
            Path file = stagedFiles().get(0);
            Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(1000))));
            open(NOW).close();
            assertThat(other.leftovers(NOW)).isZero();
            assertThat(other.sweep(NOW)).isZero();
            assertThat(file).hasContent("mine");
            assertThat(staged.size()).isEqualTo(4);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stagedFilesOfADeadOwnerAreSweptAtOnce() throws IOException {
        try (StagingDirectory other = open(NOW)) {
            String owner = UUID.randomUUID().toString();
            plant(owner + ".1.staged", Duration.ZERO);
            plant(owner + ".2.staged", Duration.ZERO);
            Path lease = plant(owner + ".staged.lock", Duration.ZERO);
            assertThat(other.leftovers(Instant.EPOCH)).isEqualTo(2);
            assertThat(other.sweep(Instant.EPOCH)).isEqualTo(2);
            assertThat(other.leftovers(Instant.EPOCH)).isZero();
            assertThat(lease).doesNotExist();
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** Earlier versions had no leases; their files have other names. */
    @Test
    void filesWithoutALeaseAreSweptByAgeButNoneOfTheLastHour() throws IOException {
        try (StagingDirectory staging = open(NOW)) {
            Path earlier = plant(UUID.randomUUID() + ".staged", Duration.ofHours(3));
            Path lost = plant(UUID.randomUUID() + "." + UUID.randomUUID() + ".staged", Duration.ofHours(3));
            Path young = plant(UUID.randomUUID() + ".staged", Duration.ofMinutes(59));
            assertThat(staging.sweep(NOW.minus(Duration.ofHours(4)))).isZero();
            assertThat(staging.sweep(NOW.plus(Duration.ofHours(1)))).isEqualTo(2);
            assertThat(earlier).doesNotExist();
            assertThat(lost).doesNotExist();
            assertThat(young).exists();
        }
    }

    @Test
    void openingSweepsFilesWithoutALeaseAfterAWeek() throws IOException {
        Path file = plant(UUID.randomUUID() + ".staged", Duration.ofDays(6));
        open(NOW).close();
        assertThat(file).exists();
        open(NOW.plus(Duration.ofDays(2))).close();
        assertThat(file).doesNotExist();
    }

    @Test
    void filesOfOtherProgramsAreKept() throws IOException {
        List<String> names = List.of("video.mp4", "app.lock", "staged.lock", "x.staged.txt", ".staged-x");
        for (String name : names) {
            plant(name, Duration.ofDays(1000));
        }
        Files.createDirectory(folder.resolve("folder.staged"));
        try (StagingDirectory staging = open(NOW.plus(Duration.ofDays(1000)))) {
            assertThat(staging.sweep(NOW.plus(Duration.ofDays(1000)))).isZero();
        }
        assertThat(folder)
                .isDirectoryContaining(Files::isDirectory)
                .satisfies(all ->
                        names.forEach(name -> assertThat(all.resolve(name)).exists()));
    }

    @Test
    void anErrorAfterTheBytesWereWrittenLeavesNoFile() throws IOException {
        try (StagingDirectory staging = open(NOW)) {
            assertThatThrownBy(() -> staging.stage(Fixture.text("x"), bytes -> {
                        throw new OutOfMemoryError("thrown by the test");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(stagedFiles()).isEmpty();
        }
    }
}
