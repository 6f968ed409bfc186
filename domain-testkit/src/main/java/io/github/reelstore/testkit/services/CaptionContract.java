package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.board.ImportedCaptions;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.captions.Caption;
import io.github.reelstore.domain.storyboard.captions.CaptionFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for the captions of {@link StoryboardService}; see {@link ServicesFixture}. */
public abstract class CaptionContract {

    private static final LanguageTag VI = LanguageTag.of("vi");
    private static final LanguageTag EN = LanguageTag.of("en");

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private StoryboardService storyboards() {
        return new StoryboardService(
                store.transactions(),
                store.jobs(store.alice(), PriceTable.EMPTY),
                store.alice().profile());
    }

    private SceneService scenes() {
        return new SceneService(store.transactions(), store.alice().profile());
    }

    private ProjectId newProject() {
        return store.alice().newProject("p").id();
    }

    private void addScene(ProjectId project, String id, long lengthMs) {
        scenes().add(project, NewScene.builder().sceneId(id).lengthMs(lengthMs).build());
    }

    private SceneLine say(ProjectId project, String scene, LanguageTag language, String text) {
        return scenes().setLine(project, scene, language, text, Optional.empty());
    }

    private void addAudio(ProjectId project, String scene, LanguageTag language, int number, long durationMs) {
        store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project,
                        SampleDrafts.mp3(number),
                        AudioGeneration.builder()
                                .provider("speaker")
                                .sceneId(scene)
                                .language(language)
                                .durationMs(durationMs)));
    }

    private void addVideo(ProjectId project, String scene, int number) {
        store.alice()
                .generations()
                .addVideo(new NewGeneration(
                        project,
                        SampleDrafts.mp4(number),
                        VideoGeneration.builder().sceneId(scene).prompt("a wave")));
    }

    private static Caption caption(String scene, long startMs, long endMs, String text) {
        return new Caption(Optional.of(scene), startMs, endMs, text);
    }

    private List<SceneLine> lines(ProjectId project, String scene) {
        return scenes().lines(project, scene);
    }

    private static Caption unnamed(long startMs, long endMs, String text) {
        return new Caption(Optional.empty(), startMs, endMs, text);
    }

    @Test
    void aCaptionIsShownWhileItsSceneIsSpoken() {
        ProjectId project = newProject();
        addScene(project, "1", 8_000);
        addScene(project, "2", 5_000);
        addScene(project, "3", 4_000);
        say(project, "1", VI, "một");
        say(project, "2", EN, "two");
        say(project, "3", VI, "ba");
        addAudio(project, "1", VI, 1, 3_000);

        assertThat(storyboards().captions(project, VI))
                .containsExactly(caption("1", 0, 3_000, "một"), caption("3", 13_000, 17_000, "ba"));
        assertThat(storyboards().captions(project, EN)).containsExactly(caption("2", 8_000, 13_000, "two"));
        assertThat(storyboards().captions(project, LanguageTag.of("fr"))).isEmpty();
    }

    @Test
    void captionsOfALanguageHaveTheLinesOfItsRegionalForms() {
        LanguageTag vietnam = LanguageTag.of("vi-VN");
        ProjectId project = newProject();
        addScene(project, "1", 2_000);
        addScene(project, "2", 2_000);
        addScene(project, "3", 2_000);
        say(project, "1", vietnam, "một");
        say(project, "2", VI, "hai");
        say(project, "2", vietnam, "số hai");
        say(project, "3", EN, "three");
        addAudio(project, "1", vietnam, 1, 3_000);
        addAudio(project, "2", VI, 2, 1_000);

        List<Caption> captions = List.of(caption("1", 0, 3_000, "một"), caption("2", 3_000, 4_000, "hai"));
        assertThat(storyboards().captions(project, VI)).isEqualTo(captions);
        assertThat(storyboards().captions(project, VI, List.of(VI))).isEqualTo(captions);
        assertThat(storyboards().captions(project, VI, List.of(EN)))
                .containsExactly(caption("1", 0, 2_000, "một"), caption("2", 2_000, 4_000, "hai"));
    }

    @Test
    void aSceneLastsAsLongAsItIsSpokenInTheFilmOfTheLanguage() {
        ProjectId project = newProject();
        addScene(project, "1", 2_000);
        addScene(project, "2", 2_000);
        for (String scene : List.of("1", "2")) {
            say(project, scene, VI, "dòng " + scene);
            say(project, scene, EN, "line " + scene);
        }
        addAudio(project, "1", VI, 1, 5_000);
        addAudio(project, "1", EN, 2, 3_000);

        assertThat(storyboards().captions(project, VI))
                .containsExactly(caption("1", 0, 5_000, "dòng 1"), caption("2", 5_000, 7_000, "dòng 2"));
        assertThat(storyboards().captions(project, EN))
                .containsExactly(caption("1", 0, 3_000, "line 1"), caption("2", 3_000, 5_000, "line 2"));
        assertThat(storyboards().captions(project, VI, List.of(EN)))
                .as("subtitles of the English film")
                .containsExactly(caption("1", 0, 3_000, "dòng 1"), caption("2", 3_000, 5_000, "dòng 2"));
        assertThat(storyboards().captions(project, EN, List.of(VI, EN)))
                .as("a film with both audio tracks")
                .containsExactly(caption("1", 0, 3_000, "line 1"), caption("2", 5_000, 7_000, "line 2"));
    }

    @Test
    void subtitlesWithoutAudioAreForTheFilmInAllLanguages() {
        ProjectId project = newProject();
        addScene(project, "1", 0);
        addScene(project, "2", 0);
        say(project, "1", VI, "một");
        say(project, "2", VI, "hai");
        addAudio(project, "1", EN, 1, 3_000);

        assertThat(storyboards().captions(project, VI))
                .as("the second scene takes no time")
                .containsExactly(caption("1", 0, 3_000, "một"));
        Storyboard board = storyboards().getStoryboard(project);
        assertThat(StoryboardService.scenesWithoutCaption(board, VI, List.of())).containsExactly("2");
        assertThat(StoryboardService.scenesWithoutCaption(board, VI, List.of(VI)))
                .containsExactly("1", "2");
        assertThat(StoryboardService.scenesWithoutCaption(board, EN, List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CaptionFormat.class)
    void importingWhatWasExportedChangesNothing(CaptionFormat format) {
        ProjectId project = newProject();
        addScene(project, "1", 8_000);
        addScene(project, "2", 5_000);
        say(project, "1", EN, "one");
        say(project, "1", VI, " <i>một</i>\r\n\r\n--> hai & {\\an8} ");
        scenes().setLine(project, "2", VI, "hai", Optional.empty());
        List<SceneLine> before = lines(project, "1");

        String file = format.write(storyboards().captions(project, VI));
        ImportedCaptions imported = storyboards().importCaptions(project, VI, format.read(file));

        assertThat(imported).isEqualTo(new ImportedCaptions(List.of(), 2, List.of()));
        assertThat(lines(project, "1")).isEqualTo(before);
    }

    @Test
    void aCaptionBelongsToTheSceneThatItNamesOrElseToTheOneInWhichItsMiddleIs() {
        ProjectId project = newProject();
        addScene(project, "1", 8_000);
        addScene(project, "2", 5_000);
        say(project, "1", EN, "one");

        ImportedCaptions imported = storyboards()
                .importCaptions(
                        project,
                        VI,
                        List.of(
                                unnamed(7_000, 8_999, "a"),
                                unnamed(7_000, 9_000, "b"),
                                caption("1", 12_000, 13_000, "c"),
                                caption("unknown", 8_000, 9_000, "d"),
                                unnamed(12_000, 14_000, "e")));

        assertThat(imported.lines())
                .extracting(SceneLine::sceneId, SceneLine::text)
                .containsExactly(tuple("1", "a\nc"), tuple("2", "b"));
        assertThat(imported.unchanged()).isZero();
        assertThat(imported.unplaced())
                .as("other captions of the file name scenes, so this one is of a scene that is gone")
                .containsExactly(caption("unknown", 8_000, 9_000, "d"), unnamed(12_000, 14_000, "e"));
        assertThat(lines(project, "1")).extracting(SceneLine::text).containsExactly("one", "a\nc");
        assertThat(lines(project, "2")).isEqualTo(imported.lines().subList(1, 2));
    }

    @Test
    void anImportedLineStaysATranslation() {
        ProjectId project = newProject();
        addScene(project, "1", 8_000);
        addScene(project, "2", 8_000);
        for (String scene : List.of("1", "2")) {
            say(project, scene, EN, "hello");
            scenes().setLine(project, scene, VI, "xin chào", Optional.of(EN));
        }

        storyboards()
                .importCaptions(project, VI, List.of(caption("1", 0, 1, "xin chào"), caption("2", 0, 1, "chào bạn")));

        SceneLine.Source source = new SceneLine.Source(EN, InputDigest.of("hello"));
        assertThat(lines(project, "1").get(1).translatedFrom()).contains(source);
        assertThat(lines(project, "2").get(1).text()).isEqualTo("chào bạn");
        assertThat(lines(project, "2").get(1).translatedFrom()).contains(source);
    }

    @Test
    void anImportReturnsTheTextsThatItReplacesAndAPreviewChangesNothing() {
        ProjectId project = newProject();
        addScene(project, "1", 8_000);
        addVideo(project, "from rows", 1);
        say(project, "1", VI, "xin chào");
        List<Caption> captions =
                List.of(caption("1", 0, 1, "chào bạn"), caption("from rows", 0, 1, "hai"), caption("gone", 0, 1, "ba"));

        ImportedCaptions preview = storyboards().previewImport(project, VI, captions, List.of());

        assertThat(preview.changes())
                .extracting(change -> change.line().text(), ImportedCaptions.Change::before)
                .containsExactly(tuple("chào bạn", Optional.of("xin chào")), tuple("hai", Optional.empty()));
        assertThat(preview.unplaced()).containsExactly(captions.get(2));
        assertThat(lines(project, "1")).extracting(SceneLine::text).containsExactly("xin chào");
        assertThat(storyboards().getStoryboard(project).scenes())
                .extracting(scene -> scene.scene().version())
                .as("the scene that only a row names is not stored")
                .containsExactly(1L, 0L);
        assertThat(storyboards().importCaptions(project, VI, captions)).isEqualTo(preview);
    }

    @Test
    void anImportReplacesTheRegionalLinesThatWereExportedForALanguage() {
        ProjectId project = newProject();
        addScene(project, "1", 8_000);
        addScene(project, "2", 8_000);
        LanguageTag brazil = LanguageTag.of("pt-BR");
        LanguageTag pt = LanguageTag.of("pt");
        say(project, "1", brazil, "olá ");
        say(project, "2", brazil, "tchau");
        List<Caption> exported = storyboards().captions(project, pt);

        assertThat(storyboards().importCaptions(project, pt, exported).changes())
                .as("white space at the end makes no other text")
                .isEmpty();
        ImportedCaptions imported = storyboards()
                .importCaptions(project, pt, List.of(exported.get(0), caption("2", 8_000, 16_000, "até logo")));

        assertThat(imported.changes())
                .extracting(change -> change.line().language(), ImportedCaptions.Change::before)
                .containsExactly(tuple(brazil, Optional.of("tchau")));
        assertThat(lines(project, "2")).extracting(SceneLine::text).containsExactly("até logo");
        assertThat(storyboards().getStoryboard(project).languages()).doesNotContain(pt);
    }

    @Test
    void scenesThatOnlyRowsNameAreStoredWithTheirLines() {
        ProjectId project = newProject();
        addScene(project, "1", 8_000);
        addVideo(project, "from rows", 1);
        store.clock.advance(Duration.ofSeconds(1));
        addVideo(project, "another", 2);

        storyboards().importCaptions(project, VI, List.of(caption("another", 0, 1, "xin chào")));

        assertThat(storyboards().getStoryboard(project).scenes())
                .extracting(StoryboardScene::scene)
                .extracting(Scene::sceneId, Scene::version)
                .containsExactly(tuple("1", 1L), tuple("from rows", 1L), tuple("another", 1L));
        assertThat(lines(project, "another")).extracting(SceneLine::text).containsExactly("xin chào");
    }

    @Test
    void withoutCaptionsOrProjectTheImportIsRefused() {
        ProjectId project = newProject();
        store.assertRefused(
                StorageException.InvalidInput.class, () -> storyboards().importCaptions(project, VI, List.of()));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> storyboards().previewImport(project, VI, List.of(), List.of()));
        store.assertRefused(
                StorageException.NotFound.class,
                () -> storyboards().importCaptions(new ProjectId("none"), VI, List.of(unnamed(0, 1, "a"))));
        store.assertRefused(StorageException.NotFound.class, () -> storyboards().captions(new ProjectId("none"), VI));
    }
}
