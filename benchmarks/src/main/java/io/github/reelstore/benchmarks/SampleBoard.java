package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.board.NewScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A project whose scenes have takes that are up to date, or none yet. */
final class SampleBoard {

    private static final JsonText PARAMETERS = new JsonText("{\"durationSeconds\": 8, \"resolution\": \"1080p\"}");

    private final Tx tx;
    private final ProjectId project;
    private final List<Selection> choices = new ArrayList<>();

    private SampleBoard(Tx tx, ProjectId project) {
        this.tx = tx;
        this.project = project;
    }

    /**
     * Creates a project.
     *
     * @param takes the number of takes of each cell: an image, a video and audio of each language. Of every second cell of audio, the
     *     first one is chosen
     */
    static ProjectId fill(Reelstore store, int scenes, int takes, List<LanguageTag> languages) {
        ProjectId project = store.projects().create("Storyboard").id();
        store.scenes()
                .addAll(
                        project,
                        IntStream.range(0, scenes)
                                .mapToObj(scene -> NewScene.builder()
                                        .sceneId("scene-" + scene)
                                        .prompt(prompt(scene))
                                        .build())
                                .toList());
        for (MediaKind track : List.of(MediaKind.VIDEO, MediaKind.AUDIO)) {
            store.scenes().setSettings(settings(project, track));
        }
        store.inTransaction(tx -> {
            SampleBoard board = new SampleBoard(tx, project);
            for (int scene = 0; scene < scenes; scene++) {
                board.fill(scene, takes, languages);
            }
            tx.takes().insertSelections(board.choices);
            return scenes;
        });
        return project;
    }

    private static StoredSettings settings(ProjectId project, MediaKind track) {
        return new StoredSettings(
                project,
                Optional.empty(),
                track,
                Optional.empty(),
                TrackSettings.builder()
                        .provider("provider")
                        .model("model")
                        .parameters(PARAMETERS)
                        .imageRole(TrackSettings.NO_IMAGE)
                        .build());
    }

    private static String prompt(int scene) {
        return "Scene " + scene + ": a lighthouse at dusk";
    }

    private static String line(int scene, LanguageTag language) {
        return "What is said in scene " + scene + ", in " + language;
    }

    private static MadeFrom madeFrom(MediaKind track, Optional<String> prompt, Optional<String> text) {
        return JobRequest.builder()
                .provider("provider")
                .model("model")
                .kind(track)
                .parameters(PARAMETERS)
                .prompt(prompt)
                .text(text)
                .build()
                .madeFrom();
    }

    private void fill(int scene, int takes, List<LanguageTag> languages) {
        String id = "scene-" + scene;
        tx.scenes()
                .putLines(languages.stream()
                        .map(language ->
                                new SceneLine(project, id, language, line(scene, language), Optional.empty(), tx.now()))
                        .toList());
        List<ImageGeneration> images = new ArrayList<>();
        List<VideoGeneration> videos = new ArrayList<>();
        List<AudioGeneration> audio = new ArrayList<>();
        MadeFrom seen = madeFrom(MediaKind.VIDEO, Optional.of(prompt(scene)), Optional.empty());
        for (int take = 0; take < takes; take++) {
            ImageGeneration image = SampleRows.image(project, tx.now()).toBuilder()
                    .sceneId(id)
                    .madeFrom(seen)
                    .build();
            images.add(image);
            for (LanguageTag language : languages) {
                MadeFrom spoken = madeFrom(MediaKind.AUDIO, Optional.empty(), Optional.of(line(scene, language)));
                audio.add(SampleRows.audio(project, tx.now()).toBuilder()
                        .sceneId(id)
                        .language(language)
                        .madeFrom(spoken)
                        .build());
            }
            videos.add(SampleRows.complete(image, audio.get(audio.size() - 1), project, tx.now()).toBuilder()
                    .sceneId(id)
                    .madeFrom(seen)
                    .build());
        }
        if (takes > 0) {
            tx.images().insertAll(images);
            tx.audio().insertAll(audio);
            tx.generations().insertAll(videos);
            for (int i = scene % 2; i < languages.size(); i += 2) {
                choices.add(new Selection(
                        project,
                        CellKey.audio(id, languages.get(i)),
                        1,
                        Optional.of(audio.get(i).id().value()),
                        Optional.empty(),
                        Optional.empty(),
                        tx.now()));
            }
        }
    }
}
