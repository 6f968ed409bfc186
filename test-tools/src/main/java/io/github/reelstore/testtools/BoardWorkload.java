package io.github.reelstore.testtools;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.mybatis.internal.UuidV7Ids;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.rows.SampleRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Storyboards of any size, for tests of what reading and planning them takes. */
public final class BoardWorkload {

    private static final ProfileId PROFILE = SampleRows.ALICE;

    private BoardWorkload() {}

    /** The storyboards of the projects that {@link #make} creates. */
    public static StoryboardService storyboards(Transactions transactions) {
        return storyboards(transactions, PROFILE);
    }

    /** The storyboards of a profile, without prices and files. */
    public static StoryboardService storyboards(Transactions transactions, ProfileId profile) {
        InMemoryBlobStore blobs = new InMemoryBlobStore();
        IdGenerator ids = new UuidV7Ids();
        GenerationService generations =
                new GenerationService(transactions, new MediaService(transactions, blobs, profile), ids, profile);
        return new StoryboardService(
                transactions,
                new JobService(transactions, blobs, generations, ids, profile, PriceTable.EMPTY),
                profile);
    }

    /**
     * Creates a project.
     *
     * @param takes the number of takes of each cell, of which the first one is chosen
     * @param languages the number of languages
     */
    public static ProjectId make(Transactions transactions, String name, int scenes, int takes, int languages) {
        ProjectId project = new ProjectId(name);
        transactions.inTransaction(PROFILE, tx -> {
            tx.projects().insert(SampleRows.project(name).build());
            return project;
        });
        SceneService service = new SceneService(transactions, PROFILE);
        service.addAll(
                project,
                IntStream.range(0, scenes)
                        .mapToObj(scene -> NewScene.builder()
                                .sceneId("s" + scene)
                                .prompt("prompt " + scene)
                                .build())
                        .toList());
        for (MediaKind track : MediaKind.values()) {
            service.setSettings(new StoredSettings(
                    project,
                    Optional.empty(),
                    track,
                    Optional.empty(),
                    TrackSettings.builder().provider("provider").build()));
        }
        transactions.inTransaction(PROFILE, tx -> {
            for (int scene = 0; scene < scenes; scene++) {
                fill(tx, project, "s" + scene, takes, tags(languages));
            }
            return project;
        });
        return project;
    }

    /** Creates the projects that {@link #readLarge} reads: one with 60,000 takes, and one of 200 scenes in 20 languages without any. */
    public static void makeLarge(Transactions transactions) {
        make(transactions, "board", 1_000, 5, 10);
        make(transactions, "plan", 200, 0, 20);
    }

    /** Reads and plans large projects, and returns what there is to see of it. */
    public static String readLarge(Transactions transactions) {
        StoryboardService storyboards = storyboards(transactions);
        int cells = storyboards.getStoryboard(new ProjectId("board")).scenes().stream()
                .mapToInt(scene -> scene.cells().size())
                .sum();
        // its images and videos are stale, so that all of their takes are compared
        int stale =
                storyboards.plan(new ProjectId("board"), PlanScope.ALL).cells().size();
        int requests = storyboards
                .plan(new ProjectId("plan"), PlanScope.ALL)
                .requests()
                .size();
        return cells + " cells, " + stale + " of them stale, " + requests + " requests";
    }

    /** Deletes the scene that all projects have; its takes still name it. */
    public static void deleteFirstScene(Transactions transactions, ProjectId project) {
        new SceneService(transactions, PROFILE).delete(project, "s0");
    }

    private static List<LanguageTag> tags(int languages) {
        return IntStream.range(0, languages)
                .mapToObj(number -> LanguageTag.of("q" + (char) ('a' + number) + "a"))
                .toList();
    }

    private static void fill(Tx tx, ProjectId project, String scene, int takes, List<LanguageTag> languages) {
        tx.scenes()
                .putLines(languages.stream()
                        .map(language -> new SceneLine(
                                project, scene, language, scene + " in " + language, Optional.empty(), tx.now()))
                        .toList());
        List<AudioGeneration> audio = new ArrayList<>();
        for (int take = 0; take < takes; take++) {
            String id = project + "-" + scene + "-" + take;
            MadeFrom seen = MadeFrom.NOTHING.with(Ingredient.PROMPT, "another prompt");
            tx.images()
                    .insert(SampleRows.image("i" + id)
                            .projectId(project)
                            .sceneId(scene)
                            .filePath(new BlobKey("images/" + id + ".png"))
                            .madeFrom(seen)
                            .build());
            tx.generations()
                    .insert(SampleRows.generation("v" + id, project.value())
                            .sceneId(scene)
                            .status(GenerationStatus.COMPLETED)
                            .filePath(new BlobKey("videos/" + id + ".mp4"))
                            .madeFrom(seen)
                            .build());
            for (LanguageTag language : languages) {
                audio.add(SampleRows.audio("a" + id + language)
                        .projectId(project)
                        .sceneId(scene)
                        .language(language)
                        .filePath(new BlobKey("audio/" + id + language + ".mp3"))
                        .madeFrom(MadeFrom.NOTHING.with(Ingredient.TEXT, scene + " in " + language))
                        .build());
            }
        }
        if (takes > 0) {
            tx.audio().insertAll(audio);
            tx.takes()
                    .insertSelections(languages.stream()
                            .map(language -> new Selection(
                                    project,
                                    CellKey.audio(scene, language),
                                    1,
                                    Optional.of("a" + project + "-" + scene + "-0" + language),
                                    Optional.empty(),
                                    Optional.empty(),
                                    tx.now()))
                            .toList());
        }
    }
}
