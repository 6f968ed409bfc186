package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.PAGE;
import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.PlannedCell;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.board.TakeService;
import io.github.reelstore.domain.storyboard.captions.Caption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Bob's calls of the services for storyboards, in which alice has two scenes, a line, settings and a choice. */
final class StoryboardAttempts {

    private static final LanguageTag EN = LanguageTag.of("en");
    private static final String SCENE = "of-alice";
    private static final String GONE = "of-alice-gone";
    private static final CellKey CELL = CellKey.video(SCENE);

    private final CrossProfileAttempts attempts;
    private final ProjectId project;
    private final ProjectId bobs;
    private final String video;

    StoryboardAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
        this.project = attempts.project.id();
        this.bobs = attempts.projectOfBob.id();
        this.video = attempts.pair.generation().id().value();
    }

    void addAll() {
        SceneService scenes = attempts.store.alice().scenes();
        scenes.addAll(project, List.of(scene(SCENE), scene("another"), scene(GONE)));
        scenes.delete(project, GONE);
        scenes.setLine(project, SCENE, EN, SECRET, Optional.empty());
        scenes.setSettings(settings(project, Optional.of(SCENE)));
        attempts.store
                .alice()
                .generations()
                .updateVideo(attempts.pair.generation().id(), row -> row.sceneId(SCENE));
        attempts.store.alice().takes().choose(project, CELL, video, Optional.of(SECRET));
        scenes();
        takes();
        storyboard();
    }

    private static NewScene scene(String id) {
        return NewScene.builder().sceneId(id).title(SECRET).build();
    }

    private static StoredSettings settings(ProjectId project, Optional<String> scene) {
        return new StoredSettings(
                project,
                scene,
                MediaKind.VIDEO,
                Optional.empty(),
                TrackSettings.builder().provider(SECRET).build());
    }

    private void onScenes(String method, Function<SceneService, Object> call) {
        attempts.add("SceneService." + method, REFUSED, services -> call.apply(services.scenes()));
    }

    private void scenes() {
        onScenes("add(ProjectId, NewScene)", scenes -> scenes.add(project, scene("stolen")));
        onScenes(
                "add(ProjectId, NewScene)",
                scenes -> scenes.add(
                        bobs, NewScene.builder().place(new Place.After(SCENE)).build()));
        onScenes("addAll(ProjectId, List)", scenes -> scenes.addAll(project, List.of(scene("stolen"))));
        onScenes("addFromRows(ProjectId)", scenes -> scenes.addFromRows(project));
        onScenes("get(ProjectId, String)", scenes -> scenes.get(project, SCENE));
        onScenes("get(ProjectId, String)", scenes -> scenes.get(bobs, SCENE));
        onScenes("requireScenesOf(List)", scenes -> {
            scenes.requireScenesOf(List.of(request().withScene(SCENE)));
            return "allowed";
        });
        onScenes("list(ProjectId, PageRequest)", scenes -> scenes.list(project, PAGE));
        onScenes(
                "update(ProjectId, String, UnaryOperator)",
                scenes -> scenes.update(project, SCENE, scene -> scene.title("stolen")));
        onScenes(
                "update(ProjectId, String, long, UnaryOperator)",
                scenes -> scenes.update(project, SCENE, 1, scene -> scene.title("stolen")));
        onScenes("move(ProjectId, String, Place)", scenes -> scenes.move(project, SCENE, Place.LAST));
        onScenes("delete(ProjectId, String)", scenes -> scenes.delete(project, SCENE));
        onScenes("restore(ProjectId, String)", scenes -> scenes.restore(project, SCENE + "-gone"));
        onScenes("lines(ProjectId, String)", scenes -> scenes.lines(project, SCENE));
        onScenes(
                "setLine(ProjectId, String, LanguageTag, String, Optional)",
                scenes -> scenes.setLine(project, SCENE, EN, "stolen", Optional.empty()));
        onScenes("addFromVideos(ProjectId)", scenes -> scenes.addFromVideos(project));
        onScenes("replaceLine(ProjectId, String, LanguageTag, Optional, Optional, InputDigest)", scenes -> {
            scenes.replaceLine(project, SCENE, EN, Optional.of("stolen"), Optional.empty(), InputDigest.of(SECRET));
            return "replaced";
        });
        onScenes("deleteLine(ProjectId, String, LanguageTag)", scenes -> scenes.deleteLine(project, SCENE, EN));
        onScenes("settings(ProjectId)", scenes -> scenes.settings(project));
        onScenes("setSettings(StoredSettings)", scenes -> {
            scenes.setSettings(settings(project, Optional.empty()));
            return "set";
        });
        onScenes("setSettings(StoredSettings)", scenes -> {
            scenes.setSettings(new StoredSettings(
                    bobs,
                    Optional.empty(),
                    MediaKind.VIDEO,
                    Optional.empty(),
                    TrackSettings.builder()
                            .references(List.of(attempts.imageRow().id()))
                            .build()));
            return "set";
        });
        onScenes(
                "updateSettings(ProjectId, Optional, MediaKind, Optional, UnaryOperator)",
                scenes -> scenes.updateSettings(
                        project, Optional.of(SCENE), MediaKind.VIDEO, Optional.empty(), before -> before));
        onScenes(
                "deleteSettings(ProjectId, Optional, MediaKind, Optional)",
                scenes -> scenes.deleteSettings(project, Optional.of(SCENE), MediaKind.VIDEO, Optional.empty()));
    }

    private void onTakes(String method, Function<TakeService, Object> call) {
        attempts.add("TakeService." + method, REFUSED, services -> call.apply(services.takes()));
    }

    private void takes() {
        onTakes("list(ProjectId, CellKey, PageRequest)", takes -> takes.list(project, CELL, PAGE));
        onTakes("standing(ProjectId, CellKey)", takes -> takes.standing(project, CELL));
        String choose = "choose(ProjectId, CellKey, String, Optional)";
        onTakes(choose, takes -> takes.choose(project, CELL, video, Optional.empty()));
        onTakes(choose, takes -> takes.choose(bobs, CELL, video, Optional.empty()));
        onTakes("undo(ProjectId, CellKey)", takes -> takes.undo(project, CELL));
        String reject = "reject(ProjectId, MediaKind, String, String)";
        onTakes(reject, takes -> takes.reject(project, MediaKind.VIDEO, video, ""));
        onTakes(reject, takes -> takes.reject(bobs, MediaKind.VIDEO, video, ""));
        onTakes("canUndo(ProjectId, CellKey)", takes -> takes.canUndo(project, CELL));
        onTakes("delete(MediaKind, String)", takes -> takes.delete(MediaKind.VIDEO, video));
        onTakes("history(ProjectId, CellKey, PageRequest)", takes -> takes.history(project, CELL, PAGE));
        attempts.add(
                "TakeService.chosenIn(MediaKind, String)",
                READS,
                services -> services.takes().chosenIn(MediaKind.VIDEO, video).isEmpty() ? "nothing" : SECRET);
        onTakes("chosenIn(ProjectId, MediaKind, String)", takes -> takes.chosenIn(project, MediaKind.VIDEO, video));
    }

    /** A plan that generates her video again. */
    private StoryboardPlan planOfAlice() {
        Storyboard board = attempts.store.storyboard(attempts.store.alice()).getStoryboard(project);
        Cell cell = board.scenes().get(0).cells().get(0);
        return new StoryboardPlan(
                board, List.of(new PlannedCell(cell, new PlannedCell.Step.Request(request(), Optional.empty()))));
    }

    private NewJob request() {
        JobRequest request = JobRequest.builder()
                .provider("veo")
                .kind(MediaKind.VIDEO)
                .prompt("stolen")
                .build();
        return new NewJob(request, project);
    }

    private void onStoryboard(String method, Function<StoryboardService, Object> call) {
        attempts.add(
                "StoryboardService." + method, REFUSED, services -> call.apply(attempts.store.storyboard(services)));
    }

    private void storyboard() {
        onStoryboard("getStoryboard(ProjectId)", storyboard -> storyboard.getStoryboard(project));
        onStoryboard("getStoryboard(ProjectId, List)", storyboard -> storyboard.getStoryboard(project, List.of(EN)));
        onStoryboard("plan(ProjectId, PlanScope)", storyboard -> storyboard.plan(project, PlanScope.ALL));
        onStoryboard("request(ProjectId, PlanScope)", storyboard -> storyboard.request(project, PlanScope.ALL));
        StoryboardPlan plan = planOfAlice();
        onStoryboard("request(StoryboardPlan)", storyboard -> storyboard.request(plan));
        onStoryboard("newTake(ProjectId, CellKey)", storyboard -> storyboard.newTake(project, CELL));
        onStoryboard("requestAgain(ProjectId, CellKey)", storyboard -> storyboard.requestAgain(project, CELL));
        onStoryboard(
                "captions(ProjectId, LanguageTag, List)", storyboard -> storyboard.captions(project, EN, List.of(EN)));
        onStoryboard("captions(ProjectId, LanguageTag)", storyboard -> storyboard.captions(project, EN));
        List<Caption> captions = List.of(new Caption(Optional.of(SCENE), 0, 1_000, "stolen"));
        onStoryboard(
                "importCaptions(ProjectId, LanguageTag, List)",
                storyboard -> storyboard.importCaptions(project, EN, captions));
        onStoryboard(
                "importCaptions(ProjectId, LanguageTag, List, List)",
                storyboard -> storyboard.importCaptions(project, EN, captions, List.of()));
        onStoryboard(
                "previewImport(ProjectId, LanguageTag, List, List)",
                storyboard -> storyboard.previewImport(project, EN, captions, List.of()));
    }
}
