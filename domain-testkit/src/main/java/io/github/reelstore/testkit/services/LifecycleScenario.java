package io.github.reelstore.testkit.services;

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
 * Once all that the protocol of rows and files is about: store a pair, use bytes again, store a final cut, delete a project, bring one
 * of its files back, collect.
 * The same round makes the same calls of the ports each time, so that a fault can be put at each of them in turn. What the store
 * confirms is said line by line, see {@link StoreInvariants}.
 *
 * <pre>{@code
 * StoreRound round = new StoreRound(transactions, blobs, ids, profile, whole::said);
 * round.prepare(1);
 * List<StorageException> failures = round.run(2);
 * whole.assertWhole(transactions, blobs, profile);
 * }</pre>
 */
public final class LifecycleScenario {

    private static final int FILES = 3;

    /** How many files without a row {@link #prepare} makes; what is found beyond these, a round left. */
    public static final long PREPARED_ORPHANS = FILES;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final Consumer<String> said;
    private final int clipBytes;
    private final List<StorageException> failures = new ArrayList<>();
    private Consumer<StorageException> failed = failure -> {};
    private Optional<Doomed> doomed = Optional.empty();

    /** Rounds with files as small as they can be. */
    public LifecycleScenario(
            Transactions transactions, BlobStore blobs, IdGenerator ids, ProfileId profile, Consumer<String> said) {
        this(transactions, blobs, ids, profile, said, 0);
    }

    /**
     * Rounds whose clips have so many bytes.
     *
     * @param said is told what the store has confirmed, a line each
     */
    public LifecycleScenario(
            Transactions transactions,
            BlobStore blobs,
            IdGenerator ids,
            ProfileId profile,
            Consumer<String> said,
            int clipBytes) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.ids = ids;
        this.profile = profile;
        this.said = said;
        this.clipBytes = clipBytes;
    }

    /** The services as a process has them that has just begun: what one remembers of the store, it has to find out. */
    private final class Services {
        final MediaService media = new MediaService(transactions, blobs, profile);
        final ProjectService projects = new ProjectService(transactions, media, ids, profile);
        final GenerationService generations = new GenerationService(transactions, media, ids, profile);
        final UndeletionService undeletion = new UndeletionService(transactions, media, ids, profile);
        final CollectionService collection = new CollectionService(transactions, blobs, profile);
    }

    /** A project that a round deletes, with the file that it brings back. */
    private record Doomed(ProjectId project, BlobKey clip, Optional<ContentHash> hash) {}

    /**
     * Makes what a round deletes and collects: a project with files, and files whose rows were rolled back.
     *
     * @param number tells files apart: the same makes the same files
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
                        image(project, number * FILES + 1),
                        speech(project, number * FILES + 1),
                        clip(project, number * FILES + 1));
                throw new RolledBack();
            });
        } catch (RolledBack expected) {
            // its files are there, and no row
        }
        VideoGeneration clip = pair.generation();
        doomed = Optional.of(new Doomed(project, clip.filePath().orElseThrow(), clip.contentHash()));
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Runs it, with files that no other number has; what fails is left, and the next is done.
     *
     * @return what failed, files that could not be collected among it
     */
    public List<StorageException> run(int number) {
        return run(number, failure -> {});
    }

    /**
     * The same.
     *
     * @param told of each failure before the next call is made
     */
    public List<StorageException> run(int number, Consumer<StorageException> told) {
        failures.clear();
        failed = told;
        Services services = new Services();
        Optional<ProjectId> created = attempt(() -> newProject(services, number));
        created.ifPresent(project -> fill(services, project, number));
        doomed.ifPresent(one -> attempt(() -> delete(services, one.project))
                .flatMap(deleted -> created)
                .ifPresent(project -> bringBack(services, one, project)));
        attempt(() -> collect(services));
        return List.copyOf(failures);
    }

    private void fill(Services services, ProjectId project, int number) {
        attempt(() -> newPair(services, project, number * FILES)).ifPresent(pair -> confirm(project, pair));
        attempt(() -> services.generations.addAudio(
                        speech(project, number * FILES).orElseThrow()))
                .ifPresent(again -> confirm(project, again.filePath(), again.contentHash()));
        attempt(() -> services.projects.setFinalCut(project, video(number * FILES + 2)))
                .ifPresent(cut -> confirm(project, cut.videoPath().orElseThrow(), cut.contentHash()));
    }

    private void bringBack(Services services, Doomed gone, ProjectId into) {
        attempt(() -> services.undeletion.undelete(gone.clip, Optional.of(into)))
                .ifPresent(undeleteResult -> confirm(into, undeleteResult.key(), gone.hash));
    }

    private static CollectionResult collect(Services services) {
        CollectionResult collectionResult = services.collection.collect(
                CollectionService.Scope.ALL_FILES, Duration.ZERO, CollectionService.Mode.REMOVE, 1, looked -> {});
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
        said.accept("deleting " + project);
        services.projects.delete(project);
        said.accept("deleted " + project);
        return true;
    }

    private <T> Optional<T> attempt(Supplier<T> act) {
        try {
            return Optional.of(act.get());
        } catch (StorageException e) {
            failures.add(e);
            failed.accept(e);
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
        said.accept("stored " + project + " " + key + " " + hash.orElseThrow());
    }

    private static ProjectId newProject(Services services, int number) {
        return services.projects
                .create(VideoProject.builder().title("Round " + number))
                .id();
    }

    private GenerationPair newPair(Services services, ProjectId project, int file) {
        return services.generations.createImageAudioVideoPair(
                image(project, file), speech(project, file), clip(project, file));
    }

    private static Optional<NewImage> image(ProjectId project, int file) {
        BlobSource png = SampleMedia.source("image " + file, SampleMedia.png(file));
        return Optional.of(new NewImage(project, png, ImageGeneration.builder().provider("round")));
    }

    private static Optional<NewAudio> speech(ProjectId project, int file) {
        BlobSource mp3 = SampleMedia.source("speech " + file, SampleMedia.mp3(file));
        return Optional.of(new NewAudio(
                project, mp3, AudioGeneration.builder().provider("round").language(LanguageTag.of("en"))));
    }

    private NewGeneration clip(ProjectId project, int file) {
        return new NewGeneration(project, video(file), VideoGeneration.builder());
    }

    private BlobSource video(int file) {
        byte[] bytes = SampleMedia.mp4(file);
        return SampleMedia.source("clip " + file, Arrays.copyOf(bytes, Math.max(bytes.length, clipBytes)));
    }
}
