package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.PlannedCell;
import io.github.reelstore.domain.storyboard.board.PlannedCell.Step;
import io.github.reelstore.domain.storyboard.board.RequestedPlan;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.board.TakeService;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for the plans of {@link StoryboardService}; see {@link ServicesFixture}. */
public abstract class PlanContract {

    private static final LanguageTag VI = LanguageTag.of("vi");
    private static final LanguageTag EN = LanguageTag.of("en");

    private static final PlanScope AUDIO = new PlanScope(List.of(), EnumSet.of(MediaKind.AUDIO), List.of());
    private static final PlanScope SEEN =
            new PlanScope(List.of(), EnumSet.of(MediaKind.IMAGE, MediaKind.VIDEO), List.of());

    private static final PriceTable PRICES = new PriceTable(List.of(
            price("speaker", new Price.Basis.PerCharacter(), "0.01 USD"),
            price("painter", new Price.Basis.PerRequest(), "0.04 USD"),
            price("filmer", new Price.Basis.PerRequest(), "3 EUR")));

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final ScriptedProvider provider = new ScriptedProvider();

    private static Price price(String provider, Price.Basis basis, String amount) {
        return new Price(
                provider,
                Optional.empty(),
                basis,
                Money.parse(amount),
                LocalDate.parse("2000-01-01"),
                Optional.empty());
    }

    private JobService jobs() {
        return store.jobs(store.alice(), PRICES);
    }

    private StoryboardService storyboards() {
        return storyboards(store.transactions());
    }

    private StoryboardService storyboards(Transactions transactions) {
        return new StoryboardService(transactions, jobs(), store.alice().profile());
    }

    private SceneService scenes() {
        return new SceneService(store.transactions(), store.alice().profile());
    }

    private TakeService takes() {
        return new TakeService(store.transactions(), store.alice().profile());
    }

    /** A project whose audio can be generated. */
    private ProjectId project(String... sceneIds) {
        VideoProject project = store.alice().newProject("p");
        scenes().addAll(
                        project.id(),
                        Stream.of(sceneIds)
                                .map(id -> NewScene.builder().sceneId(id).build())
                                .toList());
        set(project.id(), MediaKind.AUDIO, "speaker");
        return project.id();
    }

    private void set(ProjectId project, MediaKind track, String provider) {
        scenes().setSettings(new StoredSettings(
                project,
                Optional.empty(),
                track,
                Optional.empty(),
                TrackSettings.builder().provider(provider).build()));
    }

    private void say(ProjectId project, String scene, LanguageTag language, String text) {
        scenes().setLine(project, scene, language, text, Optional.empty());
    }

    private void show(ProjectId project, String scene, String prompt) {
        scenes().update(project, scene, change -> change.prompt(prompt));
    }

    private StoryboardPlan plan(ProjectId project, PlanScope scope) {
        return storyboards().plan(project, scope);
    }

    private RequestedPlan request(ProjectId project, PlanScope scope) {
        return storyboards().request(project, scope);
    }

    private void work() {
        work(provider);
    }

