package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ArchiveRepository;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.SceneRepository;
import io.github.reelstore.domain.port.rows.TakeRepository;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.domain.storyboard.board.SceneService;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionListenerIT {

    private final List<String> seen = new ArrayList<>();

    private final TransactionListener listener = new TransactionListener() {
        @Override
        public void beforeCommit(Tx tx, @Nullable Object result) {
            if (result instanceof VideoProject project && project.title().equals("refused")) {
                throw new IllegalStateException("refused");
            }
        }

        @Override
        public void afterCommit(ProfileId profile, List<RowChange> changes) {
            changes.forEach(
                    change -> seen.add(profile + " " + change.action() + " " + change.kind() + " " + change.id()));
        }
    };

    private static Reelstore open(Path folder) {
        return Reelstore.open("jdbc:sqlite:" + folder.resolve("reels.db"), "file:" + folder.resolve("media"));
    }

    @Test
    void changesAreReportedAfterTheirCommit(@TempDir Path folder) {
        try (Reelstore store = open(folder)) {
            Reelstore observed = store.withListener(listener);
            VideoProject project =
                    observed.projects().create(VideoProject.builder().title("Dusk"));
            assertThat(seen).containsExactly("default CREATED project " + project.id());
            seen.clear();
            ImageGeneration image = observed.generations()
                    .addImage(new NewImage(
                            project.id(),
                            new BlobSource(
                                    "png", () -> new java.io.ByteArrayInputStream(Samples.LIGHTHOUSE_PNG.bytes())),
                            ImageGeneration.builder().provider("p")));
            assertThat(seen)
                    .as("the thumbnail comes in a transaction of its own")
                    .containsExactly("default CREATED image " + image.id(), "default UPDATED image " + image.id());
            seen.clear();
            observed.projects().update(project.id(), row -> row.title("Dawn"));
            observed.generations().deleteImage(image.id());
            observed.withProfile(new ProfileId("other"))
                    .projects()
                    .create(VideoProject.builder().title("Theirs"));
            store.projects().create(VideoProject.builder().title("not observed"));
            assertThat(seen).hasSize(3);
            assertThat(seen.subList(0, 2))
                    .containsExactly("default UPDATED project " + project.id(), "default DELETED image " + image.id());
            assertThat(seen.get(2)).startsWith("other CREATED project ");
        }
    }

    @Test
    void changesOfAStoryboardAreReportedOnceForEachTransaction(@TempDir Path folder) {
        try (Reelstore store = open(folder)) {
            ProjectId project = store.projects().create("Dusk").id();
            SceneService scenes = store.withListener(listener).scenes();
            scenes.addAll(
                    project,
                    List.of(NewScene.builder().build(), NewScene.builder().build()));
            assertThat(seen).containsExactly("default STORYBOARD_UPDATED project " + project);
            seen.clear();
            scenes.lines(project, "scene-1");
            scenes.settings(project);
            assertThat(seen).isEmpty();
            scenes.setLine(project, "scene-1", LanguageTag.of("vi"), "Chào", Optional.empty());
            scenes.move(project, "scene-2", Place.FIRST);
            assertThat(seen).hasSize(2).containsOnly("default STORYBOARD_UPDATED project " + project);
        }
    }

    @Test
    void aListenerThatThrowsBeforeTheCommitPreventsIt(@TempDir Path folder) {
        try (Reelstore store = open(folder)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> store.withListener(listener)
                            .projects()
                            .create(VideoProject.builder().title("refused")));
            assertThat(store.projects()
                            .list(ProjectFilter.ALL, PageRequest.first(2))
                            .items())
                    .isEmpty();
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void errorsOfRepositoriesArePassedOn(@TempDir Path folder) {
        try (Reelstore store = open(folder)) {
            assertThatExceptionOfType(StorageException.NotFound.class)
                    .isThrownBy(() -> store.withListener(listener)
                            .generations()
                            .deleteVideo(new io.github.reelstore.domain.model.GenerationId("none")));
            assertThat(seen).isEmpty();
        }
    }

    /** {@link RecordedTx} knows methods by their names: add a new one to it, or to those that only read. */
    @Test
    void everyMethodOfARepositoryIsRecordedOrOnlyReads() {
        Set<String> recorded = Set.of("insert", "insertAll", "update", "delete", "link", "unlinkAudio");
        Set<String> reads = Set.of(
                "find",
                "list",
                "contents",
                "ofProject",
                "linksOf",
                "linksOfProject",
                "usedBy",
                "usedByProject",
                "videosOf",
                "withoutVideo");
        Set<String> all = Stream.of(
                        ProjectRepository.class,
                        VideoGenerationRepository.class,
                        ImageRepository.class,
                        AudioRepository.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> known = new HashSet<>(recorded);
        known.addAll(reads);
        assertThat(all).isEqualTo(known);
    }

    /** As {@link #everyMethodOfARepositoryIsRecordedOrOnlyReads}, for {@link StoryboardRecorder}. */
    @Test
    void everyMethodOfAStoryboardIsRecordedOrOnlyReads() {
        Set<String> reads = Set.of(
                "find",
                "findAll",
                "ofProject",
                "list",
                "withoutScene",
                "before",
                "after",
                "last",
                "lines",
                "settings",
                "standing",
                "chosenIn",
                "selections",
                "selection",
                "rejections",
                "takesOf",
                "rejectedJobs",
                "jobs",
                "imageHashes",
                "storyboard",
                "usedIds",
                "videos",
                "images",
                "audio");
        Set<String> all = Stream.of(SceneRepository.class, TakeRepository.class, ArchiveRepository.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> known = new HashSet<>(StoryboardRecorder.WRITES);
        known.addAll(reads);
        assertThat(all).isEqualTo(known);
    }
}
