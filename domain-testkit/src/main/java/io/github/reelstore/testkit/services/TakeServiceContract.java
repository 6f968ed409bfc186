package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.board.DeletedTake;
import io.github.reelstore.domain.storyboard.board.TakeService;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link TakeService}; see {@link ServicesFixture}. */
public abstract class TakeServiceContract {

    private static final LanguageTag EN = LanguageTag.of("en");
    private static final LanguageTag VI = LanguageTag.of("vi");
    private static final CellKey VIDEO = CellKey.video("s1");
    private static final CellKey IMAGE = CellKey.image("s1");
    private static final CellKey ENGLISH = CellKey.audio("s1", EN);
    private static final CellKey VIETNAMESE = CellKey.audio("s1", VI);

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private @Nullable VideoProject project;
    private int files;

    @BeforeEach
    void createProject() {
        project = store.alice()
                .projects()
                .create(VideoProject.builder().title("p").defaultLanguage(EN));
    }

    private VideoProject project() {
        if (project == null) {
            throw new IllegalStateException("there is no project yet");
        }
        return project;
    }

    private TakeService takes() {
        return store.alice().takes();
    }

    private String addVideo(String scene) {
        return addVideo(new NewGeneration(
                        project().id(), mp4(++files), VideoGeneration.builder().sceneId(scene)))
                .id()
                .value();
    }

    private VideoGeneration addVideo(NewGeneration video) {
        store.clock.advance(Duration.ofSeconds(1));
        return store.alice().generations().addVideo(video);
    }

    private String addImage(@Nullable String scene) {
        store.clock.advance(Duration.ofSeconds(1));
        return store.alice()
                .generations()
                .addImage(new NewImage(
                        project().id(),
                        png(++files),
                        ImageGeneration.builder().provider("painter").sceneId(scene)))
                .id()
                .value();
    }

    private NewAudio audio(@Nullable String scene, @Nullable LanguageTag language) {
        store.clock.advance(Duration.ofSeconds(1));
        return new NewAudio(
                project().id(),
                mp3(++files),
                AudioGeneration.builder()
                        .provider("speaker")
                        .sceneId(Optional.ofNullable(scene))
                        .language(Optional.ofNullable(language)));
    }

    private String addAudio(@Nullable String scene, @Nullable LanguageTag language) {
        return store.alice().generations().addAudio(audio(scene, language)).id().value();
    }

    private StandingTake choose(CellKey cell, String take) {
        return takes().choose(project().id(), cell, take, Optional.empty());
    }

    private StandingTake undo(CellKey cell) {
        assertThat(takes().canUndo(project().id(), cell)).isTrue();
        return takes().undo(project().id(), cell);
    }

    private void assertNothingToUndo(CellKey cell) {
        assertThat(takes().canUndo(project().id(), cell)).isFalse();
        StorageException refused = store.assertRefused(
                StorageException.Conflict.class, () -> takes().undo(project().id(), cell));
        assertThat(refused.subject()).isEqualTo(cell.sceneId());
    }

    private StandingTake reject(MediaKind track, String take, String reason) {
        store.clock.advance(Duration.ofSeconds(1));
        return takes().reject(project().id(), track, take, reason);
    }

    private StandingTake standing(CellKey cell) {
        return takes().standing(project().id(), cell);
    }

    private List<Selection> history(CellKey cell) {
        return takes().history(project().id(), cell, PageRequest.first(100)).items();
    }

    private List<CellKey> chosenIn(String video) {
        return takes().chosenIn(project().id(), MediaKind.VIDEO, video);
    }

    private Optional<String> stands(CellKey cell) {
        return standing(cell).take().map(Take::id);
    }

    /** The audio of a video, as {@code getProjectWithGenerations} returns it in a language. */
    private Optional<String> heard(String video, LanguageTag language) {
        ProjectWithGenerations read =
                store.alice().projects().getProjectWithGenerations(project().id(), language);
        return read.generations().stream()
                .filter(view -> view.generation().id().value().equals(video))
                .flatMap(view -> view.audio().stream())
                .map(row -> row.id().value())
                .findFirst();
    }

