package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ids as another program may have written them become file names, checked in the real folder: no two ids share a file,
 * and none escapes from {@code projects} in the storage root.
 */
class HostileIdsIT {

    private static final List<String> IDS = List.of(
            "..",
            ".",
            "",
            "../x",
            "../../../../outside",
            "a/b",
            "a/../../b",
            "/etc/passwd",
            "C:\\x",
            "..\\..\\x",
            "\\\\server\\share",
            ".reelstore",
            "../.reelstore/staging/x",
            "CON",
            "nul.txt",
            "x".repeat(300),
            "a\nb",
            "%2e%2e%2fx",
            "~",
            // the encoded form of "../x"
            "~d6b96a97d147daaae49eb87a5ca7bfbc280e79551016df8aa5edc5920d21c274",
            "'; DROP TABLE video_projects; --",
            "\u202Egnp.exe",
            "Tiếng Việt",
            "e\u0301",
            "é",
            "🎬");

    @TempDir
    Path folder;

    @Test
    void filesOfRowsWithHostileIdsStayBelowProjects() throws Exception {
        Path root = folder.resolve("storage/media");
        Path database = folder.resolve("reelstore.db");
        ReelstoreConfig config = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + database)
                .storageUrl("file:" + root)
                .set(ConfigOption.MEDIA_THUMBNAILS, "false")
                .build();
        Reelstore.open(config).close();
        insertRows(database);
        Set<Path> before = files(folder, root);

        List<BlobKey> keys = new ArrayList<>();
        try (Reelstore store = Reelstore.open(config)) {
            for (int i = 0; i < IDS.size(); i++) {
                keys.addAll(store(store, new ProjectId(IDS.get(i)), new GenerationId(IDS.get(i)), i));
            }
        }

        assertThat(keys).doesNotHaveDuplicates().hasSize(5 * IDS.size());
        Set<Path> expected = keys.stream().map(key -> root.resolve(key.value())).collect(Collectors.toSet());
        assertThat(files(root.resolve("projects"), Path.of(""))).isEqualTo(expected);
        assertThat(files(folder, root)).isEqualTo(before);
        assertThat(expected)
                .allSatisfy(file -> assertThat(file.toRealPath())
                        .isEqualTo(root.toRealPath().resolve(root.relativize(file))));
    }

    /** Stores a file of every kind for one project; the video has the hostile id too. */
    private static List<BlobKey> store(Reelstore store, ProjectId project, GenerationId video, int number) {
        ImageGeneration image = store.generations()
                .addImage(new NewImage(
                        project,
                        SampleMedia.source("i.png", SampleMedia.png(number)),
                        ImageGeneration.builder().provider("p")));
        AudioGeneration audio = store.generations()
                .addAudio(new NewAudio(
                        project,
                        SampleMedia.source("../a.mp3", SampleMedia.mp3(number)),
                        AudioGeneration.builder().provider("p")));
        VideoGeneration added = store.generations()
                .addVideo(new NewGeneration(
                        project, SampleMedia.source("/v.mp4", SampleMedia.mp4(2 * number)), VideoGeneration.builder()));
        VideoGeneration completed =
                store.generations().addFile(video, SampleMedia.source("v.mp4", SampleMedia.mp4(2 * number + 1)));
        BlobKey finalCut = store.projects()
                .setFinalCut(project, SampleMedia.source("f.mp4", SampleMedia.mp4(1_000 + number)))
                .videoPath()
                .orElseThrow();
        return List.of(
                image.filePath(),
                audio.filePath(),
                added.filePath().orElseThrow(),
                completed.filePath().orElseThrow(),
                finalCut);
    }

    /** Inserts rows as another program could have written them; the store itself would reject them. */
    private static void insertRows(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                PreparedStatement project = connection.prepareStatement(
                        "INSERT INTO video_projects (id, profile_id, title, status, version, created_at, updated_at)"
                                + " VALUES (?, 'default', 't', 'draft', 1, ?, ?)");
                PreparedStatement video = connection.prepareStatement(
                        "INSERT INTO veo3_video_generations (id, profile_id, project_id, status, created_at, updated_at)"
                                + " VALUES (?, 'default', ?, 'completed', ?, ?)")) {
            for (String id : IDS) {
                String time = "2026-01-02T03:04:05.000000Z";
                project.setString(1, id);
                project.setString(2, time);
                project.setString(3, time);
                project.executeUpdate();
                video.setString(1, id);
                video.setString(2, id);
                video.setString(3, time);
                video.setString(4, time);
                video.executeUpdate();
            }
        }
    }

    /** The files below a folder, without those below another folder and those of the database. */
    private static Set<Path> files(Path below, Path except) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> except.toString().isEmpty() || !file.startsWith(except))
                    .filter(file -> !file.getFileName().toString().startsWith("reelstore.db-"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void newRowsCannotHaveSuchIds() {
        for (String id : IDS) {
            if (!id.startsWith("~")) {
                assertThatThrownBy(() -> ProjectId.of(id)).as(id).isInstanceOf(StorageException.InvalidInput.class);
            }
        }
    }
}
