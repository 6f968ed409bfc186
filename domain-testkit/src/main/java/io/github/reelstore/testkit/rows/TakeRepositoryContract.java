package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;
import static io.github.reelstore.testkit.rows.SampleScenes.EN;
import static io.github.reelstore.testkit.rows.SampleScenes.P;
import static io.github.reelstore.testkit.rows.SampleScenes.VI;
import static io.github.reelstore.testkit.rows.SampleScenes.choice;
import static io.github.reelstore.testkit.rows.SampleScenes.withdrawal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TakeRepository;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.SceneJobs;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link TakeRepository}; see {@link DatabaseFixture}. */
public abstract class TakeRepositoryContract {

    private static final ProjectId OTHER = new ProjectId("other");
    private static final ProjectId NONE = new ProjectId("none");
    private static final CellKey IMAGE = CellKey.image("s");
    private static final CellKey VIDEO = CellKey.video("s");
    private static final CellKey AUDIO = CellKey.audio("s", VI);
    private static final LanguageTag UND = LanguageTag.of("und");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @BeforeEach
    void insertProjects() {
        db.run(tx -> {
            insertProject(tx, P.value(), "c");
            insertProject(tx, OTHER.value(), "c");
        });
    }

    /** An image as a take of the scene {@code s}, created that many microseconds after the start. */
    private static ImageGenerationBuilder imageTake(String id, int created) {
        return image(id, P.value()).sceneId("s").createdAt(micros(created));
    }

    private static AudioGenerationBuilder audioTake(String id, int created) {
        return audio(id, P.value()).sceneId("s").language(VI).createdAt(micros(created));
    }

    private static VideoGenerationBuilder videoTake(String id, int created) {
        return generation(id, P.value())
                .sceneId("s")
                .filePath(new BlobKey("videos/" + id + ".mp4"))
                .createdAt(micros(created));
    }

    private StandingTake standing(CellKey cell) {
        StandingTake one = db.read(tx -> tx.takes().standing(P, cell));
        StandingTake amongAll = all().getOrDefault(cell, new StandingTake(cell, Optional.empty(), Optional.empty(), 0));
        assertThat(one).isEqualTo(amongAll);
        assertThat(db.<List<StandingTake>>read(tx -> tx.takes().standing(P, cell.sceneId())))
                .containsExactlyInAnyOrderElementsOf(all().values().stream()
                        .filter(stands -> stands.cell().sceneId().equals(cell.sceneId()))
                        .toList());
        return one;
    }

    private Map<CellKey, StandingTake> all() {
        return db.<List<StandingTake>>read(tx -> tx.takes().standing(P)).stream()
                .collect(Collectors.toMap(StandingTake::cell, Function.identity()));
    }

    private List<Take> takesOf(MediaKind track, String id) {
        return db.read(tx -> tx.takes().takesOf(P, track, id));
    }

    private List<Selection> selections(CellKey cell) {
        return db.<Page<Selection>>read(tx -> tx.takes().selections(P, cell, PageRequest.first(100)))
                .items();
    }

    private List<CellKey> chosenIn(MediaKind track, String id) {
        return db.read(tx -> tx.takes().chosenIn(P, track, id));
    }

    private String standingId(CellKey cell) {
        return standing(cell).take().map(Take::id).orElse("none");
    }

    private List<String> rejected(CellKey cell) {
        return db.<List<RejectedTake>>read(tx -> tx.takes().rejections(P, cell)).stream()
                .map(RejectedTake::takeId)
                .toList();
    }

    private List<String> ids(CellKey cell) {
        return db.<Page<Take>>read(tx -> tx.takes().list(P, cell, PageRequest.first(100))).items().stream()
                .map(Take::id)
                .toList();
    }

    // What stands without a choice

