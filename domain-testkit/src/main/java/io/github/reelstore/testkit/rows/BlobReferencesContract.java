package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
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
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract tests for {@link BlobReferences}: one JUnit test for each rule in the port's javadoc. Extend this class in
 * your adapter's tests as {@link TransactionsContract} shows.
 */
public abstract class BlobReferencesContract extends GarbageContract {

    private static final BlobKey KEY = new BlobKey("folder/k.bin");

    /** Called by the adapter's test class. */
    protected BlobReferencesContract() {}

    @ParameterizedTest
    @EnumSource(KeyColumn.class)
    void aFileIsFoundByEachColumnThatRefersToIt(KeyColumn column) {
        run(tx -> column.insert(tx, "r", KEY));
        assertThat(find(KEY)).contains(column.expected(KEY));
    }

    @ParameterizedTest
    @EnumSource(KeyColumn.class)
    void aFileOfAnotherProfileIsNotFound(KeyColumn column) {
        run(tx -> column.insert(tx, "r", KEY));
        assertThat(foundAs(BOB, tx -> tx.references().find(KEY))).isEmpty();
    }

    @Test
    void anUnreferencedFileIsNotFound() {
        assertThat(find(KEY)).isEmpty();
        run(tx -> tx.images().insert(image("i").filePath(KEY).build()));
        assertThat(find(new BlobKey("folder/K.bin"))).isEmpty();
        assertThat(find(new BlobKey("folder"))).isEmpty();
        assertThat(find(new BlobKey("folder/k.bin2"))).isEmpty();
        run(tx -> tx.images().delete(new ImageId("i")));
        assertThat(find(KEY)).isEmpty();
    }

    @Test
    void hashAndSizeAreEmptyIfTheRowDoesNotHaveThem() {
        BlobKey key = new BlobKey("images/i.png");
        run(tx -> tx.images().insert(image("i").build()));
        assertThat(find(key)).contains(new StoredBlob(key, Optional.empty(), Optional.empty()));
        run(tx -> tx.projects().insert(project("p").videoPath(KEY).build()));
        assertThat(find(KEY)).contains(new StoredBlob(KEY, Optional.empty(), Optional.empty()));
    }

    @Test
    void aFileReferencedBySeveralRowsIsFound() {
        for (KeyColumn column : KeyColumn.values()) {
            run(tx -> column.insert(tx, "r-" + column, KEY));
        }
        assertThat(find(KEY)).map(StoredBlob::key).contains(KEY);
    }

    /** {@code video_path} of a generation is another program's path, not a blob key. */
    @Test
    void videoPathOfAVideoIsNotAReference() {
        run(tx -> tx.generations().insert(generation("g").videoPath(KEY.value()).build()));
        assertThat(find(KEY)).isEmpty();
    }

    private Optional<StoredBlob> find(BlobKey key) {
        return read(tx -> tx.references().find(key));
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
        run(tx -> tx.images().delete(new ImageId("i")));
        assertThat(find(MediaKind.IMAGE, 1)).isEmpty();
        run(tx -> tx.audio().delete(new AudioId("a")));
        assertThat(find(MediaKind.AUDIO, 1)).isEmpty();
        run(tx -> tx.generations().delete(new GenerationId("g")));
        assertThat(find(MediaKind.VIDEO, 1)).isEmpty();
    }

    @Test
    void aHashOfAnotherProfileIsNotFound() {
        insertOneOfEachKind(hash(1));
        for (MediaKind kind : MediaKind.values()) {
            assertThat(foundAs(BOB, tx -> tx.references().findByHash(kind, hash(1))))
                    .isEmpty();
        }
    }

