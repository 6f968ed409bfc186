package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.hashOf;
import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Contract tests for {@link MediaService}; see {@link ServicesFixture}. */
public abstract class MediaServiceContract {

    private static final Map<MediaKind, BlobSource> ONE_OF_EACH_KIND =
            Map.of(MediaKind.IMAGE, png(1), MediaKind.AUDIO, mp3(1), MediaKind.VIDEO, mp4(1));

    private static final BlobKey KEY = new BlobKey("projects/p/images/i.png");

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aFileIsStagedWithItsHashSizeAndFormat() {
        try (StagedMedia staged = store.alice().media().stage(MediaKind.IMAGE, png(1))) {
            assertThat(staged.blob().hash()).isEqualTo(hashOf(SampleMedia.png(1)));
            assertThat(staged.blob().size()).isEqualTo(SampleMedia.png(1).length);
            assertThat(staged.format()).isEqualTo(MediaFormat.PNG);
            assertThat(store.files()).isEmpty();
        }
    }

    @Test
    void stagingALocalFileKeepsIt() throws IOException {
        Path file = Files.write(folder.resolve("a.mp4"), SampleMedia.mp4(1));
        try (StagedMedia staged = store.alice().media().stage(MediaKind.VIDEO, BlobSource.of(file))) {
            assertThat(staged.blob().hash()).isEqualTo(hashOf(SampleMedia.mp4(1)));
        }
        assertThat(file).hasBinaryContent(SampleMedia.mp4(1));
    }

    /** The file is longer than the part that format detection reads. */
    @Test
    void aLongFileIsStagedWhole() {
        byte[] bytes = Arrays.copyOf(SampleMedia.png(1), 3 * MediaFormat.HEAD_BYTES + 1);
        try (StagedMedia staged = store.alice().media().stage(MediaKind.IMAGE, SampleMedia.source("long", bytes))) {
            assertThat(staged.blob().hash()).isEqualTo(hashOf(bytes));
            assertThat(staged.blob().size()).isEqualTo(bytes.length);
        }
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        ONE_OF_EACH_KIND.forEach((actual, file) -> {
            for (MediaKind expected : MediaKind.values()) {
                if (expected != actual) {
                    assertThat(store.assertRefused(
                                    StorageException.InvalidInput.class,
                                    () -> store.alice().media().stage(expected, file)))
                            .hasMessageContaining(file.name());
                }
            }
        });
    }

    @Test
    void aFileThatIsNotMediaIsRefused() {
        for (String text : List.of("", "\0\0\0\0", "{\"error\": \"quota\"}", "<html>not found</html>")) {
            BlobSource source = SampleMedia.source("answer.png", text.getBytes(StandardCharsets.UTF_8));
            for (MediaKind kind : MediaKind.values()) {
                assertThat(store.assertRefused(
                                StorageException.InvalidInput.class,
                                () -> store.alice().media().stage(kind, source)))
                        .hasMessageContaining("answer.png");
            }
        }
    }

    @Test
    void aMissingFileOrAFolderIsRefused() {
        for (Path path : List.of(folder.resolve("none.png"), folder)) {
            assertThat(store.assertRefused(
                            StorageException.InvalidInput.class,
                            () -> store.alice().media().stage(MediaKind.IMAGE, BlobSource.of(path))))
                    .hasMessageContaining(path.getFileName().toString());
        }
    }

