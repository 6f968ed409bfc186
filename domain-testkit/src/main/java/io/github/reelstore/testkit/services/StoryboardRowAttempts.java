package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.PAGE;
import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.testkit.rows.SampleJobs;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.rows.SampleScenes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bob's calls of the repositories of the storyboard, in which alice has scenes, takes and choices. */
final class StoryboardRowAttempts {

    private static final LanguageTag VI = LanguageTag.of("vi");
    /** Not secret: errors name the scene that was asked for. */
    private static final String SCENE = "scene-of-alice";

    private static final CellKey CELL = CellKey.image(SCENE);
    private static final ImageId TAKE = new ImageId("take-of-alice");
    private static final ImageId REJECTED = new ImageId("rejected-take-of-alice");

    private final CrossProfileAttempts attempts;
    private final ProjectId project;
    private final Scene scene;
    private final SceneLine line;
    private final StoredSettings settings;
    private final Selection choice;

    StoryboardRowAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
        this.project = new ProjectId("storyboard-of-alice");
        this.scene =
                SampleScenes.scene(SCENE, "V").projectId(project).title(SECRET).build();
        this.line = new SceneLine(project, SCENE, VI, SECRET, Optional.empty(), SampleRows.START);
        this.settings = new StoredSettings(
                project,
                Optional.of(SCENE),
                MediaKind.IMAGE,
                Optional.empty(),
                TrackSettings.builder().prompt(SECRET).build());
        this.choice = new Selection(
                project, CELL, 1, Optional.of(TAKE.value()), Optional.of(SECRET), Optional.empty(), SampleRows.START);
    }

    void addAll() {
        attempts.store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.projects()
                    .insert(SampleRows.project(project.value())
                            .title(SECRET)
                            .defaultLanguage(VI)
                            .build());
            for (ImageId image : List.of(TAKE, REJECTED)) {
                tx.images()
                        .insert(SampleRows.image(image.value())
                                .projectId(project)
                                .sceneId(SCENE)
                                .prompt(SECRET)
                                .build());
            }
            tx.scenes().insert(scene);
            tx.scenes().putLine(line);
            tx.scenes().putSettings(settings);
            tx.takes().insertSelection(choice);
            tx.takes().reject(project, MediaKind.IMAGE, REJECTED.value(), SECRET);
            tx.generations()
                    .insert(SampleRows.generation("implicit-scene-of-alice")
                            .projectId(project)
                            .sceneId(SECRET + " implicit")
                            .prompt(SECRET)
                            .build());
            tx.jobs()
                    .insert(SampleJobs.job("job-of-a-scene-of-alice")
                            .projectId(project)
                            .sceneId(SCENE)
                            .provider(SECRET)
                            .build());
            ProviderJob rejected = SampleJobs.job("rejected-job-of-alice")
                    .projectId(project)
                    .kind(MediaKind.IMAGE)
                    .state(JobState.SUCCEEDED)
                    .provider(SECRET)
                    .build();
            tx.jobs().insert(rejected);
            tx.jobs()
                    .putResult(JobResult.builder()
                            .jobId(rejected.id())
                            .state(ResultState.STORED)
                            .rowId(REJECTED.value())
                            .build());
            return true;
        });
        readsOfScenes();
        changesOfScenes();
        readsOfTakes();
        changesOfTakes();
    }

    /** What bob gets if a call has changed or found something. */
    private static String found(boolean something) {
        return something ? SECRET : "nothing";
    }

    private void readsOfScenes() {
        String type = "SceneRepository.";
        ScenePosition first = new ScenePosition("1");
        ScenePosition last = new ScenePosition("z");
        attempts.in(type + "find(ProjectId, String)", READS, tx -> tx.scenes().find(project, SCENE));
        attempts.in(
                type + "findAll(ProjectId, Collection)",
                READS,
                tx -> tx.scenes().findAll(project, List.of(SCENE)));
        attempts.in(type + "ofProject(ProjectId)", READS, tx -> tx.scenes().ofProject(project));
        attempts.in(
                type + "list(ProjectId, PageRequest)", READS, tx -> tx.scenes().list(project, PAGE));
        attempts.in(type + "withoutScene(ProjectId)", READS, tx -> tx.scenes().withoutScene(project));
        attempts.in(
                type + "before(ProjectId, ScenePosition)",
                READS,
                tx -> tx.scenes().before(project, last));
        attempts.in(
                type + "after(ProjectId, ScenePosition)",
                READS,
                tx -> tx.scenes().after(project, first));
        attempts.in(type + "last(ProjectId)", READS, tx -> tx.scenes().last(project));
        attempts.in(type + "lines(ProjectId)", READS, tx -> tx.scenes().lines(project));
        attempts.in(type + "lines(ProjectId, String)", READS, tx -> tx.scenes().lines(project, SCENE));
        attempts.in(type + "settings(ProjectId)", READS, tx -> tx.scenes().settings(project));
    }

    private void changesOfScenes() {
        String type = "SceneRepository.";
        attempts.in(type + "insert(Scene)", REFUSED, tx -> {
            tx.scenes().insert(ofBob(tx));
            return "inserted";
        });
        attempts.in(type + "insert(Scene)", REFUSED, tx -> {
            tx.scenes().insert(scene.toBuilder().sceneId("planted").build());
            return "inserted";
        });
        attempts.in(type + "insertAll(List)", REFUSED, tx -> {
            tx.scenes()
                    .insertAll(List.of(
                            ofBob(tx), ofBob(tx).toBuilder().sceneId("another").build()));
            return "inserted";
        });
        attempts.in(
                type + "update(Scene, Scene)",
                HARMLESS,
                tx -> found(tx.scenes()
                        .update(scene, scene.toBuilder().title("bob's").build())
                        .isPresent()));
        attempts.in(type + "setPositions(ProjectId, Map)", HARMLESS, tx -> {
            tx.scenes().setPositions(project, Map.of(SCENE, new ScenePosition("1")));
            return "set";
        });
        attempts.in(type + "putLine(SceneLine)", REFUSED, tx -> {
            tx.scenes().putLine(line);
            return "put";
        });
        attempts.in(type + "putLines(List)", REFUSED, tx -> {
            tx.scenes().putLines(List.of(line, line));
            return "put";
        });
        attempts.in(
                type + "deleteLine(ProjectId, String, LanguageTag)",
                HARMLESS,
                tx -> found(tx.scenes().deleteLine(project, SCENE, VI)));
        attempts.in(type + "putSettings(StoredSettings)", REFUSED, tx -> {
            tx.scenes().putSettings(settings);
            return "put";
        });
        attempts.in(
                type + "deleteSettings(ProjectId, Optional, MediaKind, Optional)",
                HARMLESS,
                tx -> found(
                        tx.scenes().deleteSettings(project, Optional.of(SCENE), MediaKind.IMAGE, Optional.empty())));
    }

    private Scene ofBob(Tx tx) {
        return scene.toBuilder().sceneId("bob's").profileId(tx.profile()).build();
    }

    private void readsOfTakes() {
        String type = "TakeRepository.";
        attempts.in(type + "standing(ProjectId)", READS, tx -> tx.takes().standing(project));
        attempts.in(
                type + "standing(ProjectId, CellKey)",
                HARMLESS,
                tx -> found(tx.takes().standing(project, CELL).takes() > 0
                        || tx.takes().standing(project, CELL).choice().isPresent()));
        attempts.in(
                type + "list(ProjectId, CellKey, PageRequest)",
                READS,
                tx -> tx.takes().list(project, CELL, PAGE));
        attempts.in(
                type + "standing(ProjectId, String)", READS, tx -> tx.takes().standing(project, SCENE));
        attempts.in(
                type + "takesOf(ProjectId, MediaKind, String)",
                READS,
                tx -> tx.takes().takesOf(project, MediaKind.IMAGE, REJECTED.value()));
        attempts.in(
                type + "takesOf(ProjectId, MediaKind, Collection)",
                READS,
                tx -> tx.takes().takesOf(project, MediaKind.IMAGE, List.of(SCENE)));
        attempts.in(
                type + "chosenIn(ProjectId, MediaKind, String)",
                HARMLESS,
                tx -> found(!tx.takes()
                        .chosenIn(project, MediaKind.IMAGE, TAKE.value())
                        .isEmpty()));
        attempts.in(
                type + "selections(ProjectId, CellKey, PageRequest)",
                READS,
                tx -> tx.takes().selections(project, CELL, PAGE));
        attempts.in(
                type + "selection(ProjectId, CellKey, int)",
                READS,
                tx -> tx.takes().selection(project, CELL, 1));
        attempts.in(
                type + "rejections(ProjectId, CellKey)", READS, tx -> tx.takes().rejections(project, CELL));
        attempts.in(
                type + "jobs(ProjectId)",
                HARMLESS,
                tx -> found(!tx.takes().jobs(project).isEmpty()));
        attempts.in(
                type + "rejectedJobs(ProjectId)",
                HARMLESS,
                tx -> found(!tx.takes().rejectedJobs(project).isEmpty()));
        attempts.in(
                type + "imageHashes(Collection)",
                HARMLESS,
                tx -> found(!tx.takes()
                        .imageHashes(List.of(TAKE, attempts.imageRow().id()))
                        .isEmpty()));
    }

    private void changesOfTakes() {
        String type = "TakeRepository.";
        attempts.in(type + "insertSelection(Selection)", REFUSED, tx -> {
            tx.takes().insertSelection(choice);
            return "chosen";
        });
        attempts.in(type + "insertSelections(List)", REFUSED, tx -> {
            tx.takes().insertSelections(List.of(choice, choice));
            return "chosen";
        });
        attempts.in(type + "reject(ProjectId, MediaKind, String, String)", REFUSED, tx -> {
            tx.takes().reject(project, MediaKind.IMAGE, REJECTED.value(), "bob's");
            return "rejected";
        });
        attempts.in(
                type + "unreject(ProjectId, MediaKind, String)",
                HARMLESS,
                tx -> found(tx.takes().unreject(project, MediaKind.IMAGE, REJECTED.value())));
    }
}
