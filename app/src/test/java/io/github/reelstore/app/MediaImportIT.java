package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MediaImportIT {

    @TempDir
    Path folder;

    /** Reading it would block until another program writes to it. */
    @Test
    @Timeout(60)
    void doesNotImportANamedPipe() throws Exception {
        Path pipe = folder.resolve("pipe.mp4");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        try (Connection connection = legacy.connect();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE veo3_video_generations SET video_path = iif(id = ?, ?, NULL)")) {
            update.setString(1, LegacyDatabase.videoId(0));
            update.setString(2, pipe.toString());
            update.executeUpdate();
        }
        ReelstoreConfig config = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + legacy.file())
                .storageUrl("file:" + folder.resolve("media"))
                .build();
        SqliteConfig database = config.sqlite().orElseThrow();
        Adoption.of(database).adopt(Optional.empty(), (phase, done, total) -> {});

        try (Reelstore store = Reelstore.open(config)) {
            MediaImport.Summary summary = new MediaImport(store, AdoptedContents.of(database)).run((done, total) -> {});

            assertThat(summary.refused())
                    .singleElement()
                    .satisfies(left -> assertThat(left.reason()).contains("not a file"));
        }
    }
}
