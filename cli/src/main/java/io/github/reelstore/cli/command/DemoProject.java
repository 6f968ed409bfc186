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
 * A sample project: three scenes, speech in two languages, a final cut. Every file of it was read back and found to have the
 * bytes of its source.
 *
 * @param project the project
 * @param generations its clips
 * @param files its stored files, each once
 */
record DemoProject(VideoProject project, List<GenerationView> generations, List<StoredFile> files) {

    private static final LanguageTag ENGLISH = LanguageTag.of("en");
    private static final LanguageTag VIETNAMESE = LanguageTag.of("vi");

    /**
     * A stored file of the demo.
     *
     * @param key its address
     * @param byteSize its size
     * @param contentHash the hash of what was read back
     * @param source the sample that it was made from
     */
    record StoredFile(BlobKey key, long byteSize, ContentHash contentHash, String source) {}

    /** Makes it in the store, as an embedding program would. */
    static DemoProject make(Reelstore store) {
        return new Making(store).make();
    }

    ProjectWithGenerations view() {
        return new ProjectWithGenerations(project, generations);
    }

    /** The steps, and what they have stored so far. */
    private static final class Making {

        private final Reelstore store;
        private final Map<BlobKey, DemoMedia> sources = new LinkedHashMap<>();

        Making(Reelstore store) {
            this.store = store;
        }

        DemoProject make() {
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

        /** Image, speech and clip stored together; then the speech in a further language. */
        private GenerationPair lighthouse(ProjectId project) {
            GenerationPair pair = store.generations()
                    .createImageAudioVideoPair(
                            Optional.of(new NewImage(
                                    project,
                                    DemoMedia.LIGHTHOUSE.source(),
                                    ImageGeneration.builder().provider("sample").prompt(DemoMedia.LIGHTHOUSE.words()))),
                            Optional.of(speech(project, DemoMedia.NARRATION_EN, ENGLISH)),
                            new NewGeneration(
                                    project, DemoMedia.CLIP.source(), clip("scene-1", DemoMedia.CLIP.words())));
            AudioGeneration further = store.generations()
                    .addAudio(
                            speech(project, DemoMedia.NARRATION_VI, VIETNAMESE),
                            pair.generation().id());
            pair.image().ifPresent(image -> stored(image.filePath(), DemoMedia.LIGHTHOUSE));
            pair.audio().ifPresent(audio -> stored(audio.filePath(), DemoMedia.NARRATION_EN));
            pair.generation().filePath().ifPresent(key -> stored(key, DemoMedia.CLIP));
            stored(further.filePath(), DemoMedia.NARRATION_VI);
            return pair;
        }

        /** A scene whose clip is still to be made; its speech has the bytes of a file that is stored already. */
        private ImageGeneration harbour(ProjectId project) {
            GenerationPair pair = store.generations()
                    .createImageAudioVideoPair(
                            Optional.of(new NewImage(
                                    project,
                                    DemoMedia.HARBOUR.source(),
                                    ImageGeneration.builder().provider("sample").prompt(DemoMedia.HARBOUR.words()))),
                            Optional.of(speech(project, DemoMedia.NARRATION_VI, VIETNAMESE)),
                            new NewGeneration(
                                    project, clip("scene-2", "Boats return to the harbour, seen from above")));
            ImageGeneration image = pair.image().orElseThrow();
            stored(image.filePath(), DemoMedia.HARBOUR);
            return image;
        }

        /** A scene between two given frames, without speech: it belongs to every language. */
        private void finale(ProjectId project, GenerationPair lighthouse, ImageGeneration harbour) {
            NewGeneration.Input first = new NewGeneration.Input(InputRole.FIRST_FRAME, harbour.id());
            NewGeneration.Input last = new NewGeneration.Input(
                    InputRole.LAST_FRAME, lighthouse.image().orElseThrow().id());
            store.generations()
                    .addVideo(new NewGeneration(
                                    project,
                                    DemoMedia.CLIP.source(),
                                    clip("scene-3", "From the harbour back to the light"))
                            .withInputs(List.of(first, last)));
        }

        private void finish(ProjectId project) {
            VideoProject cut = store.projects().setFinalCut(project, DemoMedia.CLIP.source());
            cut.videoPath().ifPresent(key -> stored(key, DemoMedia.CLIP));
            store.projects()
                    .update(project, Patch.<VideoProject>empty().set(ProjectField.STATUS, ProjectStatus.IN_PROGRESS));
        }

        private static NewAudio speech(ProjectId project, DemoMedia sample, LanguageTag language) {
            return new NewAudio(
                    project,
                    sample.source(),
                    AudioGeneration.builder()
                            .provider("espeak-ng")
                            .language(language)
                            .text(sample.words()));
        }

        private static VideoGeneration.Builder clip(String scene, String prompt) {
            return VideoGeneration.builder()
                    .sceneId(scene)
                    .prompt(prompt)
                    .provider("sample")
                    .aspectRatio("16:9");
        }

        private void stored(BlobKey key, DemoMedia sample) {
            sources.put(key, sample);
        }

        /** Reads every file back through the store and compares it with the sample it was made from. */
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
                            "The stored file " + key + " does not have the bytes of its source " + sample.file() + ".",
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
