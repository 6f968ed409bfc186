package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Force;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.TrackSettingsBuilder;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.testkit.Threads;
import io.github.reelstore.testkit.fault.PortTracer;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link SceneService}; see {@link ServicesFixture}. */
public abstract class SceneServiceContract {

    private static final LanguageTag EN = LanguageTag.of("en");
    private static final LanguageTag VI = LanguageTag.of("vi");

    /** More moves than make the longest comfortable position. */
    private static final int MANY_MOVES = 450;

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private SceneService scenes() {
        return store.alice().scenes();
    }

    private ProjectId newProject() {
        return store.alice().newProject("p").id();
    }

    private ProjectId projectWith(String... ids) {
        ProjectId project = newProject();
        scenes().addAll(
                        project,
                        Arrays.stream(ids).map(SceneServiceContract::scene).toList());
        return project;
    }

    private static NewScene scene(String id) {
        return NewScene.builder().sceneId(id).build();
    }

    private static NewScene scene(String id, Place place) {
        return NewScene.builder().sceneId(id).place(place).build();
    }

    private List<Scene> all(ProjectId project) {
        return scenes().list(project, PageRequest.first(1_000)).items();
    }

    private List<String> order(ProjectId project) {
        return all(project).stream().map(Scene::sceneId).toList();
    }

    /** The ids of the scenes that the storyboard shows, with their versions. */
    private List<String> shown(ProjectId project) {
        return store.storyboard(store.alice()).getStoryboard(project).scenes().stream()
                .map(StoryboardScene::scene)
                .map(scene -> scene.sceneId() + " " + scene.version())
                .toList();
    }

    private static StorageException.NotFound notFound(Runnable call) {
        StorageException.NotFound[] caught = new StorageException.NotFound[1];
        assertThatExceptionOfType(StorageException.NotFound.class)
                .isThrownBy(call::run)
                .satisfies(e -> caught[0] = e);
        return caught[0];
    }

    @Test
    void scenesAreAddedAtTheirPlaces() {
        ProjectId project = newProject();
        scenes().add(project, scene("b"));
        scenes().add(project, scene("d"));
        scenes().addAll(
                        project,
                        List.of(
                                scene("a", Place.FIRST),
                                scene("c", new Place.Before("d")),
                                scene("c2", new Place.After("c")),
                                scene("e"),
                                scene("f", Place.LAST),
                                scene("e2", new Place.Before("f"))));
        assertThat(order(project)).containsExactly("a", "b", "c", "c2", "d", "e", "e2", "f");
    }

    @Test
    void anAddedSceneHasItsValuesAndTheFirstVersion() {
        ProjectId project = newProject();
        Scene added = scenes().add(
                        project,
                        NewScene.builder()
                                .sceneId("intro")
                                .title("Dusk")
                                .prompt("A lighthouse at dusk")
                                .lengthMs(8_000L)
                                .build());
        assertThat(added)
                .returns("intro", Scene::sceneId)
                .returns(Optional.of("Dusk"), Scene::title)
                .returns(Optional.of("A lighthouse at dusk"), Scene::prompt)
                .returns(Optional.of(8_000L), Scene::lengthMs)
                .returns(1L, Scene::version)
                .returns(SampleRows.ALICE, Scene::profileId);
        assertThat(scenes().get(project, "intro")).isEqualTo(added);
        assertThat(all(project)).containsExactly(added);
    }

    @Test
    void aSceneWithoutAnIdGetsTheLowestFreeNumber() {
        ProjectId project = projectWith("scene-1", "scene-3", "scene-4");
        scenes().delete(project, "scene-4");
        store.alice().generations().addVideo(ofScene(project, "scene-5"));
        NewScene unnamed = NewScene.builder().build();
        assertThat(scenes().addAll(project, List.of(unnamed, scene("scene-6"), unnamed)))
                .extracting(Scene::sceneId)
                .containsExactly("scene-2", "scene-6", "scene-7");
    }

    private static NewGeneration ofScene(ProjectId project, String scene) {
        return new NewGeneration(project, VideoGeneration.builder().sceneId(scene));
    }