    private void insertOneOfEachKind(ContentHash hash) {
        run(tx -> {
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
        run(tx -> {
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
        run(tx -> tx.generations()
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
        run(tx -> tx.projects()
                .insert(project("p").videoPath(KEY).contentHash(hash(1)).build()));
        assertThat(find(MediaKind.VIDEO, 1)).isEmpty();
    }

    @Test
    void aThumbnailIsNotFoundByTheHashOfItsImage() {
        run(tx -> tx.images()
                .insert(image("i").thumbPath(KEY).contentHash(hash(1)).build()));
        assertThat(find(MediaKind.IMAGE, 1)).map(StoredBlob::key).contains(new BlobKey("images/i.png"));
    }

    private Optional<StoredBlob> find(MediaKind kind, int hash) {
        return read(tx -> tx.references().findByHash(kind, hash(hash)));
    }

    @Test
    void aNewDatabaseHasNoTombstones() {
        Page<Tombstone> page = read(tx -> tx.references().tombstones(PageRequest.first(1)));
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void tombstonesAreListedInPagesNewestFirst() {
        for (String key : List.of("e", "a", "b", "D", "c", "f", "g")) {
            if (!List.of("a", "b", "D", "c").contains(key)) {
                clock.advance(Duration.ofNanos(1_000));
            }
            makeTombstone(ALICE, new BlobKey(key));
        }
        Page<Tombstone> first = read(tx -> tx.references().tombstones(PageRequest.first(3)));
        assertThat(first.items())
                .containsExactly(
                        new Tombstone(new BlobKey("g"), micros(3)),
                        new Tombstone(new BlobKey("f"), micros(2)),
                        new Tombstone(new BlobKey("e"), micros(1)));
        Page<Tombstone> second = next(first);
        assertThat(second.items())
                .extracting(tombstone -> tombstone.key().value())
                .containsExactly("c", "b", "a");
        Page<Tombstone> third = next(second);
        assertThat(third.items())
                .extracting(tombstone -> tombstone.key().value())
                .containsExactly("D");
        assertThat(third.next()).isEmpty();
    }

    private Page<Tombstone> next(Page<Tombstone> page) {
        Cursor after = page.next().orElseThrow();
        return read(tx -> tx.references().tombstones(PageRequest.first(3).after(after)));
    }

    @Test
    void aFullLastPageOfTombstonesHasNoNext() {
        makeTombstone(ALICE, new BlobKey("a"));
        makeTombstone(ALICE, new BlobKey("b"));
        Page<Tombstone> page = read(tx -> tx.references().tombstones(PageRequest.first(2)));
        assertThat(page.items()).hasSize(2);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void aProfileHasItsOwnTombstones() {
        makeTombstone(ALICE, new BlobKey("alices"));
        makeTombstone(BOB, new BlobKey("bobs"));
        assertThat(tombstoneKeys()).containsExactly(new BlobKey("alices"));
        assertThat(tombstoneKeysOf(BOB)).containsExactly(new BlobKey("bobs"));
    }

    @Test
    void aNewTombstoneForAKeyHasTheNewTime() {
        makeTombstone(ALICE, KEY);
        clock.advance(Duration.ofSeconds(1));
        makeTombstone(ALICE, KEY);
        assertThat(listed(
                        tx -> tx.references().tombstones(PageRequest.first(10)).items()))
                .containsExactly(new Tombstone(KEY, clock.instant()));
    }

    @Test
    void noTombstoneIsAddedWhileAnotherColumnRefersToTheFile() {
        run(tx -> {
            tx.generations().insert(generation("g").filePath(KEY).build());
            tx.projects().insert(project("p").videoPath(KEY).build());
        });
        run(tx -> tx.generations()
                .update(new GenerationId("g"), Patch.<VideoGeneration>empty().clear(GenerationField.FILE_PATH)));
        assertThat(tombstoneKeys()).isEmpty();
        run(tx -> tx.projects()
                .update(new ProjectId("p"), Patch.<VideoProject>empty().clear(ProjectField.VIDEO_PATH)));
        assertThat(tombstoneKeys()).containsExactly(KEY);
    }

    @Test
    void noTombstoneIsAddedIfTheTransactionRefersToTheKeyAgain() {
        run(tx -> tx.images().insert(image("i").filePath(KEY).build()));
        run(tx -> {
            tx.images().delete(new ImageId("i"));
            tx.audio().insert(audio("a").filePath(KEY).build());
        });
        assertThat(tombstoneKeys()).isEmpty();
        assertThat(find(KEY)).isPresent();
    }
}
