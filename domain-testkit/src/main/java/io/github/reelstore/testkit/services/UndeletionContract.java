package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link UndeletionService} and deleted files; see {@link ServicesFixture}. */
public abstract class UndeletionContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Test
    void aDeletedImageCanBeUndeleted() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().generations().deleteImage(image.id());

        UndeleteResult undeleted = store.undeletion(store.alice()).undelete(image.filePath(), Optional.empty());

        assertThat(undeleted.row()).isEqualTo(EntityType.IMAGE);
        assertThat(undeleted.project()).isEqualTo(project.id());
        assertThat(store.rows(SampleRows.ALICE).images()).singleElement().satisfies(row -> {
            assertThat(row.id().value()).isEqualTo(undeleted.rowId());
            assertThat(row.filePath()).isEqualTo(image.filePath());
            assertThat(row.contentHash()).isEqualTo(image.contentHash());
            assertThat(row.byteSize()).isEqualTo(image.byteSize());
        });
        assertThat(store.tombstoneKeys()).isEmpty();
        store.collectAllNow();
        assertThat(store.bytesOf(image.filePath())).isEqualTo(SampleMedia.png(1));
        assertThat(store.alice().media().open(image.filePath(), ByteRange.ALL)).satisfies(content -> {
            try (content) {
                assertThat(content.length()).isEqualTo(SampleMedia.png(1).length);
            }
        });
    }

    @Test
    void audioVideoAndFinalCutCanBeUndeleted() {
        VideoProject project = store.alice().newProject("p");
        var audio = store.alice().generations().addAudio(newAudio(project, mp3(1), "vi"));
        VideoGeneration video = store.alice().generations().addVideo(newVideo(project, mp4(2)));
        BlobKey finalCut = store.alice()
                .projects()
                .setFinalCut(project.id(), mp4(3))
                .videoPath()
                .orElseThrow();
        store.alice().generations().deleteAudio(audio.id());
        store.alice().generations().deleteVideo(video.id());
        store.alice()
                .projects()
                .update(project.id(), Patch.<VideoProject>empty().clear(ProjectField.VIDEO_PATH));
        UndeletionService undeletion = store.undeletion(store.alice());

        assertThat(List.of(audio.filePath(), video.filePath().orElseThrow(), finalCut))
                .extracting(key -> undeletion.undelete(key, Optional.empty()).row())
                .containsExactly(EntityType.AUDIO, EntityType.GENERATION, EntityType.PROJECT);

        assertThat(store.tombstoneKeys()).isEmpty();
        assertThat(store.alice().projects().get(project.id()).videoPath()).contains(finalCut);
        assertThat(store.files()).hasSize(3);
    }

    @Test
    void aFileOfADeletedProjectCanBeUndeletedIntoAnother() {
        VideoProject project = store.alice().newProject("p");
        VideoProject other = store.alice().newProject("other");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().projects().delete(project.id());

        assertThat(store.assertRefused(
                        StorageException.NotFound.class,
                        () -> store.undeletion(store.alice()).undelete(image.filePath(), Optional.empty())))
                .hasMessageContaining("Add --project ID");
        assertThat(store.undeletion(store.alice())
                        .undelete(image.filePath(), Optional.of(other.id()))
                        .project())
                .isEqualTo(other.id());
    }

    @Test
    void onlyDeletedFilesThatStillExistCanBeUndeleted() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        UndeletionService undeletion = store.undeletion(store.alice());
        store.assertRefused(
                StorageException.NotFound.class, () -> undeletion.undelete(image.filePath(), Optional.empty()));
        store.alice().generations().deleteImage(image.id());
        ProjectId bobs = store.bob().newProject("b").id();
        store.assertRefused(
                StorageException.NotFound.class,
                () -> store.undeletion(store.bob()).undelete(image.filePath(), Optional.of(bobs)));
        store.clock.advance(Duration.ofDays(1));
        store.collection(store.alice()).collect(Scope.TOMBSTONES, Duration.ZERO, Mode.REMOVE, files -> {});
        store.assertRefused(
                StorageException.NotFound.class, () -> undeletion.undelete(image.filePath(), Optional.empty()));
    }

    @Test
    void anImageThatAVideoRefersToCannotBeDeleted() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        var video = newVideo(project, mp4(1));
        video.row().imageGenerationId(image.id());
        store.alice().generations().addVideo(video);
        store.assertRefused(
                StorageException.Integrity.class,
                () -> store.alice().generations().deleteImage(image.id()));
        assertThat(store.tombstoneKeys()).isEmpty();
        assertThat(store.files()).hasSize(2);
    }
}
