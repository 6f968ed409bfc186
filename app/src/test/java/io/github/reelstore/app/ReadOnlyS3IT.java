package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in S3 that is only read: nothing is written, to the server or to a staging folder. */
@Tag("journey")
class ReadOnlyS3IT {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(RemoteBackends.s3Environment());
    private ProjectId project;
    private BlobKey key;

    private ReelstoreConfig config(String readOnly) {
        environment.put("REELSTORE_DATABASE_READ_ONLY", readOnly);
        environment.put(
                "REELSTORE_STORAGE_STAGING",
                folder.resolve("staging-" + readOnly).toString());
        return ReelstoreConfig.builder()
                .environment(environment)
                .workingFolder(folder)
                .build();
    }

    private NewImage image() {
        return new NewImage(
                project,
                BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder)),
                ImageGeneration.builder().provider("imagen"));
    }

    @BeforeEach
    void store() {
        try (Reelstore store = Reelstore.open(config("false"))) {
            project = store.projects().create("lake").id();
            key = store.generations().addImage(image()).filePath();
        }
    }

    @Test
    void readsWorkAndWritesAreRefused() throws IOException {
        try (Reelstore store = Reelstore.open(config("true"))) {
            assertThat(store.projects()
                            .getProjectWithGenerations(project)
                            .project()
                            .title())
                    .isEqualTo("lake");
            try (var content = store.media().open(key, ByteRange.ALL)) {
                assertThat(content.stream().readAllBytes())
                        .isEqualTo(Files.readAllBytes(folder.resolve("lighthouse.png")));
            }
            assertThat(store.maintenance().verify())
                    .extracting(Verification::problems)
                    .isEqualTo(0L);
            assertThatThrownBy(() -> store.generations().addImage(image()))
                    .isInstanceOf(StorageException.ReadOnly.class);
            assertThatThrownBy(() -> store.projects().delete(project)).isInstanceOf(StorageException.ReadOnly.class);
        }
        assertThat(folder.resolve("staging-true")).doesNotExist();
        assertThat(Files.isDirectory(folder.resolve("staging-false"))).isTrue();
    }

    /** Those who take the adapters from Guice get a store that refuses too. */
    @Test
    void theAdaptersOfTheConfigurationRefuseWrites() {
        Injector injector = Guice.createInjector(config("true").adapters());
        try (BlobStore blobs = injector.getInstance(BlobStore.class)) {
            assertThat(blobs.stat(key)).isPresent();
            assertThatThrownBy(() -> blobs.delete(key)).isInstanceOf(StorageException.ReadOnly.class);
            assertThatThrownBy(() -> blobs.stage(BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder))))
                    .isInstanceOf(StorageException.ReadOnly.class);
            assertThat(blobs.stat(key)).isPresent();
        }
    }

    @Test
    void theServicesOfTheGuiceModuleRefuseWrites() {
        Injector injector = Guice.createInjector(new ReelstoreModule(config("true")));
        try (Reelstore store = injector.getInstance(Reelstore.class)) {
            assertThat(injector.getInstance(ProjectService.class).get(project).title())
                    .isEqualTo("lake");
            assertThatThrownBy(
                            () -> injector.getInstance(GenerationService.class).addImage(image()))
                    .isInstanceOf(StorageException.ReadOnly.class);
            assertThat(store.maintenance().verify().problems()).isZero();
        }
    }
}
