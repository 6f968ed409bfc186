package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import java.nio.file.Path;
import java.util.Optional;

/** The Java examples of the README; between the comments the code is the same, character by character. */
final class EmbeddingExample {

    private EmbeddingExample() {}

    @SuppressWarnings("SystemOut") // an example prints its result
    public static void main(String[] args) {
        // README 1
        ReelstoreConfig config = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:reelstore-data/reelstore.db")
                .storageUrl("file:reelstore-data/media")
                .build();
        try (Reelstore store = Reelstore.open(config)) {
            VideoProject project =
                    store.projects().create(VideoProject.builder().title("Dusk at the lighthouse"));
            GenerationPair pair = store.generations()
                    .createImageAudioVideoPair(
                            Optional.of(new NewImage(
                                    project.id(),
                                    BlobSource.of(Path.of("lighthouse.png")),
                                    ImageGeneration.builder().provider("imagen").prompt("A lighthouse at dusk"))),
                            Optional.of(new NewAudio(
                                    project.id(),
                                    BlobSource.of(Path.of("narration-vi.wav")),
                                    AudioGeneration.builder()
                                            .provider("elevenlabs")
                                            .language(LanguageTag.of("vi")))),
                            new NewGeneration(
                                    project.id(),
                                    BlobSource.of(Path.of("lighthouse.mp4")),
                                    VideoGeneration.builder().provider("veo").prompt("The lamp turns on")));
            ProjectWithGenerations view =
                    store.projects().getProjectWithGenerations(project.id(), LanguageTag.of("vi"));
            System.out.println(view.generations().size() + " video in vi, stored at "
                    + pair.generation().filePath().get());
        }
        // END
        try (Reelstore store = Reelstore.open(config)) {
            VideoProject project =
                    store.projects().create(VideoProject.builder().title("Another"));
            // README 2
            store.projects()
                    .update(
                            project.id(),
                            Patch.<VideoProject>empty().set(ProjectField.STATUS, ProjectStatus.COMPLETED));
            // END
            System.out.println(store.projects().get(project.id()).status());
        }
    }
}
