package io.github.reelstore.server;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.board.NewScene;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A scene with two videos, and a line with audio that is up to date.
 *
 * @param project its project
 * @param firstTake the older video
 * @param secondTake the newer video
 */
record BoardFilm(ProjectId project, String firstTake, String secondTake) {

    static final String SCENE = "s1";
    static final String PROMPT = "The lamp turns";
    static final String LINE = "Xin chào";

    static final PriceTable PRICES = new PriceTable(List.of(new Price(
            "tts",
            Optional.empty(),
            new Price.Basis.PerCharacter(),
            Money.parse("0.01 USD"),
            LocalDate.EPOCH,
            Optional.empty())));

    static BoardFilm make(Reelstore store, Path folder) {
        ProjectId project = store.projects().create("Dusk").id();
        store.scenes()
                .add(project, NewScene.builder().sceneId(SCENE).prompt(PROMPT).build());
        LanguageTag vietnamese = LanguageTag.of("vi");
        store.scenes().setLine(project, SCENE, vietnamese, LINE, Optional.empty());
        store.scenes()
                .setSettings(new StoredSettings(
                        project,
                        Optional.empty(),
                        MediaKind.AUDIO,
                        Optional.empty(),
                        TrackSettings.builder().provider("tts").build()));
        String first = video(store, project, folder);
        String second = video(store, project, folder);
        store.generations()
                .addAudio(new NewAudio(
                        project,
                        BlobSource.of(Samples.NARRATION_VI_WAV.in(folder)),
                        AudioGeneration.builder()
                                .provider("tts")
                                .sceneId(SCENE)
                                .language(vietnamese)
                                .text(LINE),
                        Optional.empty()));
        return new BoardFilm(project, first, second);
    }

    private static String video(Reelstore store, ProjectId project, Path folder) {
        return store.generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.of(BlobSource.of(Samples.VIDEO_MP4.in(folder))),
                        VideoGeneration.builder().sceneId(SCENE).prompt(PROMPT),
                        List.of(),
                        List.of()))
                .id()
                .value();
    }
}
