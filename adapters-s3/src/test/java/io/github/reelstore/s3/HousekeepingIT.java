package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Stored hashes, leftovers and the store id, as used by collection and verification. */
class HousekeepingIT {

    private final Path staging;

    HousekeepingIT(@TempDir Path staging) {
        this.staging = staging;
    }

    /**
     * A store on s3mock, which keeps checksums. As after a trial that s3mock 5.2.0 passed: on a busy machine it fails some,
     * and then nothing is uploaded in parts.
     */
    private S3BlobStore onS3Mock() {
        S3BlobStore store = S3BlobStore.open(S3Config.builder(S3Mock.shared().newBucket())
                .endpoint(S3Mock.shared().endpoint())
                .credentials(Fixture.credentials("any", "any"))
                .staging(staging)
                .build());
        store.assume(ExclusiveWrites.ALL);
        return store;
    }

    private void store(S3BlobStore store, int size, BlobKey key) {
        try (StagedBlob staged = store.stage(Fixture.bytes(size))) {
            store.publish(staged, key);
        }
    }

    @Test
    @Tag("servers")
    void aFileUploadedInOneRequestHasAStoredHash() {
        try (S3BlobStore store = onS3Mock();
                StagedBlob staged = store.stage(Fixture.bytes(1_000))) {
            store.publish(staged, Fixture.key("k"));
            assertThat(store.storedHash(Fixture.key("k"))).contains(staged.hash());
            assertThat(store.storedHash(Fixture.key("none"))).isEmpty();
        }
    }

    @Test
    @Tag("servers")
    void aFileUploadedInPartsHasNoStoredHash() {
        try (S3BlobStore store = onS3Mock()) {
            store(store, Fixture.LARGE, Fixture.key("k"));
            assertThat(store.storedHash(Fixture.key("k"))).isEmpty();
        }
    }

    @Test
    @Tag("servers")
    void incompleteUploadsAreSwept() {
        try (S3BlobStore store = onS3Mock();
                StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            store.prepare(staged, Fixture.key("projects/p/k"));
            assertThat(store.leftovers(Instant.now().minus(Duration.ofHours(1))))
                    .isZero();
            assertThat(store.leftovers(Instant.now().plus(Duration.ofMinutes(1))))
                    .isOne();
            assertThat(store.sweep(Instant.now().minus(Duration.ofHours(1)))).isZero();
            assertThat(store.sweep(Instant.now().plus(Duration.ofMinutes(1)))).isOne();
            assertThat(store.sweep(Instant.now().plus(Duration.ofMinutes(1)))).isZero();
            // its process is alive after all, and uploads the file again
            store.publish(staged, Fixture.key("projects/p/k"));
            assertThat(store.stat(Fixture.key("projects/p/k")))
                    .hasValueSatisfying(info -> assertThat(info.size()).isEqualTo(Fixture.LARGE));
        }
    }

    @Test
    @Tag("servers")
    void stagedFilesOfTheLastHourAreNotSwept() throws IOException {
        try (S3BlobStore store = onS3Mock()) {
            Path young = Files.writeString(staging.resolve("young.staged"), "x");
            Path old = Files.writeString(staging.resolve("old.staged"), "x");
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            assertThat(store.sweep(Instant.now().plus(Duration.ofMinutes(1)))).isOne();
            assertThat(young).exists();
            assertThat(old).doesNotExist();
        }
    }

    @Test
    void stagedFilesOfALiveStoreAreKeptHoweverOld() throws IOException {
        S3Server server = S3Server.s3proxy();
        S3Config config =
                Fixture.config(server, server.newLocation()).staging(staging).build();
        try (S3BlobStore store = S3BlobStore.open(config);
                S3BlobStore other = S3BlobStore.open(config);
                StagedBlob staged = store.stage(Fixture.text("mine"))) {
            try (Stream<Path> files = Files.list(staging)) {
                for (Path file : files.toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(30))));
                }
            }
            assertThat(other.leftovers(Instant.now())).isZero();
            assertThat(other.sweep(Instant.now())).isZero();
            store.publish(staged, Fixture.key("k"));
            assertThat(Fixture.read(store, "k")).isEqualTo("mine");
        }
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void aStoreThatCannotBeOpenedLeavesNoStagingLease() {
        S3Server server = S3Server.s3proxy();
        S3Config config = Fixture.config(server, new S3Server.Location("no-such-bucket", ""))
                .staging(staging)
                .build();
        assertThatThrownBy(() -> S3BlobStore.open(config)).isInstanceOf(StorageException.Configuration.class);
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void theStoreIdIsNotListedAndAnInvalidOneIsReported() {
        S3Server server = S3Server.s3proxy();
        S3Config config =
                Fixture.config(server, server.newLocation()).staging(staging).build();
        try (S3BlobStore store = S3BlobStore.open(config);
                Connection connection = Connection.open(config)) {
            connection
                    .client()
                    .putObject(
                            request -> request.bucket(config.bucket())
                                    .key((config.prefix().isEmpty() ? "" : config.prefix() + "/")
                                            + ".reelstore/store-id"),
                            RequestBody.fromString("no id"));
            assertThatThrownBy(store::storeId)
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContaining("store-id");
            assertThatThrownBy(() -> store.identify(StoreId.random())).isInstanceOf(StorageException.Corrupt.class);
            try (Stream<?> files = store.list(BlobPrefix.ALL)) {
                assertThat(files).isEmpty();
            }
        }
    }
}
