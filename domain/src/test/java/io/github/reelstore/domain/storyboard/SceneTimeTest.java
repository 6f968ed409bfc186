package io.github.reelstore.domain.storyboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SceneTimeTest {

    private static final LanguageTag EN = LanguageTag.of("en");
    private static final LanguageTag VI = LanguageTag.of("vi");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static StoryboardScene scene(
            String id, Optional<Long> wanted, Optional<Long> video, Map<LanguageTag, Long> audio) {
        Scene scene = SceneBuilder.builder()
                .projectId(new ProjectId("p"))
                .sceneId(id)
                .profileId(new ProfileId("alice"))
                .position(new ScenePosition("V"))
                .lengthMs(wanted)
                .version(1)
                .createdAt(NOW)
                .updatedAt(NOW)
                .build();
        List<Cell> cells = new ArrayList<>();
        cells.add(cell(CellKey.video(id), video));
        audio.forEach((language, length) -> cells.add(cell(CellKey.audio(id, language), Optional.of(length))));
        return new StoryboardScene(scene, List.of(), Set.of(), cells);
    }

    private static Cell cell(CellKey key, Optional<Long> length) {
        Optional<Take> take = length.map(ms -> new Take(
                key,
                "take",
                GenerationStatus.COMPLETED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ms),
                Optional.empty(),
                Optional.empty(),
                NOW));
        return new Cell(
                key,
                CellState.PRESENT,
                new StandingTake(key, take, Optional.empty(), 1),
                Set.of(),
                Optional.empty(),
                0,
                false,
                Optional.empty());
    }

    private static Storyboard board(StoryboardScene... scenes) {
        VideoProject project = VideoProject.builder()
                .id(new ProjectId("p"))
                .profileId(new ProfileId("alice"))
                .title("p")
                .version(1)
                .createdAt(NOW)
                .updatedAt(NOW)
                .build();
        return new Storyboard(project, List.of(EN, VI), List.of(scenes));
    }

    private static List<String> times(List<LanguageTag> heard, StoryboardScene... scenes) {
        return SceneTime.of(board(scenes), heard).stream()
                .map(time -> time.scene().scene().sceneId() + " " + time.startMs() + "-" + time.endMs() + " "
                        + time.videoMs())
                .toList();
    }

    @Test
    void scenesFollowOneAnotherAsLongAsTheirVideos() {
        assertThat(times(
                        List.of(),
                        scene("a", Optional.of(9_000L), Optional.of(4_000L), Map.of(EN, 3_000L)),
                        scene("b", Optional.empty(), Optional.of(2_500L), Map.of())))
                .containsExactly("a 0-4000 4000", "b 4000-6500 2500");
    }

    @Test
    void longerAudioOfAHeardLanguageMakesASceneLonger() {
        StoryboardScene scene = scene("a", Optional.empty(), Optional.of(4_000L), Map.of(EN, 4_200L, VI, 6_000L));
        StoryboardScene next = scene("b", Optional.empty(), Optional.of(1_000L), Map.of());
        assertThat(times(List.of(), scene, next)).containsExactly("a 0-6000 4000", "b 6000-7000 1000");
        assertThat(times(List.of(EN), scene, next)).containsExactly("a 0-4200 4000", "b 4200-5200 1000");
        assertThat(times(List.of(LanguageTag.of("de")), scene, next))
                .containsExactly("a 0-4000 4000", "b 4000-5000 1000");
    }

    @Test
    void aSceneWithoutAVideoIsAsLongAsItShouldBeOrItsAudioNeeds() {
        assertThat(times(
                        List.of(),
                        scene("a", Optional.of(3_000L), Optional.empty(), Map.of()),
                        scene("b", Optional.of(3_000L), Optional.empty(), Map.of(VI, 5_000L)),
                        scene("c", Optional.empty(), Optional.empty(), Map.of()),
                        scene("d", Optional.empty(), Optional.empty(), Map.of(EN, 1_000L))))
                .containsExactly("a 0-3000 0", "b 3000-8000 0", "c 8000-8000 0", "d 8000-9000 0");
    }

    @Test
    void inAFilmWithoutAudioOfItsOwnAllLanguagesAreHeard() {
        LanguageTag british = LanguageTag.of("en-GB");
        Storyboard board = board(scene("a", Optional.empty(), Optional.empty(), Map.of(british, 1_000L)));
        assertThat(SceneTime.heardIn(board, List.of(british))).containsExactly(british);
        assertThat(SceneTime.heardIn(board, List.of(EN)))
                .as("it stands for its regional forms")
                .containsExactly(EN);
        assertThat(SceneTime.heardIn(board, List.of(VI, EN))).containsExactly(VI, EN);
        assertThat(SceneTime.heardIn(board, List.of(VI))).containsExactly(EN, VI);
        assertThat(SceneTime.heardIn(board, List.of())).containsExactly(EN, VI);
    }
}
