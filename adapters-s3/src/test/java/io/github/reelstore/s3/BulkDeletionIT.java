package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testservers.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkDeletionIT {

    private final S3Server server = S3Server.s3proxy();
    private final FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
    private final S3Server.Location location = new S3Server.Location(server.newBucket(), "a/b");
    private final S3BlobStore direct;
    private final S3BlobStore store;

    BulkDeletionIT(@TempDir Path staging) {
        this.direct = S3BlobStore.open(
                Fixture.config(server, location).staging(staging).build());
        this.store = S3BlobStore.open(Fixture.config(server, proxy.endpoint(), location)
                .staging(staging)
                .build());
    }

    @AfterEach
    void close() {
        direct.close();
        store.close();
        proxy.close();
    }

    private void put(List<BlobKey> keys) {
        try (StagedBlob staged = direct.stage(Fixture.text("x"))) {
            keys.forEach(key -> direct.publish(staged, key));
        }
    }

    @Test
    void manyKeysAreDeletedInFewRequests() {
        List<BlobKey> keys = IntStream.range(0, 1_200)
                .mapToObj(i -> Fixture.key("many/k" + i))
                .toList();
        put(keys.subList(990, 1_010));
        Fixture.put(store, "kept", "kept");
        proxy.requests();
        assertThat(store.deleteAll(keys.stream())).isEmpty();
        assertThat(proxy.requests()).hasSize(2);
        assertThat(Fixture.listed(store)).containsExactly("kept");
    }

    @Test
    void missingKeysAreNotFailures() {
        put(List.of(Fixture.key("k")));
        assertThat(store.deleteAll(Stream.of(Fixture.key("k"), Fixture.key("none"))))
                .isEmpty();
        assertThat(Fixture.listed(store)).isEmpty();
    }

    @Test
    void noKeysSendNoRequest() {
        proxy.requests();
        assertThat(store.deleteAll(Stream.empty())).isEmpty();
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void keysThatTheServerDoesNotDeleteAreReturned() {
        String body =
                "<?xml version=\"1.0\"?><DeleteResult><Error><Key>a/b/locked</Key><Code>AccessDenied</Code></Error>"
                        + "<Error><Key>a/b/slow</Key><Code>SlowDown</Code></Error></DeleteResult>";
        proxy.rule(request -> new FaultyHttpProxy.Faults() {
            @Override
            public String response() {
                return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            }
        });
        Map<BlobKey, StorageException> failed =
                store.deleteAll(Stream.of("locked", "slow", "gone").map(Fixture::key));
        assertThat(failed).containsOnlyKeys(Fixture.key("locked"), Fixture.key("slow"));
        assertThat(failed.get(Fixture.key("locked"))).hasMessageContaining("s3:DeleteObject");
        assertThat(failed.get(Fixture.key("slow")))
                .isInstanceOfSatisfying(
                        StorageException.Unavailable.class,
                        e -> assertThat(e.isRetryable()).isTrue());
    }

    @Test
    void anErrorForAnUnknownKeyThrows() {
        String body = "<?xml version=\"1.0\"?><DeleteResult><Error><Code>InternalError</Code></Error></DeleteResult>";
        proxy.rule(request -> new FaultyHttpProxy.Faults() {
            @Override
            public String response() {
                return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            }
        });
        assertThatThrownBy(() -> store.deleteAll(Stream.of(Fixture.key("k"))))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContainingAll("\"k\"", "InternalError");
    }

    @Test
    void aFailedRequestThrows() {
        proxy.rule(request -> FaultyHttpProxy.error(403, "AccessDenied"));
        assertThatThrownBy(() -> store.deleteAll(Stream.of(Fixture.key("k"))))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("s3:DeleteObject");
    }
}
