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
import io.github.reelstore.domain.model.MediaAnnotations;
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

    /** Has the nth clip name a file. */
    private static void name(LegacyDatabase legacy, int clip, String path) throws SQLException {
        try (Connection connection = legacy.connect();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE veo3_video_generations SET video_path = ? WHERE id = ?")) {
            statement.setString(1, path);
            statement.setString(2, LegacyDatabase.videoId(clip));
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

    private static VideoGeneration clip(Reelstore store, LegacyDatabase legacy, int clip) {
        for (String profile : legacy.profiles()) {
            Optional<VideoGeneration> found = store.withProfile(new ProfileId(profile))
                    .readOnly(tx -> tx.generations().find(new GenerationId(LegacyDatabase.videoId(clip))));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("nobody sees clip " + clip);
    }

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "LOOSE_35"})
    void copiesWhatIsThereAndLeavesAllElseAsItIs(Shape shape) throws Exception {
        LegacyDatabase legacy = create(shape);
        Path film = Samples.CLIP_MP4.in(folder, "cảnh 1.mp4", new byte[] {1});
        Path other = Samples.CLIP_MP4.in(folder, "other.mp4", new byte[] {2, 2});
        name(legacy, 0, film.toString());
        // the third one is of the profile of the first
        name(legacy, 3, film.toString());
        name(legacy, 1, other.toString());
        LegacyDump before = LegacyDump.of(legacy.file());
        AdoptedContents contents = adopted(legacy);

        Summary summary = run(legacy, contents);

        assertThat(summary.imported()).isEqualTo(3);
        assertThat(summary.bytes()).isEqualTo(Files.size(film) + Files.size(other));
        assertThat(summary.missing()).isEmpty();
        assertThat(summary.refused()).isEmpty();
        assertThat(film).isRegularFile();
        try (Reelstore store = Reelstore.open(config(legacy))) {
            VideoGeneration first = clip(store, legacy, 0);
            BlobKey key = first.filePath().orElseThrow();
            assertThat(first.videoPath()).contains(film.toString());
            assertThat(first.byteSize()).contains(Files.size(film));
            assertThat(clip(store, legacy, 3).filePath())
                    .as("the same bytes are stored once")
                    .contains(key);
            assertThat(clip(store, legacy, 1).filePath()).isPresent();
            try (BlobContent content =
                    store.withProfile(first.profileId()).media().open(key, ByteRange.ALL)) {
                assertThat(content.stream().readAllBytes()).isEqualTo(Files.readAllBytes(film));
            }
        }
        assertThat(before.again(legacy.file())).as("all that is the app's").isEqualTo(before);
        assertThat(run(legacy, contents).imported()).as("a second time").isZero();
    }

    @Test
    void tellsWhatItCouldNotImport() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        Path notes = Files.writeString(folder.resolve("notes.mp4"), "an error page, not a film");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        Path film = Samples.CLIP_MP4.in(folder);
        List<String> paths = List.of(
                "D:\\Video VEO3\\Tết\\cảnh 3.mp4",
                "\\\\NAS01\\video\\1.mp4",
                folder.resolve("gone.mp4").toString(),
                "relative.mp4",
                notes.toString(),
                empty.toString(),
                folder.toString(),
                film.toString());
        for (int clip = 0; clip < paths.size(); clip++) {
            name(legacy, clip, paths.get(clip));
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
    void whatIsNotWholeIsImportedAndReported() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        byte[] whole = Samples.CLIP_MP4.bytes();
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
        name(legacy, 0, cut.toString());
        name(legacy, 1, Samples.CLIP_MP4.in(folder).toString());

        Summary summary = run(legacy, adopted(legacy));

        assertThat(summary.imported()).isEqualTo(2);
        assertThat(summary.damaged()).singleElement().satisfies(clip -> {
            assertThat(clip.path()).isEqualTo(cut.toString());
            assertThat(clip.reason()).isEqualTo("The file ends too early.");
        });
    }

    @Test
    void whatAClipsFileWasReadForInVainIsNoted() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        Path start = Files.write(folder.resolve("start.mp4"), Arrays.copyOf(Samples.CLIP_MP4.bytes(), 40));
        name(legacy, 0, start.toString());

        run(legacy, adopted(legacy));

        try (Reelstore store = Reelstore.open(config(legacy))) {
            assertThat(MediaAnnotations.in(clip(store, legacy, 0).meta()).absent())
                    .contains("width", "height", "duration_ms");
        }
    }

    /** All but the one that was imported. */
    private void assertVerifyReports(LegacyDatabase legacy, List<String> paths) {
        List<Verification.Problem> problems = new ArrayList<>();
        try (Reelstore store = Reelstore.open(config(legacy))) {
            for (String profile : legacy.profiles()) {
                store.withProfile(new ProfileId(profile)).verification().verify(VerificationRequest.ALL, problems::add);
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
    void goesOnWhereItStopped() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        for (int clip = 0; clip < 6; clip++) {
            name(
                    legacy,
                    clip,
                    Samples.CLIP_MP4
                            .in(folder, clip + ".mp4", new byte[] {(byte) clip})
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

    /** Reading one of these would wait for ever, or never end. */
    @Test
    @Timeout(60)
    void takesRegularFilesOnly() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        Path pipe = folder.resolve("pipe.mp4");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        name(legacy, 0, pipe.toString());
        name(legacy, 1, "/dev/zero");
        name(legacy, 2, folder.toString());

        assertThat(run(legacy, adopted(legacy)).refused())
                .hasSize(3)
                .allSatisfy(left -> assertThat(left.reason()).contains("no file"));
    }

    /** The file has such ids; asked for by a string, they would come again and again. */
    @Test
    @Timeout(60)
    void endsThoughIdsAreNoProperText() throws Exception {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        Path film = Samples.CLIP_MP4.in(folder);
        for (String id : List.of("x'ff'", "x'610062'", "x'fe'")) {
            try (Connection connection = legacy.connect();
                    PreparedStatement statement = connection.prepareStatement(
                            "INSERT INTO veo3_video_generations (id, profile_id, project_id, video_path) VALUES (CAST("
                                    + id + " AS TEXT), ?, 'p', ?)")) {
                statement.setString(1, legacy.profiles().get(0));
                statement.setString(2, film.toString());
                statement.executeUpdate();
            }
        }
        name(legacy, 0, film.toString());

        Summary summary = run(legacy, adopted(legacy));

        assertThat(summary.imported()).isOne();
        assertThat(summary.refused())
                .hasSize(3)
                .allSatisfy(left -> assertThat(left.reason()).contains("not proper text"));
    }

    @Test
    void needsADatabaseThatCanBeWritten() throws Exception {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.VIDEO_ID_WITH_LATER)
                .rows(1);
        name(legacy, 0, Samples.CLIP_MP4.in(folder).toString());
        AdoptedContents contents = adopted(legacy);

        assertThatThrownBy(() -> run(legacy, contents)).isInstanceOf(StorageException.Unsupported.class);
    }
}
