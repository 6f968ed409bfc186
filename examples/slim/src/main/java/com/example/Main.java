package com.example;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.localfs.LocalFsConfig;
import io.github.reelstore.localfs.LocalFsModule;
import io.github.reelstore.sqlite.SqliteModule;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Stores an image with the video made from it and reads the video back, with the adapters from their Guice modules. */
public final class Main {

    private static final ProfileId PROFILE = ProfileId.of("studio");

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of("reelstore-data").toAbsolutePath();
        Injector injector = Guice.createInjector(
                new SqliteModule(SqliteConfig.of(folder.resolve("reelstore.db"))),
                new LocalFsModule(new LocalFsConfig(folder.resolve("media"))));
        try (BlobStore blobs = injector.getInstance(BlobStore.class);
                Transactions transactions = injector.getInstance(Transactions.class)) {
            IdGenerator ids = injector.getInstance(IdGenerator.class);
            MediaService media = new MediaService(transactions, blobs, PROFILE);
            ProjectService projects = new ProjectService(transactions, media, ids, PROFILE);
            GenerationService generations = new GenerationService(transactions, media, ids, PROFILE);

            ProjectId project =
                    projects.create(VideoProject.builder().title("Dusk")).id();
            BlobKey video = store(generations, project);
            try (BlobContent content = media.open(video, ByteRange.ALL)) {
                System.out.println(video + ": " + content.stream().readAllBytes().length + " bytes");
            }
        }
    }

    private static BlobKey store(GenerationService generations, ProjectId project) {
        return generations
                .createImageAudioVideoPair(
                        Optional.of(new NewImage(
                                project,
                                BlobSource.of(Path.of("media/dusk.png")),
                                ImageGeneration.builder().provider("imagen").prompt("Dusk over the sea"))),
                        Optional.empty(),
                        new NewGeneration(
                                project,
                                BlobSource.of(Path.of("media/dusk.mp4")),
                                VideoGeneration.builder().provider("veo").prompt("Night falls")))
                .generation()
                .filePath()
                .orElseThrow();
    }
}