    @Test
    void aFileThatDisappearsOrFailsMidwayIsUnavailable() throws IOException {
        Path file = Files.write(folder.resolve("gone.png"), SampleMedia.png(1));
        BlobSource gone = BlobSource.of(file);
        Files.delete(file);
        byte[] longer = Arrays.copyOf(SampleMedia.png(1), 2 * MediaFormat.HEAD_BYTES);
        BlobSource failsMidway = new BlobSource(
                "fails.png", () -> new SequenceInputStream(new ByteArrayInputStream(longer), new Broken()));
        BlobSource failsAtOnce = new BlobSource("fails.png", Broken::new);
        for (BlobSource source : List.of(gone, failsMidway, failsAtOnce)) {
            store.assertRefused(
                    StorageException.Unavailable.class,
                    () -> store.alice().media().stage(MediaKind.IMAGE, source));
        }
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            return read();
        }
    }

    @Test
    void newBytesArePublishedToTheKey() {
        assertThat(publish(store.alice(), 1, KEY)).isEqualTo(stored(KEY, 1));
        assertThat(store.bytesOf(KEY)).isEqualTo(SampleMedia.png(1));
        assertThat(store.files()).containsExactly(KEY);
    }

    @Test
    void bytesThatTheProfileHasAreReused() {
        BlobKey first = store.alice().addImage(1).filePath();
        assertThat(publish(store.alice(), 1, KEY)).isEqualTo(stored(first, 1));
        assertThat(store.files()).containsExactly(first);
    }

    @Test
    void bytesThatOnlyAnotherProfileHasAreNotReused() {
        BlobKey theirs = store.bob().addImage(1).filePath();
        assertThat(publish(store.alice(), 1, KEY)).isEqualTo(stored(KEY, 1));
        assertThat(store.files()).containsExactlyInAnyOrder(KEY, theirs);
    }

    @Test
    void publishRefusesAKeyWithOtherBytes() {
        store.putFile(KEY, SampleMedia.png(2));
        store.assertRefused(StorageException.AlreadyExists.class, () -> publish(store.alice(), 1, KEY));
        assertThat(store.bytesOf(KEY)).isEqualTo(SampleMedia.png(2));
    }

    @Test
    void equalBytesLeftByACrashAtTheKeyAreAdopted() {
        store.putFile(KEY, SampleMedia.png(1));
        assertThat(publish(store.alice(), 1, KEY)).isEqualTo(stored(KEY, 1));
        assertThat(store.files()).containsExactly(KEY);
    }

    @Test
    void aMissingFileIsStoredAgain() {
        BlobKey first = store.alice().addImage(1).filePath();
        store.blobs().delete(first);
        assertThat(publish(store.alice(), 1, KEY)).isEqualTo(stored(first, 1));
        assertThat(store.files()).containsExactly(first);
        assertThat(store.bytesOf(first)).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void aDamagedFileIsNeitherReusedNorOverwritten() {
        BlobKey first = store.alice().addImage(1).filePath();
        byte[] truncated = Arrays.copyOf(SampleMedia.png(1), 20);
        store.blobs().delete(first);
        store.putFile(first, truncated);
        assertThat(publish(store.alice(), 1, KEY)).isEqualTo(stored(KEY, 1));
        assertThat(store.bytesOf(KEY)).isEqualTo(SampleMedia.png(1));
        assertThat(store.bytesOf(first)).isEqualTo(truncated);
    }

    private StoredBlob publish(Services services, int number, BlobKey key) {
        try (StagedMedia staged = services.media().stage(MediaKind.IMAGE, png(number))) {
            return store.transactions()
                    .inTransaction(services.profile(), tx -> services.media().publish(tx, staged, key));
        }
    }

    private static StoredBlob stored(BlobKey key, int number) {
        byte[] bytes = SampleMedia.png(number);
        return new StoredBlob(key, Optional.of(hashOf(bytes)), Optional.of((long) bytes.length));
    }

    @Test
    void aFileIsOpenedWholeAndInParts() throws IOException {
        byte[] bytes = SampleMedia.png(1);
        BlobKey key = store.alice().addImage(1).filePath();
        assertThat(opened(key, ByteRange.ALL)).isEqualTo(bytes);
        assertThat(opened(key, ByteRange.of(1, 3))).isEqualTo("PNG".getBytes(StandardCharsets.US_ASCII));
        assertThat(opened(key, ByteRange.from(bytes.length - 1))).hasSize(1);
        try (BlobContent content = store.alice().media().open(key, ByteRange.of(5, Long.MAX_VALUE))) {
            assertThat(content.offset()).isEqualTo(5);
            assertThat(content.length()).isEqualTo(bytes.length - 5);
            assertThat(content.totalSize()).isEqualTo(bytes.length);
            assertThat(content.stream().readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 5, bytes.length));
        }
    }

    private byte[] opened(BlobKey key, ByteRange range) throws IOException {
        try (BlobContent content = store.alice().media().open(key, range)) {
            return content.stream().readAllBytes();
        }
    }

    @Test
    void aRangeBeyondTheEndIsRefused() {
        BlobKey key = store.alice().addImage(1).filePath();
        long size = SampleMedia.png(1).length;
        for (ByteRange range : List.of(ByteRange.from(size), ByteRange.of(size + 1, 1))) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.alice().media().open(key, range));
        }
    }

    @Test
    void openRefusesAFileWithoutARowOfTheProfile() {
        store.putFile(KEY, SampleMedia.png(1));
        BlobKey theirs = store.bob().addImage(2).filePath();
        ImageGeneration deleted = store.alice().addImage(3);
        store.transactions().inTransaction(SampleRows.ALICE, tx -> tx.images().delete(deleted.id()));
        for (BlobKey key : List.of(KEY, theirs, deleted.filePath(), new BlobKey("none"))) {
            StorageException exception = store.assertRefused(
                    StorageException.NotFound.class, () -> store.alice().media().open(key, ByteRange.ALL));
            assertThat(exception.subject()).isEqualTo(key.value());
        }
    }

    @Test
    void openFailsWithNotFoundIfTheFileIsGone() {
        BlobKey key = store.alice().addImage(1).filePath();
        store.blobs().delete(key);
        store.assertRefused(
                StorageException.NotFound.class, () -> store.alice().media().open(key, ByteRange.ALL));
    }

    @Test
    void nothingStaysStagedIfTheSourceCannotBeClosed() {
        BlobSource source =
                new BlobSource("a.png", () -> new FilterInputStream(new ByteArrayInputStream(SampleMedia.png(1))) {
                    @Override
                    public void close() throws IOException {
                        throw new IOException("on purpose");
                    }
                });
        store.assertRefused(
                StorageException.Unavailable.class, () -> store.alice().media().stage(MediaKind.IMAGE, source));
    }
}
