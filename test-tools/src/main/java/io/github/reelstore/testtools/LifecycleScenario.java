package io.github.reelstore.testtools;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.SampleMedia;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Exercises the whole protocol of rows and files once: stores a pair, reuses bytes, stores a final cut, deletes a
 * project, undeletes one of its files, collects. Each run makes the same calls of the ports, so that a fault can be
 * injected at each of them in turn. What the store confirms is reported line by line, see {@link StoreInvariants}.
 *
 * <pre>{@code
 * LifecycleScenario scenario = new LifecycleScenario(transactions, blobs, ids, profile, invariants::confirm);
 * scenario.prepare(1);
 * List<StorageException> failures = scenario.run(2);
 * invariants.assertHold(transactions, blobs, profile);
 * }</pre>
 */
public final class LifecycleScenario {

    private static final int FILES = 3;

    /** The number of files without a row that {@link #prepare} makes. Further ones were left by a run. */
    public static final long PREPARED_ORPHANS = FILES;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final Consumer<String> confirmed;
    private final int videoBytes;
    private final List<StorageException> failures = new ArrayList<>();
    private Consumer<StorageException> onFailure = failure -> {};
    private Optional<ToDelete> toDelete = Optional.empty();

    /** Creates a scenario with files as small as possible. */
    public LifecycleScenario(
            Transactions transactions,
            BlobStore blobs,
            IdGenerator ids,
            ProfileId profile,
            Consumer<String> confirmed) {
        this(transactions, blobs, ids, profile, confirmed, 0);
    }

