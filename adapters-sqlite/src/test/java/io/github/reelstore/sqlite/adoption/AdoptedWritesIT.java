package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes of the store to an adopted file, with and without the app's constraints. */
class AdoptedWritesIT {

    private static final BlobKey FILE = new BlobKey("projects/p/videos/v.mp4");

    @TempDir
    Path folder;

    private Optional<LegacyDatabase> legacy = Optional.empty();
    private Optional<Transactions> open = Optional.empty();

    private void adopt(Shape shape) {
        LegacyDatabase created = LegacyDatabase.create(folder.resolve("app.db"), shape);
        SqliteConfig config = SqliteConfig.of(created.file());
        Adoption.of(config).adopt(Optional.empty(), (phase, done, total) -> {});
        legacy = Optional.of(created);
        open = Optional.of(SqliteTransactions.open(config, Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        open.ifPresent(Transactions::close);
    }

    private LegacyDatabase legacy() {
        return legacy.orElseThrow();
    }

    /** The profile that owns the first project; other profiles have videos in it too. */
    private ProfileId owner() {
        return AdoptedContents.of(SqliteConfig.of(legacy().file())).profiles().stream()
                .map(AdoptedProfile::id)
                .filter(profile ->
                        read(profile, tx -> tx.projects().find(project())).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private ProjectId project() {
        return new ProjectId(legacy().projects().get(0));
    }

    private <T> T read(ProfileId profile, Transactions.Work<T, RuntimeException> work) {
        return open.orElseThrow().readOnly(profile, work);
    }

    private <T> T write(ProfileId profile, Transactions.Work<T, RuntimeException> work) {
        return open.orElseThrow().inTransaction(profile, work);
    }

    /** Like {@link #read}, with a return type that {@code assertThat} can resolve. */
    private <T> Optional<T> found(ProfileId profile, Transactions.Work<Optional<T>, RuntimeException> work) {
        return open.orElseThrow().readOnly(profile, work);
    }

    private VideoGenerationBuilder video(Tx tx, String id) {
        return VideoGeneration.builder()
                .id(new GenerationId(id))
                .profileId(tx.profile())
                .projectId(project())
                .generationType(Optional.empty())
                .createdAt(tx.now())
                .updatedAt(tx.now());
    }

    private VideoGeneration stored(ProfileId profile, String id) {
        return read(profile, tx -> tx.generations().find(new GenerationId(id))).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"STRICT.*", "LOOSE.*"})
    void insertedRowsAreReadBackWhateverTheConstraints(Shape shape) {
        adopt(shape);
        ProfileId owner = owner();
        List<VideoGeneration> inserted = write(owner, tx -> {
            List<VideoGeneration> videos = List.of(
                    video(tx, "bare").build(),
                    video(tx, "take-1")
                            .sceneId("1")
                            .prompt("")
                            .seed(Seed.of(0L))
                            .build(),
                    video(tx, "take-2")
                            .sceneId("1")
                            .status(GenerationStatus.COMPLETED)
                            .build(),
                    video(tx, "odd")
                            .status(new GenerationStatus("filtered"))
                            .seed(Seed.of(-7L))
                            .build(),
                    video(tx, "full")
                            .sceneId("2")
                            .operationName("operations/1")
                            .prompt("Cảnh quay 'flycam' \"Hạ Long\"\n")
                            .seed(Seed.of("18446744073709551615"))
                            .aspectRatio("16:9")
                            .videoPath("C:\\videos\\1.mp4")
                            .filePath(FILE)
                            .contentHash(new ContentHash("0".repeat(64)))
                            .byteSize(9L)
                            .durationMs(1L)
                            .width(2)
                            .height(3)
                            .provider("veo")
                            .model("3")
                            .generationType("image-to-video")
                            .completedAt(tx.now())
                            .build());
            videos.forEach(tx.generations()::insert);
            return videos;
        });

        for (VideoGeneration video : inserted) {
            assertThat(stored(owner, video.id().value())).isEqualTo(video);
        }
        assertThat(found(owner, tx -> tx.references().find(FILE))).isPresent();
        assertThatThrownBy(() -> write(owner, tx -> {
                    tx.generations().insert(video(tx, "bare").build());
                    return true;
                }))
                .isInstanceOf(StorageException.AlreadyExists.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"STRICT.*", "LOOSE.*"})
    void updatedRowsAreReadBack(Shape shape) {
        adopt(shape);
        ProfileId owner = owner();
        write(owner, tx -> {
            tx.generations()
                    .insert(video(tx, "ours")
                            .sceneId("1")
                            .prompt("one")
                            .seed(Seed.of(5L))
                            .build());
            return true;
        });
        Patch<VideoGeneration> patch = Patch.<VideoGeneration>empty()
                .set(GenerationField.SCENE_ID, "3")
                .clear(GenerationField.PROMPT)
                .clear(GenerationField.SEED)
                .set(GenerationField.STATUS, new GenerationStatus("filtered"))
                .set(GenerationField.ERROR_MESSAGE, "blocked")
                .set(GenerationField.WIDTH, 1280);

        VideoGeneration updated = write(owner, tx -> tx.generations().update(new GenerationId("ours"), patch));

        assertThat(updated.sceneId()).contains("3");
        assertThat(updated.prompt()).isEmpty();
        assertThat(updated.seed()).isEmpty();
        assertThat(updated.status()).hasToString("filtered");
        assertThat(updated.errorMessage()).contains("blocked");
        assertThat(updated.width()).contains(1280);
        assertThat(updated.updatedAt()).isAfter(updated.createdAt());
        assertThat(stored(owner, "ours")).isEqualTo(updated);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"STRICT.*", "LOOSE.*"})
    void updatingStoreColumnsOfAppRowsChangesNothingElse(Shape shape) throws SQLException {
        adopt(shape);
        ProfileId profile = new ProfileId(legacy().profiles().get(0));
        try (var connection = legacy().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE veo3_video_generations SET created_at = '2025-01-02 03:04:05', updated_at = 'a while ago',"
                            + " prompt = CAST(x'c328' AS TEXT) WHERE id = '" + LegacyDatabase.videoId(0) + "'");
        }
        LegacyDump before = LegacyDump.of(legacy().file());

        VideoGeneration updated = write(
                profile,
                tx -> tx.generations()
                        .update(
                                new GenerationId(LegacyDatabase.videoId(0)),
                                Patch.<VideoGeneration>empty()
                                        .set(GenerationField.FILE_PATH, FILE)
                                        .set(GenerationField.BYTE_SIZE, 7L)));

        assertThat(updated.filePath()).contains(FILE);
        LegacyDump after = LegacyDump.of(legacy().file());
        assertThat(after).isNotEqualTo(before);
        assertThat(withoutStoreColumns(after)).isEqualTo(withoutStoreColumns(before));
    }

    /** The rows of the app's table without the columns that the store writes. */
    private static List<String> withoutStoreColumns(LegacyDump dump) {
        return dump.rows().getOrDefault("veo3_video_generations", List.of()).stream()
                .map(row -> row.replaceAll("(file_path|byte_size)=[^;]*; ", ""))
                .toList();
    }

    @Test
    void updateChangesTheAppsColumns() {
        adopt(Shape.STRICT);
        ProfileId profile = new ProfileId(legacy().profiles().get(0));
        GenerationId id = new GenerationId(LegacyDatabase.videoId(0));

        VideoGeneration updated = write(
                profile,
                tx -> tx.generations()
                        .update(id, Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "another")));

        assertThat(updated.prompt()).contains("another");
        assertThatThrownBy(() -> write(
                        profile,
                        tx -> tx.generations()
                                .update(
                                        id,
                                        Patch.<VideoGeneration>empty()
                                                .set(GenerationField.STATUS, new GenerationStatus("filtered")))))
                .isInstanceOf(StorageException.Integrity.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"STRICT", "LOOSE_35"})
    void onlyStoreRowsAreDeleted(Shape shape) {
        adopt(shape);
        ProfileId owner = owner();
        LegacyDump before = LegacyDump.of(legacy().file());
        GenerationId appVideo =
                read(owner, tx -> tx.generations().ofProject(project()).get(0).id());
        int videos = read(owner, tx -> tx.generations().ofProject(project()).size());
        write(owner, tx -> {
            tx.generations().insert(video(tx, "ours").build());
            tx.images().insert(image(tx, "kept"));
            tx.images().insert(image(tx, "gone"));
            tx.audio().insert(audio(tx, "spoken"));
            tx.generations()
                    .update(
                            appVideo,
                            Patch.<VideoGeneration>empty()
                                    .set(GenerationField.AUDIO_GENERATION_ID, new AudioId("spoken")));
            tx.generations()
                    .link(new GenerationLinks(
                            List.of(new GenerationInput(appVideo, InputRole.FIRST_FRAME, 0, new ImageId("kept"))),
                            List.of()));
            return true;
        });

        assertThatThrownBy(() -> write(owner, tx -> tx.generations().delete(appVideo)))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageContaining("another program");
        Deletion deletion = write(owner, tx -> tx.projects().delete(project()));

        assertThat(deletion.rows()).as("the project, a video and an image").isEqualTo(3);
        assertThat(before.again(legacy().file()).rows().getOrDefault("veo3_video_generations", List.of()))
                .hasSize(before.rows()
                        .getOrDefault("veo3_video_generations", List.of())
                        .size());
        read(owner, tx -> {
            assertThat(tx.projects().find(project())).isEmpty();
            assertThat(tx.images().find(new ImageId("gone"))).isEmpty();
            assertThat(tx.images().find(new ImageId("kept")).orElseThrow().projectId())
                    .isEmpty();
            assertThat(tx.audio().find(new AudioId("spoken")).orElseThrow().projectId())
                    .isEmpty();
            return true;
        });
        assertThat(videos).isPositive();
        assertThat(Adoption.of(SqliteConfig.of(legacy().file())).plan().projects())
                .isOne();
    }

