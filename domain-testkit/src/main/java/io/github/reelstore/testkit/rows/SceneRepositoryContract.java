package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleScenes.EN;
import static io.github.reelstore.testkit.rows.SampleScenes.P;
import static io.github.reelstore.testkit.rows.SampleScenes.VI;
import static io.github.reelstore.testkit.rows.SampleScenes.full;
import static io.github.reelstore.testkit.rows.SampleScenes.fullSettings;
import static io.github.reelstore.testkit.rows.SampleScenes.line;
import static io.github.reelstore.testkit.rows.SampleScenes.scene;
import static io.github.reelstore.testkit.rows.SampleScenes.translation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.SceneRepository;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link SceneRepository}; see {@link DatabaseFixture}. */
public abstract class SceneRepositoryContract {

    private static final ProjectId OTHER = new ProjectId("other");
    private static final ProjectId BOBS = new ProjectId("bobs");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @BeforeEach
    void insertProjects() {
        db.run(tx -> {
            insertProject(tx, P.value(), "c");
            insertProject(tx, OTHER.value(), "c");
        });
        db.runAs(BOB, tx -> insertProject(tx, BOBS.value(), "c"));
    }

    private void insert(Scene... scenes) {
        db.run(tx -> List.of(scenes).forEach(tx.scenes()::insert));
    }

    private Scene find(String id) {
        return db.found(tx -> tx.scenes().find(P, id)).orElseThrow();
    }

    private List<String> ids() {
        return db.<List<Scene>>read(tx -> tx.scenes().ofProject(P)).stream()
                .map(Scene::sceneId)
                .toList();
    }

    private static Scene deleted(Scene scene) {
        return scene.toBuilder().deletedAt(micros(9)).build();
    }

    // Inserting and finding

    @Test
    void aSceneIsFoundWithAllItsValues() {
        for (Scene scene : List.of(full(1), full(2), scene("s", "V").build())) {
            insert(scene);
            assertThat(find(scene.sceneId())).isEqualTo(scene);
        }
        assertThat(RecordValues.absent(full(1))).isEmpty();
        assertThat(db.found(tx -> tx.scenes().find(P, "none"))).isEmpty();
        assertThat(db.found(tx -> tx.scenes().find(OTHER, "s"))).isEmpty();
    }

    @Test
    void everyTextComesBackUnchanged() {
        int number = 0;
        for (RecordComponent column : RecordValues.texts(Scene.class)) {
            for (String text : HostileTexts.STORABLE) {
                Scene scene = RecordValues.with(full(number++), column, text);
                insert(scene);
                assertThat(find(scene.sceneId())).isEqualTo(scene);
            }
        }
    }

    @Test
    void anIdIsUsedOnceInAProject() {
        insert(scene("s", "V").build(), deleted(scene("gone", "W").build()));
        assertThat(db.<List<Scene>>read(tx -> tx.scenes().findAll(P, List.of("s", "gone", "none"))))
                .extracting(Scene::sceneId)
                .containsExactlyInAnyOrder("s", "gone");
        for (String id : List.of("s", "gone")) {
            db.assertRefused(
                    StorageException.AlreadyExists.class,
                    id,
                    tx -> tx.scenes().insert(scene(id, "X").build()));
        }
        insert(scene("s", "V").projectId(OTHER).build());
        assertThat(find("s")).isEqualTo(scene("s", "V").build());
    }

    @Test
    void manyScenesAreInsertedTogetherOrNotAtAll() {
        List<Scene> scenes = List.of(full(1), full(2), scene("s", "V").build());
        db.run(tx -> {
            tx.scenes().insertAll(List.of());
            tx.scenes().insertAll(scenes);
        });
        scenes.forEach(scene -> assertThat(find(scene.sceneId())).isEqualTo(scene));
        Scene other = scene("other", "V").build();
        for (List<Scene> refused : List.of(List.of(other, scenes.get(2)), List.of(other, other))) {
            assertThatThrownBy(() -> db.run(tx -> tx.scenes().insertAll(refused)))
                    .isInstanceOf(StorageException.AlreadyExists.class);
        }
        db.assertRefused(
                StorageException.InvalidInput.class,
                "profile",
                tx -> tx.scenes()
                        .insertAll(List.of(
                                other, scene("bob's", "V").profileId(BOB).build())));
        db.assertRefused(
                StorageException.NotFound.class,
                BOBS.value(),
                tx -> tx.scenes()
                        .insertAll(
                                List.of(other, scene("s", "V").projectId(BOBS).build())));
        assertThat(db.found(tx -> tx.scenes().find(P, "other"))).isEmpty();
    }

