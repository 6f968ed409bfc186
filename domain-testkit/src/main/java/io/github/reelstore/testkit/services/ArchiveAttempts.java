package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.transfer.ProjectSink;
import io.github.reelstore.domain.transfer.ProjectSource;
import io.github.reelstore.domain.transfer.SourceFile;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.domain.transfer.TransferService;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.rows.SampleScenes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Bob's attempts to hand over alice's projects, and to import over them. */
final class ArchiveAttempts {

    private final CrossProfileAttempts attempts;
    private final ProjectId project = new ProjectId("archive-of-alice");
    private final Scene scene = SampleScenes.scene("archived-scene-of-alice", "V")
            .projectId(project)
            .title(SECRET)
            .build();

    ArchiveAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
    }

    void addAll() {
        attempts.store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.projects()
                    .insert(SampleRows.project(project.value()).title(SECRET).build());
            tx.archive()
                    .insertStoryboard(
                            new ProjectStoryboard(List.of(scene), List.of(), List.of(), List.of(), List.of()));
            return true;
        });
        rows();
        transfers();
    }

    private void rows() {
        String type = "ArchiveRepository.";
        attempts.in(type + "storyboard(ProjectId)", READS, tx -> tx.archive().storyboard(project));
        attempts.in(type + "insertStoryboard(ProjectStoryboard)", REFUSED, tx -> {
            tx.archive()
                    .insertStoryboard(new ProjectStoryboard(
                            List.of(scene.toBuilder()
                                    .sceneId("planted")
                                    .profileId(tx.profile())
                                    .build()),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()));
            return "inserted";
        });
        attempts.in(type + "insertStoryboard(ProjectStoryboard)", REFUSED, tx -> {
            tx.archive()
                    .insertStoryboard(new ProjectStoryboard(
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(new RejectedTake(project, MediaKind.IMAGE, "x", "", SampleRows.START))));
            return "inserted";
        });
        attempts.in(
                type + "usedIds(EntityType, Collection)",
                HARMLESS,
                tx -> tx.archive().usedIds(EntityType.PROJECT, List.of(project.value())));
        attempts.in(
                type + "videos(Collection)",
                READS,
                tx -> tx.archive().videos(List.of(attempts.pair.generation().id())));
        attempts.in(
                type + "images(Collection)",
                READS,
                tx -> tx.archive().images(List.of(attempts.imageRow().id())));
        attempts.in(
                type + "audio(Collection)",
                READS,
                tx -> tx.archive().audio(List.of(attempts.audioRow().id())));
    }

    private void transfers() {
        String type = "TransferService.";
        attempts.add(type + "exportProject(ProjectId, ProjectSink, TransferProgress)", REFUSED, services -> {
            try {
                return of(services).exportProject(project, ignoring(), TransferProgress.NONE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        attempts.add(
                type + "importProject(ProjectSource, TransferProgress)",
                HARMLESS,
                services -> of(services)
                        .importProject(
                                new OnlyProject(SampleRows.project(project.value())
                                        .title("of bob")
                                        .build()),
                                TransferProgress.NONE)
                        .added());
    }

    private TransferService of(StoreUnderTest.Services services) {
        return new TransferService(attempts.store.transactions(), attempts.store.blobs(), services.profile());
    }

    private static ProjectSink ignoring() {
        return (ProjectSink) Proxy.newProxyInstance(
                ArchiveAttempts.class.getClassLoader(), new Class<?>[] {ProjectSink.class}, (proxy, method, given) -> {
                    throw new AssertionError("bob was given alice's project by " + method);
                });
    }

    /** A source without other rows. */
    private record OnlyProject(VideoProject project) implements ProjectSource {

        @Override
        public Stream<VideoGeneration> videos() {
            return Stream.empty();
        }

        @Override
        public Stream<ImageGeneration> images() {
            return Stream.empty();
        }

        @Override
        public Stream<AudioGeneration> audio() {
            return Stream.empty();
        }

        @Override
        public GenerationLinks links() {
            return GenerationLinks.NONE;
        }

        @Override
        public ProjectStoryboard storyboard() {
            return ProjectStoryboard.NONE;
        }

        @Override
        public boolean hasResponses() {
            return true;
        }

        @Override
        public Optional<SourceFile> file(BlobKey key) {
            return Optional.empty();
        }
    }
}