    private ImageGeneration image(Tx tx, String id) {
        return ImageGeneration.builder()
                .id(new ImageId(id))
                .profileId(tx.profile())
                .projectId(project())
                .provider("p")
                .filePath(new BlobKey("projects/p/images/" + id + ".png"))
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }

    private AudioGeneration audio(Tx tx, String id) {
        return AudioGeneration.builder()
                .id(new AudioId(id))
                .profileId(tx.profile())
                .projectId(project())
                .provider("p")
                .filePath(new BlobKey("projects/p/audio/" + id + ".mp3"))
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }

    @Test
    void videoIsVisibleToItsProfileAndItsProjectsProfile() {
        adopt(Shape.LOOSE_35);
        ProfileId owner = owner();
        List<VideoGeneration> all = read(owner, tx -> tx.generations().ofProject(project()));
        assertThat(all)
                .hasSize(legacy().videosByProject().getOrDefault(project().value(), -1));
        VideoGeneration others = all.stream()
                .filter(video -> !video.profileId().equals(owner))
                .findFirst()
                .orElseThrow();

        assertThat(found(owner, tx -> tx.generations().find(others.id()))).contains(others);
        assertThat(found(others.profileId(), tx -> tx.generations().find(others.id())))
                .contains(others);
        ProfileId third = legacy().profiles().stream()
                .map(ProfileId::new)
                .filter(profile -> !profile.equals(owner) && !profile.equals(others.profileId()))
                .findFirst()
                .orElseThrow();
        assertThat(found(third, tx -> tx.generations().find(others.id()))).isEmpty();
        assertThat(found(third, tx -> tx.projects().find(project()))).isEmpty();
        assertThatThrownBy(() -> write(
                        third,
                        tx -> tx.generations()
                                .update(
                                        others.id(),
                                        Patch.<VideoGeneration>empty().set(GenerationField.WIDTH, 1))))
                .isInstanceOf(StorageException.NotFound.class);
    }

    @Test
    void profileUnknownToTheAppCannotAddVideos() {
        adopt(Shape.STRICT);

        assertThatThrownBy(() -> write(new ProfileId("unknown"), tx -> {
                    tx.projects()
                            .insert(io.github.reelstore.domain.model.VideoProject.builder()
                                    .id(new ProjectId("mine"))
                                    .profileId(tx.profile())
                                    .title("mine")
                                    .createdAt(tx.now())
                                    .updatedAt(tx.now())
                                    .build());
                    tx.generations()
                            .insert(video(tx, "ours")
                                    .projectId(new ProjectId("mine"))
                                    .build());
                    return true;
                }))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageContaining("unknown")
                .hasMessageContaining("profiles");
    }
}