    /**
     * Creates a scenario with larger videos.
     *
     * @param confirmed receives what the store has confirmed, one line each
     * @param videoBytes the minimum size of a video
     */
    public LifecycleScenario(
            Transactions transactions,
            BlobStore blobs,
            IdGenerator ids,
            ProfileId profile,
            Consumer<String> confirmed,
            int videoBytes) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.ids = ids;
        this.profile = profile;
        this.confirmed = confirmed;
        this.videoBytes = videoBytes;
    }

    /** Services as in a process that has just started: they have nothing cached about the store. */
    private final class Services {
        final MediaService media = new MediaService(transactions, blobs, profile);
        final ProjectService projects = new ProjectService(transactions, media, ids, profile);
        final GenerationService generations = new GenerationService(transactions, media, ids, profile);
        final UndeletionService undeletion =
                new UndeletionService(transactions, blobs, ids, profile, MediaProbe.SNIFFING, Thumbnailer.NONE);
        final CollectionService collection = new CollectionService(transactions, blobs, profile);
    }

    /** A project that a run deletes, with the file that it undeletes. */
    private record ToDelete(ProjectId project, BlobKey video, Optional<ContentHash> hash) {}

    /**
     * Makes what a run deletes and collects: a project with files, and files whose rows were rolled back.
     *
     * @param number determines the files: the same number makes the same files
     */
    public void prepare(int number) {
        Services services = new Services();
        ProjectId project = newProject(services, number);
        GenerationPair pair = newPair(services, project, number * FILES);
        confirm(project, pair);
        try {
            transactions.inTransaction(profile, tx -> {
                services.generations.createImageAudioVideoPair(
                        tx,
                        newImage(project, number * FILES + 1),
                        newAudio(project, number * FILES + 1),
                        newVideo(project, number * FILES + 1));
                throw new RolledBack();
            });
        } catch (RolledBack expected) {
            // its files exist without rows
        }
        VideoGeneration video = pair.generation();
        toDelete = Optional.of(new ToDelete(project, video.filePath().orElseThrow(), video.contentHash()));
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Runs the scenario, with files that are unique to the number. If a call fails, the next one is made.
     *
     * @return the failures, including files that could not be collected
     */
    public List<StorageException> run(int number) {
        return run(number, failure -> {});
    }

    /**
     * Runs the scenario like {@link #run(int)}.
     *
     * @param onFailure receives each failure before the next call is made
     */
    public List<StorageException> run(int number, Consumer<StorageException> onFailure) {
        failures.clear();
        this.onFailure = onFailure;
        Services services = new Services();
        Optional<ProjectId> created = attempt(() -> newProject(services, number));
        created.ifPresent(project -> fill(services, project, number));
        toDelete.ifPresent(old -> attempt(() -> delete(services, old.project))
                .flatMap(deleted -> created)
                .ifPresent(project -> undelete(services, old, project)));
        attempt(() -> collect(services));
        return List.copyOf(failures);
    }

    private void fill(Services services, ProjectId project, int number) {
        attempt(() -> newPair(services, project, number * FILES)).ifPresent(pair -> confirm(project, pair));
        attempt(() -> services.generations.addAudio(
                        newAudio(project, number * FILES).orElseThrow()))
                .ifPresent(reused -> confirm(project, reused.filePath(), reused.contentHash()));
        attempt(() -> services.projects.setFinalCut(project, videoSource(number * FILES + 2)))
                .ifPresent(finalCut -> confirm(project, finalCut.videoPath().orElseThrow(), finalCut.contentHash()));
    }

    private void undelete(Services services, ToDelete deleted, ProjectId into) {
        attempt(() -> services.undeletion.undelete(deleted.video, Optional.of(into)))
                .ifPresent(undeleteResult -> confirm(into, undeleteResult.key(), deleted.hash));
    }

    private static CollectionResult collect(Services services) {
        CollectionResult collectionResult = services.collection.collect(
                CollectionService.Scope.ALL_FILES, Duration.ZERO, CollectionService.Mode.REMOVE, 1, files -> {});
        collectionResult.failed().forEach((key, reason) -> {
            throw StorageException.Unavailable.passing(key.value(), reason, null);
        });
        return collectionResult;
    }

    /** Deletes projects. */
    public void delete(Iterable<ProjectId> projects) {
        Services services = new Services();
        projects.forEach(project -> delete(services, project));
    }

    private boolean delete(Services services, ProjectId project) {
        confirmed.accept("deleting " + project);
        services.projects.delete(project);
        confirmed.accept("deleted " + project);
        return true;
    }

    private <T> Optional<T> attempt(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (StorageException e) {
            failures.add(e);
            onFailure.accept(e);
            return Optional.empty();
        }
    }

    private void confirm(ProjectId project, GenerationPair pair) {
        pair.image().ifPresent(row -> confirm(project, row.filePath(), row.contentHash()));
        pair.audio().ifPresent(row -> confirm(project, row.filePath(), row.contentHash()));
        confirm(
                project,
                pair.generation().filePath().orElseThrow(),
                pair.generation().contentHash());
    }

    private void confirm(ProjectId project, BlobKey key, Optional<ContentHash> hash) {
        confirmed.accept("stored " + project + " " + key + " " + hash.orElseThrow());
    }

    private static ProjectId newProject(Services services, int number) {
        return services.projects
                .create(VideoProject.builder().title("Round " + number))
                .id();
    }

    private GenerationPair newPair(Services services, ProjectId project, int file) {
        return services.generations.createImageAudioVideoPair(
                newImage(project, file), newAudio(project, file), newVideo(project, file));
    }

    private static Optional<NewImage> newImage(ProjectId project, int file) {
        BlobSource png = SampleMedia.source("image " + file, SampleMedia.png(file));
        return Optional.of(new NewImage(project, png, ImageGeneration.builder().provider("round")));
    }

    private static Optional<NewAudio> newAudio(ProjectId project, int file) {
        BlobSource mp3 = SampleMedia.source("audio " + file, SampleMedia.mp3(file));
        return Optional.of(new NewAudio(
                project, mp3, AudioGeneration.builder().provider("round").language(LanguageTag.of("en"))));
    }

    private NewGeneration newVideo(ProjectId project, int file) {
        return new NewGeneration(project, videoSource(file), VideoGeneration.builder());
    }

    private BlobSource videoSource(int file) {
        byte[] bytes = SampleMedia.mp4(file);
        return SampleMedia.source("video " + file, Arrays.copyOf(bytes, Math.max(bytes.length, videoBytes)));
    }
}
