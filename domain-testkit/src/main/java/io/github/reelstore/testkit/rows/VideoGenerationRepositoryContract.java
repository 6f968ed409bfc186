package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for {@link VideoGenerationRepository}, except for links and what it shares with the other
 * repositories; see {@link DatabaseFixture}.
 */
public abstract class VideoGenerationRepositoryContract {

    private static final ProjectId PROJECT = new ProjectId("p");
    private static final GenerationId VIDEO = new GenerationId("g");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Test
    void theVideosOfAudioReferToItAsTheirFirstAudioOrAsATrack() {
        LinkedVideo.insert(db);
        LinkedVideo.insertRowsOfBob(db);
        db.run(tx -> {
            AudioId audio = new AudioId("a1");
            tx.generations().insert(generation("both").audioGenerationId(audio).build());
            tx.generations().link(SampleRows.tracks(SampleRows.track("both", "en", "a1")));
            tx.generations().insert(generation("first").audioGenerationId(audio).build());
            assertThat(tx.audio().videosOf(audio))
                    .containsExactly(new GenerationId("both"), new GenerationId("first"), VIDEO);
            assertThat(tx.audio().videosOf(new AudioId("none"))).isEmpty();
        });
        db.runAs(BOB, tx -> assertThat(tx.audio().videosOf(new AudioId("a1"))).isEmpty());
    }

    @Test
    void insertRefusesAMissingImageOrAudio() {
        LinkedVideo.insertRowsOfBob(db);
        for (String id : List.of("none", "theirs")) {
            VideoGeneration ofImage =
                    generation("g").imageGenerationId(new ImageId(id)).build();
            VideoGeneration ofAudio =
                    generation("g").audioGenerationId(new AudioId(id)).build();
            db.assertRefused(
                    StorageException.NotFound.class, id, tx -> tx.generations().insert(ofImage));
            db.assertRefused(
                    StorageException.NotFound.class, id, tx -> tx.generations().insert(ofAudio));
        }
        assertThat(db.found(tx -> tx.generations().find(VIDEO))).isEmpty();
    }

    @Test
    void insertAllInsertsEachRowAsInsertDoes() {
        BlobKey key = BlobKey.parse("projects/p/videos/with-file.mp4");
        VideoGeneration withFile = generation("with-file", "p").filePath(key).build();
        VideoGeneration withSeed = generation("with-seed", "p")
                .seed(Seed.of("18446744073709551615"))
                .prompt("it's 🎬")
                .build();
        List<VideoGeneration> rows = Stream.concat(
                        Stream.of(withFile, withSeed),
                        IntStream.range(0, 300)
                                .mapToObj(i -> generation("row-" + i, "p").build()))
                .toList();
        db.run(tx -> insertProject(tx, "p", "c"));
        db.run(tx -> tx.generations().insertAll(rows));
        assertThat(db.listed(tx -> tx.generations().ofProject(PROJECT))).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(db.found(tx -> tx.references().find(key))).isPresent();
        db.run(tx -> tx.generations().insertAll(List.of()));
    }

    @Test
    void insertAllInsertsNoRowIfOneIsRefused() {
        VideoGeneration first = generation("first").build();
        VideoGeneration inMissingProject = generation("second", "none").build();
        db.assertRefused(
                StorageException.NotFound.class,
                "none",
                tx -> tx.generations().insertAll(List.of(first, inMissingProject)));
        assertThat(db.found(tx -> tx.generations().find(first.id()))).isEmpty();

        assertThatThrownBy(() -> db.run(tx -> tx.generations().insertAll(List.of(first, first))))
                .isInstanceOf(StorageException.AlreadyExists.class);
        assertThat(db.found(tx -> tx.generations().find(first.id()))).isEmpty();
    }

    @Test
    void updateRefusesAMissingImageOrAudio() {
        LinkedVideo.insertRowsOfBob(db);
        VideoGeneration video = db.insertFull(new TestedVideos(), 1);
        Patch<VideoGeneration> none = Patch.empty();
        for (String id : List.of("none", "theirs")) {
            db.assertRefused(
                    StorageException.NotFound.class,
                    id,
                    tx -> tx.generations()
                            .update(video.id(), none.set(GenerationField.IMAGE_GENERATION_ID, new ImageId(id))));
            db.assertRefused(
                    StorageException.NotFound.class,
                    id,
                    tx -> tx.generations()
                            .update(video.id(), none.set(GenerationField.AUDIO_GENERATION_ID, new AudioId(id))));
        }
        assertThat(db.found(tx -> tx.generations().find(video.id()))).contains(video);
    }

    @Test
    void videosOfAProjectAreListedOldestFirst() {
        VideoGeneration late = generation("a", "p").createdAt(micros(9)).build();
        VideoGeneration full = generation("B", "p").prompt("a prompt").build();
        VideoGeneration tied = generation("b", "p").build();
        VideoGeneration early = generation("z", "p").createdAt(micros(-1)).build();
        db.run(tx -> {
            insertProject(tx, "p", "c");
            insertProject(tx, "other", "c");
            List.of(late, tied, early, full).forEach(tx.generations()::insert);
            tx.generations().insert(generation("of-other", "other").build());
            tx.generations().insert(generation("of-none").build());
        });
        assertThat(db.listed(tx -> tx.generations().ofProject(PROJECT))).containsExactly(early, full, tied, late);
    }

