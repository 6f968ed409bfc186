package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static io.github.reelstore.testkit.services.SampleDrafts.some;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.testkit.rows.SampleJobs;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link StoryboardService#getStoryboard}; see {@link ServicesFixture}. */
public abstract class StoryboardContract {

    private static final LanguageTag EN = LanguageTag.of("en");
    private static final LanguageTag VI = LanguageTag.of("vi");
    private static final LanguageTag UND = LanguageTag.of("und");
    private static final CellKey VIDEO = CellKey.video("s1");
    private static final CellKey IMAGE = CellKey.image("s1");
    private static final CellKey ENGLISH = CellKey.audio("s1", EN);
    private static final CellKey VIETNAMESE = CellKey.audio("s1", VI);

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private @Nullable VideoProject project;
    private int number;

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

    private SceneService scenes() {
        return store.alice().scenes();
    }

    private void addScene(String id) {
        scenes().add(
                        project().id(),
                        NewScene.builder().sceneId(id).prompt("A lighthouse").build());
    }

    private void setLine(LanguageTag language, String text) {
        scenes().setLine(project().id(), "s1", language, text, Optional.empty());
    }

    private void set(MediaKind track, Optional<LanguageTag> language, Optional<String> scene, TrackSettings settings) {
        scenes().setSettings(new StoredSettings(project().id(), scene, track, language, settings));
    }

    private void set(MediaKind track, TrackSettings settings) {
        set(track, Optional.empty(), Optional.empty(), settings);
    }

    private static TrackSettings settings(String provider) {
        return TrackSettings.builder().provider(provider).build();
    }

    private Storyboard board(LanguageTag... languages) {
        return store.storyboard(store.alice()).getStoryboard(project().id(), List.of(languages));
    }

    private static Optional<Cell> find(Storyboard board, CellKey key) {
        return board.scenes().stream()
                .filter(scene -> scene.scene().sceneId().equals(key.sceneId()))
                .flatMap(scene -> scene.cell(key.track(), key.language()).stream())
                .findFirst();
    }

    private Cell cell(CellKey key) {
        return find(board(), key).orElseThrow();
    }

    private CellState state(CellKey key) {
        return cell(key).state();
    }

    private AudioGeneration speak(LanguageTag language, String text) {
        return speak(language, text, Optional.empty());
    }

