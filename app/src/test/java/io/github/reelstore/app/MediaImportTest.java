package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.MediaImport.Left;
import io.github.reelstore.app.MediaImport.Summary;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediaImportTest {

    @TempDir
    Path folder;

    private LegacyDatabase create(Shape shape) throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), shape);
        try (Connection connection = legacy.connect();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE veo3_video_generations SET video_path = NULL");
        }
        return legacy;
    }

    /** Sets the path of a video. */
    private static void setVideoPath(LegacyDatabase legacy, int index, String path) throws SQLException {
        try (Connection connection = legacy.connect();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE veo3_video_generations SET video_path = ? WHERE id = ?")) {
            statement.setString(1, path);
            statement.setString(2, LegacyDatabase.videoId(index));
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    private ReelstoreConfig config(LegacyDatabase legacy) {
        return ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + legacy.file())
                .storageUrl("file:" + folder.resolve("media"))
                .build();
    }

    private AdoptedContents adopted(LegacyDatabase legacy) {
        Adoption.of(config(legacy).sqlite().orElseThrow()).adopt(Optional.empty(), (phase, done, total) -> {});
        return AdoptedContents.of(config(legacy).sqlite().orElseThrow());
    }

    private Summary run(LegacyDatabase legacy, AdoptedContents contents) {
        try (Reelstore store = Reelstore.open(config(legacy))) {
            return new MediaImport(store, contents).run((done, total) -> {});
        }
    }

    private static VideoGeneration video(Reelstore store, LegacyDatabase legacy, int index) {
        for (String profile : legacy.profiles()) {
            Optional<VideoGeneration> found = store.withProfile(new ProfileId(profile))
                    .readOnly(tx -> tx.generations().find(new GenerationId(LegacyDatabase.videoId(index))));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no profile has video " + index);
    }

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "LOOSE_35"})
    void copiesExistingFilesAndChangesNothingElse(Shape shape) throws Exception {
        LegacyDatabase legacy = create(shape);
        Path video = Samples.VIDEO_MP4.in(folder, "cảnh 1.mp4", new byte[] {1});
        Path other = Samples.VIDEO_MP4.in(folder, "other.mp4", new byte[] {2, 2});
        setVideoPath(legacy, 0, video.toString());
        // video 3 belongs to the same profile as video 0
        setVideoPath(legacy, 3, video.toString());
        setVideoPath(legacy, 1, other.toString());
        LegacyDump before = LegacyDump.of(legacy.file());
        AdoptedContents contents = adopted(legacy);

        Summary summary = run(legacy, contents);

        assertThat(summary.imported()).isEqualTo(3);
        assertThat(summary.bytes()).isEqualTo(Files.size(video) + Files.size(other));
        assertThat(summary.missing()).isEmpty();
        assertThat(summary.refused()).isEmpty();
        assertThat(video).isRegularFile();
        try (Reelstore store = Reelstore.open(config(legacy))) {
            VideoGeneration first = video(store, legacy, 0);
            BlobKey key = first.filePath().orElseThrow();
            assertThat(first.videoPath()).contains(video.toString());
            assertThat(first.byteSize()).contains(Files.size(video));
            assertThat(video(store, legacy, 3).filePath())
                    .as("equal content is stored once")
                    .contains(key);
            assertThat(video(store, legacy, 1).filePath()).isPresent();
            try (BlobContent content =
                    store.withProfile(first.profileId()).media().open(key, ByteRange.ALL)) {
                assertThat(content.stream().readAllBytes()).isEqualTo(Files.readAllBytes(video));
            }
        }
        assertThat(before.again(legacy.file())).as("the app's data").isEqualTo(before);
        assertThat(run(legacy, contents).imported()).as("a second time").isZero();
    }

    @Test
    void reportsFilesThatCannotBeImported() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        Path notes = Files.writeString(folder.resolve("notes.mp4"), "an error page, not a video");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        Path video = Samples.VIDEO_MP4.in(folder);
        List<String> paths = List.of(
                "D:\\Video VEO3\\Tết\\cảnh 3.mp4",
                "\\\\NAS01\\video\\1.mp4",
                folder.resolve("gone.mp4").toString(),
                "relative.mp4",
                notes.toString(),
                empty.toString(),
                folder.toString(),
                video.toString());
        for (int index = 0; index < paths.size(); index++) {
            setVideoPath(legacy, index, paths.get(index));
        }

        Summary summary = run(legacy, adopted(legacy));

        assertThat(summary.imported()).isOne();
        assertThat(summary.missing()).extracting(Left::path).containsExactlyInAnyOrderElementsOf(paths.subList(0, 4));
        assertThat(summary.refused()).extracting(Left::path).containsExactlyInAnyOrderElementsOf(paths.subList(4, 7));
        assertThat(summary.refused())
                .allSatisfy(left -> assertThat(left.reason()).endsWith("."));
        assertVerifyReports(legacy, paths);
    }

    @Test
    void truncatedFileIsImportedAndReported() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        byte[] bytes = Samples.VIDEO_MP4.bytes();
        Path truncated = Files.write(folder.resolve("truncated.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
        setVideoPath(legacy, 0, truncated.toString());
        setVideoPath(legacy, 1, Samples.VIDEO_MP4.in(folder).toString());

        Summary summary = run(legacy, adopted(legacy));

        assertThat(summary.imported()).isEqualTo(2);
        assertThat(summary.damaged()).singleElement().satisfies(damaged -> {
            assertThat(damaged.path()).isEqualTo(truncated.toString());
            assertThat(damaged.reason()).isEqualTo("The file ends too early.");
        });
    }

    @Test
    void unreadableMetadataIsMarkedAsAbsent() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        Path start = Files.write(folder.resolve("start.mp4"), Arrays.copyOf(Samples.VIDEO_MP4.bytes(), 40));
        setVideoPath(legacy, 0, start.toString());

        run(legacy, adopted(legacy));

        try (Reelstore store = Reelstore.open(config(legacy))) {
            assertThat(video(store, legacy, 0)
                            .mediaInfo()
                            .orElse(MediaInfo.NONE)
                            .absent())
                    .contains("width", "height", "duration_ms");
        }
    }

    /** Asserts that verification reports all files except the imported one. */
    private void assertVerifyReports(LegacyDatabase legacy, List<String> paths) {
        List<Verification.Problem> problems = new ArrayList<>();
        try (Reelstore store = Reelstore.open(config(legacy))) {
            for (String profile : legacy.profiles()) {
                store.withProfile(new ProfileId(profile)).maintenance().verify(VerificationRequest.ALL, problems::add);
            }
        }
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.kind()).isEqualTo(Verification.Kind.EXTERNAL))
                .extracting(problem -> problem.row().orElseThrow().id())
                .contains(LegacyDatabase.videoId(0), LegacyDatabase.videoId(6))
                .doesNotContain(LegacyDatabase.videoId(7));
        assertThat(problems).anyMatch(problem -> problem.detail().contains(paths.get(0)));
    }

    @Test
    void continuesAfterAnInterruption() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        for (int index = 0; index < 6; index++) {
            setVideoPath(
                    legacy,
                    index,
                    Samples.VIDEO_MP4
                            .in(folder, index + ".mp4", new byte[] {(byte) index})
                            .toString());
        }
        AdoptedContents contents = adopted(legacy);
        try (Reelstore store = Reelstore.open(config(legacy))) {
            assertThatThrownBy(() -> new MediaImport(store, contents).run((done, total) -> {
                        assertThat(total).isEqualTo(6);
                        if (done == 2) {
                            throw new IllegalStateException("stopped");
                        }
                    }))
                    .hasMessage("stopped");
        }

        assertThat(run(legacy, contents).imported()).isEqualTo(4);
    }

    /** Reading one of these would never end or fail. */
    @Test
    @Timeout(60)
    void importsOnlyRegularFiles() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        setVideoPath(legacy, 0, "/dev/zero");
        setVideoPath(legacy, 1, folder.toString());

        assertThat(run(legacy, adopted(legacy)).refused())
                .hasSize(2)
                .allSatisfy(left -> assertThat(left.reason()).contains("not a file"));
    }

    /** The database contains such ids; paging by string would return them again and again. */
    @Test
    @Timeout(60)
    void endsWithIdsThatAreNotValidText() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        Path video = Samples.VIDEO_MP4.in(folder);
        for (String id : List.of("x'ff'", "x'610062'", "x'fe'")) {
            try (Connection connection = legacy.connect();
                    PreparedStatement statement = connection.prepareStatement(
                            "INSERT INTO veo3_video_generations (id, profile_id, project_id, video_path) VALUES (CAST("
                                    + id + " AS TEXT), ?, 'p', ?)")) {
                statement.setString(1, legacy.profiles().get(0));
                statement.setString(2, video.toString());
                statement.executeUpdate();
            }
        }
        setVideoPath(legacy, 0, video.toString());

        Summary summary = run(legacy, adopted(legacy));

        assertThat(summary.imported()).isOne();
        assertThat(summary.refused())
                .hasSize(3)
                .allSatisfy(left -> assertThat(left.reason()).contains("not valid text"));
    }

    @Test
    void rejectsAReadOnlyDatabase() throws Exception {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.VIDEO_ID_WITH_LATER)
                .rows(1);
        setVideoPath(legacy, 0, Samples.VIDEO_MP4.in(folder).toString());
        AdoptedContents contents = adopted(legacy);

        assertThatThrownBy(() -> run(legacy, contents)).isInstanceOf(StorageException.Unsupported.class);
    }
}