    @Test
    void theNewestCompletedTakeStandsWithAllItsValues() {
        MadeFrom madeFrom = MadeFrom.NOTHING.with(Ingredient.TEXT, "text").with(Ingredient.VOICE, "voice");
        ContentHash hash = SampleRows.hash(7);
        db.run(tx -> {
            tx.images().insert(imageTake("old", 1).build());
            tx.images()
                    .insert(imageTake("new", 2)
                            .thumbPath(new BlobKey("thumbs/new.jpg"))
                            .contentHash(hash)
                            .madeFrom(madeFrom)
                            .build());
            tx.audio()
                    .insert(audioTake("a", 3)
                            .durationMs(1_234L)
                            .contentHash(hash)
                            .madeFrom(madeFrom)
                            .build());
            tx.generations()
                    .insert(videoTake("g", 4)
                            .thumbPath(new BlobKey("thumbs/g.jpg"))
                            .contentHash(hash)
                            .durationMs(5_678L)
                            .madeFrom(madeFrom)
                            .build());
        });
        Take image = new Take(
                IMAGE,
                "new",
                GenerationStatus.COMPLETED,
                Optional.of(new BlobKey("images/new.png")),
                Optional.of(new BlobKey("thumbs/new.jpg")),
                Optional.of(hash),
                Optional.empty(),
                Optional.of(madeFrom),
                Optional.empty(),
                micros(2));
        Take audio = new Take(
                AUDIO,
                "a",
                GenerationStatus.COMPLETED,
                Optional.of(new BlobKey("audio/a.mp3")),
                Optional.empty(),
                Optional.of(hash),
                Optional.of(1_234L),
                Optional.of(madeFrom),
                Optional.empty(),
                micros(3));
        Take video = new Take(
                VIDEO,
                "g",
                GenerationStatus.COMPLETED,
                Optional.of(new BlobKey("videos/g.mp4")),
                Optional.of(new BlobKey("thumbs/g.jpg")),
                Optional.of(hash),
                Optional.of(5_678L),
                Optional.of(madeFrom),
                Optional.empty(),
                micros(4));
        assertThat(standing(IMAGE)).isEqualTo(new StandingTake(IMAGE, Optional.of(image), Optional.empty(), 2));
        assertThat(standing(AUDIO)).isEqualTo(new StandingTake(AUDIO, Optional.of(audio), Optional.empty(), 1));
        assertThat(standing(VIDEO)).isEqualTo(new StandingTake(VIDEO, Optional.of(video), Optional.empty(), 1));
        assertThat(all().keySet()).containsExactlyInAnyOrder(IMAGE, AUDIO, VIDEO);
        for (Take take : List.of(image, audio, video)) {
            assertThat(takesOf(take.cell().track(), take.id())).containsExactly(take);
            assertThat(db.<List<Take>>read(tx -> tx.takes()
                            .takesOf(
                                    P,
                                    take.cell().track(),
                                    List.of("other", take.cell().sceneId()))))
                    .contains(take)
                    .isSortedAccordingTo(Comparator.comparing(Take::createdAt).reversed());
            assertThat(db.<List<Take>>read(
                            tx -> tx.takes().takesOf(P, take.cell().track(), List.of("other"))))
                    .isEmpty();
            assertThat(db.<Page<Take>>read(tx -> tx.takes().list(P, take.cell(), PageRequest.first(1)))
                            .items())
                    .containsExactly(take);
        }
    }

    @Test
    void ofTakesCreatedTogetherTheOneWithTheGreaterIdStands() {
        db.run(tx -> List.of("b", "c", "a")
                .forEach(id -> tx.audio().insert(audioTake(id, 1).build())));
        assertThat(standingId(AUDIO)).isEqualTo("c");
        assertThat(ids(AUDIO)).containsExactly("c", "b", "a");
    }

    @Test
    void onlyACompletedTakeWithAFileStands() {
        db.run(tx -> {
            tx.generations().insert(videoTake("good", 1).build());
            tx.generations()
                    .insert(videoTake("failed", 2)
                            .status(GenerationStatus.FAILED)
                            .build());
            tx.generations()
                    .insert(videoTake("without-file", 3)
                            .filePath(Optional.empty())
                            .status(GenerationStatus.COMPLETED)
                            .build());
            tx.audio()
                    .insert(audioTake("pending", 4)
                            .status(GenerationStatus.PENDING)
                            .build());
            tx.images()
                    .insert(imageTake("failed", 5)
                            .status(GenerationStatus.FAILED)
                            .build());
        });
        assertThat(standingId(VIDEO)).isEqualTo("good");
        assertThat(standing(VIDEO).takes()).isEqualTo(3);
        assertThat(standing(AUDIO)).isEqualTo(new StandingTake(AUDIO, Optional.empty(), Optional.empty(), 1));
        assertThat(standing(IMAGE)).isEqualTo(new StandingTake(IMAGE, Optional.empty(), Optional.empty(), 1));
    }

    @Test
    void aRejectedTakeDoesNotStandAndKeepsItsReason() {
        db.run(tx -> {
            for (int i : List.of(1, 2)) {
                tx.images().insert(imageTake("t" + i, i).build());
                tx.audio().insert(audioTake("t" + i, i).build());
                tx.generations().insert(videoTake("t" + i, i).build());
            }
            // of another track
            tx.takes().reject(P, MediaKind.AUDIO, "t2", "first");
            tx.takes().reject(P, MediaKind.AUDIO, "t2", "too loud");
        });
        assertThat(standingId(AUDIO)).isEqualTo("t1");
        assertThat(standingId(IMAGE)).isEqualTo("t2");
        assertThat(standing(AUDIO).takes()).isEqualTo(2);
        assertThat(takesOf(MediaKind.AUDIO, "t2")).extracting(Take::rejected).containsExactly(Optional.of("too loud"));
        assertThat(db.<Page<Take>>read(tx -> tx.takes().list(P, AUDIO, PageRequest.first(9))).items().stream()
                        .map(Take::rejected))
                .containsExactly(Optional.of("too loud"), Optional.empty());
        db.run(tx -> {
            tx.takes().reject(P, MediaKind.IMAGE, "t2", "");
            tx.takes().reject(P, MediaKind.VIDEO, "t2", "");
        });
        assertThat(standingId(IMAGE)).isEqualTo("t1");
        assertThat(standingId(VIDEO)).isEqualTo("t1");
        assertThat(takesOf(MediaKind.IMAGE, "t2")).extracting(Take::rejected).containsExactly(Optional.of(""));
        db.run(tx -> {
            assertThat(tx.takes().unreject(P, MediaKind.AUDIO, "t1")).isFalse();
            assertThat(tx.takes().unreject(P, MediaKind.AUDIO, "t2")).isTrue();
            assertThat(tx.takes().unreject(P, MediaKind.AUDIO, "t2")).isFalse();
        });
        assertThat(standingId(AUDIO)).isEqualTo("t2");
    }

