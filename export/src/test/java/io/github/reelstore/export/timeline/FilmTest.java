package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.testkit.rows.SampleRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FilmTest {

    private static GenerationView view(VideoGenerationBuilder video) {
        return new GenerationView(video.build(), Optional.empty(), List.of(), Optional.empty(), List.of());
    }

    private static VideoGenerationBuilder video(String id) {
        return SampleRows.generation(id, "dusk")
                .filePath(new BlobKey("projects/dusk/videos/" + id + ".mp4"))
                .status(GenerationStatus.COMPLETED);
    }

    /** Another program may have written a blank; such a video is in no scene of the storyboard. */
    @Test
    void videosWithoutASceneComeLastOldestFirst() {
        Storyboard board = new SampleFilm("Dusk").scene("s1").film().storyboard();
        List<GenerationView> views = Stream.of(
                        video("none"),
                        video("blank").sceneId(" "),
                        video("of-a-scene").sceneId("s1"),
                        video("pending").status(GenerationStatus.PENDING),
                        video("without-a-file").filePath(Optional.empty()))
                .map(FilmTest::view)
                .toList();

        Film film = Film.of(board, new ProjectWithGenerations(board.project(), views), List.of());

        assertThat(film.storyboard().scenes())
                .extracting(scene -> scene.scene().sceneId())
                .containsExactly("s1", "none", "blank");
    }
}
