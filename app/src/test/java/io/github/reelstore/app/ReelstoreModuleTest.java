package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store as a dependency of a program that uses Guice. */
class ReelstoreModuleTest {

    @TempDir
    Path folder;

    private ReelstoreConfig config() {
        return ReelstoreConfig.builder().workingFolder(folder).build();
    }

    /** A class of such a program. */
    static final class Studio {

        final ProjectService projects;
        final GenerationService generations;
        final MediaService media;

        @Inject
        Studio(ProjectService projects, GenerationService generations, MediaService media) {
            this.projects = projects;
            this.generations = generations;
            this.media = media;
        }
    }

    @Test
    void exampleInTheDocsStoresAProject() throws IOException {
        ReelstoreConfig config = config();
        // docs/embedding.md
        Injector injector = Guice.createInjector(new ReelstoreModule(config));
        Reelstore store = injector.getInstance(Reelstore.class);
        injector.getInstance(ProjectService.class).create(VideoProject.builder().title("Dusk at the lighthouse"));
        store.close();
        // END
        String source = Files.readString(Path.of("src/test/java/io/github/reelstore/app/ReelstoreModuleTest.java"));
        String example = source.split(" // docs/embedding.md\n", 2)[1].split(" *// END", 2)[0];
        assertThat(Files.readString(Path.of("../docs/embedding.md")))
                .contains("```java\n" + example.stripTrailing().stripIndent() + "\n```");
    }

    @Test
    void everythingInjectedIsOfOneStore() {
        Injector injector = Guice.createInjector(Stage.PRODUCTION, new ReelstoreModule(config()));
        try (Reelstore store = injector.getInstance(Reelstore.class)) {
            Studio studio = injector.getInstance(Studio.class);

            assertThat(injector.getInstance(Reelstore.class)).isSameAs(store);
            assertThat(studio.projects).isSameAs(store.projects());
            assertThat(studio.generations).isSameAs(store.generations());
            assertThat(studio.media).isSameAs(store.media());
        }
    }

    @Test
    void nothingIsOpenedBeforeItIsInjected() {
        Guice.createInjector(new ReelstoreModule(config()));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failureToOpenIsTheCauseOfGuicesException() throws IOException {
        Files.createDirectories(folder.resolve("reelstore-data/reelstore.db"));
        Injector injector = Guice.createInjector(new ReelstoreModule(config()));

        assertThatThrownBy(() -> injector.getInstance(Reelstore.class))
                .isInstanceOf(ProvisionException.class)
                .cause()
                .isInstanceOf(StorageException.Configuration.class);
    }

    @Test
    void twoUrlsAreEnough() {
        ProjectId project;
        try (Reelstore store = Reelstore.open(
                "jdbc:sqlite:" + folder.resolve("reels.db"),
                folder.resolve("media").toUri().toString())) {
            project = store.projects()
                    .create(VideoProject.builder().title("Dusk"))
                    .id();
        }
        ReelstoreConfig same = ReelstoreConfig.builder()
                .workingFolder(folder)
                .databaseUrl("jdbc:sqlite:reels.db")
                .storageUrl("file:media")
                .build();
        try (Reelstore store = Reelstore.open(same)) {
            assertThat(store.projects().get(project).title()).isEqualTo("Dusk");
        }
    }
}