    @Test
    void rejectionsOfACellAreListedTheLastOneFirst() {
        db.run(tx -> {
            for (String id : List.of("a", "b", "kept")) {
                tx.audio().insert(audioTake(id, 1).build());
            }
            tx.audio().insert(audioTake("other-language", 1).language(UND).build());
            tx.audio().insert(audioTake("other-scene", 1).sceneId("t").build());
            tx.images().insert(imageTake("a", 1).build());
        });
        List<String> inOrder = List.of("b", "other-language", "a", "other-scene", "gone", "b");
        inOrder.forEach(id -> {
            db.clock.advance(Duration.ofSeconds(1));
            db.run(tx -> tx.takes().reject(P, MediaKind.AUDIO, id, "reason"));
        });
        assertThat(rejected(AUDIO)).containsExactly("b", "a");
        assertThat(rejected(CellKey.audio("s", UND))).containsExactly("other-language");
        assertThat(rejected(IMAGE)).isEmpty();
        assertThat(db.<List<RejectedTake>>read(tx -> tx.takes().rejections(P, AUDIO)))
                .first()
                .isEqualTo(new RejectedTake(P, MediaKind.AUDIO, "b", "reason", db.clock.instant()));
        db.runAs(BOB, tx -> assertThat(tx.takes().rejections(P, AUDIO)).isEmpty());
    }

    @Test
    void rejectionsNeedAProject() {
        db.assertRefused(
                StorageException.NotFound.class, "none", tx -> tx.takes().reject(NONE, MediaKind.IMAGE, "i", "reason"));
        assertThat(db.<Boolean>write(tx -> tx.takes().unreject(NONE, MediaKind.IMAGE, "i")))
                .isFalse();
    }

    // What is a take of which cell

    @Test
    void anImageWithoutASceneBelongsToTheScenesOfItsVideos() {
        db.run(tx -> {
            tx.images().insert(image("shared", "p").createdAt(micros(1)).build());
            tx.images().insert(image("own", "p").sceneId("mine").build());
            tx.images().insert(image("elsewhere", OTHER.value()).build());
            tx.images().insert(image("input", "p").build());
            for (String scene : List.of("s", "t")) {
                for (String part : List.of("1", "2")) {
                    tx.generations()
                            .insert(generation(scene + part, "p")
                                    .sceneId(scene)
                                    .imageGenerationId(new ImageId("shared"))
                                    .build());
                }
            }
            tx.generations()
                    .insert(generation("s3", "p")
                            .sceneId("s")
                            .imageGenerationId(new ImageId("own"))
                            .build());
            tx.generations()
                    .insert(generation("s4", "p")
                            .sceneId("s")
                            .imageGenerationId(new ImageId("elsewhere"))
                            .build());
            tx.generations()
                    .insert(generation("o", OTHER.value())
                            .sceneId("s")
                            .imageGenerationId(new ImageId("shared"))
                            .build());
            tx.generations().link(SampleRows.inputs(SampleRows.input("s1", InputRole.REFERENCE, 0, "input")));
        });
        assertThat(ids(IMAGE)).containsExactly("shared");
        assertThat(ids(CellKey.image("t"))).containsExactly("shared");
        assertThat(ids(CellKey.image("mine"))).containsExactly("own");
        assertThat(standing(IMAGE).takes()).isEqualTo(1);
        assertThat(standing(IMAGE).take().map(Take::cell)).contains(IMAGE);
        assertThat(takesOf(MediaKind.IMAGE, "shared"))
                .extracting(Take::cell)
                .containsExactly(IMAGE, CellKey.image("t"));
        for (String id : List.of("elsewhere", "input")) {
            assertThat(takesOf(MediaKind.IMAGE, id)).isEmpty();
        }
    }

