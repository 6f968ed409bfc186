package io.github.reelstore.benchmarks;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows as generators write them, each with an id of its own. */
final class SampleRows {

    static final ProfileId PROFILE = new ProfileId("default");

    private static final String PROMPT =
            "A lighthouse at dusk: waves break on the rocks, the lamp turns on, and a gull crosses the frame from the left.";

    private SampleRows() {}

    /** A video that is yet to be generated. */
    static VideoGeneration pending(ProjectId project, Instant now) {
        String id = UUID.randomUUID().toString();
        return VideoGeneration.builder()
                .id(new GenerationId(id))
                .profileId(PROFILE)
                .projectId(project)
                .sceneId("scene-12")
                .operationName("models/veo-3.0/operations/" + id)
                .prompt(PROMPT)
                .aspectRatio("16:9")
                .status(GenerationStatus.PENDING)
                .provider("veo")
                .model("veo-3.0-generate-001")
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    /** A video with file, image and audio. */
    static VideoGeneration complete(ImageGeneration image, AudioGeneration audio, ProjectId project, Instant now) {
        VideoGeneration pending = pending(project, now);
        return pending.toBuilder()
                .status(GenerationStatus.COMPLETED)
                .completedAt(now)
                .imageGenerationId(image.id())
                .audioGenerationId(audio.id())
                .contentHash(hash())
                .filePath(key(project, "videos", pending.id().value(), ".mp4"))
                .thumbPath(key(project, "videos", pending.id().value(), ".thumb.jpg"))
                .byteSize(4_200_000L)
                .durationMs(8_000L)
                .width(1280)
                .height(720)
                .frameRate(FrameRate.of("24/1"))
                .mediaInfo(new MediaInfo(List.of("h264", "aac"), Map.of(), List.of(), List.of(), List.of()))
                .build();
    }

    static ImageGeneration image(ProjectId project, Instant now) {
        String id = UUID.randomUUID().toString();
        return ImageGeneration.builder()
                .id(new ImageId(id))
                .profileId(PROFILE)
                .projectId(project)
                .provider("imagen")
                .prompt(PROMPT)
                .model("imagen-4")
                .filePath(key(project, "images", id, ".png"))
                .thumbPath(key(project, "images", id, ".thumb.jpg"))
                .byteSize(1_400_000L)
                .width(1280)
                .height(720)
                .contentHash(hash())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    static AudioGeneration audio(ProjectId project, Instant now) {
        String id = UUID.randomUUID().toString();
        return AudioGeneration.builder()
                .id(new AudioId(id))
                .profileId(PROFILE)
                .projectId(project)
                .provider("elevenlabs")
                .language(LanguageTag.of("en"))
                .voice("Rachel")
                .text(PROMPT)
                .model("eleven_v3")
                .filePath(key(project, "audio", id, ".mp3"))
                .byteSize(128_000L)
                .durationMs(8_000L)
                .sampleRate(44_100)
                .channels(1)
                .format("mp3")
                .bitrate(128_000)
                .contentHash(hash())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    private static BlobKey key(ProjectId project, String folder, String id, String extension) {
        return new BlobKey("projects/" + project + "/" + folder + "/" + id + extension);
    }

    private static ContentHash hash() {
        return new ContentHash((UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));
    }
}