    @Test
    void aSceneIsInsertedIntoAProjectOfItsProfile() {
        db.assertRefused(
                StorageException.InvalidInput.class,
                "profile",
                tx -> tx.scenes().insert(scene("s", "V").profileId(BOB).build()));
        db.assertRefused(
                StorageException.NotFound.class,
                "none",
                tx -> tx.scenes()
                        .insert(scene("s", "V").projectId(new ProjectId("none")).build()));
        db.assertRefused(
                StorageException.NotFound.class,
                BOBS.value(),
                tx -> tx.scenes().insert(scene("s", "V").projectId(BOBS).build()));
    }

    @Test
    void scenesOfAnotherProfileAreNotSeen() {
        insert(scene("s", "V").build());
        db.run(tx -> {
            tx.scenes().putLine(line("s", "vi", "text"));
            tx.scenes()
                    .putSettings(new StoredSettings(
                            P, Optional.empty(), MediaKind.VIDEO, Optional.empty(), fullSettings(1)));
            tx.generations().insert(generation("g", "p").sceneId("implicit").build());
        });
        db.runAs(BOB, tx -> {
            SceneRepository scenes = tx.scenes();
            assertThat(scenes.find(P, "s")).isEmpty();
            assertThat(scenes.findAll(P, List.of("s"))).isEmpty();
            assertThat(scenes.ofProject(P)).isEmpty();
            assertThat(scenes.list(P, PageRequest.first(9)).items()).isEmpty();
            assertThat(scenes.withoutScene(P)).isEmpty();
            assertThat(scenes.last(P)).isEmpty();
            assertThat(scenes.before(P, new ScenePosition("z"))).isEmpty();
            assertThat(scenes.after(P, new ScenePosition("1"))).isEmpty();
            assertThat(scenes.lines(P)).isEmpty();
            assertThat(scenes.lines(P, "s")).isEmpty();
            assertThat(scenes.settings(P)).isEmpty();
            assertThat(scenes.update(scene("s", "V").build(), scene("s", "W").build()))
                    .isEmpty();
            scenes.setPositions(P, Map.of("s", new ScenePosition("z")));
            assertThat(scenes.deleteLine(P, "s", VI)).isFalse();
            assertThat(scenes.deleteSettings(P, Optional.empty(), MediaKind.VIDEO, Optional.empty()))
                    .isFalse();
        });
        assertThat(find("s")).isEqualTo(scene("s", "V").build());
        assertThat(db.listed(tx -> tx.scenes().lines(P))).hasSize(1);
        assertThat(db.listed(tx -> tx.scenes().settings(P))).hasSize(1);
    }

    // Order

    @Test
    void scenesAreOrderedByPositionAndThenById() {
        insert(
                scene("b", "V").build(),
                scene("a", "V").build(),
                scene("z", "7").build(),
                scene("lower", "a").build(),
                scene("upper", "Z").build(),
                scene("longer", "V1").build(),
                scene("gone", "1").deletedAt(micros(1)).build());
        insert(scene("elsewhere", "1").projectId(OTHER).build());

        List<String> order = List.of("z", "a", "b", "longer", "upper", "lower");
        assertThat(ids()).isEqualTo(order);
        for (int limit = 1; limit <= order.size(); limit++) {
            assertThat(pages(limit)).isEqualTo(order);
        }
    }

