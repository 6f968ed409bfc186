package io.github.reelstore.testtools;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of the storyboard's ports; see {@link PortWorkload}. */
final class StoryboardWorkload {

    private static final ProjectId PROJECT = new ProjectId("project");
    private static final LanguageTag VI = LanguageTag.of("vi");
    private static final String FIRST = "scene 1";
    private static final String SECOND = "scene 2";

    private StoryboardWorkload() {}

    /** Runs every kind of statement at least once. */
    static void everything(Tx tx) {
        scenes(tx);
        insertTakes(tx);
        takes(tx);
    }

    private static Scene scene(Tx tx, String id, String position) {
        return SceneBuilder.builder()
                .projectId(PROJECT)
                .sceneId(id)
                .profileId(PortWorkload.PROFILE)
                .position(new ScenePosition(position))
                .version(1)
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }

    private static void scenes(Tx tx) {
        Scene first = scene(tx, FIRST, "V");
        tx.scenes().insert(first);
        tx.scenes().insertAll(List.of(scene(tx, SECOND, "W"), scene(tx, "scene 3", "X")));
        tx.scenes().find(PROJECT, FIRST);
        tx.scenes().findAll(PROJECT, List.of(FIRST, "other"));
        tx.scenes().ofProject(PROJECT);
        PageRequest page = PageRequest.first(1);
        tx.scenes().list(PROJECT, page).next().ifPresent(next -> tx.scenes().list(PROJECT, page.after(next)));
        tx.scenes().update(first, first.toBuilder().title("title").build());
        tx.scenes().before(PROJECT, first.position());
        tx.scenes().after(PROJECT, first.position());
        tx.scenes().last(PROJECT);
        tx.scenes().setPositions(PROJECT, Map.of(FIRST, new ScenePosition("X"), SECOND, new ScenePosition("Y")));
        SceneLine line = new SceneLine(PROJECT, FIRST, VI, "text", Optional.empty(), tx.now());
        tx.scenes().putLine(line);
        tx.scenes().putLines(List.of(line, new SceneLine(PROJECT, SECOND, VI, "text", Optional.empty(), tx.now())));
        tx.scenes().lines(PROJECT);
        tx.scenes().lines(PROJECT, FIRST);
        tx.scenes().deleteLine(PROJECT, FIRST, LanguageTag.of("en"));
        tx.scenes()
                .putSettings(new StoredSettings(
                        PROJECT, Optional.of(FIRST), MediaKind.AUDIO, Optional.of(VI), TrackSettings.NONE));
        tx.scenes().settings(PROJECT);
        tx.scenes().deleteSettings(PROJECT, Optional.empty(), MediaKind.AUDIO, Optional.of(VI));
    }

    private static void insertTakes(Tx tx) {
        tx.images()
                .insert(ImageGeneration.builder()
                        .id(new ImageId("take-image"))
                        .profileId(PortWorkload.PROFILE)
                        .projectId(PROJECT)
                        .sceneId(FIRST)
                        .provider("imagen")
                        .filePath(new BlobKey("projects/project/images/take.png"))
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build());
        tx.audio()
                .insert(AudioGeneration.builder()
                        .id(new AudioId("take-audio"))
                        .profileId(PortWorkload.PROFILE)
                        .projectId(PROJECT)
                        .sceneId(FIRST)
                        .language(VI)
                        .provider("elevenlabs")
                        .filePath(new BlobKey("projects/project/audio/take.mp3"))
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build());
        tx.generations()
                .insert(VideoGeneration.builder()
                        .id(new GenerationId("take-video"))
                        .profileId(PortWorkload.PROFILE)
                        .projectId(PROJECT)
                        .sceneId(SECOND)
                        .imageGenerationId(new ImageId("project-i1"))
                        .audioGenerationId(new AudioId("project-a1"))
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build());
    }

    private static void takes(Tx tx) {
        tx.scenes().withoutScene(PROJECT);
        List<CellKey> cells = List.of(CellKey.image(FIRST), CellKey.audio(FIRST, VI), CellKey.video(FIRST));
        for (CellKey cell : cells) {
            // a take of the other scene, so that the chosen takes are read
            Selection choice = new Selection(
                    PROJECT, cell, 1, Optional.of("chosen"), Optional.empty(), Optional.empty(), tx.now());
            tx.takes().insertSelection(choice);
            tx.takes()
                    .insertSelections(List.of(
                            new Selection(
                                    PROJECT,
                                    cell,
                                    2,
                                    Optional.of("chosen"),
                                    Optional.empty(),
                                    Optional.of(1),
                                    tx.now()),
                            new Selection(
                                    PROJECT,
                                    cell,
                                    3,
                                    Optional.of("chosen"),
                                    Optional.empty(),
                                    Optional.of(2),
                                    tx.now())));
            tx.takes().selections(PROJECT, cell, PageRequest.first(2));
            tx.takes().selections(PROJECT, cell, PageRequest.first(2).after(new Cursor(tx.now(), "2")));
            tx.takes().selection(PROJECT, cell, 2);
            tx.takes().chosenIn(PROJECT, cell.track(), "chosen");
            tx.takes().reject(PROJECT, cell.track(), "rejected", "reason");
            tx.takes().unreject(PROJECT, cell.track(), "other");
            tx.takes().rejections(PROJECT, cell);
            tx.takes().takesOf(PROJECT, cell.track(), "take-" + cell.track());
            tx.takes().takesOf(PROJECT, cell.track(), List.of(FIRST, "other"));
            tx.takes().list(PROJECT, cell, PageRequest.first(2));
            tx.takes().list(PROJECT, cell, PageRequest.first(2).after(new Cursor(tx.now(), "x")));
            tx.takes().standing(PROJECT, cell);
        }
        tx.takes().standing(PROJECT);
        tx.takes().standing(PROJECT, FIRST);
        tx.takes().jobs(PROJECT);
        tx.takes().rejectedJobs(PROJECT);
        tx.takes().imageHashes(List.of(new ImageId("project-i0")));
    }
}