    @Test
    void audioWithoutASceneHasTheLanguageOfTheTrack() {
        db.run(tx -> {
            tx.audio().insert(audio("unknown", "p").build());
            tx.audio()
                    .insert(audio("german", "p").language(LanguageTag.of("de")).build());
            tx.audio().insert(audioTake("own", 1).sceneId("mine").build());
            tx.generations()
                    .insert(generation("g", "p")
                            .sceneId("s")
                            .audioGenerationId(new AudioId("unknown"))
                            .build());
            tx.generations()
                    .insert(generation("h", "p")
                            .sceneId("t")
                            .audioGenerationId(new AudioId("unknown"))
                            .build());
            tx.generations()
                    .insert(generation("i", "p")
                            .sceneId("t")
                            .audioGenerationId(new AudioId("german"))
                            .build());
            tx.generations()
                    .link(tracks(track("g", "vi", "unknown"), track("g", "en", "german"), track("h", "vi", "own")));
        });
        assertThat(all().keySet())
                .containsExactlyInAnyOrder(
                        VIDEO,
                        CellKey.video("t"),
                        AUDIO,
                        CellKey.audio("s", EN),
                        CellKey.audio("t", UND),
                        CellKey.audio("t", LanguageTag.of("de")),
                        CellKey.audio("mine", VI));
        assertThat(ids(AUDIO)).containsExactly("unknown");
        assertThat(ids(CellKey.audio("s", EN))).containsExactly("german");
        assertThat(ids(CellKey.audio("t", UND))).containsExactly("unknown");
        assertThat(takesOf(MediaKind.AUDIO, "unknown"))
                .extracting(Take::cell)
                .containsExactly(AUDIO, CellKey.audio("t", UND));
        assertThat(standingId(CellKey.audio("mine", VI))).isEqualTo("own");
    }

    @Test
    void audioWithoutALanguageHasThatOfTheProject() {
        db.run(tx -> {
            tx.projects()
                    .insert(SampleRows.project("french")
                            .defaultLanguage(LanguageTag.of("fr"))
                            .build());
            tx.audio()
                    .insert(audioTake("none", 1)
                            .projectId(new ProjectId("french"))
                            .language(Optional.empty())
                            .build());
            tx.audio()
                    .insert(audioTake("fr", 2)
                            .projectId(new ProjectId("french"))
                            .language(LanguageTag.of("fr"))
                            .build());
            tx.audio().insert(audioTake("und", 3).language(Optional.empty()).build());
        });
        CellKey french = CellKey.audio("s", LanguageTag.of("fr"));
        List<StandingTake> cells = db.read(tx -> tx.takes().standing(new ProjectId("french")));
        assertThat(cells).singleElement().satisfies(cell -> {
            assertThat(cell.cell()).isEqualTo(french);
            assertThat(cell.takes()).isEqualTo(2);
            assertThat(cell.take().map(Take::id)).contains("fr");
        });
        assertThat(db.<Page<Take>>read(tx -> tx.takes().list(new ProjectId("french"), french, PageRequest.first(9)))
                        .items())
                .extracting(Take::id)
                .containsExactly("fr", "none");
        assertThat(standingId(CellKey.audio("s", UND))).isEqualTo("und");
    }

    @Test
    void rowsWithoutAProjectOrASceneAreNoTakes() {
        db.run(tx -> {
            tx.images().insert(image("i", "p").build());
            tx.images().insert(image("j").sceneId("s").build());
            tx.audio().insert(audio("a", "p").sceneId(" ").build());
            tx.generations().insert(generation("g", "p").build());
            tx.generations().insert(generation("h", "p").sceneId("").build());
        });
        assertThat(all()).isEmpty();
        assertThat(takesOf(MediaKind.IMAGE, "i")).isEmpty();
        assertThat(takesOf(MediaKind.AUDIO, "a")).isEmpty();
        assertThat(takesOf(MediaKind.VIDEO, "h")).isEmpty();
        assertThat(db.listed(tx -> tx.takes().takesOf(OTHER, MediaKind.IMAGE, "j")))
                .isEmpty();
        assertThat(standing(IMAGE)).isEqualTo(new StandingTake(IMAGE, Optional.empty(), Optional.empty(), 0));
    }

