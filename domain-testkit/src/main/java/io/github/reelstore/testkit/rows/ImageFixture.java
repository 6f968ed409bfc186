package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class ImageFixture extends ReferencedFixture<ImageId, ImageGeneration> {

    ImageFixture() {
        super(ImageField.class);
    }

    @Override
    ImageId id(String text) {
        return new ImageId(text);
    }

    @Override
    ImageId idOf(ImageGeneration row) {
        return row.id();
    }

    @Override
    ImageGeneration minimal(String id, ProfileId profile, Instant createdAt) {
        return SampleRows.image(id)
                .profileId(profile)
                .createdAt(createdAt)
                .updatedAt(createdAt)
                .build();
    }

    @Override
    ImageGeneration of(String id, Optional<ProjectId> project, GenerationStatus status, Instant createdAt) {
        return minimal(id, SampleRows.ALICE, createdAt).toBuilder()
                .projectId(project.orElse(null))
                .status(status)
                .build();
    }

    @Override
    ImageGeneration full(int number) {
        return SampleRows.image("image-" + number, "project-" + number)
                .provider("provider " + number)
                .providerImageId("provider's id " + number)
                .prompt("prompt " + number)
                .seed("seed " + number)
                .meta(new JsonText("{\"meta\": " + number + "}"))
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
    ImageGeneration renamed(ImageGeneration row, String id) {
        return row.toBuilder().id(new ImageId(id)).build();
    }

    @Override
    ImageGeneration timed(ImageGeneration row, Instant createdAt, Instant updatedAt) {
        return row.toBuilder().createdAt(createdAt).updatedAt(updatedAt).build();
    }

    @Override
    ImageGeneration touched(ImageGeneration row, Instant now) {
        return row.toBuilder().updatedAt(now).build();
    }

    @Override
    ImageGeneration withTexts(ImageGeneration row, String text) {
        return withOptionalTexts(row, text).toBuilder()
                .provider(text)
                .status(new GenerationStatus(text))
                .build();
    }

    @Override
    ImageGeneration withOptionalTexts(ImageGeneration row, String text) {
        return row.toBuilder()
                .providerImageId(text)
                .prompt(text)
                .seed(text)
                .model(text)
                .rawResponse(text)
                .build();
    }

    @Override
    ImageGeneration withJson(ImageGeneration row, JsonText json) {
        return row.toBuilder().meta(json).build();
    }

    @Override
    ImageGeneration withNumbers(ImageGeneration row, long wide, int narrow) {
        return row.toBuilder().byteSize(wide).width(narrow).height(narrow).build();
    }

    @Override
    List<Field<ImageGeneration, BlobKey>> keyFields() {
        return List.of(ImageField.FILE_PATH, ImageField.THUMB_PATH);
    }

    @Override
    Set<String> required() {
        return Set.of("provider", "file_path", "status");
    }

    @Override
    Patch<ImageGeneration> invalid() {
        return Patch.<ImageGeneration>empty().set(ImageField.WIDTH, -1);
    }

    @Override
    Optional<ProjectId> projectOf(ImageGeneration row) {
        return row.projectId();
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
}
