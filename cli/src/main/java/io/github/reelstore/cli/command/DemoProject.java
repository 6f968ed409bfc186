package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sample project: three scenes, audio in two languages, a final cut. Every file was read back and compared with its source.
 *
 * @param project the project
 * @param generations its videos
 * @param files its distinct stored files
 */
record DemoProject(VideoProject project, List<GenerationView> generations, List<StoredFile> files) {

    private static final LanguageTag ENGLISH = LanguageTag.of("en");
    private static final LanguageTag VIETNAMESE = LanguageTag.of("vi");

    /**
     * A stored file of the demo.
     *
     * @param key its key
     * @param byteSize its size
     * @param contentHash the hash of the content that was read back
     * @param source the file name of the sample
     */
    record StoredFile(BlobKey key, long byteSize, ContentHash contentHash, String source) {}

    /** Creates the project in the store, as an embedding program would. */
    static DemoProject create(Reelstore store) {
        return new Creation(store).create();
    }

    /** Creates the project step by step and records the stored files. */
    private static final class Creation {

        private final Reelstore store;
        private final Map<BlobKey, DemoMedia> sources = new LinkedHashMap<>();

        Creation(Reelstore store) {
            this.store = store;
        }

        DemoProject create() {
            ProjectId project = store.projects()
                    .create(VideoProject.builder()
                            .title("Hải đăng: a lighthouse at dusk")
                            .description("A sample project: three scenes, speech in English and Vietnamese.")
                            .channelId(ChannelId.of("coast-stories"))
                            .defaultLanguage(ENGLISH)
                            .aspectRatio("16:9"))
                    .id();
            GenerationPair lighthouse = lighthouse(project);
            ImageGeneration harbour = harbour(project);
            finale(project, lighthouse, harbour);
            finish(project);

            ProjectWithGenerations view = store.projects().getProjectWithGenerations(project);
            return new DemoProject(view.project(), view.generations(), readBack());
        }

        /** An image, audio and a video stored together, then audio in another language. */
        private GenerationPair lighthouse(ProjectId project) {
            GenerationPair pair = store.generations()
                    .createImageAudioVideoPair(
                            Optional.of(new NewImage(
                                    project,
                                    DemoMedia.LIGHTHOUSE.source(),
                                    ImageGeneration.builder().provider("sample").prompt(DemoMedia.LIGHTHOUSE.text()))),
                            Optional.of(audio(project, DemoMedia.NARRATION_EN, ENGLISH)),
                            new NewGeneration(
                                    project,
                                    DemoMedia.LIGHTHOUSE_VIDEO.source(),
                                    video("scene-1", DemoMedia.LIGHTHOUSE_VIDEO.text())));
            AudioGeneration track = store.generations()
                    .addAudio(
                            audio(project, DemoMedia.NARRATION_VI, VIETNAMESE),
                            pair.generation().id());
            pair.image().ifPresent(image -> stored(image.filePath(), DemoMedia.LIGHTHOUSE));
            pair.audio().ifPresent(audio -> stored(audio.filePath(), DemoMedia.NARRATION_EN));
            pair.generation().filePath().ifPresent(key -> stored(key, DemoMedia.LIGHTHOUSE_VIDEO));
            stored(track.filePath(), DemoMedia.NARRATION_VI);
            return pair;
        }

        /** A scene whose video is pending; its audio has the content of a file that is already stored. */
        private ImageGeneration harbour(ProjectId project) {
            GenerationPair pair = store.generations()
                    .createImageAudioVideoPair(
                            Optional.of(new NewImage(
                                    project,
                                    DemoMedia.HARBOUR.source(),
                                    ImageGeneration.builder().provider("sample").prompt(DemoMedia.HARBOUR.text()))),
                            Optional.of(audio(project, DemoMedia.NARRATION_VI, VIETNAMESE)),
                            new NewGeneration(
                                    project, video("scene-2", "Boats return to the harbour, seen from above")));
            ImageGeneration image = pair.image().orElseThrow();
            stored(image.filePath(), DemoMedia.HARBOUR);
            return image;
        }

        /** A scene between two given frames, without audio: it belongs to every language. */
        private void finale(ProjectId project, GenerationPair lighthouse, ImageGeneration harbour) {
            NewGeneration.Input first = new NewGeneration.Input(InputRole.FIRST_FRAME, harbour.id());
            NewGeneration.Input last = new NewGeneration.Input(
                    InputRole.LAST_FRAME, lighthouse.image().orElseThrow().id());
            store.generations()
                    .addVideo(new NewGeneration(
                                    project,
                                    DemoMedia.LIGHTHOUSE_VIDEO.source(),
                                    video("scene-3", "From the harbour back to the light"))
                            .withInputs(List.of(first, last)));
        }

        private void finish(ProjectId project) {
            VideoProject changed = store.projects().setFinalCut(project, DemoMedia.LIGHTHOUSE_VIDEO.source());
            changed.videoPath().ifPresent(key -> stored(key, DemoMedia.LIGHTHOUSE_VIDEO));
            store.projects()
                    .update(project, Patch.<VideoProject>empty().set(ProjectField.STATUS, ProjectStatus.IN_PROGRESS));
        }

        private static NewAudio audio(ProjectId project, DemoMedia sample, LanguageTag language) {
            return new NewAudio(
                    project,
                    sample.source(),
                    AudioGeneration.builder()
                            .provider("espeak-ng")
                            .language(language)
                            .text(sample.text()));
        }

        private static VideoGenerationBuilder video(String scene, String prompt) {
            return VideoGeneration.builder()
                    .sceneId(scene)
                    .prompt(prompt)
                    .provider("sample")
                    .aspectRatio("16:9");
        }

        private void stored(BlobKey key, DemoMedia sample) {
            sources.put(key, sample);
        }

        /** Reads every file back through the store and compares it with its sample. */
        private List<StoredFile> readBack() {
            List<StoredFile> files = new ArrayList<>();
            sources.forEach((key, sample) -> files.add(readBack(key, sample)));
            return files;
        }

        private StoredFile readBack(BlobKey key, DemoMedia sample) {
            try (BlobContent content = store.media().open(key, ByteRange.ALL)) {
                ContentHash hash = DemoMedia.hashOf(content.stream());
                if (!hash.equals(sample.hash())) {
                    throw new StorageException.Corrupt(
                            key.value(),
                            "The stored file " + key + " differs from its source " + sample.file() + ".",
                            null);
                }
                return new StoredFile(key, content.totalSize(), hash, sample.file());
            } catch (IOException e) {
                throw StorageException.Unavailable.passing(
                        key.value(), "Cannot read the stored file " + key + ": " + e.getMessage() + ".", e);
            }
        }
    }
}
