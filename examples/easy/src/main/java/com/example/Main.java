package com.example;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stores an image, audio in English and Vietnamese and a video, given in this order, and prints what is stored. */
public final class Main {

    private static final List<String> SAMPLES =
            List.of("media/dusk.png", "media/en.mp3", "media/vi.mp3", "media/dusk.mp4");

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length != 0 && arguments.length != SAMPLES.size()) {
            throw new IllegalArgumentException(
                    "Give an image, English audio, Vietnamese audio and a video, or nothing.");
        }
        List<BlobSource> files = (arguments.length == 0 ? SAMPLES : List.of(arguments))
                .stream().map(name -> BlobSource.of(Path.of(name))).toList();
        ReelstoreConfig config = ReelstoreConfig.builder()
                .file(Path.of("reelstore.properties"))
                .environment(System.getenv())
                .build();
        try (Reelstore store = Reelstore.open(config)) {
            ProjectId project = store.projects()
                    .create(VideoProject.builder().title("Dusk"))
                    .id();
            GenerationPair pair = store.generations()
                    .createImageAudioVideoPair(
                            Optional.of(new NewImage(
                                    project,
                                    files.get(0),
                                    ImageGeneration.builder().provider("imagen").prompt("Dusk over the sea"))),
                            Optional.of(audio(project, files.get(1), "en")),
                            new NewGeneration(
                                    project,
                                    files.get(3),
                                    VideoGeneration.builder().provider("veo").prompt("Night falls")));
            store.generations()
                    .addAudio(
                            audio(project, files.get(2), "vi"),
                            pair.generation().id());
            print(store.projects().getProjectWithGenerations(project));
        }
    }

    private static NewAudio audio(ProjectId project, BlobSource file, String language) {
        return new NewAudio(
                project, file, AudioGeneration.builder().provider("elevenlabs").language(LanguageTag.of(language)));
    }

    private static void print(ProjectWithGenerations view) {
        System.out.println(view.project().title());
        for (GenerationView video : view.generations()) {
            System.out.println("  video  " + video.generation().filePath().orElseThrow());
            video.image().ifPresent(image -> System.out.println("  image  " + image.filePath()));
            video.audio().ifPresent(Main::print);
            video.audioTracks().forEach(track -> print(track.audio()));
        }
    }

    private static void print(AudioGeneration audio) {
        System.out.println("  " + audio.language().orElseThrow() + "     " + audio.filePath());
    }
}