    private AudioGeneration speak(LanguageTag language, String text, Optional<Long> durationMs) {
        store.clock.advance(Duration.ofSeconds(1));
        return store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project().id(),
                        mp3(++number),
                        AudioGeneration.builder()
                                .provider("speaker")
                                .sceneId("s1")
                                .language(language)
                                .durationMs(durationMs)
                                .text(text)));
    }

    private VideoGeneration shoot(String prompt) {
        store.clock.advance(Duration.ofSeconds(1));
        return store.alice()
                .generations()
                .addVideo(new NewGeneration(
                        project().id(),
                        mp4(++number),
                        VideoGeneration.builder().sceneId("s1").prompt(prompt).durationMs(4_000L)));
    }

    private ImageGeneration paint(String prompt) {
        store.clock.advance(Duration.ofSeconds(1));
        return store.alice()
                .generations()
                .addImage(new NewImage(
                        project().id(),
                        png(++number),
                        ImageGeneration.builder()
                                .provider("painter")
                                .sceneId("s1")
                                .prompt(prompt)));
    }

    @Test
    void aNewSceneLacksItsVideoAndTheAudioOfItsLines() {
        addScene("s1");
        assertThat(board().scenes())
                .singleElement()
                .satisfies(
                        scene -> assertThat(scene.cells()).extracting(Cell::key).containsExactly(VIDEO));
        setLine(EN, "The lamp turns on.");
        setLine(VI, "Đèn bật sáng.");
        StoryboardScene scene = board().scenes().get(0);
        assertThat(scene.cells()).extracting(Cell::key).containsExactly(VIDEO, ENGLISH, VIETNAMESE);
        assertThat(scene.cells()).extracting(Cell::state).containsOnly(CellState.MISSING);
        assertThat(scene.lines()).extracting(line -> line.language()).containsExactly(EN, VI);
        set(MediaKind.IMAGE, settings("painter"));
        assertThat(board().scenes().get(0).cells())
                .extracting(Cell::key)
                .containsExactly(IMAGE, VIDEO, ENGLISH, VIETNAMESE);
    }

    @Test
    void aSceneThatSpeaksMissesTheOtherLanguagesToo() {
        addScene("s1");
        addScene("silent");
        setLine(VI, "Đèn bật sáng.");
        Storyboard board = board(EN, VI);
        assertThat(find(board, ENGLISH)).map(Cell::state).contains(CellState.MISSING);
        assertThat(find(board, CellKey.audio("silent", EN))).isEmpty();
    }

    @Test
    void theLanguagesAreTheDefaultOneAndThoseOfLinesAndTakes() {
        addScene("s1");
        assertThat(board().languages()).containsExactly(EN);
        setLine(LanguageTag.of("de"), "Das Licht geht an.");
        speak(VI, "Đèn bật sáng.");
        assertThat(board().languages()).containsExactly(EN, LanguageTag.of("de"), VI);
        Storyboard asked = board(VI, EN, VI);
        assertThat(asked.languages()).containsExactly(VI, EN);
        assertThat(asked.scenes().get(0).cells()).extracting(Cell::key).containsExactly(VIDEO, VIETNAMESE, ENGLISH);
    }

    @Test
    void aLanguageStandsForItsRegionalForms() {
        LanguageTag vietnam = LanguageTag.of("vi-VN");
        addScene("s1");
        speak(vietnam, "Đèn bật sáng.");
        assertThat(board(VI).languages()).containsExactly(vietnam);
        StoryboardScene scene = board(VI).scenes().get(0);
        assertThat(scene.audioFor(VI)).isEqualTo(scene.audioFor(vietnam)).isPresent();
        setLine(vietnam, "Đèn bật sáng.");
        assertThat(board(VI).scenes().get(0).lineFor(VI).map(SceneLine::language))
                .contains(vietnam);
        setLine(VI, "Đèn sáng.");
        assertThat(board(VI).languages())
                .as("what is spoken itself comes first")
                .containsExactly(VI);
        assertThat(board().scenes().get(0).lineFor(VI).map(SceneLine::language)).contains(VI);
        assertThat(board().scenes().get(0).audioFor(VI))
                .as("audio that is missing hides none")
                .isPresent();
        assertThat(board(LanguageTag.of("fr")).languages()).containsExactly(LanguageTag.of("fr"));
    }

    @Test
    void audioWithoutALanguageHasThatOfTheProjectOrNone() {
        store.clock.advance(Duration.ofSeconds(1));
        store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project().id(),
                        mp3(++number),
                        AudioGeneration.builder().provider("speaker").sceneId("s1")));
        assertThat(find(board(), ENGLISH)).isPresent();
        store.alice().projects().update(project().id(), row -> row.defaultLanguage(Optional.empty()));
        assertThat(board().languages()).containsExactly(UND);
        assertThat(find(board(), CellKey.audio("s1", UND))).isPresent();
    }

    @Test
    void uploadsAreUpToDateWhileTheySayWhatTheSceneSays() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        paint("A lighthouse");
        shoot("A lighthouse");
        speak(EN, "The lamp turns on.");
        assertThat(List.of(state(IMAGE), state(VIDEO), state(ENGLISH))).containsOnly(CellState.PRESENT);
    }

    @Test
    void aChangedLineMakesOnlyItsAudioStale() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        setLine(VI, "Đèn bật sáng.");
        shoot("A lighthouse");
        speak(EN, "The lamp turns on.");
        AudioGeneration vietnamese = speak(VI, "Đèn bật sáng.");
        setLine(VI, "Đèn đã sáng.");
        Cell changed = cell(VIETNAMESE);
        assertThat(changed.state()).isEqualTo(CellState.STALE);
        assertThat(changed.changed()).containsExactly(Ingredient.TEXT);
        assertThat(changed.take().map(Take::id)).contains(vietnamese.id().value());
        assertThat(List.of(state(VIDEO), state(ENGLISH))).containsOnly(CellState.PRESENT);
        // by digests, never by a flag
        setLine(VI, "Đèn bật sáng.");
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.PRESENT);
    }

    @Test
    void aCorrectedTextOfARowDoesNotChangeWhatItWasMadeFrom() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        AudioGeneration audio = speak(EN, "The lamp turns on.");
        store.alice().generations().updateAudio(audio.id(), row -> row.text("something else"));
        assertThat(state(ENGLISH)).isEqualTo(CellState.PRESENT);
    }

    @Test
    void aChangedPromptMakesImageAndVideoStale() {
        addScene("s1");
        paint("A lighthouse");
        shoot("A lighthouse");
        scenes().update(project().id(), "s1", scene -> scene.prompt("A harbour"));
        for (CellKey key : List.of(IMAGE, VIDEO)) {
            assertThat(cell(key).state()).isEqualTo(CellState.STALE);
            assertThat(cell(key).changed()).containsExactly(Ingredient.PROMPT);
        }
        set(MediaKind.VIDEO, TrackSettings.builder().prompt("A lighthouse").build());
        assertThat(state(VIDEO)).as("a prompt of its own").isEqualTo(CellState.PRESENT);
        assertThat(state(IMAGE)).isEqualTo(CellState.STALE);
    }

    @Test
    void settingsAreMergedTheMoreSpecialOnesFirst() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        setLine(VI, "Đèn bật sáng.");
        store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project().id(),
                        mp3(++number),
                        AudioGeneration.builder()
                                .provider("speaker")
                                .sceneId("s1")
                                .language(VI)
                                .voice("Mai")
                                .text("Đèn bật sáng.")));
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.PRESENT);
        set(MediaKind.AUDIO, none(), none(), voice("all"));
        assertThat(cell(VIETNAMESE).changed()).containsExactly(Ingredient.VOICE);
        set(MediaKind.AUDIO, some(VI), none(), voice("Mai"));
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.PRESENT);
        set(MediaKind.AUDIO, none(), some("s1"), voice("of the scene"));
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.STALE);
        set(MediaKind.AUDIO, some(VI), some("s1"), voice("Mai"));
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.PRESENT);
        set(MediaKind.AUDIO, none(), some("s1"), voice(" "));
        set(MediaKind.AUDIO, some(VI), some("s1"), voice(" "));
        assertThat(state(VIETNAMESE)).as("blank ones leave it to the others").isEqualTo(CellState.PRESENT);
    }

    @Test
    void theWayInWhichLineBreaksAreWrittenChangesNoText() {
        addScene("s1");
        setLine(VI, "Đèn bật sáng.\r\nSóng vỗ.");
        speak(VI, "Đèn bật sáng.\nSóng vỗ.\n");
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.PRESENT);
    }

    /** Forms remove it. */
    @Test
    void whiteSpaceAtTheEndsOfALineChangesNoText() {
        addScene("s1");
        setLine(EN, "Hello.\r\nThe lamp turns on. ");
        scenes().setLine(project().id(), "s1", VI, " Đèn bật sáng. ", some(EN));
        speak(VI, " Đèn bật sáng. ");
        scenes().setLine(project().id(), "s1", VI, "Đèn bật sáng.", Optional.empty());
        setLine(EN, "Hello.\nThe lamp turns on.");
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.PRESENT);
        assertThat(board().scenes().get(0).outdated()).isEmpty();
        setLine(EN, "Hello.\nThe lamp  turns on.");
        assertThat(board().scenes().get(0).outdated()).containsExactly(VI);
    }

    @Test
    void aStaleTakeKnowsThatTheLastJobHasFailedSince() {
        addScene("s1");
        setLine(VI, "Đèn bật sáng.");
        insertJob("before", MediaKind.AUDIO, some(VI), JobState.FAILED);
        store.clock.advance(Duration.ofSeconds(1));
        speak(VI, "Đèn bật sáng.");
        setLine(VI, "Đèn đã sáng.");
        assertThat(cell(VIETNAMESE)).returns(CellState.STALE, Cell::state).returns(Optional.empty(), Cell::error);
        store.clock.advance(Duration.ofSeconds(1));
        insertJob("since", MediaKind.AUDIO, some(VI), JobState.FAILED);
        assertThat(cell(VIETNAMESE))
                .returns(CellState.STALE, Cell::state)
                .returns(Optional.of("the provider was asleep"), Cell::error);
    }

    private static TrackSettings voice(String name) {
        return TrackSettings.builder().voice(name).build();
    }

    @Test
    void aTakeOfUnknownOriginIsUnknownNotStale() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.generations()
                    .insert(SampleRows.generation(
                                    "adopted-video", project().id().value())
                            .sceneId("s1")
                            .prompt("something else")
                            .filePath(new BlobKey("adopted/v.mp4"))
                            .build());
            tx.audio()
                    .insert(SampleRows.audio("adopted-audio")
                            .projectId(project().id())
                            .sceneId("s1")
                            .language(EN)
                            .text("something else")
                            .filePath(new BlobKey("adopted/a.mp3"))
                            .build());
            return true;
        });
        assertThat(List.of(state(VIDEO), state(ENGLISH))).containsOnly(CellState.UNKNOWN);
        set(MediaKind.AUDIO, voice("An"));
        assertThat(state(ENGLISH)).isEqualTo(CellState.UNKNOWN);
    }

    @Test
    void aTakeOfWhichOnlySomeIsKnownIsUnknownOrStale() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project().id(),
                        mp3(++number),
                        AudioGeneration.builder()
                                .provider("speaker")
                                .sceneId("s1")
                                .language(EN)
                                .voice("Mai")));
        assertThat(state(ENGLISH)).as("its text is not known").isEqualTo(CellState.UNKNOWN);
        set(MediaKind.AUDIO, voice("An"));
        assertThat(state(ENGLISH)).isEqualTo(CellState.STALE);
    }

    @Test
    void audioThatIsLongerThanTheVideoIsTooLong() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        speak(EN, "The lamp turns on.", Optional.of(5_500L));
        assertThat(state(ENGLISH)).as("without a video").isEqualTo(CellState.PRESENT);
        shoot("A lighthouse");
        Cell longer = cell(ENGLISH);
        Optional<Long> video = cell(VIDEO).take().flatMap(Take::durationMs);
        Optional<Long> audio = longer.take().flatMap(Take::durationMs);
        assertThat(longer.overrunMs()).contains(audio.orElseThrow() - video.orElseThrow());
        assertThat(longer.state()).isEqualTo(CellState.TOO_LONG);
        setLine(EN, "The lamp is on.");
        assertThat(cell(ENGLISH)).returns(CellState.STALE, Cell::state).returns(longer.overrunMs(), Cell::overrunMs);
    }

    @Test
    void jobsAndTheirFailuresShowWhereNoTakeIs() {
        addScene("s1");
        setLine(VI, "Đèn bật sáng.");
        insertJob("failed", MediaKind.AUDIO, some(VI), JobState.FAILED);
        Cell failed = cell(VIETNAMESE);
        assertThat(failed.state()).isEqualTo(CellState.FAILED);
        assertThat(failed.error()).contains("the provider was asleep");
        store.clock.advance(Duration.ofSeconds(1));
        insertJob("running", MediaKind.AUDIO, some(VI), JobState.SUBMITTED);
        insertJob("other", MediaKind.VIDEO, none(), JobState.PLANNED);
        assertThat(cell(VIETNAMESE))
                .returns(CellState.PLANNED, Cell::state)
                .returns(1, Cell::jobs)
                .returns(Optional.empty(), Cell::error);
        assertThat(state(VIDEO)).isEqualTo(CellState.PLANNED);
        speak(VI, "Đèn bật sáng.");
        assertThat(cell(VIETNAMESE)).returns(CellState.PRESENT, Cell::state).returns(1, Cell::jobs);
        setLine(VI, "Đèn đã sáng.");
        assertThat(state(VIETNAMESE)).as("stale, and a job runs").isEqualTo(CellState.PLANNED);
    }

    @Test
    void aRequestWhoseOutcomeIsUnknownIsNotShownAsRunning() {
        addScene("s1");
        setLine(VI, "Đèn bật sáng.");
        insertJob("unknown", MediaKind.AUDIO, some(VI), JobState.OUTCOME_UNKNOWN);
        assertThat(cell(VIETNAMESE))
                .returns(CellState.FAILED, Cell::state)
                .returns(1, Cell::jobs)
                .returns(true, Cell::undecided);
        assertThat(cell(VIETNAMESE).error())
                .hasValueSatisfying(error -> assertThat(error).contains("not known"));
        insertJob("running", MediaKind.AUDIO, some(VI), JobState.SUBMITTED);
        assertThat(cell(VIETNAMESE)).returns(CellState.PLANNED, Cell::state).returns(Optional.empty(), Cell::error);
    }

    @Test
    void audioOfALineThatIsGoneIsStale() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        setLine(VI, "Đèn bật sáng.");
        speak(VI, "Đèn bật sáng.");
        assertThat(state(VIETNAMESE)).isEqualTo(CellState.PRESENT);
        scenes().deleteLine(project().id(), "s1", VI);
        assertThat(cell(VIETNAMESE))
                .returns(CellState.STALE, Cell::state)
                .returns(Set.of(Ingredient.TEXT), Cell::changed);
        setLine(LanguageTag.of("vi-VN"), "Đèn bật sáng.");
        assertThat(state(VIETNAMESE)).as("a line in a form of the language").isEqualTo(CellState.PRESENT);
    }

    private void insertJob(String id, MediaKind kind, Optional<LanguageTag> language, JobState state) {
        JobRequest request = JobRequest.builder()
                .provider("speaker")
                .kind(kind)
                .prompt(id)
                .language(language)
                .build();
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            ProviderJob job = SampleJobs.job(id)
                    .projectId(project().id())
                    .sceneId("s1")
                    .kind(kind)
                    .language(language)
                    .request(request.toJson().value())
                    .fingerprint(request.fingerprint())
                    .state(state)
                    .errorMessage(state == JobState.FAILED ? some("the provider was asleep") : none())
                    .completedAt(state.isActive() ? none() : some(tx.now()))
                    .createdAt(tx.now())
                    .updatedAt(tx.now())
                    .build();
            tx.jobs().insert(job);
            return job;
        });
    }

    @Test
    void generatedTakesKnowTheirSceneAndEverythingThatTheyWereMadeFrom() {
        addScene("s1");
        setLine(VI, "Đèn bật sáng.");
        JobRequest image = JobRequest.builder()
                .provider("simulated")
                .kind(MediaKind.IMAGE)
                .model("canvas")
                .prompt("A lighthouse")
                .build();
        store.jobs(store.alice(), PriceTable.EMPTY)
                .request(new NewJob(image, project().id()).withScene("s1"));
        work();
        ImageGeneration row = store.rows(SampleRows.ALICE).images().get(0);
        assertThat(row.sceneId()).contains("s1");
        assertThat(row.madeFrom()).contains(image.madeFrom());
        set(
                MediaKind.IMAGE,
                TrackSettings.builder().provider("simulated").model("canvas").build());
        assertThat(state(IMAGE)).isEqualTo(CellState.PRESENT);
        set(
                MediaKind.IMAGE,
                TrackSettings.builder().provider("simulated").model("canvas-2").build());
        assertThat(cell(IMAGE))
                .returns(CellState.STALE, Cell::state)
                .satisfies(cell -> assertThat(cell.changed()).containsExactly(Ingredient.MODEL));
    }

    private void work() {
        try (JobWorker worker = store.startWorker(
                store.alice(), new ProviderSetup("simulated", new ScriptedProvider(), "key", 4, 60_000))) {
            assertThat(worker.awaitIdle(Duration.ofSeconds(60))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherImageMakesTheVideoThatIsGeneratedFromItStale() {
        addScene("s1");
        ImageGeneration image = paint("A lighthouse");
        set(MediaKind.VIDEO, settings("camera"));
        store.alice()
                .generations()
                .addVideo(new NewGeneration(
                                project().id(),
                                mp4(++number),
                                VideoGeneration.builder().sceneId("s1").prompt("A lighthouse"))
                        .withInputs(List.of(new NewGeneration.Input(InputRole.FIRST_FRAME, image.id()))));
        assertThat(state(VIDEO)).isEqualTo(CellState.PRESENT);
        ImageGeneration other = paint("A lighthouse");
        assertThat(cell(VIDEO).changed()).containsExactly(Ingredient.IMAGES);
        store.alice().takes().choose(project().id(), IMAGE, image.id().value(), Optional.empty());
        assertThat(state(VIDEO)).isEqualTo(CellState.PRESENT);
        set(
                MediaKind.VIDEO,
                TrackSettings.builder()
                        .provider("camera")
                        .references(List.of(other.id()))
                        .build());
        assertThat(cell(VIDEO).changed()).containsExactly(Ingredient.IMAGES);
        set(
                MediaKind.VIDEO,
                TrackSettings.builder()
                        .provider("camera")
                        .imageRole(TrackSettings.NO_IMAGE)
                        .build());
        assertThat(cell(VIDEO).changed()).containsExactly(Ingredient.IMAGES);
    }

    @Test
    void theImageOfAPairIsWhatItsVideoWasMadeFrom() {
        GenerationPair pair = store.alice()
                .generations()
                .createImageAudioVideoPair(
                        some(new NewImage(
                                project().id(),
                                png(1),
                                ImageGeneration.builder().provider("painter").prompt("A lighthouse"))),
                        none(),
                        new NewGeneration(
                                project().id(),
                                mp4(1),
                                VideoGeneration.builder().sceneId("s1").prompt("The lamp turns on")));
        ImageId image = pair.image().orElseThrow().id();
        assertThat(pair.image().orElseThrow().madeFrom())
                .contains(MadeFrom.NOTHING.with(Ingredient.PROMPT, "A lighthouse"));
        assertThat(pair.generation().madeFrom())
                .contains(MadeFrom.NOTHING
                        .with(Ingredient.PROMPT, "The lamp turns on")
                        .withImages(List.of(new MadeFrom.SentImage(
                                InputRole.FIRST_FRAME,
                                0,
                                pair.image().orElseThrow().contentHash().orElseThrow()))));
        assertThat(store.alice().generations().getVideo(pair.generation().id()).madeFrom())
                .isEqualTo(pair.generation().madeFrom());
        assertThat(cell(IMAGE).take().map(Take::id)).contains(image.value());
    }

    @Test
    void whatTheCallerKnowsOfTheOriginIsKept() {
        MadeFrom known = MadeFrom.NOTHING.with(Ingredient.TEXT, "as it was sent");
        AudioGeneration audio = store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project().id(),
                        mp3(++number),
                        AudioGeneration.builder()
                                .provider("speaker")
                                .text("as it is now")
                                .madeFrom(known)));
        assertThat(store.alice().generations().getAudio(audio.id()).madeFrom()).contains(known);
        AudioGeneration nothing = store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project().id(), mp3(++number), AudioGeneration.builder().provider("speaker")));
        assertThat(store.alice().generations().getAudio(nothing.id()).madeFrom())
                .isEmpty();
    }

    @Test
    void aTranslationIsOutdatedWhenItsOriginalChanges() {
        addScene("s1");
        setLine(EN, "The lamp turns on.");
        scenes().setLine(project().id(), "s1", VI, "Đèn bật sáng.", Optional.of(EN));
        assertThat(board().scenes().get(0).outdated()).isEmpty();
        setLine(EN, "The lamp is on.");
        assertThat(board().scenes().get(0).outdated()).containsExactly(VI);
        scenes().setLine(project().id(), "s1", VI, "Đèn đã sáng.", Optional.of(EN));
        assertThat(board().scenes().get(0).outdated()).isEmpty();
    }

    @Test
    void cellsHaveTheirChoiceAndTheNumberOfOtherTakes() {
        addScene("s1");
        VideoGeneration first = shoot("A lighthouse");
        shoot("A lighthouse");
        shoot("A lighthouse");
        store.alice().takes().choose(project().id(), VIDEO, first.id().value(), some("the light"));
        Cell video = cell(VIDEO);
        assertThat(video.take().map(Take::id)).contains(first.id().value());
        assertThat(video.standing().choice()).isPresent();
        assertThat(video.otherTakes()).isEqualTo(2);
        store.alice().generations().deleteVideo(first.id());
        assertThat(cell(VIDEO).standing().lostChoice()).isTrue();
        assertThat(cell(VIDEO).otherTakes()).isEqualTo(1);
    }

    @Test
    void aSceneNeedsNoImageOnlyBecauseOneWasChosenThatIsGone() {
        addScene("s1");
        ImageGeneration image = paint("A lighthouse");
        store.alice().takes().choose(project().id(), IMAGE, image.id().value(), Optional.empty());
        assertThat(find(board(), IMAGE)).isPresent();
        store.alice().generations().deleteImage(image.id());
        assertThat(find(board(), IMAGE)).isEmpty();
    }

    @Test
    void theMediaOfADeletedSceneAreNotShown() {
        addScene("s1");
        addScene("s2");
        shoot("A lighthouse");
        speak(VI, "Đèn bật sáng.");
        scenes().delete(project().id(), "s1");
        assertThat(board().scenes())
                .extracting(scene -> scene.scene().sceneId())
                .containsExactly("s2");
        assertThat(board().languages()).containsExactly(EN);
        scenes().restore(project().id(), "s1");
        assertThat(board().scenes())
                .extracting(scene -> scene.scene().sceneId())
                .containsExactly("s1", "s2");
        assertThat(state(VIDEO)).isEqualTo(CellState.PRESENT);
    }
}
