package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.DirectUploads;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.board.TakeService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.TestClock;
import io.github.reelstore.testkit.rows.SampleRows;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The services over the database and the blob store that a {@link ServicesFixture} opens before each test, and short
 * ways to use them. The fixture is the test class or a class that encloses it. After the test, asserts that no file is
 * left staged and closes both.
 */
final class StoreUnderTest implements BeforeEachCallback, AfterEachCallback {

    /** The clock of the transactions. */
    final TestClock clock = new TestClock(SampleRows.START);

    private @Nullable ServicesFixture fixture;
    private @Nullable Transactions transactions;
    private @Nullable WatchedBlobStore blobs;
    private @Nullable IdGenerator ids;
    private @Nullable Services alice;
    private @Nullable Services bob;

    @Override
    public void beforeEach(ExtensionContext context) {
        ServicesFixture found = context.getRequiredTestInstances()
                .findInstance(ServicesFixture.class)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "The test class, or a class that encloses it, must implement ServicesFixture."));
        fixture = found;
        transactions = found.openDatabase(clock);
        blobs = new WatchedBlobStore(found.openBlobStore());
        ids = found.newIds(clock);
        alice = new Services(transactions, blobs, ids, SampleRows.ALICE);
        bob = new Services(transactions, blobs, ids, SampleRows.BOB);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        int staged = 0;
        if (blobs != null) {
            staged = blobs.stagedCount();
            blobs.close();
        }
        if (fixture != null && transactions != null) {
            fixture.closeDatabase(transactions);
        }
        assertThat(staged).as("files left staged").isZero();
    }

    /** Makes another id generator. */
    IdGenerator newIds() {
        return Objects.requireNonNull(fixture).newIds(clock);
    }

    private WatchedBlobStore watched() {
        return Objects.requireNonNull(blobs);
    }

    /** The services of one profile. */
    record Services(
            ProfileId profile,
            MediaService media,
            ProjectService projects,
            GenerationService generations,
            DirectUploads uploads,
            SceneService scenes,
            TakeService takes) {

        Services(Transactions transactions, BlobStore blobs, IdGenerator ids, ProfileId profile) {
            this(profile, transactions, new MediaService(transactions, blobs, profile), ids);
        }

        private Services(ProfileId profile, Transactions transactions, MediaService media, IdGenerator ids) {
            this(
                    profile,
                    media,
                    new ProjectService(transactions, media, ids, profile),
                    new GenerationService(transactions, media, ids, profile),
                    new DirectUploads(transactions, media, ids, profile),
                    new SceneService(transactions, profile),
                    new TakeService(transactions, profile));
        }

        VideoProject newProject(String title) {
            return projects.create(VideoProject.builder().title(title));
        }

        /** Stores an image in a project of its own. */
        ImageGeneration addImage(int number) {
            return generations.addImage(newImage(newProject("project"), png(number)));
        }
    }

    Transactions transactions() {
        return Objects.requireNonNull(transactions);
    }

    BlobStore blobs() {
        return watched();
    }

    /** Returns what was done with staged files, in order. */
    List<WatchedBlobStore.StepOfKey> steps() {
        return watched().steps();
    }

    /** Returns the services of the profile that owns the tests' rows. */
    Services alice() {
        return Objects.requireNonNull(alice);
    }

    /** Returns the services of another profile. */
    Services bob() {
        return Objects.requireNonNull(bob);
    }

    byte[] bytesOf(BlobKey key) {
        try (BlobContent content = blobs().open(key, ByteRange.ALL)) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + key, e);
        }
    }

    /** Stores bytes without a row, as a crashed process or a damaged disk leaves them. */
    void putFile(BlobKey key, byte[] bytes) {
        try (StagedBlob staged = blobs().stage(SampleMedia.source("left", bytes))) {
            blobs().publish(staged, key);
        }
    }

    List<BlobKey> files() {
        try (Stream<BlobInfo> infos = blobs().list(BlobPrefix.ALL)) {
            return infos.map(BlobInfo::key).sorted().toList();
        }
    }

    List<BlobKey> tombstoneKeys() {
        return rows(SampleRows.ALICE).tombstones().stream().map(Tombstone::key).toList();
    }

    /** Everything that a database has of one profile. */
    record Contents(
            List<VideoProject> projects,
            List<VideoGeneration> generations,
            List<ImageGeneration> images,
            List<AudioGeneration> audio,
            List<Tombstone> tombstones,
            List<?> ledger,
            List<?> storyboards) {

        /** Returns the keys that the rows refer to. */
        Stream<BlobKey> keys() {
            return Stream.of(
                            projects.stream().map(VideoProject::videoPath),
                            projects.stream().map(VideoProject::thumbPath),
                            generations.stream().map(VideoGeneration::filePath),
                            generations.stream().map(VideoGeneration::thumbPath),
                            images.stream().map(row -> Optional.of(row.filePath())),
                            images.stream().map(ImageGeneration::thumbPath),
                            audio.stream().map(row -> Optional.of(row.filePath())))
                    .flatMap(each -> each)
                    .flatMap(Optional::stream);
        }
    }

    Contents rows(ProfileId profile) {
        PageRequest all = PageRequest.first(PageRequest.MAX_LIMIT);
        return transactions()
                .readOnly(
                        profile,
                        tx -> new Contents(
                                tx.projects().list(ProjectFilter.ALL, all).items(),
                                tx.generations().list(GenerationFilter.ALL, all).items(),
                                tx.images().list(GenerationFilter.ALL, all).items(),
                                tx.audio().list(GenerationFilter.ALL, all).items(),
                                tx.references().tombstones(all).items(),
                                ledger(tx),
                                storyboards(tx)));
    }

    /** Everything that is said and chosen in the profile's projects. */
    private static List<?> storyboards(Tx tx) {
        return tx.projects().list(ProjectFilter.ALL, PageRequest.first(PageRequest.MAX_LIMIT)).items().stream()
                .map(VideoProject::id)
                .map(project -> List.of(
                        tx.scenes().ofProject(project),
                        tx.scenes().withoutScene(project),
                        tx.scenes().lines(project),
                        Set.copyOf(tx.scenes().settings(project)),
                        Set.copyOf(tx.takes().standing(project))))
                .toList();
    }

    /** Everything that the ledger has of the profile. */
    private static List<?> ledger(Tx tx) {
        List<ProviderJob> jobs = tx.jobs()
                .list(JobFilter.ALL, PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
        List<Budget> budgets = tx.budgets().list();
        return List.of(
                jobs,
                jobs.stream().map(job -> tx.jobs().results(job.id())).toList(),
                jobs.stream().map(job -> tx.jobs().attempts(job.id())).toList(),
                tx.jobQueue().beats(),
                budgets,
                budgets.stream()
                        .map(budget -> tx.budgets().spent(budget, tx.now()))
                        .toList());
    }

    /** Asserts that the call is refused and changes neither rows nor files. */
    StorageException assertRefused(Class<? extends StorageException> reason, Runnable call) {
        List<BlobKey> before = files();
        StorageException exception = assertRefusedIgnoringFiles(reason, call);
        assertThat(files()).isEqualTo(before);
        return exception;
    }

    /** Like {@link #assertRefused}, for a call that may leave files without rows. */
    StorageException assertRefusedIgnoringFiles(Class<? extends StorageException> reason, Runnable call) {
        List<Contents> before = List.of(rows(SampleRows.ALICE), rows(SampleRows.BOB));
        StorageException exception = catchThrowableOfType(StorageException.class, call::run);
        assertThat(exception).isInstanceOf(reason);
        assertThat(List.of(rows(SampleRows.ALICE), rows(SampleRows.BOB))).isEqualTo(before);
        assertThat(watched().stagedCount()).isZero();
        return exception;
    }

    /** Makes a project of alice with an image, audio, a video and a final cut. */
    VideoProject newFullProject() {
        VideoProject project = alice().newProject("p");
        alice().generations().addImage(newImage(project, png(1)));
        alice().generations().addAudio(newAudio(project, mp3(1), "vi"));
        alice().generations().addVideo(newVideo(project, mp4(1)));
        return alice().projects().setFinalCut(project.id(), mp4(2));
    }

    /** Returns the key of the first image of a project of alice. */
    BlobKey imageOf(VideoProject project) {
        return rows(SampleRows.ALICE).images().stream()
                .filter(row -> row.projectId().equals(Optional.of(project.id())))
                .map(ImageGeneration::filePath)
                .findFirst()
                .orElseThrow();
    }

    /** Stores other bytes at a key, as a damaged disk does. */
    void replaceFile(BlobKey key, byte[] bytes) {
        blobs().delete(key);
        putFile(key, bytes);
    }

    /** The ledger of a profile, with these prices. */
    JobService jobs(Services services, PriceTable prices) {
        return jobs(services, prices, transactions());
    }

    /** The same over other transactions. */
    JobService jobs(Services services, PriceTable prices, Transactions over) {
        return new JobService(
                over, blobs(), services.generations(), Objects.requireNonNull(ids), services.profile(), prices);
    }

    /** The storyboards of a profile, whose plans have no prices. */
    StoryboardService storyboard(Services services) {
        return new StoryboardService(transactions(), jobs(services, PriceTable.EMPTY), services.profile());
    }

    /** The options of a worker that does not wait long for anything. */
    static final WorkerOptions IMPATIENT = new WorkerOptions(
            4,
            2,
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofMillis(20));

    /** Starts a worker of a profile that does not wait long for anything. */
    JobWorker startWorker(Services services, ProviderSetup... providers) {
        return startWorker(services, IMPATIENT, providers);
    }

    /** Starts a worker of a profile. */
    JobWorker startWorker(Services services, WorkerOptions options, ProviderSetup... providers) {
        return startWorker(services, transactions(), options, providers);
    }

    /** Starts a worker of a profile, with other transactions than those of its services. */
    JobWorker startWorker(
            Services services, Transactions transactions, WorkerOptions options, ProviderSetup... providers) {
        services.media().bind();
        return JobWorker.start(
                transactions,
                blobs(),
                services.generations(),
                services.profile(),
                List.of(providers),
                options,
                WorkerListener.NONE);
    }

    CollectionService collection(Services services) {
        return new CollectionService(transactions(), blobs(), services.profile());
    }

    UndeletionService undeletion(Services services) {
        return new UndeletionService(
                transactions(),
                blobs(),
                new SequentialIds(clock),
                services.profile(),
                MediaProbe.SNIFFING,
                Thumbnailer.NONE);
    }

    RepairService repair(Services services) {
        setClockAfterFiles();
        return new RepairService(transactions(), blobs(), services.profile());
    }

    VerificationService verification() {
        setClockAfterFiles();
        return new VerificationService(transactions(), blobs(), SampleRows.ALICE);
    }

    /** Returns what a verification of alice's rows and files finds. */
    List<Problem> problems(VerificationRequest request) {
        List<Problem> problems = new ArrayList<>();
        Verification result = verification().verify(request, problems::add);
        assertThat(result.problems()).isEqualTo(problems.size());
        return problems;
    }

    /**
     * Sets the clock after the times of all files, which come from the machine's clock. A verification ignores files that
     * were written after it started.
     */
    void setClockAfterFiles() {
        clock.set(Instant.now().plus(Duration.ofMinutes(5)));
    }

    /** Collects all files that no row of alice refers to, however many there are. */
    void collectAllNow() {
        setClockAfterFiles();
        collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, CollectionService.Mode.REMOVE, 1, files -> {});
    }
}