    @Test
    void manyScenesAreAddedWithAsManyCallsAsAFew() {
        CountedTransactions counted = new CountedTransactions(store.transactions(), () -> {});
        SceneService service = new SceneService(counted, store.alice().profile());
        List<List<String>> calls = new ArrayList<>();
        for (int count : List.of(2, 60)) {
            ProjectId project = store.alice().newProject("p").id();
            List<NewScene> scenes = IntStream.range(0, count)
                    .mapToObj(i -> i % 2 == 0
                            ? NewScene.builder().build()
                            : NewScene.builder().sceneId("named " + i).build())
                    .toList();
            counted.takeCalls();
            assertThat(service.addAll(project, scenes)).hasSize(count);
            calls.add(counted.takeCalls());
        }
        assertThat(calls.get(1)).isEqualTo(calls.get(0));
    }

    @Test
    void severalScenesAreAddedOrNone() {
        ProjectId project = projectWith("a");
        StorageException taken = store.assertRefused(
                StorageException.AlreadyExists.class,
                () -> scenes().addAll(project, List.of(scene("b"), scene("a"), scene("c"))));
        assertThat(taken.subject()).isEqualTo("a");
        store.assertRefused(
                StorageException.NotFound.class,
                () -> scenes().addAll(project, List.of(scene("b"), scene("c", new Place.After("none")))));
        store.assertRefused(StorageException.InvalidInput.class, () -> scenes().add(project, scene(" ")));
        assertThat(order(project)).containsExactly("a");
    }

