package io.github.reelstore.localfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.localfs.FaultyDisk.Call;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forced to disk when a file is added. */
class DurableAddTest {

    @TempDir
    Path root;

    @Test
    void theFileAndItsDirectoryAreForcedOnceEach() {
        FaultyDisk disk = new FaultyDisk();
        try (LocalFsBlobStore blobs = LocalFsBlobStore.open(new LocalFsConfig(root), disk)) {
            add(blobs, "projects/p/images/first.png");
            disk.heal();

            StagedBlob staged = stage(blobs);
            assertThat(disk.calls(Call.FORCE))
                    .as("the file, before it is published")
                    .isEqualTo(1);
            assertThat(disk.calls(Call.LINK)).isZero();

            blobs.publish(staged, BlobKey.parse("projects/p/images/second.png"));
            assertThat(disk.calls(Call.FORCE)).isEqualTo(1);
            assertThat(disk.calls(Call.LINK)).isEqualTo(1);
            assertThat(disk.calls(Call.SYNC_DIRECTORY))
                    .as("the directory, after the link")
                    .isEqualTo(1);
            staged.close();
        }
    }

    @Test
    void theParentsOfANewDirectoryAreForcedToo() {
        FaultyDisk disk = new FaultyDisk();
        try (LocalFsBlobStore blobs = LocalFsBlobStore.open(new LocalFsConfig(root), disk)) {
            add(blobs, "projects/p/images/first.png");
            disk.heal();

            add(blobs, "projects/q/images/first.png");
            assertThat(disk.calls(Call.SYNC_DIRECTORY))
                    .as("projects for q, q for images, images for the file")
                    .isEqualTo(3);
        }
    }

    @Test
    void filesThatArePublishedTogetherForceEachDirectoryOnce() {
        FaultyDisk disk = new FaultyDisk();
        try (LocalFsBlobStore blobs = LocalFsBlobStore.open(new LocalFsConfig(root), disk)) {
            add(blobs, "projects/p/images/first.png");
            add(blobs, "projects/p/audio/first.mp3");
            Map<BlobKey, StagedBlob> staged = new LinkedHashMap<>();
            for (int i = 0; i < 10; i++) {
                staged.put(BlobKey.parse("projects/p/images/" + i + ".png"), stage(blobs));
                staged.put(BlobKey.parse("projects/p/audio/" + i + ".mp3"), stage(blobs));
            }
            disk.heal();

            blobs.publishAll(staged);

            assertThat(disk.calls(Call.LINK)).isEqualTo(20);
            assertThat(disk.calls(Call.SYNC_DIRECTORY)).isEqualTo(2);
            staged.values().forEach(StagedBlob::close);
        }
    }

    private static void add(LocalFsBlobStore blobs, String key) {
        try (StagedBlob staged = stage(blobs)) {
            blobs.publish(staged, BlobKey.parse(key));
        }
    }

    private static StagedBlob stage(LocalFsBlobStore blobs) {
        return blobs.stage(new BlobSource("bytes", () -> new ByteArrayInputStream(new byte[] {1, 2, 3})));
    }
}
