package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for files with bytes that the profile already has; see {@link ServicesFixture}. */
public abstract class FileReuseContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Test
    void theSameImageTwiceIsOneFileAndTwoRows() {
        VideoProject first = store.alice().newProject("first");
        VideoProject second = store.alice().newProject("second");
        ImageGeneration one = store.alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = store.alice().generations().addImage(newImage(second, png(1)));
        assertThat(again.id()).isNotEqualTo(one.id());
        assertThat(again.filePath()).isEqualTo(one.filePath());
        assertThat(again.contentHash()).isEqualTo(one.contentHash());
        assertThat(store.rows(SampleRows.ALICE).images()).hasSize(2);
        assertThat(store.files()).containsExactly(one.filePath());
    }

    @Test
    void theSameImageOfTwoProfilesIsTwoFiles() {
        ImageGeneration own = store.alice().addImage(1);
        ImageGeneration theirs = store.bob().addImage(1);
        assertThat(store.files()).containsExactlyInAnyOrder(own.filePath(), theirs.filePath());
        assertThat(store.bytesOf(theirs.filePath())).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void addFileReusesAFileThatTheProfileHas() {
        VideoProject project = store.alice().newProject("p");
        VideoGeneration first = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        VideoGeneration pending =
                store.alice().generations().addVideo(new NewGeneration(project.id(), VideoGeneration.builder()));
        assertThat(store.alice().generations().addFile(pending.id(), mp4(1)).filePath())
                .isEqualTo(first.filePath());
        assertThat(store.files()).containsExactly(first.filePath().orElseThrow());
    }

    @Test
    void aReusedFileOutlivesItsFirstProject() {
        VideoProject first = store.alice().newProject("first");
        VideoProject second = store.alice().newProject("second");
        ImageGeneration one = store.alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = store.alice().generations().addImage(newImage(second, png(1)));
        store.alice().generations().addImage(newImage(first, png(2)));

        assertThat(store.alice().projects().delete(first.id()))
                .isEqualTo(new Deletion(3, 1, new ProjectContents(0, 2, 0)));
        assertThat(store.tombstoneKeys()).doesNotContain(one.filePath()).hasSize(1);
        assertThat(store.rows(SampleRows.ALICE).images()).containsExactly(again);
        assertThat(store.files()).hasSize(2);

        assertThat(store.alice().projects().delete(second.id()))
                .isEqualTo(new Deletion(2, 1, new ProjectContents(0, 1, 0)));
        assertThat(store.tombstoneKeys()).contains(one.filePath()).hasSize(2);
    }

    @Test
    void aFileWithATombstoneIsStoredAgainUnderAnotherKey() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration one = store.alice().generations().addImage(newImage(project, png(1)));
        store.transactions().inTransaction(SampleRows.ALICE, tx -> tx.images().delete(one.id()));
        ImageGeneration again = store.alice().generations().addImage(newImage(project, png(1)));
        assertThat(again.filePath()).isNotEqualTo(one.filePath());
        assertThat(store.tombstoneKeys()).containsExactly(one.filePath());
        assertThat(store.bytesOf(again.filePath())).isEqualTo(SampleMedia.png(1));
    }
}