    @Test
    void videosOfAProjectAreListedPageByPage() {
        List<VideoGeneration> videos = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            // two at the same time
            videos.add(generation("g" + i, "p").createdAt(micros(i / 2)).build());
        }
        db.run(tx -> {
            insertProject(tx, "p", "c");
            insertProject(tx, "other", "c");
            videos.forEach(tx.generations()::insert);
            tx.generations().insert(generation("of-other", "other").build());
        });

        List<VideoGeneration> read = new ArrayList<>();
        PageRequest request = PageRequest.first(2);
        for (int pages = 0; pages < 3; pages++) {
            PageRequest next = request;
            Page<VideoGeneration> page = db.read(tx -> tx.generations().ofProject(PROJECT, next));
            assertThat(page.items()).hasSize(pages < 2 ? 2 : 1);
            assertThat(page.next().isPresent()).isEqualTo(pages < 2);
            read.addAll(page.items());
            request = page.next().map(request::after).orElse(request);
        }
        assertThat(read).isEqualTo(videos);
        db.runAs(
                BOB,
                tx -> assertThat(tx.generations()
                                .ofProject(PROJECT, PageRequest.first(2))
                                .items())
                        .isEmpty());
    }

    @Test
    void linksOfVideosAreOfThoseOfTheProfile() {
        LinkedVideo.insert(db);
        GenerationLinks links = db.links(tx -> tx.generations().linksOf(VIDEO));
        assertThat(links).isNotEqualTo(GenerationLinks.NONE);
        assertThat(db.links(tx -> tx.generations().linksOf(List.of(new GenerationId("none"), VIDEO))))
                .isEqualTo(links);
        assertThat(db.links(tx -> tx.generations().linksOf(List.of()))).isEqualTo(GenerationLinks.NONE);
        assertThat(db.linksAs(BOB, tx -> tx.generations().linksOf(List.of(VIDEO))))
                .isEqualTo(GenerationLinks.NONE);
    }

    @Test
    void aMissingProjectHasNoVideosAndNoLinks() {
        LinkedVideo.insert(db);
        for (ProjectId project : List.of(new ProjectId("none"), new ProjectId("P"))) {
            assertThat(db.listed(tx -> tx.generations().ofProject(project))).isEmpty();
            assertThat(db.links(tx -> tx.generations().linksOfProject(project))).isEqualTo(GenerationLinks.NONE);
        }
    }

    @Test
    void anotherProfilesProjectHasNoVideosAndNoLinks() {
        LinkedVideo.insert(db);
        assertThat(db.listedAs(BOB, tx -> tx.generations().ofProject(PROJECT))).isEmpty();
        assertThat(db.linksAs(BOB, tx -> tx.generations().linksOfProject(PROJECT)))
                .isEqualTo(GenerationLinks.NONE);
        assertThat(db.linksAs(BOB, tx -> tx.generations().linksOf(VIDEO))).isEqualTo(GenerationLinks.NONE);
    }

    @Test
    void deleteRemovesAVideoWithItsLinksAndNothingElse() {
        LinkedVideo.insert(db);
        db.run(tx -> tx.generations()
                .update(
                        VIDEO,
                        Patch.<VideoGeneration>empty()
                                .set(GenerationField.IMAGE_GENERATION_ID, new ImageId("i1"))
                                .set(GenerationField.AUDIO_GENERATION_ID, new AudioId("a1"))
                                .set(GenerationField.FILE_PATH, new BlobKey("video.mp4"))));
        assertThat(db.deletion(tx -> tx.generations().delete(VIDEO))).isEqualTo(new Deletion(1, 1));
        assertThat(db.tombstoneKeys()).containsExactly(new BlobKey("video.mp4"));
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(GenerationLinks.NONE);
        assertThat(db.found(tx -> tx.images().find(new ImageId("i1"))))
                .contains(image("i1").build());
        assertThat(db.found(tx -> tx.audio().find(new AudioId("a1"))))
                .contains(audio("a1").build());
        assertThat(db.found(tx -> tx.projects().find(PROJECT))).isPresent();

        // a new video with the same id has no links either
        db.run(tx -> tx.generations().insert(generation("g", "p").build()));
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(GenerationLinks.NONE);
        assertThat(db.links(tx -> tx.generations().linksOfProject(PROJECT))).isEqualTo(GenerationLinks.NONE);
    }

    @Test
    void deletingAVideoWithoutAFileAddsNoTombstone() {
        db.run(tx -> tx.generations().insert(generation("g").build()));
        assertThat(db.deletion(tx -> tx.generations().delete(VIDEO))).isEqualTo(new Deletion(1, 0));
    }
}