    @Test
    void pagesHaveTheTakesOfOneCellNewestFirst() {
        db.run(tx -> {
            for (int i = 0; i < 25; i++) {
                tx.audio().insert(audioTake("vi" + i, i).build());
                tx.audio().insert(audioTake("en" + i, i).language(EN).build());
                tx.audio().insert(audioTake("t" + i, i).sceneId("t").build());
            }
        });
        List<String> expected =
                IntStream.range(0, 25).mapToObj(i -> "vi" + (24 - i)).toList();
        for (int limit : List.of(1, 7, 24, 25, 26)) {
            List<String> found = new ArrayList<>();
            Optional<PageRequest> next = Optional.of(PageRequest.first(limit));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<Take> page = db.read(tx -> tx.takes().list(P, AUDIO, request));
                assertThat(page.items().size()).isLessThanOrEqualTo(limit);
                page.items().forEach(take -> found.add(take.id()));
                next = page.next().map(request::after);
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    // Choices

    private void insertThree(Consumer<Tx> more) {
        db.run(tx -> {
            for (int i = 1; i <= 3; i++) {
                tx.images().insert(imageTake("t" + i, i).build());
                tx.audio().insert(audioTake("t" + i, i).build());
                tx.generations().insert(videoTake("t" + i, i).build());
            }
            more.accept(tx);
        });
    }

    @Test
    void theChosenTakeStandsEvenIfItWasRejectedOrIsNotCompleted() {
        insertThree(tx -> {
            tx.audio()
                    .insert(audioTake("failed", 0)
                            .status(GenerationStatus.FAILED)
                            .build());
            for (CellKey cell : List.of(IMAGE, AUDIO, VIDEO)) {
                tx.takes().insertSelection(choice(cell, 1, "t1"));
                tx.takes().reject(P, cell.track(), "t1", "reason");
            }
        });
        for (CellKey cell : List.of(IMAGE, AUDIO, VIDEO)) {
            StandingTake standing = standing(cell);
            assertThat(standing.take().map(Take::id)).contains("t1");
            assertThat(standing.take().flatMap(Take::rejected)).isEmpty();
            assertThat(standing.take().map(Take::cell)).contains(cell);
            assertThat(standing.choice()).contains(choice(cell, 1, "t1"));
            assertThat(standing.lostChoice()).isFalse();
            assertThat(standing.takes()).isEqualTo(cell.equals(AUDIO) ? 4 : 3);
        }
        db.run(tx -> tx.takes().insertSelection(choice(AUDIO, 2, "failed")));
        assertThat(standingId(AUDIO)).isEqualTo("failed");
        assertThat(db.<List<Take>>read(tx -> tx.takes().takesOf(P, MediaKind.AUDIO, "t1")))
                .as("it is not chosen any more")
                .extracting(Take::rejected)
                .containsExactly(Optional.of("reason"));
    }

    @Test
    void theLastChoiceCountsAndTheHistoryIsKept() {
        insertThree(tx -> {});
        Selection first = choice(AUDIO, 1, "t1");
        Selection second =
                new Selection(P, AUDIO, 2, Optional.of("t2"), Optional.of("better"), Optional.of(1), SampleRows.START);
        db.run(tx -> tx.takes().insertSelection(first));
        db.clock.advance(Duration.ofSeconds(5));
        db.run(tx -> tx.takes().insertSelection(second));
        Selection dated = new Selection(
                P, AUDIO, 2, Optional.of("t2"), Optional.of("better"), Optional.of(1), SampleRows.START.plusSeconds(5));
        assertThat(standing(AUDIO).choice()).contains(dated);
        assertThat(standingId(AUDIO)).isEqualTo("t2");
        assertThat(selections(AUDIO)).containsExactly(dated, first);
        assertThat(selections(CellKey.audio("s", EN))).isEmpty();
        assertThat(selections(VIDEO)).isEmpty();
        assertThat(standingId(VIDEO)).isEqualTo("t3");
    }

    @Test
    void pagesHaveTheChoicesOfOneCellTheLastOneFirst() {
        insertThree(tx -> {
            for (int i = 1; i <= 25; i++) {
                tx.takes().insertSelection(choice(AUDIO, i, "t" + (i % 3 + 1)));
                tx.takes().insertSelection(choice(VIDEO, i, "t1"));
            }
        });
        List<Integer> expected = IntStream.range(0, 25).mapToObj(i -> 25 - i).toList();
        for (int limit : List.of(1, 7, 24, 25, 26)) {
            List<Integer> found = new ArrayList<>();
            Optional<PageRequest> next = Optional.of(PageRequest.first(limit));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<Selection> page = db.read(tx -> tx.takes().selections(P, AUDIO, request));
                assertThat(page.items().size()).isLessThanOrEqualTo(limit);
                page.items().forEach(choice -> found.add(choice.number()));
                next = page.next().map(request::after);
            }
            assertThat(found).isEqualTo(expected);
        }
        assertThat(db.found(tx -> tx.takes().selection(P, AUDIO, 24))).contains(choice(AUDIO, 24, "t1"));
        assertThat(db.found(tx -> tx.takes().selection(P, AUDIO, 26))).isEmpty();
        assertThat(db.found(tx -> tx.takes().selection(P, IMAGE, 1))).isEmpty();
        db.assertRefused(
                StorageException.InvalidInput.class,
                "cursor",
                tx -> tx.takes()
                        .selections(
                                P, AUDIO, PageRequest.first(1).after(new Cursor(SampleRows.START, "another list"))));
    }

    @Test
    void aRowIsChosenInTheCellsOfOneProject() {
        insertThree(tx -> {
            Selection elsewhere = new Selection(
                    OTHER, VIDEO, 1, Optional.of("t1"), Optional.empty(), Optional.empty(), SampleRows.START);
            tx.takes().insertSelection(elsewhere);
            tx.takes().insertSelection(choice(CellKey.video("t"), 1, "t1"));
        });
        assertThat(chosenIn(MediaKind.VIDEO, "t1")).containsExactly(CellKey.video("t"));
        assertThat(db.listed(tx -> tx.takes().chosenIn(OTHER, MediaKind.VIDEO, "t1")))
                .containsExactly(VIDEO);
        assertThat(chosenIn(MediaKind.AUDIO, "t1")).isEmpty();
    }

    @Test
    void afterAWithdrawalTheNewestTakeStands() {
        insertThree(tx -> {
            tx.takes().insertSelection(choice(VIDEO, 1, "t1"));
            tx.takes().insertSelection(withdrawal(VIDEO, 2));
            tx.takes().insertSelection(withdrawal(CellKey.video("empty"), 1));
        });
        assertThat(standingId(VIDEO)).isEqualTo("t3");
        assertThat(standing(VIDEO).choice()).isEmpty();
        assertThat(selections(VIDEO)).hasSize(2);
        assertThat(all()).doesNotContainKey(CellKey.video("empty"));
        assertThat(chosenIn(MediaKind.VIDEO, "t1")).isEmpty();
    }

    @Test
    void aTakeOfAnotherSceneOfTheProjectCanBeChosen() {
        insertThree(tx -> {
            tx.images().insert(image("implicit", "p").build());
            for (String scene : List.of("s", "u")) {
                tx.generations()
                        .insert(generation("refers-" + scene, "p")
                                .sceneId(scene)
                                .imageGenerationId(new ImageId("implicit"))
                                .build());
            }
            for (CellKey cell : List.of(CellKey.image("t"), CellKey.audio("t", VI), CellKey.video("t"))) {
                tx.takes().insertSelection(choice(cell, 1, "t2"));
            }
            tx.takes().insertSelection(choice(CellKey.image("v"), 1, "implicit"));
            tx.takes().insertSelection(choice(CellKey.image("u"), 1, "implicit"));
        });
        for (CellKey own : List.of(IMAGE, AUDIO, VIDEO)) {
            StandingTake standing = standing(new CellKey("t", own.track(), own.language()));
            assertThat(standing.take().map(Take::id)).contains("t2");
            assertThat(standing.take().map(Take::cell)).contains(own);
            assertThat(standing.takes()).isZero();
            assertThat(chosenIn(own.track(), "t2")).containsExactly(standing.cell());
        }
        assertThat(standing(CellKey.image("u")).take().map(Take::cell)).contains(CellKey.image("u"));
        assertThat(standing(CellKey.image("v")).take().map(Take::cell)).contains(IMAGE);
        assertThat(chosenIn(MediaKind.IMAGE, "implicit"))
                .containsExactlyInAnyOrder(CellKey.image("u"), CellKey.image("v"));
    }

    @Test
    void aChoiceThatNoLongerExistsLeavesTheNewestTake() {
        insertThree(tx -> {
            tx.takes().insertSelection(choice(VIDEO, 1, "t1"));
            tx.takes().insertSelection(choice(CellKey.video("empty"), 1, "t1"));
            tx.takes().insertSelection(choice(IMAGE, 1, "o"));
            tx.images().insert(image("o", OTHER.value()).sceneId("s").build());
        });
        db.run(tx -> tx.generations().delete(new GenerationId("t1")));
        assertThat(standingId(VIDEO)).isEqualTo("t3");
        assertThat(standing(VIDEO).lostChoice()).isTrue();
        assertThat(standing(VIDEO).takes()).isEqualTo(2);
        assertThat(standing(CellKey.video("empty")).take()).isEmpty();
        assertThat(standing(CellKey.video("empty")).lostChoice()).isTrue();
        assertThat(standingId(IMAGE)).as("an image of another project").isEqualTo("t3");
    }

    @Test
    void manyChoicesAreInsertedTogetherOrNotAtAll() {
        insertThree(tx -> {});
        db.run(tx -> {
            tx.takes().insertSelections(List.of());
            tx.takes()
                    .insertSelections(List.of(choice(AUDIO, 1, "t1"), choice(IMAGE, 1, "t2"), choice(AUDIO, 2, "t2")));
        });
        assertThat(standingId(AUDIO)).isEqualTo("t2");
        assertThat(standingId(IMAGE)).isEqualTo("t2");
        db.assertRefused(
                StorageException.AlreadyExists.class, "s", tx -> tx.takes().insertSelection(choice(AUDIO, 2, "t3")));
        db.assertRefused(
                StorageException.NotFound.class,
                "none",
                tx -> tx.takes()
                        .insertSelections(List.of(
                                choice(AUDIO, 3, "t3"),
                                new Selection(
                                        NONE,
                                        AUDIO,
                                        1,
                                        Optional.of("t3"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        SampleRows.START))));
        assertThat(standingId(AUDIO)).isEqualTo("t2");
    }

    @Test
    void everyTextOfAChoiceComesBackUnchanged() {
        int number = 0;
        for (String text : HostileTexts.STORABLE) {
            CellKey cell = CellKey.audio(text.isBlank() ? "blank" : text, VI);
            Selection choice = new Selection(
                    P, cell, ++number, Optional.of(text), Optional.of(text), Optional.empty(), SampleRows.START);
            db.run(tx -> {
                tx.takes().insertSelection(choice);
                tx.takes().reject(P, MediaKind.AUDIO, text, text);
            });
            assertThat(selections(cell)).contains(choice);
            assertThat(chosenIn(MediaKind.AUDIO, text)).contains(cell);
        }
    }

    // Other profiles

    @Test
    void takesOfAnotherProfileAreNotSeenAndNotChanged() {
        insertThree(tx -> {
            tx.takes().insertSelection(choice(IMAGE, 1, "t1"));
            tx.takes().reject(P, MediaKind.IMAGE, "t2", "reason");
            tx.jobs().insert(SampleJobs.job("j").sceneId("s").build());
        });
        db.runAs(BOB, tx -> {
            TakeRepository takes = tx.takes();
            assertThat(takes.standing(P)).isEmpty();
            assertThat(takes.standing(P, IMAGE).takes()).isZero();
            assertThat(takes.standing(P, IMAGE).choice()).isEmpty();
            assertThat(takes.list(P, IMAGE, PageRequest.first(9)).items()).isEmpty();
            assertThat(takes.standing(P, "s")).isEmpty();
            assertThat(takes.takesOf(P, MediaKind.IMAGE, "t1")).isEmpty();
            assertThat(takes.chosenIn(P, MediaKind.IMAGE, "t1")).isEmpty();
            assertThat(takes.selections(P, IMAGE, PageRequest.first(9)).items()).isEmpty();
            assertThat(takes.selection(P, IMAGE, 1)).isEmpty();
            assertThat(takes.unreject(P, MediaKind.IMAGE, "t2")).isFalse();
            assertThat(takes.jobs(P)).isEmpty();
            assertThat(takes.imageHashes(List.of(new ImageId("t1")))).isEmpty();
        });
        db.assertRefusedAs(
                BOB, StorageException.NotFound.class, "p", tx -> tx.takes().insertSelection(choice(IMAGE, 2, "t2")));
        db.assertRefusedAs(
                BOB, StorageException.NotFound.class, "p", tx -> tx.takes().reject(P, MediaKind.IMAGE, "t1", "bob's"));
        assertThat(standingId(IMAGE)).isEqualTo("t1");
        assertThat(db.listed(tx -> tx.takes().jobs(P))).hasSize(1);
    }

    // Jobs

    private static ProviderJobBuilder job(String id, JobState state) {
        return SampleJobs.job(id).sceneId("s").state(state);
    }

    @Test
    void jobsAreCountedForEachSceneMediumAndLanguage() {
        db.run(tx -> {
            tx.jobs().insert(job("1", JobState.PLANNED).build());
            tx.jobs().insert(job("2", JobState.OUTCOME_UNKNOWN).build());
            tx.jobs().insert(job("3", JobState.SUCCEEDED).build());
            tx.jobs()
                    .insert(job("4", JobState.SUBMITTED)
                            .kind(MediaKind.AUDIO)
                            .language(VI)
                            .build());
            tx.jobs()
                    .insert(job("5", JobState.SUBMITTED)
                            .kind(MediaKind.AUDIO)
                            .language(EN)
                            .build());
            tx.jobs()
                    .insert(job("6", JobState.SUBMITTED)
                            .sceneId(Optional.empty())
                            .build());
            tx.jobs().insert(job("7", JobState.SUCCEEDED).sceneId("done").build());
            tx.jobs().insert(job("8", JobState.PLANNED).projectId(OTHER).build());
        });
        assertThat(db.listed(tx -> tx.takes().jobs(P)))
                .containsExactlyInAnyOrder(
                        new SceneJobs("s", MediaKind.VIDEO, Optional.empty(), 2, 1, Optional.empty(), Optional.empty()),
                        new SceneJobs("s", MediaKind.AUDIO, Optional.of(VI), 1, 0, Optional.empty(), Optional.empty()),
                        new SceneJobs("s", MediaKind.AUDIO, Optional.of(EN), 1, 0, Optional.empty(), Optional.empty()));
    }

    @Test
    void aFailureCountsUntilALaterJobHasFinished() {
        db.run(tx -> {
            tx.jobs()
                    .insert(job("1", JobState.FAILED)
                            .sceneId("failed")
                            .errorMessage("the first")
                            .completedAt(micros(1))
                            .build());
            tx.jobs()
                    .insert(job("2", JobState.FAILED)
                            .sceneId("failed")
                            .errorMessage("the last")
                            .completedAt(micros(3))
                            .build());
            tx.jobs()
                    .insert(job("3", JobState.SUCCEEDED)
                            .sceneId("failed")
                            .completedAt(micros(2))
                            .build());
            tx.jobs()
                    .insert(job("4", JobState.PLANNED)
                            .sceneId("failed")
                            .createdAt(micros(9))
                            .build());
            tx.jobs()
                    .insert(job("5", JobState.FAILED)
                            .sceneId("mended")
                            .completedAt(micros(1))
                            .build());
            tx.jobs()
                    .insert(job("6", JobState.SUCCEEDED)
                            .sceneId("mended")
                            .completedAt(micros(2))
                            .build());
            tx.jobs()
                    .insert(job("7", JobState.FILTERED)
                            .sceneId("filtered")
                            .updatedAt(micros(7))
                            .build());
            tx.jobs().insert(job("8", JobState.CANCELLED).sceneId("cancelled").build());
        });
        assertThat(db.listed(tx -> tx.takes().jobs(P)))
                .containsExactlyInAnyOrder(
                        new SceneJobs(
                                "failed",
                                MediaKind.VIDEO,
                                Optional.empty(),
                                1,
                                0,
                                Optional.of("the last"),
                                Optional.of(micros(3))),
                        new SceneJobs(
                                "filtered",
                                MediaKind.VIDEO,
                                Optional.empty(),
                                0,
                                0,
                                Optional.of(""),
                                Optional.of(micros(7))));
    }

    @Test
    void aJobIsRejectedIfAllItsStoredResultsAreRejectedTakesOfItsProject() {
        db.run(tx -> {
            for (String id : List.of("all", "one", "lost", "none", "nothing")) {
                tx.jobs().insert(job(id, JobState.SUCCEEDED).build());
            }
            tx.jobs().insert(job("other", JobState.SUCCEEDED).projectId(OTHER).build());
            tx.jobs()
                    .insert(job("audio", JobState.SUCCEEDED)
                            .kind(MediaKind.AUDIO)
                            .build());
            tx.jobs().insert(job("active", JobState.DOWNLOADING).build());
            putResult(tx, "all", 0, "r1");
            putResult(tx, "all", 1, "r2");
            putResult(tx, "one", 0, "r1");
            putResult(tx, "one", 1, "fine");
            putResult(tx, "lost", 0, "r1");
            tx.jobs()
                    .putResult(
                            SampleJobs.result("lost", 1).state(ResultState.LOST).build());
            putResult(tx, "none", 0, "fine");
            for (String id : List.of("other", "audio", "active")) {
                putResult(tx, id, 0, "r1");
            }
        });
        Set<JobId> before = db.read(tx -> tx.takes().rejectedJobs(P));
        assertThat(before).isEmpty();
        db.run(tx -> {
            tx.takes().reject(P, MediaKind.VIDEO, "r1", "");
            tx.takes().reject(P, MediaKind.VIDEO, "r2", "");
        });
        Set<JobId> rejected = db.read(tx -> tx.takes().rejectedJobs(P));
        assertThat(rejected).containsExactlyInAnyOrder(new JobId("all"), new JobId("lost"));
        Set<JobId> ofOther = db.read(tx -> tx.takes().rejectedJobs(OTHER));
        assertThat(ofOther).isEmpty();
        db.runAs(BOB, tx -> assertThat(tx.takes().rejectedJobs(P)).isEmpty());
    }

    private static void putResult(Tx tx, String job, int position, String row) {
        tx.jobs()
                .putResult(SampleJobs.fullResult(job, position).toBuilder()
                        .rowId(row)
                        .build());
    }

    // Hashes

    @Test
    void theContentOfImagesIsFoundTogether() {
        db.run(tx -> {
            tx.images().insert(image("a").contentHash(SampleRows.hash(1)).build());
            tx.images().insert(image("b", "p").contentHash(SampleRows.hash(2)).build());
            tx.images().insert(image("without", "p").build());
        });
        List<ImageId> asked = new ArrayList<>(List.of(new ImageId("b"), new ImageId("a"), new ImageId("b")));
        asked.add(new ImageId("without"));
        IntStream.range(0, 2_500).forEach(i -> asked.add(0, new ImageId("none " + i)));
        Map<ImageId, ContentHash> found = db.read(tx -> tx.takes().imageHashes(asked));
        assertThat(found).isEqualTo(Map.of(new ImageId("a"), SampleRows.hash(1), new ImageId("b"), SampleRows.hash(2)));
        Map<ImageId, ContentHash> none = db.read(tx -> tx.takes().imageHashes(List.of()));
        assertThat(none).isEmpty();
    }

    // Deleting

    @Test
    void choicesAndRejectionsAreDeletedWithTheProject() {
        insertThree(tx -> {
            tx.takes().insertSelection(choice(IMAGE, 1, "t1"));
            tx.takes().reject(P, MediaKind.IMAGE, "t2", "reason");
            assertThat(tx.projects().delete(P).rows()).isEqualTo(10);
            insertProject(tx, P.value(), "c");
            tx.images().insert(imageTake("t1", 1).build());
            tx.images().insert(imageTake("t2", 2).build());
        });
        assertThat(standing(IMAGE).choice()).isEmpty();
        assertThat(standingId(IMAGE)).isEqualTo("t2");
    }
}
