package io.github.reelstore.s3;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testservers.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Helpers to configure, fill and read a store. */
final class Fixture {

    /** The size of a file that is uploaded in three parts. */
    static final int LARGE = 20 << 20;

    /** The result of the trial of each server, as a database remembers it. */
    private static final Map<URI, ExclusiveWrites> TRIED = new ConcurrentHashMap<>();

    private Fixture() {}

    /** Opens a store on a server that is tried only once for all tests. */
    static S3BlobStore openTried(S3Server server, S3Config config) {
        S3BlobStore store = S3BlobStore.open(config);
        store.assume(TRIED.computeIfAbsent(server.endpoint(), any -> store.exclusiveWrites()));
        return store;
    }

    static S3Config.Builder config(S3Server server, S3Server.Location location) {
        return config(server, server.endpoint(), location);
    }

    /** The same with another endpoint, such as a proxy in front of the server. */
    static S3Config.Builder config(S3Server server, URI endpoint, S3Server.Location location) {
        return S3Config.builder(location.bucket())
                .prefix(location.prefix())
                .endpoint(endpoint)
                .region(server.region())
                .pathStyle(server.pathStyle())
                .credentials(credentials(server.accessKey(), server.secretKey()));
    }

    static AwsCredentialsProvider credentials(String key, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
    }

    static BlobKey key(String value) {
        return BlobKey.parse(value);
    }

    static BlobSource bytes(int count) {
        return new BlobSource(count + " bytes", () -> new ByteArrayInputStream(new byte[count]));
    }

    static BlobSource text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new BlobSource("text", () -> new ByteArrayInputStream(bytes));
    }

    static void put(BlobStore store, String text, String key) {
        put(store, text(text), key);
    }

    static void put(BlobStore store, BlobSource source, String key) {
        try (StagedBlob staged = store.stage(source)) {
            store.publish(staged, key(key));
        }
    }

    static String read(BlobStore store, String key) throws IOException {
        try (BlobContent content = store.open(key(key), ByteRange.ALL)) {
            return new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> listed(BlobStore store) {
        try (Stream<BlobInfo> infos = store.list(BlobPrefix.ALL)) {
            return infos.map(info -> info.key().value()).sorted().toList();
        }
    }
}
