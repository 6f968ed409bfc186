package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import java.util.Optional;

final class TestedImages extends TestedMedia<ImageId, ImageGeneration> {

    TestedImages() {
        super(ImageField.class);
    }

    @Override
    ImageId id(String text) {
        return new ImageId(text);
    }

    @Override
    ImageGeneration minimal(String id) {
        return SampleRows.image(id).build();
    }

    @Override
    ImageGeneration full(int number) {
        return SampleRows.image("image-" + number, "project-" + number)
                .provider("provider " + number)
                .providerImageId("provider's id " + number)
                .prompt("prompt " + number)
                .seed("seed " + number)
                .meta(new JsonText("{\"meta\": " + number + "}"))
                .sceneId("scene " + number)
                .madeFrom(MadeFrom.NOTHING.with(Ingredient.PROMPT, "prompt " + number))
                .mediaInfo(MediaInfo.NONE.withAbsent(List.of("column " + number)))
                .model("model " + number)
                .filePath(new BlobKey("full/image-" + number + ".png"))
                .byteSize(6_000_000_000L + number)
                .width(1000 + number)
                .height(2000 + number)
                .thumbPath(new BlobKey("full/thumb-" + number + ".jpg"))
                .contentHash(SampleRows.hash(300 + number))
                .rawResponse("{\"raw\":" + number)
                .status(new GenerationStatus("status " + number))
                .createdAt(SampleRows.micros(10 + number))
                .updatedAt(SampleRows.micros(20 + number))
                .build();
    }

    @Override
    Patch<ImageGeneration> invalid() {
        return Patch.<ImageGeneration>empty().set(ImageField.WIDTH, -1);
    }

    @Override
    Field<ImageGeneration, ProjectId> projectField() {
        return ImageField.PROJECT_ID;
    }

    @Override
    VideoGeneration referTo(ImageId id, VideoGeneration generation) {
        return generation.toBuilder().imageGenerationId(id).build();
    }

    @Override
    void link(Tx tx, VideoGeneration generation, int number, ImageId id) {
        tx.generations()
                .link(SampleRows.inputs(
                        SampleRows.input(generation.id().value(), InputRole.REFERENCE, number, id.value())));
    }

    @Override
    List<ImageGeneration> usedByProject(Tx tx, ProjectId project) {
        return tx.images().usedByProject(project);
    }

    @Override
    List<ImageGeneration> usedBy(Tx tx, List<GenerationId> videos) {
        return tx.images().usedBy(videos);
    }

    @Override
    Page<ImageGeneration> withoutVideo(Tx tx, ProjectId project, PageRequest page) {
        return tx.images().withoutVideo(project, page);
    }

    @Override
    void insert(Tx tx, ImageGeneration row) {
        tx.images().insert(row);
    }

    @Override
    Optional<ImageGeneration> find(Tx tx, ImageId id) {
        return tx.images().find(id);
    }

    @Override
    Page<ImageGeneration> list(Tx tx, GenerationFilter filter, PageRequest page) {
        return tx.images().list(filter, page);
    }

    @Override
    ImageGeneration update(Tx tx, ImageId id, Patch<ImageGeneration> patch) {
        return tx.images().update(id, patch);
    }

    @Override
    Deletion delete(Tx tx, ImageId id) {
        return tx.images().delete(id);
    }

    @Override
    Field<ImageGeneration, GenerationStatus> statusField() {
        return ImageField.STATUS;
    }
}
