package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.hash;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.StoredBlob;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for {@code find} and {@code findByHash} of {@link BlobReferences}; see {@link DatabaseFixture}. */
public abstract class BlobReferencesContract {

    private static final BlobKey KEY = new BlobKey("folder/k.bin");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @ParameterizedTest
    @EnumSource(KeyColumn.class)
    void aFileIsFoundByEachColumnThatRefersToIt(KeyColumn column) {
        db.run(tx -> column.insert(tx, "r", KEY));
        assertThat(find(KEY)).contains(column.expected(KEY));
    }

    @ParameterizedTest
    @EnumSource(KeyColumn.class)
    void aFileOfAnotherProfileIsNotFound(KeyColumn column) {
        db.run(tx -> column.insert(tx, "r", KEY));
        assertThat(db.foundAs(BOB, tx -> tx.references().find(KEY))).isEmpty();
    }

    @Test
    void anUnreferencedFileIsNotFound() {
        assertThat(find(KEY)).isEmpty();
        db.run(tx -> tx.images().insert(image("i").filePath(KEY).build()));
        assertThat(find(new BlobKey("folder/K.bin"))).isEmpty();
        assertThat(find(new BlobKey("folder"))).isEmpty();
        assertThat(find(new BlobKey("folder/k.bin2"))).isEmpty();
        db.run(tx -> tx.images().delete(new ImageId("i")));
        assertThat(find(KEY)).isEmpty();
    }

    @Test
    void hashAndSizeAreEmptyIfTheRowDoesNotHaveThem() {
        BlobKey key = new BlobKey("images/i.png");
        db.run(tx -> tx.images().insert(image("i").build()));
        assertThat(find(key)).contains(new StoredBlob(key, Optional.empty(), Optional.empty()));
        db.run(tx -> tx.projects().insert(project("p").videoPath(KEY).build()));
        assertThat(find(KEY)).contains(new StoredBlob(KEY, Optional.empty(), Optional.empty()));
    }

    @Test
    void aFileReferencedBySeveralRowsIsFound() {
        for (KeyColumn column : KeyColumn.values()) {
            db.run(tx -> column.insert(tx, "r-" + column, KEY));
        }
        assertThat(find(KEY)).map(StoredBlob::key).contains(KEY);
    }

    /** {@code video_path} of a generation is another program's path, not a blob key. */
    @Test
    void videoPathOfAVideoIsNotAReference() {
        db.run(tx ->
                tx.generations().insert(generation("g").videoPath(KEY.value()).build()));
        assertThat(find(KEY)).isEmpty();
    }

    private Optional<StoredBlob> find(BlobKey key) {
        return db.read(tx -> tx.references().find(key));
    }

    @Test
    void findByHashSearchesTheFilesOfOneKind() {
        insertOneOfEachKind(hash(1));
        assertThat(find(MediaKind.IMAGE, 1)).contains(stored("images/i.png"));
        assertThat(find(MediaKind.AUDIO, 1)).contains(stored("audio/a.mp3"));
        assertThat(find(MediaKind.VIDEO, 1)).contains(stored("g.mp4"));
        for (MediaKind kind : MediaKind.values()) {
            assertThat(find(kind, 2)).isEmpty();
        }
    }

    @Test
    void aHashOfAnotherKindIsNotFound() {
        insertOneOfEachKind(hash(1));
        db.run(tx -> tx.images().delete(new ImageId("i")));
        assertThat(find(MediaKind.IMAGE, 1)).isEmpty();
        db.run(tx -> tx.audio().delete(new AudioId("a")));
        assertThat(find(MediaKind.AUDIO, 1)).isEmpty();
        db.run(tx -> tx.generations().delete(new GenerationId("g")));
        assertThat(find(MediaKind.VIDEO, 1)).isEmpty();
    }

    @Test
    void aHashOfAnotherProfileIsNotFound() {
        insertOneOfEachKind(hash(1));
        for (MediaKind kind : MediaKind.values()) {
            assertThat(db.foundAs(BOB, tx -> tx.references().findByHash(kind, hash(1))))
                    .isEmpty();
        }
    }

    private void insertOneOfEachKind(ContentHash hash) {
        db.run(tx -> {
            tx.images().insert(image("i").contentHash(hash).byteSize(5L).build());
            tx.audio().insert(audio("a").contentHash(hash).byteSize(5L).build());
            tx.generations()
                    .insert(generation("g")
                            .contentHash(hash)
                            .byteSize(5L)
                            .filePath(new BlobKey("g.mp4"))
                            .build());
        });
    }

    private static StoredBlob stored(String key) {
        return new StoredBlob(new BlobKey(key), Optional.of(hash(1)), Optional.of(5L));
    }

    @Test
    void findByHashReturnsTheOldestFile() {
        db.run(tx -> {
            for (String id : List.of("c", "b", "a")) {
                long micros = id.equals("a") ? 9 : 3;
                tx.images()
                        .insert(image(id)
                                .contentHash(hash(1))
                                .createdAt(micros(micros))
                                .build());
                tx.audio()
                        .insert(audio(id)
                                .contentHash(hash(1))
                                .createdAt(micros(micros))
                                .build());
                tx.generations()
                        .insert(generation(id)
                                .contentHash(hash(1))
                                .filePath(new BlobKey(id + ".mp4"))
                                .createdAt(micros(micros))
                                .build());
            }
        });
        assertThat(find(MediaKind.IMAGE, 1)).map(StoredBlob::key).contains(new BlobKey("images/b.png"));
        assertThat(find(MediaKind.AUDIO, 1)).map(StoredBlob::key).contains(new BlobKey("audio/b.mp3"));
        assertThat(find(MediaKind.VIDEO, 1)).map(StoredBlob::key).contains(new BlobKey("b.mp4"));
    }

    @Test
    void aVideoWithAHashButNoFileIsNotFound() {
        db.run(tx -> tx.generations()
                .insert(generation("older")
                        .contentHash(hash(1))
                        .createdAt(micros(-1))
                        .build()));
        assertThat(find(MediaKind.VIDEO, 1)).isEmpty();
        insertOneOfEachKind(hash(1));
        assertThat(find(MediaKind.VIDEO, 1)).contains(stored("g.mp4"));
    }

    @Test
    void finalCutsAreNotFoundByHash() {
        db.run(tx -> tx.projects()
                .insert(project("p").videoPath(KEY).contentHash(hash(1)).build()));
        assertThat(find(MediaKind.VIDEO, 1)).isEmpty();
    }

    @Test
    void aThumbnailIsNotFoundByTheHashOfItsImage() {
        db.run(tx -> tx.images()
                .insert(image("i").thumbPath(KEY).contentHash(hash(1)).build()));
        assertThat(find(MediaKind.IMAGE, 1)).map(StoredBlob::key).contains(new BlobKey("images/i.png"));
    }

    private Optional<StoredBlob> find(MediaKind kind, int hash) {
        return db.read(tx -> tx.references().findByHash(kind, hash(hash)));
    }
}
