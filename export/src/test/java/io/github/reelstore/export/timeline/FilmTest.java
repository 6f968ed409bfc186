package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FilmTest {

    private static final ProjectId DUSK = new ProjectId("dusk");

    /** A completed video that was created at this minute. */
    private static VideoGenerationBuilder video(String id, int minute) {
        return SampleRows.generation(id, DUSK.value())
                .createdAt(SampleRows.START.plus(Duration.ofMinutes(minute)))
                .filePath(new BlobKey("projects/dusk/videos/" + id + ".mp4"))
                .durationMs(1000L)
                .status(GenerationStatus.COMPLETED);
    }

    /** The film of a project without stored scenes, whose videos were stored in this order. */
    private static Film film(VideoGenerationBuilder... videos) {
        Transactions transactions = new InMemoryTransactions(Clock.systemUTC());
        transactions.inTransaction(SampleRows.ALICE, tx -> {
            tx.projects().insert(SampleRows.project(DUSK.value()).build());
            Stream.of(videos).forEach(video -> tx.generations().insert(video.build()));
            return true;
        });
        BlobStore blobs = new InMemoryBlobStore();
        IdGenerator ids = new SequentialIds(Clock.systemUTC());
        MediaService media = new MediaService(transactions, blobs, SampleRows.ALICE);
        GenerationService generations = new GenerationService(transactions, media, ids, SampleRows.ALICE);
        JobService jobs = new JobService(transactions, blobs, generations, ids, SampleRows.ALICE, PriceTable.EMPTY);
        return Film.of(
                new StoryboardService(transactions, jobs, SampleRows.ALICE).getStoryboard(DUSK),
                new ProjectService(transactions, media, ids, SampleRows.ALICE).getProjectWithGenerations(DUSK),
                List.of());
    }

    private static List<String> scenes(Film film) {
        return film.storyboard().scenes().stream()
                .map(scene -> scene.scene().sceneId())
                .toList();
    }

    /** Another program may have written a blank; such a video is in no scene of the storyboard. */
    @Test
    void videosWithoutASceneComeLastOldestFirst() {
        Film film = film(
                video("newest", 9),
                video("blank", 2).sceneId(" "),
                video("of-a-scene", 5).sceneId("s1"),
                video("pending", 3).status(GenerationStatus.PENDING),
                video("without-a-file", 4).filePath(Optional.empty()),
                video("oldest", 1));

        assertThat(scenes(film)).containsExactly("s1", "oldest", "blank", "newest");
    }

    @Test
    void withoutAStoryboardVideosComeBySceneAndTime() {
        Film film = film(
                video("retake", 8).sceneId("shore"),
                video("harbour", 4).sceneId("a-harbour"),
                video("loose", 1),
                video("shore", 2).sceneId("shore"));

        assertThat(scenes(film)).containsExactly("shore", "a-harbour", "loose");
        Timeline timeline = TimelineBuilder.build(film, List.of(), Optional.of(new FrameRate(24, 1)));
        assertThat(timeline.video().items())
                .extracting(item -> item.media().orElseThrow().notes().get("take"))
                .containsExactly("retake", "harbour", "loose");
    }

    @Test
    void videosWhoseFileIsNotInTheStoreAreFoundByScene() {
        Film film = film(
                video("loose", 1).filePath(Optional.empty()).videoPath("/app/loose.mp4"),
                video("later", 5).sceneId("later").filePath(Optional.empty()).videoPath("/app/later.mp4"),
                video("earlier", 3)
                        .sceneId("earlier")
                        .filePath(Optional.empty())
                        .videoPath("/app/earlier.mp4"),
                video("imported", 2).sceneId("imported").videoPath("/app/imported.mp4"),
                video("pending", 6)
                        .sceneId("waiting")
                        .filePath(Optional.empty())
                        .status(GenerationStatus.PROCESSING),
                video("failed", 7).sceneId("failed").filePath(Optional.empty()).status(GenerationStatus.FAILED));

        assertThat(film.scenesWith(Film::isOutside)).containsExactly("earlier", "later", "loose");
        assertThat(film.scenesWith(Film::isPending)).containsExactly("waiting");
    }
}