    private List<String> pages(int limit) {
        List<String> ids = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(limit));
        while (next.isPresent()) {
            PageRequest request = next.get();
            Page<Scene> page = db.read(tx -> tx.scenes().list(P, request));
            assertThat(page.items().size()).isBetween(0, limit);
            page.items().forEach(scene -> ids.add(scene.sceneId()));
            next = page.next().map(request::after);
        }
        return ids;
    }

    @Test
    void aPageContinuesWhereTheLastOneEndedEvenIfItsSceneWasMovedOrDeleted() {
        insert(
                scene("s 1", "1").build(),
                scene("s 2", "2").build(),
                scene("s 3", "3").build());
        Page<Scene> first = db.read(tx -> tx.scenes().list(P, PageRequest.first(1)));
        db.run(tx -> {
            Scene moved = tx.scenes()
                    .update(
                            scene("s 1", "1").build(),
                            scene("s 1", "5").deletedAt(micros(1)).build())
                    .orElseThrow();
            assertThat(moved.position()).isEqualTo(new ScenePosition("5"));
        });
        Page<Scene> second = db.read(tx ->
                tx.scenes().list(P, PageRequest.first(9).after(first.next().orElseThrow())));
        assertThat(second.items()).extracting(Scene::sceneId).containsExactly("s 2", "s 3");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void theNeighboursOfAPositionAreFound() {
        Scene first = scene("first", "3").build();
        Scene middle = scene("middle", "V").build();
        Scene last = scene("last", "z").build();
        insert(middle, last, first);
        insert(
                deleted(scene("gone", "W").build()),
                deleted(scene("end", "zz").build()),
                scene("elsewhere", "X").projectId(OTHER).build());
        db.run(tx -> {
            SceneRepository scenes = tx.scenes();
            assertThat(scenes.before(P, middle.position())).contains(first);
            assertThat(scenes.after(P, middle.position())).contains(last);
            assertThat(scenes.before(P, new ScenePosition("V1"))).contains(middle);
            assertThat(scenes.after(P, new ScenePosition("1"))).contains(first);
            assertThat(scenes.before(P, first.position())).isEmpty();
            assertThat(scenes.after(P, last.position())).isEmpty();
            assertThat(scenes.last(P)).contains(last);
            assertThat(scenes.last(new ProjectId("none"))).isEmpty();
        });
    }

    // Changing

    @Test
    void aChangeCountsTheVersionAndKeepsWhatIdentifiesTheScene() {
        Scene before = full(1);
        insert(before);
        db.clock.advance(Duration.ofSeconds(5));
        Scene other = full(2).toBuilder()
                .projectId(OTHER)
                .profileId(BOB)
                .deletedAt(Optional.empty())
                .build();
        Optional<Scene> changed = db.write(tx -> tx.scenes().update(before, other));
        Scene expected = other.toBuilder()
                .projectId(P)
                .sceneId(before.sceneId())
                .profileId(before.profileId())
                .version(before.version() + 1)
                .createdAt(before.createdAt())
                .updatedAt(SampleRows.START.plusSeconds(5))
                .build();
        assertThat(changed).contains(expected);
        assertThat(find(before.sceneId())).isEqualTo(expected);
    }

    @Test
    void aSceneWithAnotherVersionIsNotChanged() {
        Scene scene = scene("s", "V").build();
        insert(scene);
        Scene wanted = scene.toBuilder().title("new").build();
        Optional<Scene> changed = db.write(tx -> tx.scenes().update(scene, wanted));
        assertThat(changed).isPresent();
        for (Scene before : List.of(
                scene,
                scene("none", "V").build(),
                scene("s", "V").projectId(OTHER).build())) {
            Optional<Scene> again = db.write(tx -> tx.scenes().update(before, wanted));
            assertThat(again).isEmpty();
        }
        assertThat(find("s").version()).isEqualTo(2);
    }

    @Test
    void positionsAreSetTogetherAndNothingElse() {
        Map<String, ScenePosition> positions = new HashMap<>();
        List<ScenePosition> spread = ScenePosition.spread(30);
        db.run(tx -> IntStream.range(0, 30).forEach(i -> {
            tx.scenes().insert(scene("s" + i, "V" + (i + 1) + "1").version(i).build());
            positions.put("s" + i, spread.get(29 - i));
        }));
        db.clock.advance(Duration.ofSeconds(5));
        positions.put("none", new ScenePosition("V"));
        db.run(tx -> tx.scenes().setPositions(P, positions));
        db.run(tx -> tx.scenes().setPositions(P, Map.of()));
        assertThat(ids())
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "s" + (29 - i)).toList());
        assertThat(find("s7"))
                .isEqualTo(scene("s7", spread.get(22).value()).version(7).build());
    }

    // Scenes that only rows name

    @Test
    void scenesThatOnlyRowsNameAreFoundInTheOrderOfTheirFirstRows() {
        insert(scene("stored", "V").build(), deleted(scene("gone", "V").build()));
        db.run(tx -> {
            tx.generations()
                    .insert(generation("g1", "p")
                            .sceneId("late")
                            .createdAt(micros(50))
                            .build());
            tx.generations()
                    .insert(generation("g2", "p")
                            .sceneId("early")
                            .createdAt(micros(40))
                            .build());
            tx.generations()
                    .insert(generation("g3", "p")
                            .sceneId("early")
                            .createdAt(micros(90))
                            .build());
            tx.images()
                    .insert(image("i1", "p")
                            .sceneId("late")
                            .createdAt(micros(10))
                            .build());
            tx.images()
                    .insert(image("i2", "p").sceneId("b").createdAt(micros(60)).build());
            tx.audio()
                    .insert(audio("a1", "p").sceneId("a").createdAt(micros(60)).build());
            tx.audio().insert(audio("a2", "p").sceneId("stored").build());
            tx.audio().insert(audio("a3", "p").sceneId("gone").build());
            tx.audio().insert(audio("a4", "p").build());
            tx.generations().insert(generation("g4", "p").sceneId(" ").build());
            tx.images().insert(image("i3", OTHER.value()).sceneId("elsewhere").build());
            tx.images().insert(image("i4").sceneId("nowhere").build());
        });
        assertThat(db.listed(tx -> tx.scenes().withoutScene(P))).containsExactly("late", "early", "a", "b");
        db.run(tx -> tx.generations().delete(new GenerationId("g2")));
        assertThat(db.listed(tx -> tx.scenes().withoutScene(P))).containsExactly("late", "a", "b", "early");
    }

    // Lines

    @Test
    void aLineIsReplacedAndFoundByScene() {
        insert(scene("s1", "V").build(), scene("s2", "1").build());
        SceneLine english = line("s1", "en", "The lamp turns on.");
        SceneLine vietnamese = translation("s1", "vi", "\u0110\u00e8n b\u1eadt s\u00e1ng.\n", "en", english.text());
        db.run(tx -> {
            tx.scenes().putLine(vietnamese);
            tx.scenes().putLine(english);
            tx.scenes().putLine(line("s2", "en", "Second."));
        });
        assertThat(db.listed(tx -> tx.scenes().lines(P, "s1"))).containsExactly(english, vietnamese);
        assertThat(db.listed(tx -> tx.scenes().lines(P)))
                .containsExactly(english, vietnamese, line("s2", "en", "Second."));

        db.clock.advance(Duration.ofSeconds(5));
        SceneLine original = line("s1", "vi", "\u0110\u00e8n.");
        db.run(tx -> tx.scenes().putLine(original));
        assertThat(db.listed(tx -> tx.scenes().lines(P, "s1")))
                .containsExactly(
                        english,
                        new SceneLine(P, "s1", VI, original.text(), Optional.empty(), SampleRows.START.plusSeconds(5)));
        assertThat(db.listed(tx -> tx.scenes().lines(P, "none"))).isEmpty();
    }

    @Test
    void linesOfDeletedScenesAreNotListedWithTheProject() {
        insert(scene("s", "V").build());
        db.run(tx -> tx.scenes().putLine(line("s", "en", "text")));
        db.run(tx -> tx.scenes()
                .update(scene("s", "V").build(), deleted(scene("s", "V").build())));
        assertThat(db.listed(tx -> tx.scenes().lines(P))).isEmpty();
        assertThat(db.listed(tx -> tx.scenes().lines(P, "s"))).hasSize(1);
    }

    @Test
    void linesArePutTogetherOrNotAtAll() {
        insert(scene("s1", "V").build(), scene("s2", "W").build());
        List<SceneLine> lines = List.of(
                line("s1", "en", "one"), translation("s1", "vi", "m\u1ed9t", "en", "one"), line("s2", "en", "two"));
        db.run(tx -> tx.scenes().putLine(line("s2", "en", "before")));
        db.assertRefused(
                StorageException.NotFound.class,
                "none",
                tx -> tx.scenes().putLines(List.of(line("s1", "en", "one"), line("none", "en", "two"))));
        assertThat(db.listed(tx -> tx.scenes().lines(P)))
                .extracting(SceneLine::text)
                .containsExactly("before");
        db.run(tx -> {
            tx.scenes().putLines(lines);
            tx.scenes().putLines(List.of());
        });
        assertThat(db.listed(tx -> tx.scenes().lines(P))).isEqualTo(lines);
        db.run(tx -> tx.scenes()
                .putLines(List.of(line("s1", "en", "1"), line("s2", "en", "2"), line("s1", "en", "the last"))));
        assertThat(db.listed(tx -> tx.scenes().lines(P)))
                .extracting(SceneLine::text)
                .containsExactly("the last", lines.get(1).text(), "2");
    }

    @Test
    void aLineNeedsAScene() {
        insert(scene("s", "V").projectId(OTHER).build());
        db.assertRefused(StorageException.NotFound.class, "s", tx -> tx.scenes().putLine(line("s", "en", "text")));
    }

    @Test
    void everySpokenTextComesBackUnchanged() {
        insert(scene("s", "V").build());
        for (String text : HostileTexts.STORABLE) {
            if (!text.isBlank()) {
                SceneLine line = line("s", "en", text);
                db.run(tx -> tx.scenes().putLine(line));
                assertThat(db.listed(tx -> tx.scenes().lines(P, "s"))).containsExactly(line);
            }
        }
    }

    @Test
    void aLineIsDeletedOnce() {
        insert(scene("s", "V").build());
        db.run(tx -> {
            tx.scenes().putLine(line("s", "en", "text"));
            assertThat(tx.scenes().deleteLine(P, "s", VI)).isFalse();
            assertThat(tx.scenes().deleteLine(P, "s", EN)).isTrue();
            assertThat(tx.scenes().deleteLine(P, "s", EN)).isFalse();
        });
        assertThat(db.listed(tx -> tx.scenes().lines(P))).isEmpty();
    }

    // Settings

    private static StoredSettings settings(
            Optional<String> scene, MediaKind track, Optional<LanguageTag> language, TrackSettings settings) {
        return new StoredSettings(P, scene, track, language, settings);
    }

    @Test
    void settingsAreReplacedWhereTheyApplyToTheSame() {
        insert(scene("s", "V").build());
        List<StoredSettings> stored = List.of(
                settings(Optional.empty(), MediaKind.IMAGE, Optional.empty(), fullSettings(1)),
                settings(Optional.empty(), MediaKind.AUDIO, Optional.empty(), TrackSettings.NONE),
                settings(Optional.empty(), MediaKind.AUDIO, Optional.of(VI), fullSettings(2)),
                settings(Optional.of("s"), MediaKind.AUDIO, Optional.of(VI), fullSettings(3)),
                settings(Optional.of("s"), MediaKind.VIDEO, Optional.empty(), fullSettings(4)));
        db.run(tx -> {
            tx.scenes().putSettings(settings(Optional.empty(), MediaKind.AUDIO, Optional.empty(), fullSettings(9)));
            stored.forEach(tx.scenes()::putSettings);
        });
        assertThat(db.listed(tx -> tx.scenes().settings(P))).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(db.listed(tx -> tx.scenes().settings(OTHER))).isEmpty();
    }

    @Test
    void settingsNeedAProjectAndAScene() {
        insert(scene("s", "V").projectId(OTHER).build());
        db.assertRefused(
                StorageException.NotFound.class,
                "s",
                tx -> tx.scenes()
                        .putSettings(
                                settings(Optional.of("s"), MediaKind.VIDEO, Optional.empty(), TrackSettings.NONE)));
        db.assertRefused(
                StorageException.NotFound.class,
                BOBS.value(),
                tx -> tx.scenes()
                        .putSettings(new StoredSettings(
                                BOBS, Optional.empty(), MediaKind.VIDEO, Optional.empty(), TrackSettings.NONE)));
    }

    @Test
    void settingsAreDeletedOnce() {
        db.run(tx -> {
            tx.scenes().putSettings(settings(Optional.empty(), MediaKind.AUDIO, Optional.of(VI), fullSettings(1)));
            assertThat(tx.scenes().deleteSettings(P, Optional.empty(), MediaKind.AUDIO, Optional.empty()))
                    .isFalse();
            assertThat(tx.scenes().deleteSettings(P, Optional.empty(), MediaKind.AUDIO, Optional.of(VI)))
                    .isTrue();
            assertThat(tx.scenes().deleteSettings(P, Optional.empty(), MediaKind.AUDIO, Optional.of(VI)))
                    .isFalse();
        });
    }

    // Deleting the project

    @Test
    void aProjectIsDeletedWithItsStoryboardAndCountsItsMediaOnly() {
        insert(scene("s", "V").build(), scene("s", "V").projectId(OTHER).build());
        db.run(tx -> {
            tx.scenes().putLine(line("s", "en", "text"));
            tx.scenes().putSettings(settings(Optional.of("s"), MediaKind.IMAGE, Optional.empty(), fullSettings(1)));
            tx.images().insert(image("i", "p").sceneId("s").build());
            assertThat(tx.projects().delete(P).rows()).isEqualTo(2);
            assertThat(tx.images().find(new ImageId("i"))).isEmpty();
            assertThat(tx.scenes().find(P, "s")).isEmpty();
            insertProject(tx, P.value(), "c");
            assertThat(tx.scenes().ofProject(P)).isEmpty();
            assertThat(tx.scenes().lines(P)).isEmpty();
            assertThat(tx.scenes().settings(P)).isEmpty();
            assertThat(tx.scenes().ofProject(OTHER)).hasSize(1);
        });
    }
}
