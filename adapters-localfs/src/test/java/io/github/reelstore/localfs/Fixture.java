package io.github.reelstore.localfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Helpers to fill, read and inspect a store. */
final class Fixture {

    private Fixture() {}

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
        try (StagedBlob staged = store.stage(text(text))) {
            store.publish(staged, key(key));
        }
    }

    static String read(BlobStore store, String key) throws IOException {
        try (BlobContent content = store.open(key(key), ByteRange.ALL)) {
            return new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> listed(BlobStore store, BlobPrefix prefix) {
        try (Stream<BlobInfo> infos = store.list(prefix)) {
            return infos.map(info -> info.key().value()).sorted().toList();
        }
    }

    static Path stagingOf(Path root) {
        return root.resolve(".reelstore/staging");
    }

    static void assertNothingStaged(Path root) {
        assertThat(stagingOf(root)).isEmptyDirectory();
    }

    static Path plant(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }
}