    @Test
    void theNewestTakeStandsUntilAnotherIsChosen() {
        String first = addVideo("s1");
        String second = addVideo("s1");
        assertThat(stands(VIDEO)).contains(second);
        StandingTake chosen = takes().choose(project().id(), VIDEO, first, Optional.of("the light"));
        assertThat(chosen.take().map(Take::id)).contains(first);
        assertThat(chosen.choice().flatMap(Selection::reason)).contains("the light");
        assertThat(chosen.takes()).isEqualTo(2);
        assertThat(standing(VIDEO)).isEqualTo(chosen);
        addVideo("s1");
        assertThat(stands(VIDEO)).as("a newer one does not replace a choice").contains(first);
    }

    @Test
    void choicesAreUndoneOneAfterAnother() {
        String first = addImage("s1");
        String second = addImage("s1");
        String third = addImage("s1");
        choose(IMAGE, first);
        choose(IMAGE, second);
        assertThat(undo(IMAGE).take().map(Take::id)).contains(first);
        // a choice after that is undone to what stood before it
        choose(IMAGE, second);
        assertThat(undo(IMAGE).take().map(Take::id)).contains(first);
        StandingTake none = undo(IMAGE);
        assertThat(none.take().map(Take::id)).contains(third);
        assertThat(none.choice()).isEmpty();
        assertNothingToUndo(IMAGE);
        choose(IMAGE, second);
        assertThat(undo(IMAGE).take().map(Take::id)).contains(third);
        assertNothingToUndo(IMAGE);
    }

    @Test
    void theHistoryKeepsEveryChoiceAndUndoing() {
        String first = addImage("s1");
        String second = addImage("s1");
        choose(IMAGE, first);
        choose(IMAGE, second);
        undo(IMAGE);
        List<Selection> history = history(IMAGE);
        assertThat(history).extracting(Selection::number).containsExactly(3, 2, 1);
        assertThat(history)
                .extracting(Selection::takeId)
                .containsExactly(Optional.of(first), Optional.of(second), Optional.of(first));
        assertThat(history)
                .extracting(Selection::previous)
                .containsExactly(Optional.empty(), Optional.of(1), Optional.empty());
        assertThat(history).allMatch(choice -> choice.chosenAt().equals(store.clock.instant()));
    }

    @Test
    void whatStandsAgainIsChosenForItsReason() {
        String first = addImage("s1");
        String second = addImage("s1");
        takes().choose(project().id(), IMAGE, first, Optional.of("a person speaks"));
        choose(IMAGE, second);
        assertThat(undo(IMAGE).choice().flatMap(Selection::reason)).contains("a person speaks");
        takes().reject(project().id(), MediaKind.IMAGE, first, "blurred");
        assertThat(undo(IMAGE).choice().flatMap(Selection::reason)).contains("a person speaks");
        undo(IMAGE);
        assertThat(history(IMAGE).get(0).reason()).contains("undone");
    }

    @Test
    void choosingTheChosenTakeAgainChangesNothing() {
        String first = addImage("s1");
        addImage("s1");
        choose(IMAGE, first);
        choose(IMAGE, first);
        assertThat(history(IMAGE)).hasSize(1);
    }

    @Test
    void aTakeOfAnotherSceneCanBeChosen() {
        addVideo("s1");
        String other = addVideo("s2");
        StandingTake chosen = choose(VIDEO, other);
        assertThat(chosen.take()).hasValueSatisfying(take -> {
            assertThat(take.id()).isEqualTo(other);
            assertThat(take.cell()).isEqualTo(CellKey.video("s2"));
        });
        assertThat(chosenIn(other)).containsExactly(VIDEO);
        assertThat(stands(CellKey.video("s2"))).contains(other);
    }