    @Test
    void aThousandScenesGetShortPositions() {
        ProjectId project = newProject();
        scenes().addAll(
                        project,
                        IntStream.range(0, 1_000).mapToObj(i -> scene("s" + i)).toList());
        assertThat(order(project))
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "s" + i).toList());
        assertThat(all(project)).allMatch(scene -> scene.position().value().length() <= 8);
    }

    @Test
    void addingADeletedSceneBringsItBackWithNewValuesAndItsLines() {
        ProjectId project = projectWith("a", "b");
        scenes().setLine(project, "a", EN, "Hello", Optional.empty());
        scenes().update(project, "a", scene -> scene.title("old").prompt("old"));
        scenes().delete(project, "a");
        Scene added = scenes().add(
                        project, NewScene.builder().sceneId("a").title("new").build());
        assertThat(added).returns(Optional.of("new"), Scene::title).returns(Optional.empty(), Scene::prompt);
        assertThat(order(project)).containsExactly("b", "a");
        assertThat(scenes().lines(project, "a")).extracting(SceneLine::text).containsExactly("Hello");
    }

    @Test
    void scenesAreListedPageByPageInTheirOrder() {
        ProjectId project = projectWith("a", "b", "c", "d", "e");
        scenes().move(project, "e", Place.FIRST);
        Page<Scene> first = scenes().list(project, PageRequest.first(2));
        assertThat(first.items()).extracting(Scene::sceneId).containsExactly("e", "a");
        // a page goes on where the last one ended, whatever has become of its scenes
        scenes().delete(project, "a");
        scenes().move(project, "e", Place.LAST);
        PageRequest next = PageRequest.first(3).after(first.next().orElseThrow());
        Page<Scene> second = scenes().list(project, next);
        assertThat(second.items()).extracting(Scene::sceneId).containsExactly("b", "c", "d");
        Page<Scene> third = scenes().list(project, next.after(second.next().orElseThrow()));
        assertThat(third.items()).extracting(Scene::sceneId).containsExactly("e");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void anUpdateChangesValuesAndRaisesTheVersion() {
        ProjectId project = projectWith("a");
        Scene before = scenes().get(project, "a");
        store.clock.advance(Duration.ofMinutes(1));
        Scene changed =
                scenes().update(project, "a", scene -> scene.prompt("A harbour").lengthMs(5_000L));
        assertThat(changed)
                .isEqualTo(before.toBuilder()
                        .prompt("A harbour")
                        .lengthMs(5_000L)
                        .version(2)
                        .updatedAt(changed.updatedAt())
                        .build());
        assertThat(changed.updatedAt()).isAfter(before.updatedAt());
        assertThat(scenes().get(project, "a")).isEqualTo(changed);
        assertThat(scenes().update(project, "a", scene -> scene.prompt("A harbour")))
                .as("nothing has changed")
                .isEqualTo(changed);
        assertThat(scenes().update(project, "a", 2, scene -> scene.prompt(Optional.empty())))
                .returns(3L, Scene::version)
                .returns(Optional.empty(), Scene::prompt);
    }

    @Test
    void anUpdateOfAnotherVersionIsRefused() {
        ProjectId project = projectWith("a");
        scenes().update(project, "a", scene -> scene.title("one"));
        StorageException conflict = store.assertRefused(
                StorageException.Conflict.class,
                () -> scenes().update(project, "a", 1, scene -> scene.title("another")));
        assertThat(conflict.subject()).isEqualTo("a");
    }

    @Test
    void anUpdateOfIdsPositionVersionOrTimesIsRefused() {
        ProjectId project = projectWith("a", "b");
        ScenePosition other = scenes().get(project, "b").position();
        store.assertRefused(
                StorageException.InvalidInput.class, () -> scenes().update(project, "a", scene -> scene.sceneId("c")));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> scenes().update(project, "a", scene -> scene.position(other)));
        store.assertRefused(
                StorageException.InvalidInput.class, () -> scenes().update(project, "a", scene -> scene.version(7)));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> scenes().update(project, "a", scene -> scene.deletedAt(SampleRows.START)));
    }

    @Test
    void aMoveWritesOnlyTheMovedScene() {
        ProjectId project = projectWith("a", "b", "c", "d");
        List<Scene> before = all(project);
        Scene moved = scenes().move(project, "d", new Place.Before("b"));
        assertThat(order(project)).containsExactly("a", "d", "b", "c");
        assertThat(moved.version()).isEqualTo(2);
        assertThat(all(project)).contains(moved).containsAll(before.subList(0, 3));
    }

    @Test
    void aSceneIsMovedToEachKindOfPlace() {
        ProjectId project = projectWith("a", "b", "c", "d");
        scenes().move(project, "c", Place.FIRST);
        assertThat(order(project)).containsExactly("c", "a", "b", "d");
        scenes().move(project, "a", Place.LAST);
        assertThat(order(project)).containsExactly("c", "b", "d", "a");
        scenes().move(project, "a", new Place.After("c"));
        assertThat(order(project)).containsExactly("c", "a", "b", "d");
        scenes().move(project, "d", new Place.Before("c"));
        assertThat(order(project)).containsExactly("d", "c", "a", "b");
    }

    @Test
    void aMoveToWhereTheSceneIsChangesNothing() {
        ProjectId project = projectWith("a", "b", "c");
        List<Scene> before = all(project);
        scenes().move(project, "a", Place.FIRST);
        scenes().move(project, "c", Place.LAST);
        scenes().move(project, "b", new Place.After("a"));
        scenes().move(project, "b", new Place.Before("c"));
        assertThat(all(project)).isEqualTo(before);
    }

    @Test
    void aMoveNeedsASceneAndAnotherOne() {
        ProjectId project = projectWith("a", "b");
        for (Place itself : List.of(new Place.Before("a"), new Place.After("a"))) {
            store.assertRefused(StorageException.InvalidInput.class, () -> scenes().move(project, "a", itself));
        }
        store.assertRefused(StorageException.NotFound.class, () -> scenes().move(project, "none", Place.FIRST));
        StorageException missing = store.assertRefused(
                StorageException.NotFound.class, () -> scenes().move(project, "a", new Place.After("none")));
        assertThat(missing.subject()).isEqualTo("none");
        scenes().delete(project, "b");
        store.assertRefused(StorageException.NotFound.class, () -> scenes().move(project, "a", new Place.After("b")));
    }

    @Test
    void manyMovesIntoTheSameGapKeepTheOrder() {
        ProjectId project = projectWith("a", "x", "y", "b");
        for (int i = 0; i < MANY_MOVES; i++) {
            scenes().move(project, i % 2 == 0 ? "y" : "x", new Place.After("a"));
        }
        assertThat(order(project)).containsExactly("a", "x", "y", "b");
        assertThat(all(project))
                .allMatch(scene -> scene.position().value().length() <= ScenePosition.MAX_COMFORTABLE_LENGTH);
    }

    @Test
    void randomMovesGiveTheOrderOfAList() {
        List<String> list = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f"));
        ProjectId project = projectWith(list.toArray(String[]::new));
        Random random = new Random(22);
        for (int i = 0; i < 120; i++) {
            String moved = list.remove(random.nextInt(list.size()));
            int to = random.nextInt(list.size());
            boolean before = random.nextBoolean();
            Place place = before ? new Place.Before(list.get(to)) : new Place.After(list.get(to));
            list.add(before ? to : to + 1, moved);
            scenes().move(project, moved, place);
            assertThat(order(project)).isEqualTo(list);
        }
    }

    @Test
    void movesAtTheSameTimeGiveOneOrder() throws Exception {
        ProjectId project = projectWith("a", "b", "c", "d", "e", "f");
        List<Callable<Integer>> movers = new ArrayList<>();
        for (String mine : List.of("b", "e")) {
            movers.add(() -> {
                for (int i = 0; i < 20; i++) {
                    scenes().move(project, mine, i % 2 == 0 ? new Place.After("c") : Place.FIRST);
                }
                scenes().move(project, mine, new Place.After("c"));
                return 20;
            });
        }
        assertThat(Threads.atOnce(movers)).containsExactly(20, 20);
        assertThat(order(project)).isIn(List.of("a", "c", "b", "e", "d", "f"), List.of("a", "c", "e", "b", "d", "f"));
        assertThat(all(project)).extracting(Scene::position).doesNotHaveDuplicates();
    }

    @Test
    void aDeletedSceneLeavesItsMediaAndDoesNotComeBackByItself() {
        ProjectId project = projectWith("a", "b");
        VideoGeneration video = store.alice().generations().addVideo(ofScene(project, "a"));
        Scene deleted = scenes().delete(project, "a");
        assertThat(deleted.deletedAt()).isPresent();
        assertThat(store.alice().generations().getVideo(video.id())).isEqualTo(video);
        assertThat(order(project)).containsExactly("b");
        assertThat(shown(project)).containsExactly("b 1");
        assertThat(scenes().addFromRows(project)).isEmpty();
        notFound(() -> scenes().get(project, "a"));
        notFound(() -> scenes().update(project, "a", scene -> scene.title("t")));
        notFound(() -> scenes().setLine(project, "a", EN, "Hello", Optional.empty()));
        assertThat(notFound(() -> scenes().delete(project, "a"))).hasMessageContaining("restore");
    }

    @Test
    void aRestoredSceneHasItsPlaceLinesAndSettings() {
        ProjectId project = projectWith("a", "b", "c");
        scenes().update(project, "b", scene -> scene.title("B"));
        scenes().setLine(project, "b", EN, "Hello", Optional.empty());
        StoredSettings settings = settings(project, Optional.of("b"), "speaker");
        scenes().setSettings(settings);
        scenes().delete(project, "b");
        assertThat(scenes().settings(project)).isEmpty();
        Scene restored = scenes().restore(project, "b");
        assertThat(restored).returns(Optional.of("B"), Scene::title).returns(Optional.empty(), Scene::deletedAt);
        assertThat(order(project)).containsExactly("a", "b", "c");
        assertThat(scenes().lines(project, "b")).extracting(SceneLine::text).containsExactly("Hello");
        assertThat(scenes().settings(project)).containsExactly(settings);
        notFound(() -> scenes().restore(project, "b"));
        notFound(() -> scenes().restore(project, "none"));
    }

    /** Its old position may have been given to another scene meanwhile. */
    @Test
    void scenesAreMovedAroundARestoredOne() {
        ProjectId project = projectWith("a", "b", "c");
        scenes().delete(project, "b");
        scenes().add(project, scene("d", new Place.After("a")));
        scenes().restore(project, "b");
        assertThat(order(project)).startsWith("a").endsWith("c").contains("b", "d");
        assertThat(all(project)).extracting(Scene::position).doesNotHaveDuplicates();
        scenes().move(project, "c", new Place.Before("d"));
        scenes().move(project, "a", new Place.Before("b"));
        List<String> order = order(project);
        assertThat(order.indexOf("d")).isEqualTo(order.indexOf("c") + 1);
        assertThat(order.indexOf("b")).isEqualTo(order.indexOf("a") + 1);
    }

    @Test
    void scenesThatOnlyRowsNameComeLastAndAreStoredWhenOneIsChanged() {
        ProjectId project = projectWith("stored");
        VideoGeneration second = addLater(project, "second");
        VideoGeneration first = addLater(project, "first");
        store.alice().generations().addImage(imageOf(project, "third"));
        assertThat(shown(project)).containsExactly("stored 1", "second 0", "first 0", "third 0");
        assertThat(order(project)).containsExactly("stored");
        assertThat(scenes().get(project, "first"))
                .returns("first", Scene::sceneId)
                .returns(0L, Scene::version);
        assertThat(scenes().lines(project, "first")).isEmpty();

        scenes().setLine(project, "first", EN, "Hello", Optional.empty());
        assertThat(order(project)).containsExactly("stored", "second", "first", "third");
        assertThat(shown(project)).containsExactly("stored 1", "second 1", "first 1", "third 1");
        assertThat(store.alice().generations().getVideo(second.id())).isEqualTo(second);
        assertThat(store.alice().generations().getVideo(first.id())).isEqualTo(first);
    }

    private VideoGeneration addLater(ProjectId project, String scene) {
        store.clock.advance(Duration.ofSeconds(1));
        return store.alice().generations().addVideo(ofScene(project, scene));
    }

    private static NewImage imageOf(ProjectId project, String scene) {
        return new NewImage(
                project, png(1), ImageGeneration.builder().provider("painter").sceneId(scene));
    }

    @Test
    void eachChangeStoresTheScenesThatOnlyRowsName() {
        List<Consumer<ProjectId>> changes = List.of(
                project -> scenes().update(project, "two", scene -> scene.title("t")),
                project -> scenes().move(project, "two", new Place.After("one")),
                project -> scenes().setSettings(settings(project, Optional.of("two"), "speaker")),
                project -> scenes().setLine(project, "two", VI, "Xin chào", Optional.empty()),
                project -> scenes().add(project, scene("between", new Place.Before("two"))),
                project -> scenes().addFromRows(project));
        for (Consumer<ProjectId> change : changes) {
            ProjectId project = newProject();
            addLater(project, "one");
            addLater(project, "two");
            change.accept(project);
            assertThat(order(project)).filteredOn(id -> !id.equals("between")).containsExactly("one", "two");
        }
        ProjectId project = newProject();
        addLater(project, "one");
        addLater(project, "two");
        scenes().delete(project, "one");
        assertThat(shown(project)).containsExactly("two 1");
    }

    @Test
    void aSceneThatOnlyRowsNameIsUpdatedIfItHasTheVersionZero() {
        ProjectId project = projectWith("stored");
        addLater(project, "named");
        store.assertRefused(
                StorageException.Conflict.class, () -> scenes().update(project, "named", 1, scene -> scene.title("t")));
        assertThat(shown(project)).containsExactly("stored 1", "named 0");
        assertThat(scenes().update(project, "named", 0, scene -> scene.title("t")))
                .returns(Optional.of("t"), Scene::title);
        assertThat(shown(project)).containsExactly("stored 1", "named 2");
        store.assertRefused(
                StorageException.Conflict.class,
                () -> scenes().update(project, "named", 0, scene -> scene.title("another")));
        notFound(() -> scenes().update(project, "none", 0, scene -> scene.title("t")));
    }

    @Test
    void aRequestIsForASceneOfTheProjectIfThatHasStoredScenes() {
        ProjectId project = newProject();
        ProjectId other = newProject();
        scenes().requireScenesOf(List.of(request(project, "any"), request(project, null)));
        addLater(project, "named");
        scenes().requireScenesOf(List.of(request(project, "any")));
        scenes().add(project, scene("stored"));
        addLater(project, "named later");
        scenes().requireScenesOf(List.of(
                request(project, "stored"),
                request(project, "named"),
                request(project, "named later"),
                request(project, " "),
                request(project, null),
                request(other, "any")));
        assertThat(notFound(() ->
                                scenes().requireScenesOf(List.of(request(project, "stored"), request(project, "any"))))
                        .subject())
                .isEqualTo("any");
        scenes().delete(project, "stored");
        assertThat(notFound(() -> scenes().requireScenesOf(List.of(request(project, "stored")))))
                .hasMessageContaining("restore it first");
        notFound(() -> scenes().requireScenesOf(List.of(request(new ProjectId("none"), "any"))));
    }

    private static NewJob request(ProjectId project, @Nullable String scene) {
        JobRequest request = JobRequest.builder()
                .provider("veo")
                .kind(MediaKind.VIDEO)
                .prompt("A harbour")
                .build();
        return new NewJob(request, project, Optional.ofNullable(scene), Force.REUSE, Optional.empty());
    }

    @Test
    void scenesThatRowsNameAreStoredWithAsManyCallsHoweverManyTheyAre() {
        List<List<String>> calls = new ArrayList<>();
        for (int count : List.of(2, 60)) {
            ProjectId project = newProject();
            store.transactions().inTransaction(store.alice().profile(), tx -> {
                for (int i = 0; i < count; i++) {
                    tx.images()
                            .insert(SampleRows.image("image-" + count + "-" + i)
                                    .projectId(project)
                                    .sceneId("scene " + i)
                                    .build());
                }
                return count;
            });
            List<String> called = new ArrayList<>();
            SceneService traced = new SceneService(
                    PortTracer.watched(store.transactions(), called::add),
                    store.alice().profile());
            assertThat(traced.addFromRows(project)).hasSize(count);
            calls.add(called);
        }
        assertThat(calls.get(1)).isEqualTo(calls.get(0));
    }

    @Test
    void aSceneThatRowsNameCanBeAdded() {
        ProjectId project = newProject();
        addLater(project, "one");
        addLater(project, "two");
        scenes().add(
                        project,
                        NewScene.builder().sceneId("two").prompt("A harbour").build());
        assertThat(shown(project)).containsExactly("one 1", "two 1");
    }

    @Test
    void linesAreSetReplacedAndDeleted() {
        ProjectId project = projectWith("a");
        SceneLine english = scenes().setLine(project, "a", EN, "The lamp turns on.", Optional.empty());
        SceneLine vietnamese = scenes().setLine(project, "a", VI, "Đèn bật sáng.", Optional.of(EN));
        assertThat(english.translatedFrom()).isEmpty();
        assertThat(vietnamese.translatedFrom()).contains(new SceneLine.Source(EN, english.digest()));
        assertThat(scenes().lines(project, "a")).containsExactly(english, vietnamese);

        store.clock.advance(Duration.ofSeconds(5));
        SceneLine changed = scenes().setLine(project, "a", EN, "The lamp is on.", Optional.empty());
        assertThat(changed.updatedAt()).isAfter(english.updatedAt());
        assertThat(scenes().lines(project, "a")).containsExactly(changed, vietnamese);
        assertThat(scenes().get(project, "a").version())
                .as("lines do not count")
                .isEqualTo(1);

        assertThat(scenes().deleteLine(project, "a", EN)).isTrue();
        assertThat(scenes().deleteLine(project, "a", EN)).isFalse();
        assertThat(scenes().lines(project, "a")).containsExactly(vietnamese);
    }

    @Test
    void aTranslationThatIsCorrectedStaysOneOfTheSameText() {
        ProjectId project = projectWith("a");
        SceneLine first = scenes().setLine(project, "a", EN, "The lamp turns on.", Optional.empty());
        scenes().setLine(project, "a", VI, "Đèn bật sáng.", Optional.of(EN));
        SceneLine second = scenes().setLine(project, "a", EN, "The lamp is on.", Optional.empty());

        SceneLine corrected = scenes().setLine(project, "a", VI, "Đèn bật sáng!", Optional.empty());
        assertThat(corrected.translatedFrom()).contains(new SceneLine.Source(EN, first.digest()));
        SceneLine again = scenes().setLine(project, "a", VI, "Đèn đã sáng.", Optional.of(EN));
        assertThat(again.translatedFrom()).contains(new SceneLine.Source(EN, second.digest()));

        scenes().deleteLine(project, "a", VI);
        SceneLine original = scenes().setLine(project, "a", VI, "Đèn sáng.", Optional.empty());
        assertThat(original.translatedFrom()).isEmpty();
    }

    @Test
    void aLineIsReplacedOnlyIfItSaysWhatWasRead() {
        ProjectId project = projectWith("a");
        InputDigest nothing = InputDigest.of("");
        Optional<String> hello = Optional.of("Hello");
        scenes().replaceLine(project, "a", EN, hello, Optional.empty(), nothing);
        assertThatExceptionOfType(StorageException.Conflict.class)
                .isThrownBy(() -> scenes().replaceLine(project, "a", EN, Optional.of("Hi"), Optional.empty(), nothing));
        // the same form, sent twice
        scenes().replaceLine(project, "a", EN, hello, Optional.empty(), nothing);
        assertThat(scenes().lines(project, "a")).extracting(SceneLine::text).containsExactly("Hello");

        scenes().replaceLine(project, "a", EN, Optional.empty(), Optional.empty(), InputDigest.of("Hello"));
        assertThat(scenes().lines(project, "a")).isEmpty();
        notFound(() -> scenes().replaceLine(project, "none", EN, hello, Optional.empty(), nothing));
    }

    @Test
    void videosWithoutASceneBecomeScenesOnce() {
        ProjectId project = projectWith("scene-1");
        VideoGeneration video = store.alice()
                .generations()
                .addVideo(new NewGeneration(project, VideoGeneration.builder().prompt("A storm")));
        addLater(project, "named");

        List<Scene> added = scenes().addFromVideos(project);
        assertThat(added).extracting(Scene::prompt).containsExactly(Optional.of("A storm"));
        assertThat(store.alice().generations().getVideo(video.id()).sceneId())
                .contains(added.get(0).sceneId());
        assertThat(order(project)).containsExactly("scene-1", "named", "scene-2");
        assertThat(scenes().addFromVideos(project)).isEmpty();
        notFound(() -> scenes().addFromVideos(new ProjectId("none")));
    }

    @Test
    void aLineNeedsASceneATextAndTheOriginalOfATranslation() {
        ProjectId project = projectWith("a");
        store.assertRefused(
                StorageException.NotFound.class,
                () -> scenes().setLine(project, "none", EN, "Hello", Optional.empty()));
        store.assertRefused(
                StorageException.InvalidInput.class, () -> scenes().setLine(project, "a", EN, " ", Optional.empty()));
        store.assertRefused(
                StorageException.NotFound.class, () -> scenes().setLine(project, "a", VI, "Xin chào", Optional.of(EN)));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> scenes().setLine(project, "a", EN, "Hello", Optional.of(EN)));
        notFound(() -> scenes().lines(project, "none"));
        notFound(() -> scenes().deleteLine(project, "none", EN));
    }

    private static StoredSettings settings(ProjectId project, Optional<String> scene, String provider) {
        return new StoredSettings(
                project,
                scene,
                MediaKind.AUDIO,
                Optional.empty(),
                TrackSettings.builder().provider(provider).build());
    }

    @Test
    void settingsAreSetReplacedListedAndDeleted() {
        ProjectId project = projectWith("b", "a");
        StoredSettings ofB = settings(project, Optional.of("b"), "1");
        StoredSettings ofA = settings(project, Optional.of("a"), "2");
        StoredSettings ofAll = settings(project, Optional.empty(), "3");
        StoredSettings vietnamese =
                new StoredSettings(project, Optional.empty(), MediaKind.AUDIO, Optional.of(VI), ofAll.settings());
        StoredSettings images =
                new StoredSettings(project, Optional.empty(), MediaKind.IMAGE, Optional.empty(), ofAll.settings());
        List.of(ofB, ofA, vietnamese, ofAll, images).forEach(scenes()::setSettings);
        assertThat(scenes().settings(project)).containsExactly(images, ofAll, vietnamese, ofA, ofB);

        StoredSettings other = settings(project, Optional.of("b"), "4");
        scenes().setSettings(other);
        assertThat(scenes().settings(project))
                .contains(other)
                .doesNotContain(ofB)
                .hasSize(5);
        assertThat(scenes().deleteSettings(project, Optional.empty(), MediaKind.AUDIO, Optional.of(VI)))
                .isTrue();
        assertThat(scenes().deleteSettings(project, Optional.empty(), MediaKind.AUDIO, Optional.of(VI)))
                .isFalse();
        assertThat(scenes().settings(project)).containsExactly(images, ofAll, ofA, other);
    }

    @Test
    void settingsOfASceneThatDoesNotExistAreNotDeleted() {
        ProjectId project = projectWith("a");
        StoredSettings ofAll = settings(project, Optional.empty(), "speaker");
        scenes().setSettings(ofAll);
        for (String none : List.of("", "none")) {
            notFound(() -> scenes().deleteSettings(project, Optional.of(none), MediaKind.AUDIO, Optional.empty()));
        }
        assertThat(scenes().settings(project)).containsExactly(ofAll);
        for (String blank : List.of("", " ")) {
            store.assertRefused(
                    StorageException.InvalidInput.class, () -> settings(project, Optional.of(blank), "speaker"));
        }
    }

    @Test
    void settingsAreChangedOnTopOfThoseThatApply() {
        ProjectId project = projectWith("a");
        scenes().setSettings(settings(project, Optional.empty(), "of all"));
        StoredSettings first = scenes().updateSettings(
                        project, Optional.of("a"), MediaKind.AUDIO, Optional.empty(), before -> {
                            assertThat(before).isEqualTo(TrackSettings.NONE);
                            return before.toBuilder().voice("Anna").build();
                        });
        StoredSettings second = scenes().updateSettings(
                        project,
                        Optional.of("a"),
                        MediaKind.AUDIO,
                        Optional.empty(),
                        before -> before.toBuilder().provider("speaker").build());
        assertThat(first.settings().voice()).contains("Anna");
        assertThat(second.settings())
                .isEqualTo(TrackSettings.builder()
                        .voice("Anna")
                        .provider("speaker")
                        .build());
        assertThat(scenes().settings(project)).hasSize(2).contains(second);
        notFound(() -> scenes().updateSettings(
                        project, Optional.of("none"), MediaKind.AUDIO, Optional.empty(), before -> before));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> scenes().updateSettings(
                                project, Optional.empty(), MediaKind.VIDEO, Optional.of(VI), before -> before));
    }

    @Test
    void settingsThatAreChangedAtTheSameTimeAreBothKept() throws Exception {
        ProjectId project = projectWith("a");
        int rounds = 20;
        List<Callable<Integer>> changes = List.of(
                () -> change(
                        project, rounds, (before, text) -> before.toBuilder().voice(text)),
                () -> change(
                        project, rounds, (before, text) -> before.toBuilder().model(text)));
        assertThat(Threads.atOnce(changes)).containsExactly(rounds, rounds);
        assertThat(scenes().settings(project))
                .extracting(StoredSettings::settings)
                .containsExactly(TrackSettings.builder()
                        .voice("x".repeat(rounds))
                        .model("x".repeat(rounds))
                        .build());
    }

    /** Makes a text longer, one letter at a time. */
    private int change(ProjectId project, int rounds, BiFunction<TrackSettings, String, TrackSettingsBuilder> changed) {
        for (int i = 1; i <= rounds; i++) {
            String text = "x".repeat(i);
            scenes().updateSettings(
                            project,
                            Optional.empty(),
                            MediaKind.AUDIO,
                            Optional.empty(),
                            before -> changed.apply(before, text).build());
        }
        return rounds;
    }

    @Test
    void settingsNeedTheirSceneAndTheirImages() {
        VideoProject project = store.alice().newProject("p");
        store.assertRefused(
                StorageException.NotFound.class,
                () -> scenes().setSettings(settings(project.id(), Optional.of("none"), "speaker")));
        TrackSettings withImage =
                TrackSettings.builder().references(List.of(new ImageId("none"))).build();
        StorageException missing = store.assertRefused(
                StorageException.NotFound.class,
                () -> scenes().setSettings(new StoredSettings(
                        project.id(), Optional.empty(), MediaKind.VIDEO, Optional.empty(), withImage)));
        assertThat(missing.subject()).isEqualTo("none");
        ImageId image =
                store.alice().generations().addImage(newImage(project, png(1))).id();
        StoredSettings settings = new StoredSettings(
                project.id(),
                Optional.empty(),
                MediaKind.VIDEO,
                Optional.empty(),
                TrackSettings.builder().references(List.of(image, image)).build());
        scenes().setSettings(settings);
        assertThat(scenes().settings(project.id())).containsExactly(settings);
    }

    @Test
    void everythingIsDeletedWithTheProject() {
        VideoProject project = store.alice().newProject("p");
        scenes().add(project.id(), scene("a"));
        scenes().setLine(project.id(), "a", EN, "Hello", Optional.empty());
        scenes().setSettings(settings(project.id(), Optional.of("a"), "speaker"));
        VideoGeneration video = store.alice().generations().addVideo(newVideo(project, SampleDrafts.mp4(1)));
        store.alice().generations().updateVideo(video.id(), row -> row.sceneId("a"));
        store.alice()
                .takes()
                .choose(project.id(), CellKey.video("a"), video.id().value(), Optional.empty());
        store.alice().projects().delete(project.id());
        for (Callable<?> read : List.<Callable<?>>of(
                () -> scenes().list(project.id(), PageRequest.first(1)),
                () -> scenes().settings(project.id()),
                () -> store.storyboard(store.alice()).getStoryboard(project.id()),
                () -> scenes().add(project.id(), scene("a")))) {
            assertThatExceptionOfType(StorageException.NotFound.class).isThrownBy(read::call);
        }
        assertThat(store.rows(SampleRows.ALICE).storyboards()).isEmpty();
    }
}
