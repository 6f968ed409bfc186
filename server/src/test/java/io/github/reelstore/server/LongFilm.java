package io.github.reelstore.server;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Projects with many scenes in many languages, whose rows share two files. */
final class LongFilm {

    static final List<String> LANGUAGES = List.of("en", "vi", "es", "fr", "de", "ja", "ko", "hi", "ar", "pt-BR");

    private LongFilm() {}

    static ProjectId make(Reelstore store, Path folder, int scenes) {
        ProjectId project =
                store.projects().create("Film of " + scenes + " scenes").id();
        VideoGeneration video = store.generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.of(BlobSource.of(Samples.VIDEO_MP4.in(folder))),
                        VideoGeneration.builder().sceneId("s0").prompt("Scene 0"),
                        List.of(),
                        List.of()));
        AudioGeneration audio = store.generations()
                .addAudio(new NewAudio(
                        project,
                        BlobSource.of(Samples.NARRATION_EN_MP3.in(folder)),
                        AudioGeneration.builder().provider("tts").language(LanguageTag.of("en")),
                        Optional.empty()));
        List<VideoGeneration> videos = new ArrayList<>();
        List<AudioGeneration> audios = new ArrayList<>();
        List<GenerationAudioTrack> tracks = new ArrayList<>();
        for (int i = 1; i < scenes; i++) {
            GenerationId id = GenerationId.of("v-" + scenes + "-" + i);
            for (String language : LANGUAGES) {
                AudioId spoken = AudioId.of("a-" + scenes + "-" + i + "-" + language);
                audios.add(audio.toBuilder()
                        .id(spoken)
                        .language(LanguageTag.of(language))
                        .build());
                if (!language.equals("en")) {
                    tracks.add(new GenerationAudioTrack(id, LanguageTag.of(language), spoken));
                }
            }
            videos.add(video.toBuilder()
                    .id(id)
                    .sceneId("s" + i)
                    .prompt("Scene " + i + ": the lamp turns and its beam sweeps over the darkening water")
                    .createdAt(video.createdAt().plusSeconds(i))
                    .audioGenerationId(AudioId.of("a-" + scenes + "-" + i + "-en"))
                    .build());
        }
        store.inTransaction(tx -> {
            tx.audio().insertAll(audios);
            tx.generations().insertAll(videos);
            tx.generations().link(new GenerationLinks(List.of(), tracks));
            return project;
        });
        return project;
    }
}