    @Test
    void aTakeThatDoesNotFitIsRefused() {
        addVideo("s1");
        String vietnamese = addAudio("s1", VI);
        VideoGeneration unfinished = addVideo(
                new NewGeneration(project().id(), VideoGeneration.builder().sceneId("s1")));
        store.assertRefused(StorageException.InvalidInput.class, () -> choose(ENGLISH, vietnamese));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> choose(VIDEO, unfinished.id().value()));
        store.assertRefused(StorageException.NotFound.class, () -> choose(VIDEO, "none"));
        store.assertRefused(StorageException.NotFound.class, () -> choose(IMAGE, vietnamese));
        String withoutScene = addAudio(null, EN);
        store.assertRefused(StorageException.NotFound.class, () -> choose(ENGLISH, withoutScene));
        String ofNoScene = addVideo("s2");
        store.assertRefused(StorageException.NotFound.class, () -> choose(CellKey.video("no such scene"), ofNoScene));
        VideoProject other = store.alice().newProject("other");
        store.assertRefused(
                StorageException.NotFound.class, () -> takes().choose(other.id(), VIDEO, ofNoScene, Optional.empty()));
    }

    @Test
    void aRejectedTakeStandsOnlyIfItIsChosen() {
        String first = addVideo("s1");
        String second = addVideo("s1");
        StandingTake stands = reject(MediaKind.VIDEO, second, "blurred");
        assertThat(stands.take().map(Take::id)).contains(first);
        assertThat(stands.takes()).isEqualTo(2);
        List<Take> listed = list(VIDEO);
        assertThat(listed.get(0).rejected()).contains("blurred");
        StandingTake chosen = choose(VIDEO, second);
        assertThat(chosen.take())
                .hasValueSatisfying(take -> assertThat(take.rejected()).isEmpty());
        assertThat(rejected(VIDEO)).isEmpty();
        assertThat(undo(VIDEO).take().map(Take::id)).contains(first);
        assertThat(list(VIDEO).get(0).rejected()).contains("blurred");
        assertThat(undo(VIDEO).take().map(Take::id)).contains(second);
        assertNothingToUndo(VIDEO);
        store.assertRefused(
                StorageException.NotFound.class, () -> takes().reject(project().id(), MediaKind.VIDEO, "none", ""));
    }

    @Test
    void rejectingTheChosenTakeWithdrawsTheChoiceAndCanBeUndone() {
        String first = addVideo("s1");
        String second = addVideo("s1");
        choose(VIDEO, first);
        choose(CellKey.video("s1"), first);
        addVideo("s2");
        choose(CellKey.video("s2"), first);
        StandingTake stands = reject(MediaKind.VIDEO, first, "");
        assertThat(stands.take().map(Take::id)).contains(second);
        assertThat(stands.choice()).isEmpty();
        assertThat(chosenIn(first)).isEmpty();
        StandingTake undone = undo(VIDEO);
        assertThat(undone.take()).hasValueSatisfying(take -> {
            assertThat(take.id()).isEqualTo(first);
            assertThat(take.rejected()).isEmpty();
        });
    }

    @Test
    void aRejectionIsUndoneEvenIfTheTakeWasNotChosen() {
        String first = addVideo("s1");
        String second = addVideo("s1");
        String third = addVideo("s1");
        assertNothingToUndo(VIDEO);
        reject(MediaKind.VIDEO, third, "");
        reject(MediaKind.VIDEO, second, "");
        assertThat(stands(VIDEO)).contains(first);
        StandingTake undone = undo(VIDEO);
        assertThat(undone.take()).hasValueSatisfying(take -> {
            assertThat(take.id()).isEqualTo(second);
            assertThat(take.rejected()).isEmpty();
        });
        assertThat(undone.choice()).isEmpty();
        assertThat(undo(VIDEO).take().map(Take::id)).contains(third);
        assertNothingToUndo(VIDEO);
    }

    @Test
    void choicesAndRejectionsAreUndoneInTheOrderOfTheirTimes() {
        String first = addImage("s1");
        String second = addImage("s1");
        String third = addImage("s1");
        String fourth = addImage("s1");
        reject(MediaKind.IMAGE, fourth, "");
        choose(IMAGE, first);
        reject(MediaKind.IMAGE, third, "");
        choose(IMAGE, second);
        reject(MediaKind.IMAGE, second, "");
        assertThat(stands(IMAGE)).contains(first);

        assertThat(undo(IMAGE).choice().flatMap(Selection::takeId))
                .as("its rejection")
                .contains(second);
        assertThat(undo(IMAGE).choice().flatMap(Selection::takeId))
                .as("its choice")
                .contains(first);
        assertThat(rejected(IMAGE)).containsExactly(fourth, third);
        assertThat(undo(IMAGE).choice().flatMap(Selection::takeId)).contains(first);
        assertThat(rejected(IMAGE)).containsExactly(fourth);
        assertThat(undo(IMAGE).choice()).isEmpty();
        assertThat(rejected(IMAGE)).containsExactly(fourth);
        assertThat(undo(IMAGE).take().map(Take::id)).contains(fourth);
        assertNothingToUndo(IMAGE);
    }

    private List<String> rejected(CellKey cell) {
        return list(cell).stream()
                .filter(take -> take.rejected().isPresent())
                .map(Take::id)
                .toList();
    }

    private List<Take> list(CellKey cell) {
        return takes().list(project().id(), cell, PageRequest.first(100)).items();
    }

    /** The first audio of one video, in its own language, and a further track of another one. */
    @Test
    void audioOfTwoVideosIsOneTake() {
        String audio = addAudio(null, VI);
        String first = addVideo("s1");
        String second = addVideo("s1");
        store.alice()
                .generations()
                .updateVideo(new GenerationId(first), row -> row.audioGenerationId(new AudioId(audio)));
        store.transactions().inTransaction(store.alice().profile(), tx -> {
            tx.generations().link(SampleRows.tracks(SampleRows.track(second, "vi", audio)));
            return second;
        });
        assertThat(list(VIETNAMESE)).extracting(Take::id).containsExactly(audio);
        assertThat(standing(VIETNAMESE).takes()).isEqualTo(1);
    }

    @Test
    void takesAreListedNewestFirst() {
        String first = addAudio("s1", VI);
        addAudio("s1", EN);
        String second = addAudio("s1", VI);
        String third = addAudio("s1", VI);
        Page<Take> page = takes().list(project().id(), VIETNAMESE, PageRequest.first(2));
        assertThat(page.items()).extracting(Take::id).containsExactly(third, second);
        Page<Take> rest = takes().list(
                        project().id(),
                        VIETNAMESE,
                        PageRequest.first(2).after(page.next().orElseThrow()));
        assertThat(rest.items()).extracting(Take::id).containsExactly(first);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void onlyACompletedTakeStandsByItself() {
        String done = addVideo("s1");
        addVideo(new NewGeneration(project().id(), VideoGeneration.builder().sceneId("s1")));
        addVideo(new NewGeneration(
                project().id(),
                mp4(++files),
                VideoGeneration.builder().sceneId("s1").status(GenerationStatus.FAILED)));
        assertThat(stands(VIDEO)).contains(done);
        assertThat(standing(VIDEO).takes()).isEqualTo(3);
    }

    @Test
    void chosenAudioBecomesThatOfTheStandingVideo() {
        String video = addVideo("s1");
        String first = addAudio("s1", EN);
        String second = addAudio("s1", EN);
        choose(ENGLISH, first);
        assertThat(heard(video, EN)).contains(first);
        choose(ENGLISH, second);
        assertThat(heard(video, EN)).contains(second);
        undo(ENGLISH);
        assertThat(heard(video, EN)).contains(first);
        assertThat(list(ENGLISH)).extracting(Take::id).containsExactly(second, first);
    }

    @Test
    void chosenAudioReplacesOnlyThatOfItsLanguage() {
        String video = addVideo("s1");
        String english = addAudio("s1", EN);
        String vietnamese = addAudio("s1", VI);
        String better = addAudio("s1", VI);
        choose(ENGLISH, english);
        choose(VIETNAMESE, vietnamese);
        assertThat(heard(video, EN)).contains(english);
        assertThat(heard(video, VI)).contains(vietnamese);
        choose(VIETNAMESE, better);
        assertThat(heard(video, EN)).contains(english);
        assertThat(heard(video, VI)).contains(better);
    }

    /** They are takes of the scene only because its video refers to them. */
    @Test
    void audioThatIsReplacedStaysATakeOfItsScene() {
        String video = addVideo("s1");
        GenerationId id = new GenerationId(video);
        String own =
                store.alice().generations().addAudio(audio(null, null), id).id().value();
        String track =
                store.alice().generations().addAudio(audio(null, VI), id).id().value();
        String english = addAudio("s1", EN);
        String vietnamese = addAudio("s1", VI);
        assertThat(list(ENGLISH)).extracting(Take::id).containsExactly(english, own);
        choose(ENGLISH, english);
        choose(VIETNAMESE, vietnamese);
        assertThat(heard(video, EN)).contains(english);
        assertThat(heard(video, VI)).contains(vietnamese);
        assertThat(list(ENGLISH)).extracting(Take::id).containsExactly(english, own);
        assertThat(list(VIETNAMESE)).extracting(Take::id).containsExactly(vietnamese, track);
        choose(ENGLISH, own);
        assertThat(heard(video, EN)).contains(own);
    }

    @Test
    void aVideoLosesRejectedAudioIfNoOtherStands() {
        String video = addVideo("s1");
        String english = addAudio("s1", EN);
        String vietnamese = addAudio("s1", VI);
        choose(ENGLISH, english);
        choose(VIETNAMESE, vietnamese);
        reject(MediaKind.AUDIO, vietnamese, "hoarse");
        reject(MediaKind.AUDIO, english, "hoarse");
        assertThat(heard(video, VI)).isEmpty();
        assertThat(heard(video, EN)).isEmpty();
        undo(VIETNAMESE);
        assertThat(heard(video, VI)).contains(vietnamese);
    }

    @Test
    void aVideoLosesRejectedAudioThatIsNotChosenAnyMore() {
        String video = addVideo("s1");
        String first = addAudio("s1", VI);
        String second = addAudio("s1", VI);
        choose(VIETNAMESE, second);
        undo(VIETNAMESE);
        String third = addAudio("s1", VI);
        reject(MediaKind.AUDIO, second, "");
        assertThat(heard(video, VI)).contains(third);
        takes().reject(project().id(), MediaKind.AUDIO, first, "");
        assertThat(heard(video, VI)).contains(third);
    }

    @Test
    void aChosenVideoHasTheAudioThatStandsInEachLanguage() {
        String first = addVideo("s1");
        String english = addAudio("s1", EN);
        String vietnamese = addAudio("s1", VI);
        choose(VIETNAMESE, vietnamese);
        choose(ENGLISH, english);
        String second = addVideo("s1");
        assertThat(heard(second, VI)).as("what is stored stays as it is").isEmpty();
        choose(VIDEO, second);
        assertThat(heard(second, EN)).contains(english);
        assertThat(heard(second, VI)).contains(vietnamese);
        assertThat(store.alice()
                        .generations()
                        .getVideo(new GenerationId(second))
                        .audioGenerationId())
                .as("the first audio is that in the language of the project")
                .contains(new AudioId(english));
        String better = addAudio("s1", VI);
        choose(VIETNAMESE, better);
        assertThat(heard(first, VI)).as("it does not stand").contains(vietnamese);
        choose(VIDEO, first);
        assertThat(heard(first, VI)).contains(better);
        undo(VIETNAMESE);
        assertThat(heard(first, VI)).contains(vietnamese);
        assertThat(heard(second, VI)).as("it does not stand").contains(better);
        takes().reject(project().id(), MediaKind.VIDEO, first, "dark");
        assertThat(heard(second, VI)).contains(vietnamese);
    }

    @Test
    void aVideoKeepsAudioInLanguagesInWhichNothingStands() {
        String video = addVideo("s1");
        String english = addAudio("s1", EN);
        String elsewhere = addAudio("s2", VI);
        choose(ENGLISH, english);
        store.transactions().inTransaction(store.alice().profile(), tx -> {
            tx.generations().link(SampleRows.tracks(SampleRows.track(video, "vi", elsewhere)));
            return video;
        });
        choose(VIDEO, video);
        assertThat(heard(video, VI)).contains(elsewhere);
        assertThat(heard(video, EN)).contains(english);
    }

    @Test
    void aVideoOfAnotherSceneKeepsTheAudioOfThatScene() {
        addVideo("s1");
        String english = addAudio("s1", EN);
        String other = addVideo("s2");
        String elsewhere = addAudio("s2", EN);
        choose(CellKey.audio("s2", EN), elsewhere);
        choose(VIDEO, other);
        assertThat(stands(VIDEO)).contains(other);
        choose(ENGLISH, english);
        assertThat(heard(other, EN)).contains(elsewhere);
    }

    @Test
    void audioThatIsHeardInTwoLanguagesCanBeChosenInBoth() {
        String video = addVideo("s1");
        String laughter = addAudio(null, null);
        store.transactions().inTransaction(store.alice().profile(), tx -> {
            tx.generations()
                    .link(SampleRows.tracks(
                            SampleRows.track(video, "en", laughter), SampleRows.track(video, "vi", laughter)));
            return video;
        });
        String english = addAudio("s1", EN);
        String vietnamese = addAudio("s1", VI);
        choose(ENGLISH, laughter);
        choose(VIETNAMESE, laughter);
        assertThat(stands(ENGLISH)).contains(laughter);
        assertThat(stands(VIETNAMESE)).contains(laughter);
        choose(ENGLISH, english);
        assertThat(heard(video, EN)).contains(english);
        assertThat(heard(video, VI)).contains(laughter);
        undo(ENGLISH);
        assertThat(heard(video, EN)).contains(laughter);
        CellKey french = CellKey.audio("s1", LanguageTag.of("fr"));
        store.assertRefused(StorageException.InvalidInput.class, () -> choose(french, laughter));
        takes().reject(project().id(), MediaKind.AUDIO, laughter, "");
        assertThat(heard(video, EN)).contains(english);
        assertThat(heard(video, VI)).contains(vietnamese);
    }

    /** Such as after it was moved there: the row has one project, but choices stay. */
    @Test
    void rejectingATakeWithdrawsNoChoiceOfAnotherProject() {
        String video = addVideo("s1");
        VideoProject other = store.alice().newProject("other");
        choose(VIDEO, video);
        store.alice().generations().updateVideo(new GenerationId(video), row -> row.projectId(other.id()));
        takes().choose(other.id(), VIDEO, video, Optional.empty());

        takes().reject(other.id(), MediaKind.VIDEO, video, "");

        assertThat(takes().chosenIn(other.id(), MediaKind.VIDEO, video)).isEmpty();
        assertThat(chosenIn(video)).containsExactly(VIDEO);
    }

    @Test
    void chosenImagesAndVideosWithoutAudioChangeNoVideo() {
        String video = addVideo("s1");
        String other = addVideo("s1");
        String image = addImage("s1");
        VideoGeneration before = store.alice().generations().getVideo(new GenerationId(video));
        choose(IMAGE, image);
        choose(VIDEO, video);
        assertThat(store.alice().generations().getVideo(new GenerationId(video)))
                .isEqualTo(before);
        assertThat(store.alice().generations().getVideo(new GenerationId(other)).imageGenerationId())
                .isEmpty();
    }

    @Test
    void whenTheChosenTakeIsDeletedTheNewestStands() {
        String first = addVideo("s1");
        String second = addVideo("s1");
        choose(VIDEO, first);
        assertThat(chosenIn(first)).containsExactly(VIDEO);
        assertThat(standing(VIDEO).lostChoice()).isFalse();
        store.alice().generations().deleteVideo(new GenerationId(first));
        StandingTake stands = standing(VIDEO);
        assertThat(stands.take().map(Take::id)).contains(second);
        assertThat(stands.lostChoice()).isTrue();
        assertThat(stands.takes()).isEqualTo(1);
        choose(VIDEO, second);
        assertThat(standing(VIDEO).lostChoice()).isFalse();
    }

    @Test
    void deletingATakeTellsWhatStandsWhereItWasChosen() {
        String first = addVideo("s1");
        String second = addVideo("s1");
        addVideo("s2");
        choose(VIDEO, first);
        choose(CellKey.video("s2"), first);
        DeletedTake deleted = takes().delete(MediaKind.VIDEO, first);
        assertThat(deleted.deletion().rows()).isEqualTo(1);
        assertThat(deleted.standing())
                .extracting(StandingTake::cell)
                .containsExactlyInAnyOrder(VIDEO, CellKey.video("s2"));
        assertThat(deleted.standing()).allMatch(StandingTake::lostChoice).contains(standing(VIDEO));
        assertThat(deleted.chosenIn()).isEqualTo(deleted.standing());
        // the scene is gone with its last row
        String only = addAudio("s3", EN);
        choose(CellKey.audio("s3", EN), only);
        assertThat(takes().delete(MediaKind.AUDIO, only).standing())
                .singleElement()
                .satisfies(one -> assertThat(one.take()).isEmpty());
        DeletedTake unchosen = takes().delete(MediaKind.VIDEO, second);
        assertThat(unchosen.chosenIn()).isEmpty();
        assertThat(unchosen.standing())
                .singleElement()
                .satisfies(one -> assertThat(one.take()).isEmpty());
        String image = addImage("s1");
        assertThat(takes().delete(MediaKind.IMAGE, image).deletion().rows()).isEqualTo(1);
        store.assertRefused(StorageException.NotFound.class, () -> takes().delete(MediaKind.IMAGE, image));
    }

    /** They are takes of the scene only because its video refers to them. */
    @Test
    void imagesAndAudioOfADeletedVideoStayTakesOfItsScene() {
        String image = addImage(null);
        String video = addVideo(new NewGeneration(
                        project().id(),
                        mp4(++files),
                        VideoGeneration.builder().sceneId("s1").imageGenerationId(new ImageId(image))))
                .id()
                .value();
        GenerationId id = new GenerationId(video);
        String own =
                store.alice().generations().addAudio(audio(null, null), id).id().value();
        String track =
                store.alice().generations().addAudio(audio(null, VI), id).id().value();
        choose(VIETNAMESE, track);

        assertThat(takes().delete(MediaKind.VIDEO, video).standing())
                .extracting(StandingTake::cell)
                .containsExactly(VIDEO);
        assertThat(stands(IMAGE)).contains(image);
        assertThat(stands(ENGLISH)).contains(own);
        assertThat(standing(VIETNAMESE).chosen().map(Take::id)).contains(track);
    }

    @Test
    void audioOfADeletedVideoThatWasHeardInTwoLanguagesStaysInOne() {
        String video = addVideo("s1");
        String laughter = addAudio(null, null);
        store.transactions().inTransaction(store.alice().profile(), tx -> {
            tx.generations()
                    .link(SampleRows.tracks(
                            SampleRows.track(video, "en", laughter), SampleRows.track(video, "vi", laughter)));
            return video;
        });
        assertThat(takes().delete(MediaKind.VIDEO, video).standing())
                .extracting(StandingTake::cell)
                .containsExactlyInAnyOrder(VIDEO, VIETNAMESE);
        assertThat(stands(ENGLISH)).contains(laughter);
        assertThat(stands(VIETNAMESE)).isEmpty();
    }

    @Test
    void theVideoThatStandsAfterADeletionHasTheAudioThatStands() {
        String first = addVideo("s1");
        String old = addAudio("s1", EN);
        choose(ENGLISH, old);
        String second = addVideo("s1");
        String better = addAudio("s1", EN);
        choose(ENGLISH, better);
        assertThat(heard(first, EN)).as("it does not stand").contains(old);
        takes().delete(MediaKind.VIDEO, second);
        assertThat(heard(first, EN)).contains(better);
    }

    private void link(String video, LanguageTag language, String audio) {
        store.transactions().inTransaction(store.alice().profile(), tx -> {
            tx.generations().link(SampleRows.tracks(SampleRows.track(video, language.value(), audio)));
            return video;
        });
    }

    private VideoGeneration video(String id) {
        return store.alice().generations().getVideo(new GenerationId(id));
    }

    private List<GenerationAudioTrack> tracks(String video) {
        return store.transactions()
                .readOnly(
                        store.alice().profile(),
                        tx -> tx.generations().linksOf(new GenerationId(video)).audioTracks());
    }

    @Test
    void deletedAudioIsTakenOutOfTheVideosOfItsScene() {
        String first = addVideo("s1");
        String vietnamese = addAudio("s1", VI);
        String english = addAudio("s1", EN);
        choose(VIETNAMESE, vietnamese);
        choose(ENGLISH, english);
        String second = addVideo("s1");
        String better = addAudio("s1", EN);
        choose(ENGLISH, better);
        assertThat(heard(first, EN)).contains(english);
        assertThat(heard(second, EN)).contains(better);

        assertThat(takes().delete(MediaKind.AUDIO, english).standing()).isEmpty();
        assertThat(heard(first, EN)).isEmpty();
        assertThat(heard(first, VI)).contains(vietnamese);
        assertThat(heard(second, EN)).contains(better);

        String newest = addAudio("s1", EN);
        DeletedTake deleted = takes().delete(MediaKind.AUDIO, better);
        assertThat(deleted.chosenIn()).containsExactly(standing(ENGLISH));
        assertThat(standing(ENGLISH).lostChoice()).isTrue();
        assertThat(stands(ENGLISH)).contains(newest);
        assertThat(heard(second, EN)).contains(newest);
        assertThat(takes().delete(MediaKind.AUDIO, newest).standing()).containsExactly(standing(ENGLISH));
        assertThat(heard(second, EN)).isEmpty();
    }

    /** It does not stand, but the video has it from earlier. */
    @Test
    void aVideoThatHasDeletedAudioGetsTheAudioThatStands() {
        String video = addVideo("s1");
        String earlier = store.alice()
                .generations()
                .addAudio(audio(null, VI), new GenerationId(video))
                .id()
                .value();
        String newest = addAudio("s1", VI);
        assertThat(stands(VIETNAMESE)).contains(newest);
        assertThat(takes().delete(MediaKind.AUDIO, earlier).standing()).isEmpty();
        assertThat(heard(video, VI)).contains(newest);
    }

    @Test
    void deletedAudioIsTakenOutOfTheVideoOfEachSceneForWhichItIsChosen() {
        String video = addVideo("s1");
        String other = addVideo("s2");
        String english = addAudio("s2", EN);
        CellKey elsewhere = CellKey.audio("s2", EN);
        choose(elsewhere, english);
        choose(ENGLISH, english);
        assertThat(heard(video, EN)).contains(english);
        assertThat(takes().delete(MediaKind.AUDIO, english).standing())
                .containsExactlyInAnyOrder(standing(ENGLISH), standing(elsewhere));
        assertThat(heard(video, EN)).isEmpty();
        assertThat(heard(other, EN)).isEmpty();
    }

    @Test
    void audioThatOtherVideosReferToIsNotDeleted() {
        String english = addAudio("s1", EN);
        addVideo("s1");
        choose(ENGLISH, english);
        String withoutScene = addVideo(new NewGeneration(project().id(), mp4(++files), VideoGeneration.builder()))
                .id()
                .value();
        for (String other : List.of(addVideo("s2"), withoutScene)) {
            link(other, EN, english);
            store.assertRefused(StorageException.Integrity.class, () -> takes().delete(MediaKind.AUDIO, english));
            store.alice().generations().deleteVideo(new GenerationId(other));
        }
        assertThat(takes().delete(MediaKind.AUDIO, english).deletion().rows()).isEqualTo(1);
    }

    /** As in adopted databases: readers prefer the first audio. */
    @Test
    void aVideoThatHasTwoAudiosOfALanguageKeepsOnlyTheChosenOne() {
        String video = addVideo("s1");
        store.alice().generations().addAudio(audio(null, VI), new GenerationId(video));
        link(video, VI, addAudio(null, VI));
        String better = addAudio("s1", VI);
        choose(VIETNAMESE, better);
        assertThat(heard(video, VI)).contains(better);
        assertThat(video(video).audioGenerationId()).contains(new AudioId(better));
        assertThat(tracks(video)).isEmpty();
    }

    /** As in adopted databases. */
    @Test
    void aVideoLosesRejectedAudioThatIsBothItsFirstAndATrack() {
        String video = addVideo("s1");
        String english = store.alice()
                .generations()
                .addAudio(audio(null, EN), new GenerationId(video))
                .id()
                .value();
        link(video, EN, english);
        reject(MediaKind.AUDIO, english, "");
        assertThat(video(video).audioGenerationId()).isEmpty();
        assertThat(tracks(video)).isEmpty();
        assertThat(list(ENGLISH)).extracting(Take::id).containsExactly(english);
    }

    @Test
    void takesOfASceneThatIsDeletedOrDoesNotExistAreNotFound() {
        String video = addVideo("s1");
        assertThat(list(VIDEO)).hasSize(1);
        store.alice().scenes().delete(project().id(), "s1");
        for (CellKey cell : List.of(VIDEO, CellKey.video("none"))) {
            store.assertRefused(StorageException.NotFound.class, () -> choose(cell, video));
            store.assertRefused(StorageException.NotFound.class, () -> list(cell));
            store.assertRefused(StorageException.NotFound.class, () -> standing(cell));
            store.assertRefused(
                    StorageException.NotFound.class,
                    () -> takes().undo(project().id(), cell));
            store.assertRefused(
                    StorageException.NotFound.class,
                    () -> takes().canUndo(project().id(), cell));
            store.assertRefused(StorageException.NotFound.class, () -> history(cell));
        }
    }

    @Test
    void aProjectIsRequired() {
        String video = addVideo("s1");
        store.alice().projects().delete(project().id());
        store.assertRefused(StorageException.NotFound.class, () -> standing(VIDEO));
        store.assertRefused(StorageException.NotFound.class, () -> list(VIDEO));
        store.assertRefused(StorageException.NotFound.class, () -> history(VIDEO));
        store.assertRefused(
                StorageException.NotFound.class,
                () -> takes().chosenIn(project().id(), MediaKind.VIDEO, video));
        store.assertRefused(StorageException.NotFound.class, () -> undo(VIDEO));
        store.assertRefused(StorageException.NotFound.class, () -> choose(VIDEO, video));
    }
}