    private void work(ScriptedProvider client) {
        try (JobWorker worker = store.startWorker(
                store.alice(),
                Stream.of("speaker", "painter", "filmer")
                        .map(name -> new ProviderSetup(name, client, "key of " + name, 4, 60_000))
                        .toArray(ProviderSetup[]::new))) {
            assertThat(worker.awaitIdle(Duration.ofSeconds(60))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void generate(ProjectId project, PlanScope scope) {
        request(project, scope);
        work();
    }

    private List<ProviderJob> allJobs() {
        return jobs().list(JobFilter.ALL, PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
    }

    private Cell cell(ProjectId project, CellKey key) {
        return storyboards().getStoryboard(project).scenes().stream()
                .flatMap(scene -> scene.cell(key.track(), key.language()).stream())
                .filter(cell -> cell.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private String standing(ProjectId project, CellKey key) {
        return cell(project, key).take().map(Take::id).orElseThrow();
    }

    private List<Selection> history(ProjectId project, CellKey key) {
        return takes().history(project, key, PageRequest.first(100)).items();
    }

    /** The audio of a video in a language, as {@code getProjectWithGenerations} returns it. */
    private Optional<String> heard(ProjectId project, String video, LanguageTag language) {
        return store.alice().projects().getProjectWithGenerations(project, language).generations().stream()
                .filter(view -> view.generation().id().value().equals(video))
                .flatMap(view -> view.audio().stream())
                .map(audio -> audio.id().value())
                .findFirst();
    }

    private static CellKey keyOf(PlannedCell planned) {
        return planned.cell().key();
    }

    private static String why(PlannedCell planned) {
        assertThat(planned.step()).isInstanceOf(Step.Wait.class);
        return ((Step.Wait) planned.step()).why();
    }

    @Test
    void oneEditedLineOfOneLanguagePlansOneRequestAtItsPrice() {
        ProjectId project = project("1", "2", "3");
        for (String scene : List.of("1", "2", "3")) {
            say(project, scene, VI, "dòng " + scene);
            say(project, scene, EN, "line " + scene);
        }
        assertThat(plan(project, AUDIO).requests()).hasSize(6);
        generate(project, AUDIO);
        assertThat(plan(project, AUDIO).cells()).isEmpty();

        say(project, "2", VI, "bốn chữ");

        StoryboardPlan plan = plan(project, AUDIO);
        assertThat(plan.cells()).singleElement().satisfies(planned -> {
            assertThat(keyOf(planned)).isEqualTo(CellKey.audio("2", VI));
            assertThat(planned.cell().state()).isEqualTo(CellState.STALE);
            assertThat(planned.cell().changed()).containsExactly(Ingredient.TEXT);
        });
        assertThat(plan.requests()).singleElement().satisfies(request -> {
            assertThat(request.price()).contains(Money.parse("0.07 USD"));
            assertThat(request.job().sceneId()).contains("2");
            JobRequest asked = request.job().request();
            assertThat(asked.text()).contains("bốn chữ");
            assertThat(asked.language()).contains(VI);
        });
        assertThat(plan.total()).containsExactly(Money.parse("0.07 USD"));
        assertThat(plan.unpriced()).isZero();
        assertThat(allJobs()).as("a plan writes nothing").hasSize(6);
        generate(project, AUDIO);
        assertThat(allJobs()).hasSize(7);
        assertThat(plan(project, AUDIO).cells()).isEmpty();
    }

    @Test
    void plansThatDoTheSameForTheSamePriceHaveTheSameDigest() {
        ProjectId project = project("1", "2");
        say(project, "1", VI, "one");
        say(project, "2", VI, "two");
        StoryboardPlan plan = plan(project, AUDIO);
        assertThat(plan(project, AUDIO).digest()).isEqualTo(plan.digest());

        // as many requests of the same price, and another text
        say(project, "2", VI, "six");
        StoryboardPlan edited = plan(project, AUDIO);
        assertThat(edited.total()).isEqualTo(plan.total());
        assertThat(edited.digest()).isNotEqualTo(plan.digest());
        assertThat(edited.ifShown(Optional.of(edited.digest()))).isEqualTo(edited);
        assertThat(edited.ifShown(Optional.empty())).isEqualTo(edited);
        store.assertRefused(StorageException.Conflict.class, () -> edited.ifShown(Optional.of(plan.digest())));
        // what waits counts, too
        say(project, "2", VI, "two");
        assertThat(plan(project, AUDIO).digest()).isEqualTo(plan.digest());
        scenes().add(project, NewScene.builder().sceneId("3").build());
        say(project, "3", EN, "three");
        assertThat(plan(project, AUDIO).digest()).isNotEqualTo(plan.digest());
    }

    @Test
    void aPlanIsRequestedAsItIs() {
        ProjectId project = project("1");
        say(project, "1", VI, "one");
        StoryboardPlan plan = plan(project, AUDIO);
        say(project, "1", VI, "another text");
        RequestedPlan requested = storyboards().request(plan);
        assertThat(requested.plan().digest()).isEqualTo(plan.digest());
        assertThat(allJobs())
                .singleElement()
                .satisfies(job -> assertThat(job.request()).contains("\"one\""));
    }

    @Test
    void aLineThatIsEditedBackChoosesTheEarlierTakeForNothing() {
        ProjectId project = project("1");
        CellKey cell = CellKey.audio("1", VI);
        say(project, "1", VI, "first");
        generate(project, AUDIO);
        String first = standing(project, cell);
        say(project, "1", VI, "second");
        generate(project, AUDIO);
        assertThat(standing(project, cell)).isNotEqualTo(first);
        say(project, "1", VI, "first");

        StoryboardPlan plan = plan(project, AUDIO);
        assertThat(plan.cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isInstanceOf(Step.Reuse.class));
        assertThat(plan.total()).isEmpty();
        RequestedPlan requested = request(project, AUDIO);

        assertThat(requested.answers()).singleElement().isInstanceOf(RequestedJob.Reused.class);
        assertThat(standing(project, cell)).isEqualTo(first);
        assertThat(history(project, cell))
                .singleElement()
                .satisfies(choice -> assertThat(choice.reason()).contains("reused"));
        assertThat(allJobs()).hasSize(2);
        assertThat(plan(project, AUDIO).cells()).isEmpty();
    }

    @Test
    void whatIsPaidAfterAReuseStands() {
        ProjectId project = project("1");
        CellKey cell = CellKey.audio("1", VI);
        for (String text : List.of("first", "second", "first")) {
            say(project, "1", VI, text);
            generate(project, AUDIO);
        }
        String reused = standing(project, cell);
        say(project, "1", VI, "third");

        generate(project, AUDIO);

        assertThat(standing(project, cell)).isNotEqualTo(reused);
        assertThat(plan(project, AUDIO).cells()).isEmpty();
        assertThat(allJobs()).hasSize(3);
        assertThat(history(project, cell))
                .extracting(choice -> choice.reason().orElse(""))
                .containsExactly("generated", "reused");
        takes().undo(project, cell);
        assertThat(standing(project, cell)).isEqualTo(reused);
    }

    @Test
    void aChosenTakeThatIsMadeFromTheSameStaysChosen() {
        ProjectId project = project("1");
        CellKey cell = CellKey.audio("1", VI);
        say(project, "1", VI, "hello");
        generate(project, AUDIO);
        String chosen = standing(project, cell);
        takes().choose(project, cell, chosen, Optional.of("the voice"));

        assertThat(storyboards().requestAgain(project, cell))
                .isInstanceOfSatisfying(
                        RequestedJob.Planned.class,
                        planned -> assertThat(planned.job().price()).contains(Money.parse("0.05 USD")));
        work();

        assertThat(standing(project, cell)).isEqualTo(chosen);
        assertThat(cell(project, cell).otherTakes()).isEqualTo(1);
        assertThat(history(project, cell)).hasSize(1);
        takes().undo(project, cell);
        assertThat(standing(project, cell)).isNotEqualTo(chosen);
    }

    @Test
    void aTakeThatIsChosenAfterTheRequestStaysChosen() {
        ProjectId project = project("1");
        CellKey cell = CellKey.audio("1", VI);
        say(project, "1", VI, "hello");
        generate(project, AUDIO);
        String earlier = standing(project, cell);
        say(project, "1", VI, "goodbye");
        request(project, AUDIO);
        store.clock.advance(Duration.ofSeconds(1));
        takes().choose(project, cell, earlier, Optional.of("it stays"));
        work();

        assertThat(standing(project, cell)).isEqualTo(earlier);
        assertThat(history(project, cell)).hasSize(1);
        takes().undo(project, cell);
        assertThat(standing(project, cell)).isNotEqualTo(earlier);
    }

    @Test
    void anotherTakeIsRequestedOnlyOfWhatCanBeRequested() {
        ProjectId project = project("1");
        CellKey audio = CellKey.audio("1", VI);
        CellKey video = CellKey.video("1");
        StorageException refused = store.assertRefused(
                StorageException.Conflict.class, () -> storyboards().requestAgain(project, audio));
        assertThat(refused).hasMessage("The scene 1 has no line in vi; set one.");
        assertThat(allJobs()).isEmpty();
        store.assertRefused(
                StorageException.NotFound.class, () -> storyboards().requestAgain(project, CellKey.video("none")));
        set(project, MediaKind.IMAGE, "painter");
        set(project, MediaKind.VIDEO, "filmer");
        show(project, "1", "a lake");
        generate(project, SEEN);
        storyboards().requestAgain(project, CellKey.image("1"));
        refused = store.assertRefused(
                StorageException.Conflict.class, () -> storyboards().requestAgain(project, video));
        assertThat(refused).hasMessageStartingWith("The image of the scene 1 is being generated");
        work();
        assertThat(storyboards().requestAgain(project, video).job().price()).contains(Money.parse("3 EUR"));
    }

    @Test
    void aGeneratedVideoHasTheAudioThatStandsAndGeneratedAudioIsThatOfTheVideo() {
        ProjectId project = project("1");
        set(project, MediaKind.VIDEO, "filmer");
        show(project, "1", "a lake");
        say(project, "1", VI, "xin chào");
        say(project, "1", EN, "hello");
        CellKey video = CellKey.video("1");
        CellKey vietnamese = CellKey.audio("1", VI);
        CellKey english = CellKey.audio("1", EN);
        generate(project, PlanScope.ALL);
        String first = standing(project, video);
        assertThat(heard(project, first, VI)).contains(standing(project, vietnamese));
        assertThat(heard(project, first, EN)).contains(standing(project, english));
        String before = standing(project, vietnamese);

        storyboards().requestAgain(project, video);
        work();

        String again = standing(project, video);
        assertThat(again).isNotEqualTo(first);
        assertThat(heard(project, again, VI)).contains(before);
        assertThat(heard(project, again, EN)).contains(standing(project, english));
        say(project, "1", VI, "chào");
        generate(project, AUDIO);
        assertThat(heard(project, again, VI))
                .contains(standing(project, vietnamese))
                .isNotEqualTo(Optional.of(before));
        assertThat(heard(project, first, VI)).as("it does not stand").contains(before);
    }

    @Test
    void aTakeThatStandsByItselfIsNotChosen() {
        ProjectId first = project("1");
        say(first, "1", VI, "the same");
        generate(first, AUDIO);
        ProjectId second = project("1");
        say(second, "1", VI, "the same");

        assertThat(plan(second, AUDIO).cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isInstanceOf(Step.Reuse.class));
        request(second, AUDIO);

        assertThat(cell(second, CellKey.audio("1", VI)).state()).isEqualTo(CellState.PRESENT);
        assertThat(history(second, CellKey.audio("1", VI))).isEmpty();
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void theSameTextTwiceIsRequestedOnce() {
        ProjectId project = project("1", "2");
        say(project, "1", VI, "the same");
        say(project, "2", VI, "the same");

        StoryboardPlan plan = plan(project, AUDIO);
        assertThat(plan.cells())
                .extracting(planned -> planned.step().getClass().getSimpleName())
                .containsExactly("Request", "Join");
        assertThat(plan.cells().get(1).step()).isEqualTo(new Step.Join(Optional.empty()));
        assertThat(plan.total()).containsExactly(Money.parse("0.08 USD"));
        assertThat(request(project, AUDIO).answers()).hasSize(1);
        work();

        assertThat(plan(project, AUDIO).cells()).singleElement().satisfies(planned -> {
            assertThat(keyOf(planned)).isEqualTo(CellKey.audio("2", VI));
            assertThat(planned.step()).isInstanceOf(Step.Reuse.class);
        });
        request(project, AUDIO);
        assertThat(plan(project, AUDIO).cells()).isEmpty();
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void aDeletedTakeIsBroughtBackForNothingAsThePlanSays() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        generate(project, AUDIO);
        CellKey cell = CellKey.audio("1", VI);
        takes().delete(MediaKind.AUDIO, standing(project, cell));
        assertThat(cell(project, cell).state()).isEqualTo(CellState.MISSING);

        assertThat(plan(project, AUDIO).cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isInstanceOf(Step.Reuse.class));
        assertThat(request(project, AUDIO).answers()).singleElement().isInstanceOf(RequestedJob.Reused.class);
        assertThat(cell(project, cell).state()).isEqualTo(CellState.PRESENT);
        assertThat(provider.submits()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(MediaKind.class)
    void aTakeThatWasTakenOutOfItsSceneIsPutBackWhenItIsReused(MediaKind track) {
        ProjectId project = project("1");
        set(project, track, "painter");
        show(project, "1", "A lamp");
        say(project, "1", VI, "hello");
        PlanScope scope = new PlanScope(List.of(), EnumSet.of(track), List.of());
        generate(project, scope);
        CellKey cell = track == MediaKind.AUDIO ? CellKey.audio("1", VI) : new CellKey("1", track, Optional.empty());
        String take = standing(project, cell);
        GenerationService generations = store.alice().generations();
        switch (track) {
            case IMAGE -> generations.updateImage(new ImageId(take), row -> row.sceneId(Optional.empty()));
            case AUDIO -> generations.updateAudio(new AudioId(take), row -> row.sceneId(Optional.empty()));
            case VIDEO -> generations.updateVideo(new GenerationId(take), row -> row.sceneId(Optional.empty()));
        }
        assertThat(cell(project, cell).state()).isEqualTo(CellState.MISSING);

        request(project, scope);

        assertThat(standing(project, cell)).isEqualTo(take);
        assertThat(plan(project, scope).cells()).isEmpty();
    }

    @Test
    void aRequestWhoseOutcomeIsUnknownKeepsTheCellFromBeingPaidAgain() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        request(project, AUDIO);
        work(ScriptedProvider.failing(FailureClass.MAYBE_ACCEPTED));
        say(project, "1", VI, "goodbye");

        PlannedCell planned = plan(project, AUDIO).cells().get(0);
        assertThat(planned.cell()).returns(CellState.FAILED, Cell::state).returns(true, Cell::undecided);
        assertThat(why(planned)).contains("resolved if its outcome is unknown");
        assertThat(plan(project, AUDIO).requests()).isEmpty();
    }

    @Test
    void whatRunsIsJoinedAndNotRequestedAgain() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        ProviderJob job = request(project, AUDIO).answers().get(0).job();

        RequestedPlan again = request(project, AUDIO);

        assertThat(again.plan().cells()).singleElement().satisfies(planned -> {
            assertThat(planned.cell().state()).isEqualTo(CellState.PLANNED);
            assertThat(planned.step()).isEqualTo(new Step.Join(Optional.of(job.id())));
        });
        assertThat(again.answers()).isEmpty();
        assertThat(allJobs()).containsExactly(job);
    }

    @Test
    void whileAnEarlierTextIsGeneratedNothingElseIsPaidForTheCell() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        request(project, AUDIO);
        say(project, "1", VI, "goodbye");

        assertThat(why(plan(project, AUDIO).cells().get(0)))
                .startsWith("A take for the scene 1 is being generated already; plan again when");
        work();

        assertThat(plan(project, AUDIO).requests())
                .singleElement()
                .satisfies(request -> assertThat(request.job().request().text()).contains("goodbye"));
    }

    @Test
    void aVideoWaitsForTheImageThatItIsMadeFrom() {
        ProjectId project = project("1");
        set(project, MediaKind.IMAGE, "painter");
        set(project, MediaKind.VIDEO, "filmer");
        show(project, "1", "a lake");

        StoryboardPlan plan = plan(project, SEEN);
        assertThat(plan.cells())
                .extracting(PlanContract::keyOf)
                .containsExactly(CellKey.image("1"), CellKey.video("1"));
        assertThat(plan.requests()).hasSize(1);
        assertThat(why(plan.cells().get(1))).startsWith("The image of the scene 1 comes first");
        generate(project, SEEN);
        StoryboardPlan second = plan(project, SEEN);
        assertThat(second.requests()).singleElement().satisfies(request -> {
            assertThat(request.job().request().kind()).isEqualTo(MediaKind.VIDEO);
            assertThat(request.job().request().inputs())
                    .singleElement()
                    .satisfies(input -> assertThat(input.role()).isEqualTo(InputRole.FIRST_FRAME));
        });
        assertThat(second.total()).containsExactly(Money.parse("3 EUR"));
        generate(project, SEEN);
        assertThat(plan(project, SEEN).cells()).isEmpty();

        show(project, "1", "a hill");

        assertThat(plan(project, SEEN).cells())
                .extracting(PlannedCell::cell)
                .extracting(Cell::state)
                .containsExactly(CellState.STALE, CellState.STALE);
        assertThat(plan(project, SEEN).requests())
                .singleElement()
                .satisfies(request -> assertThat(request.job().request().kind()).isEqualTo(MediaKind.IMAGE));
        assertThat(plan(project, SEEN).total()).containsExactly(Money.parse("0.04 USD"));
        assertThat(plan(project, SEEN).laterTotal()).as("the video that waits").containsExactly(Money.parse("3 EUR"));
        PlanScope onlyVideo = new PlanScope(List.of(), EnumSet.of(MediaKind.VIDEO), List.of());
        assertThat(plan(project, onlyVideo).requests())
                .as("a stale image is usable")
                .hasSize(1);

        request(project, new PlanScope(List.of(), EnumSet.of(MediaKind.IMAGE), List.of()));
        for (PlanScope scope : List.of(onlyVideo, SEEN)) {
            StoryboardPlan running = plan(project, scope);
            assertThat(running.requests()).isEmpty();
            assertThat(why(running.cells().get(running.cells().size() - 1)))
                    .isEqualTo(
                            "The image of the scene 1 is being generated; wait until it has finished, or resolve its job if its outcome is"
                                    + " unknown.");
        }
        work();
        assertThat(plan(project, onlyVideo).requests()).hasSize(1);
    }

    @Test
    void aVideoThatLeavesTheImageOutDoesNotWaitForIt() {
        ProjectId project = project("1");
        set(project, MediaKind.IMAGE, "painter");
        show(project, "1", "a lake");
        scenes().setSettings(new StoredSettings(
                project,
                Optional.of("1"),
                MediaKind.VIDEO,
                Optional.empty(),
                TrackSettings.builder()
                        .provider("filmer")
                        .imageRole(TrackSettings.NO_IMAGE)
                        .build()));

        StoryboardPlan plan = plan(project, SEEN);

        assertThat(plan.requests()).hasSize(2);
        assertThat(plan.total()).containsExactly(Money.parse("3 EUR"), Money.parse("0.04 USD"));
    }

    @Test
    void withoutALineAPromptOrAProviderNothingIsRequested() {
        ProjectId project = project("1", "2");
        say(project, "1", VI, "hello");
        say(project, "2", EN, "hello");
        scenes().deleteSettings(project, Optional.empty(), MediaKind.AUDIO, Optional.empty());

        RequestedPlan requested = request(project, PlanScope.ALL);

        assertThat(requested.plan().cells())
                .extracting(PlanContract::keyOf, PlanContract::why)
                .containsExactly(
                        tuple(CellKey.video("1"), "The scene 1 has no prompt; set one."),
                        tuple(CellKey.audio("1", EN), "The scene 1 has no line in en; set one."),
                        tuple(
                                CellKey.audio("1", VI),
                                "No provider is set for the audio of the scene 1; set one for the scene or the project."),
                        tuple(CellKey.video("2"), "The scene 2 has no prompt; set one."),
                        tuple(
                                CellKey.audio("2", EN),
                                "No provider is set for the audio of the scene 2; set one for the scene or the project."),
                        tuple(CellKey.audio("2", VI), "The scene 2 has no line in vi; set one."));
        assertThat(requested.answers()).isEmpty();
        assertThat(allJobs()).isEmpty();
    }

    @Test
    void ifTheBudgetIsNotEnoughForAllNothingIsRequested() {
        ProjectId project = project("1", "2");
        say(project, "1", VI, "1234");
        say(project, "2", VI, "12345");
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0.08 USD"));

        store.assertRefused(StorageException.BudgetExceeded.class, () -> request(project, AUDIO));

        assertThat(allJobs()).isEmpty();
        PlanScope first = new PlanScope(List.of(), EnumSet.of(MediaKind.AUDIO), List.of("1"));
        assertThat(request(project, first).answers()).hasSize(1);
    }

    @Test
    void aPlanThatIsRefusedReusesNothing() {
        ProjectId project = project("1", "2");
        CellKey cell = CellKey.audio("1", VI);
        for (String text : List.of("first", "second")) {
            say(project, "1", VI, text);
            generate(project, AUDIO);
        }
        String second = standing(project, cell);
        say(project, "1", VI, "first");
        say(project, "2", VI, "new");
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0.11 USD"));

        store.assertRefused(StorageException.BudgetExceeded.class, () -> request(project, AUDIO));

        assertThat(standing(project, cell)).isEqualTo(second);
        assertThat(history(project, cell)).isEmpty();
        assertThat(allJobs())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.reuses()).isZero());
    }

    @Test
    void aResultIsReusedThoughAnotherTakeOfItRuns() {
        ProjectId first = project("1");
        say(first, "1", VI, "the same");
        generate(first, AUDIO);
        storyboards().requestAgain(first, CellKey.audio("1", VI));
        ProjectId second = project("1");
        say(second, "1", VI, "the same");

        assertThat(plan(second, AUDIO).cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isInstanceOf(Step.Reuse.class));
        RequestedPlan requested = request(second, AUDIO);
        assertThat(requested.answers()).singleElement().isInstanceOf(RequestedJob.Reused.class);
    }

    @Test
    void aRequestWithoutAKnownPriceIsCounted() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        StoryboardPlan plan = new StoryboardService(
                        store.transactions(),
                        store.jobs(store.alice(), PriceTable.EMPTY),
                        store.alice().profile())
                .plan(project, AUDIO);
        assertThat(plan.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.price()).isEmpty());
        assertThat(plan.total()).isEmpty();
        assertThat(plan.unpriced()).isEqualTo(1);
    }

    @Test
    void theScopeLimitsLanguagesTracksAndScenes() {
        ProjectId project = project("1", "2");
        for (String scene : List.of("1", "2")) {
            say(project, scene, VI, "dòng " + scene);
            say(project, scene, EN, "line " + scene);
        }
        PlanScope scope = new PlanScope(List.of(EN), EnumSet.of(MediaKind.AUDIO), List.of("2"));
        assertThat(plan(project, scope).cells())
                .singleElement()
                .satisfies(planned -> assertThat(keyOf(planned)).isEqualTo(CellKey.audio("2", EN)));
        PlanScope unknown = new PlanScope(List.of(), EnumSet.of(MediaKind.AUDIO), List.of("2", "none"));
        store.assertRefused(StorageException.NotFound.class, () -> plan(project, unknown));
        store.assertRefused(StorageException.NotFound.class, () -> plan(new ProjectId("none"), AUDIO));
    }

    @Test
    void aTakeWhoseInputsAreNotKnownIsLeftAlone() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project,
                        SampleDrafts.mp3(1),
                        AudioGeneration.builder()
                                .provider("speaker")
                                .sceneId("1")
                                .language(VI)));
        assertThat(cell(project, CellKey.audio("1", VI)).state()).isEqualTo(CellState.UNKNOWN);
        assertThat(plan(project, AUDIO).cells()).isEmpty();
    }

    @Test
    void anEarlierTakeThatIsMadeFromWhatTheSceneSaysNowIsChosenForNothing() {
        ProjectId project = project("1");
        CellKey cell = CellKey.audio("1", VI);
        say(project, "1", VI, "first");
        String first = speech(project, 1, "first");
        speech(project, 2, "second");
        assertThat(cell(project, cell).state()).isEqualTo(CellState.STALE);

        StoryboardPlan plan = plan(project, AUDIO);
        assertThat(plan.cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isEqualTo(new Step.Choose(first)));
        assertThat(plan.requests()).isEmpty();
        assertThat(request(project, AUDIO).answers()).isEmpty();

        assertThat(standing(project, cell)).isEqualTo(first);
        assertThat(history(project, cell))
                .singleElement()
                .satisfies(choice -> assertThat(choice.reason()).contains("reused"));
        assertThat(plan(project, AUDIO).cells()).isEmpty();
        assertThat(allJobs()).isEmpty();
    }

    @Test
    void aRejectedTakeThatFitsIsNotChosen() {
        ProjectId project = project("1");
        say(project, "1", VI, "first");
        String first = speech(project, 1, "first");
        speech(project, 2, "second");
        takes().reject(project, MediaKind.AUDIO, first, "mumbles");

        assertThat(plan(project, AUDIO).requests()).hasSize(1);
    }

    /** Audio that was not generated by a worker. */
    private String speech(ProjectId project, int file, String text) {
        store.clock.advance(Duration.ofSeconds(1));
        return store.alice()
                .generations()
                .addAudio(new NewAudio(
                        project,
                        SampleDrafts.mp3(file),
                        AudioGeneration.builder()
                                .provider("speaker")
                                .sceneId("1")
                                .language(VI)
                                .madeFrom(MadeFrom.NOTHING.with(Ingredient.TEXT, text))))
                .id()
                .value();
    }

    @Test
    void theSameTextWithOtherWhiteSpaceIsTheSameRequest() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello\nworld");
        generate(project, AUDIO);
        say(project, "1", VI, "bye");
        generate(project, AUDIO);
        say(project, "1", VI, " hello\r\nworld ");

        assertThat(plan(project, AUDIO).requests()).isEmpty();
        assertThat(request(project, AUDIO).answers()).singleElement().isInstanceOf(RequestedJob.Reused.class);
    }

    @Test
    void whatHasFailedIsPlannedAgain() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        request(project, AUDIO);
        work(ScriptedProvider.failing(FailureClass.REFUSED));

        StoryboardPlan plan = plan(project, AUDIO);

        assertThat(plan.requests()).hasSize(1);
        assertThat(plan.cells().get(0).cell().state()).isEqualTo(CellState.FAILED);
        generate(project, AUDIO);
        assertThat(plan(project, AUDIO).cells()).isEmpty();
    }

    @Test
    void aRejectedTakeIsNotUsedAgain() {
        ProjectId project = project("1");
        CellKey cell = CellKey.audio("1", VI);
        say(project, "1", VI, "hello");
        generate(project, AUDIO);
        String rejected = standing(project, cell);
        takes().reject(project, MediaKind.AUDIO, rejected, "mumbles");

        assertThat(plan(project, AUDIO).requests()).hasSize(1);
        assertThat(request(project, AUDIO).answers()).singleElement().isInstanceOf(RequestedJob.Planned.class);
        work();

        assertThat(standing(project, cell)).isNotEqualTo(rejected);
        assertThat(plan(project, AUDIO).cells()).isEmpty();
        assertThat(allJobs()).hasSize(2);
    }

    @Test
    void aRejectedTakeIsNotUsedAgainFromAnotherProject() {
        ProjectId project = project("1");
        ProjectId other = project("1");
        CellKey cell = CellKey.audio("1", VI);
        say(project, "1", VI, "hello");
        say(other, "1", VI, "hello");
        generate(project, AUDIO);
        request(other, AUDIO);
        takes().reject(project, MediaKind.AUDIO, standing(project, cell), "mumbles");

        assertThat(plan(project, AUDIO).requests()).hasSize(1);
        assertThat(request(project, AUDIO).answers()).singleElement().isInstanceOf(RequestedJob.Planned.class);
        assertThat(plan(other, AUDIO).cells()).isEmpty();
    }

    @Test
    void whatIsStoredIsReusedThoughOtherResultsOfTheJobWereLost() {
        ProjectId first = project("1");
        say(first, "1", VI, "the same");
        request(first, AUDIO);
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return done(file(operation, 0), file(operation, 1));
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (file.name().endsWith("/1")) {
                    throw failure(FailureClass.GONE);
                }
                return super.open(file, offset);
            }
        });
        ProjectId second = project("1");
        say(second, "1", VI, "the same");

        assertThat(plan(second, AUDIO).cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isInstanceOf(Step.Reuse.class));
        assertThat(request(second, AUDIO).answers())
                .singleElement()
                .isInstanceOfSatisfying(
                        RequestedJob.Reused.class,
                        reused -> assertThat(reused.results()).hasSize(1));
    }

    @Test
    void aRejectedTakeHidesNoEarlierOneForTheSame() {
        ProjectId project = project("1");
        CellKey cell = CellKey.audio("1", VI);
        say(project, "1", VI, "first");
        generate(project, AUDIO);
        String good = standing(project, cell);
        storyboards().requestAgain(project, cell);
        work();
        takes().reject(project, MediaKind.AUDIO, standing(project, cell), "mumbles");
        say(project, "1", VI, "second");
        generate(project, AUDIO);
        say(project, "1", VI, "first");

        assertThat(plan(project, AUDIO).cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isInstanceOf(Step.Reuse.class));
        request(project, AUDIO);
        assertThat(standing(project, cell)).isEqualTo(good);
        assertThat(allJobs()).hasSize(3);
    }

    @Test
    void theLedgersAnswersCountIfAJobHasFinishedMeanwhile() {
        ProjectId project = project("1");
        say(project, "1", VI, "hello");
        NewJob same = plan(project, AUDIO).requests().get(0).job();
        Transactions meanwhile = new CountedTransactions(store.transactions(), () -> {
            jobs().request(same);
            work();
        });

        RequestedPlan requested = storyboards(meanwhile).request(project, AUDIO);

        assertThat(requested.answers()).singleElement().isInstanceOf(RequestedJob.Reused.class);
        assertThat(requested.plan().cells())
                .singleElement()
                .satisfies(planned -> assertThat(planned.step()).isInstanceOf(Step.Reuse.class));
        assertThat(requested.plan().total()).isEmpty();
        assertThat(allJobs()).hasSize(1);
    }

    @Test
    void aPlanReadsEachThingOnceHoweverLargeItIs() {
        ProjectId small = filled(1, 1);
        ProjectId large = filled(200, 20);
        CountedTransactions counted = new CountedTransactions(store.transactions(), () -> {});

        storyboards(counted).plan(small, AUDIO);
        List<String> few = counted.takeCalls();
        StoryboardPlan plan = storyboards(counted).plan(large, AUDIO);

        assertThat(plan.requests()).hasSize(4_000);
        assertThat(counted.takeCalls()).isEqualTo(few).doesNotHaveDuplicates();
    }

    private ProjectId filled(int sceneCount, int languageCount) {
        List<String> ids =
                IntStream.rangeClosed(1, sceneCount).mapToObj(Integer::toString).toList();
        ProjectId project = project(ids.toArray(String[]::new));
        List<LanguageTag> languages = IntStream.range(0, languageCount)
                .mapToObj(number -> LanguageTag.of("q" + (char) ('a' + number) + "a"))
                .toList();
        store.transactions().inTransaction(store.alice().profile(), tx -> {
            tx.scenes()
                    .putLines(ids.stream()
                            .flatMap(id -> languages.stream()
                                    .map(language -> new SceneLine(
                                            project, id, language, id + " in " + language, Optional.empty(), tx.now())))
                            .toList());
            return ids;
        });
        return project;
    }
}
