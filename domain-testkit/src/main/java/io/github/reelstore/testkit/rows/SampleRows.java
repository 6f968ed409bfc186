package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import java.time.Instant;
import java.util.List;

/** Rows for tests, with only the required columns set: {@code image("i1").projectId(project).build()}. */
public final class SampleRows {

    /** The profile of the tests' rows. */
    public static final ProfileId ALICE = ProfileId.of("alice");

    /** Another profile, which must not have access to these rows. */
    public static final ProfileId BOB = ProfileId.of("bob");

    /** The time at which the tests' clock starts and their rows were created. */
    public static final Instant START = Instant.parse("2026-03-04T05:06:07.890123Z");

    private SampleRows() {}

    public static VideoProjectBuilder project(String id) {
        return VideoProject.builder()
                .id(new ProjectId(id))
                .profileId(ALICE)
                .title("A title")
                .createdAt(START)
                .updatedAt(START);
    }

    public static VideoGenerationBuilder generation(String id) {
        return VideoGeneration.builder()
                .id(new GenerationId(id))
                .profileId(ALICE)
                .createdAt(START)
                .updatedAt(START);
    }

    public static VideoGenerationBuilder generation(String id, String project) {
        return generation(id).projectId(new ProjectId(project));
    }

    public static ImageGenerationBuilder image(String id) {
        return ImageGeneration.builder()
                .id(new ImageId(id))
                .profileId(ALICE)
                .provider("a provider")
                .filePath(new BlobKey("images/" + id + ".png"))
                .createdAt(START)
                .updatedAt(START);
    }

    static ImageGenerationBuilder image(String id, String project) {
        return image(id).projectId(new ProjectId(project));
    }

    public static AudioGenerationBuilder audio(String id) {
        return AudioGeneration.builder()
                .id(new AudioId(id))
                .profileId(ALICE)
                .provider("a provider")
                .filePath(new BlobKey("audio/" + id + ".mp3"))
                .createdAt(START)
                .updatedAt(START);
    }

    static AudioGenerationBuilder audio(String id, String project) {
        return audio(id).projectId(new ProjectId(project));
    }

    public static GenerationInput input(String generation, InputRole role, int position, String image) {
        return new GenerationInput(new GenerationId(generation), role, position, new ImageId(image));
    }

    public static GenerationAudioTrack track(String generation, String language, String audio) {
        return new GenerationAudioTrack(new GenerationId(generation), LanguageTag.of(language), new AudioId(audio));
    }

    public static GenerationLinks inputs(GenerationInput... inputs) {
        return new GenerationLinks(List.of(inputs), List.of());
    }

    public static GenerationLinks tracks(GenerationAudioTrack... tracks) {
        return new GenerationLinks(List.of(), List.of(tracks));
    }

    /** Returns a different hash for each number. */
    static ContentHash hash(int number) {
        return new ContentHash(String.format("%064x", number));
    }

    /** Returns {@link #START} plus a number of microseconds, the smallest difference that rows can store. */
    static Instant micros(long later) {
        return START.plusNanos(later * 1_000);
    }
}
