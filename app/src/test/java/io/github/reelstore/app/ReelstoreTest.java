package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.service.NewImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReelstoreTest {

    @TempDir
    Path folder;

    private ReelstoreConfig config() {
        return ReelstoreConfig.builder().workingFolder(folder).build();
    }

    private static VideoProject project(Reelstore store, String title) {
        return store.projects().create(VideoProject.builder().title(title));
    }

    private static ImageGeneration image(Reelstore store, VideoProject project, Path file) {
        return store.generations()
                .addImage(new NewImage(
                        project.id(),
                        BlobSource.of(file),
                        ImageGeneration.builder().provider("test")));
    }

    private static byte[] bytes(Reelstore store, ImageGeneration image) throws IOException {
        try (BlobContent content = store.media().open(image.filePath(), ByteRange.ALL)) {
            return content.stream().readAllBytes();
        }
    }

    @Test
    void rowsAndFilesSurviveReopening() throws IOException {
        VideoProject project;
        ImageGeneration image;
        try (Reelstore store = Reelstore.open(config())) {
            project = project(store, "Dusk");
            image = image(store, project, Samples.LIGHTHOUSE_PNG.in(folder));
        }

        try (Reelstore store = Reelstore.open(config())) {
            assertThat(store.projects().get(project.id())).isEqualTo(project);
            assertThat(bytes(store, image)).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());
        }
    }

    @Test
    void severalStoresCanBeOpenAtOnce() {
        ReelstoreConfig other = ReelstoreConfig.builder()
                .workingFolder(folder)
                .databaseUrl("jdbc:sqlite:other.db")
                .storageUrl("file:other")
                .build();
        try (Reelstore first = Reelstore.open(config());
                Reelstore second = Reelstore.open(config());
                Reelstore elsewhere = Reelstore.open(other)) {
            VideoProject project = project(first, "Dusk");

            assertThat(second.projects().get(project.id())).isEqualTo(project);
            assertThatThrownBy(() -> elsewhere.projects().get(project.id()))
                    .isInstanceOf(StorageException.NotFound.class);
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        Reelstore store = Reelstore.open(config());
        VideoProject project = project(store, "Dusk");
        store.close();
        store.close();

        assertThatThrownBy(() -> store.projects().get(project.id())).isInstanceOf(RuntimeException.class);
        try (Reelstore again = Reelstore.open(config())) {
            assertThat(again.projects().get(project.id())).isEqualTo(project);
        }
    }

    @Test
    void profilesSeeOnlyTheirOwnRows() throws IOException {
        try (Reelstore store = Reelstore.open(config())) {
            VideoProject mine = project(store, "Dusk");
            Reelstore others = store.withProfile(ProfileId.of("studio"));

            assertThat(others.profile()).isEqualTo(ProfileId.of("studio"));
            assertThatThrownBy(() -> others.projects().get(mine.id())).isInstanceOf(StorageException.NotFound.class);
            VideoProject theirs = project(others, "Dawn");
            assertThat(store.projects()
                            .list(ProjectFilter.ALL, PageRequest.first(10))
                            .items())
                    .containsExactly(mine);

            others.close();
            assertThat(store.projects().get(mine.id())).isEqualTo(mine);
            assertThat(others.projects().get(theirs.id())).isEqualTo(theirs);
        }
    }

    @Test
    void equalImagesAreStoredOncePerProfile() throws IOException {
        Path file = Samples.LIGHTHOUSE_PNG.in(folder);
        try (Reelstore store = Reelstore.open(config())) {
            VideoProject project = project(store, "Dusk");
            ImageGeneration first = image(store, project, file);
            ImageGeneration second = image(store, project, file);
            Reelstore studio = store.withProfile(ProfileId.of("studio"));
            ImageGeneration other = image(studio, project(studio, "Dawn"), file);

            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.filePath()).isEqualTo(first.filePath());
            assertThat(other.filePath()).isNotEqualTo(first.filePath());
            assertThat(bytes(studio, other)).isEqualTo(bytes(store, first));
        }
    }

    @Test
    void failedTransactionChangesNothing() {
        try (Reelstore store = Reelstore.open(config())) {
            VideoProject project = project(store, "Dusk");

            assertThatThrownBy(() -> store.inTransaction(tx -> {
                        tx.projects().delete(project.id());
                        throw new IOException("changed my mind");
                    }))
                    .isInstanceOf(IOException.class);

            assertThat(store.<VideoProject, RuntimeException>readOnly(
                            tx -> tx.projects().find(project.id()).orElseThrow()))
                    .isEqualTo(project);
            assertThatThrownBy(() -> store.<Object, RuntimeException>readOnly(
                            tx -> tx.projects().delete(project.id())))
                    .isInstanceOf(StorageException.Unsupported.class);
        }
    }

    @Test
    void invalidDatabaseIsRejectedAndUnchanged() throws IOException {
        Path database =
                Files.createDirectories(folder.resolve("reelstore-data")).resolve("reelstore.db");
        byte[] other =
                "This is a letter, not a database.\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(database, other);

        assertThatThrownBy(() -> Reelstore.open(config())).isInstanceOf(StorageException.class);
        assertThat(database).hasBinaryContent(other);
    }

    @Test
    void invalidStorageRootIsRejectedAndNoDatabaseIsCreated() throws IOException {
        Files.createDirectories(folder.resolve("reelstore-data"));
        Files.writeString(folder.resolve("reelstore-data/media"), "a file");

        assertThatThrownBy(() -> Reelstore.open(config()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("media");
        assertThat(folder.resolve("reelstore-data/reelstore.db")).doesNotExist();
    }
}
