package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class TestedVideos extends TestedParts<GenerationId, VideoGeneration> {

    TestedVideos() {
        super(GenerationField.class);
    }

    @Override
    GenerationId id(String text) {
        return new GenerationId(text);
    }

    @Override
    VideoGeneration minimal(String id) {
        return SampleRows.generation(id).build();
    }

    @Override
    VideoGeneration full(int number) {
        return SampleRows.generation("generation-" + number, "project-" + number)
                .sceneId("scene " + number)
                .operationName("operation " + number)
                .prompt("prompt " + number)
                .seed(number % 2 == 0 ? Seed.of(-5_000_000_000L - number) : Seed.of("1844674407370955161" + number % 6))
                .aspectRatio(number + ":16")
                .status(new GenerationStatus("status " + number))
                .mediaGenerationId("media " + number)
                .fifeUrl("https://fife.example/" + number)
                .servingBaseUri("https://base.example/" + number)
                .videoUrl("https://video.example/" + number)
                .videoPath("C:\\videos\\" + number + ".mp4")
                .errorMessage("error " + number)
                .rawResponse("{\"raw\":" + number)
                .createdAt(SampleRows.micros(10 + number))
                .updatedAt(SampleRows.micros(20 + number))
                .completedAt(SampleRows.micros(30 + number))
                .generationType("type " + number)
                .imageReferences("references " + number)
                .imageGenerationId(new ImageId("image-" + number))
                .audioGenerationId(new AudioId("audio-" + number))
                .provider("provider " + number)
                .model("model " + number)
                .contentHash(SampleRows.hash(200 + number))
                .filePath(new BlobKey("full/generation-" + number + ".mp4"))
                .byteSize(6_000_000_000L + number)
                .durationMs(70_000L + number)
                .width(1000 + number)
                .height(2000 + number)
                .frameRate(new FrameRate(number + 1L, 1001))
                .thumbPath(new BlobKey("full/video-thumb-" + number + ".jpg"))
                .meta(new JsonText("{\"meta\": " + number + "}"))
                .madeFrom(MadeFrom.NOTHING.with(Ingredient.PROMPT, "made from " + number))
                .mediaInfo(MediaInfo.NONE.withAbsent(List.of("column " + number)))
                .build();
    }

    @Override
    void insertParents(Tx tx, int number) {
        tx.projects().insert(SampleRows.project("project-" + number).build());
        tx.images().insert(SampleRows.image("image-" + number).build());
        tx.audio().insert(SampleRows.audio("audio-" + number).build());
    }

    @Override
    Set<String> required() {
        return Set.of("status");
    }

    @Override
    Patch<VideoGeneration> invalid() {
        return Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "half a \uD83C pair");
    }

    @Override
    Field<VideoGeneration, ProjectId> projectField() {
        return GenerationField.PROJECT_ID;
    }

    @Override
    void insert(Tx tx, VideoGeneration row) {
        tx.generations().insert(row);
    }

    @Override
    Optional<VideoGeneration> find(Tx tx, GenerationId id) {
        return tx.generations().find(id);
    }

    @Override
    Page<VideoGeneration> list(Tx tx, GenerationFilter filter, PageRequest page) {
        return tx.generations().list(filter, page);
    }

    @Override
    VideoGeneration update(Tx tx, GenerationId id, Patch<VideoGeneration> patch) {
        return tx.generations().update(id, patch);
    }

    @Override
    Deletion delete(Tx tx, GenerationId id) {
        return tx.generations().delete(id);
    }

    @Override
    Field<VideoGeneration, GenerationStatus> statusField() {
        return GenerationField.STATUS;
    }
}
