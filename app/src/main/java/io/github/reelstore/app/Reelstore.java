package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.maintenance.MaintenanceService;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.DirectUploads;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.board.TakeService;
import io.github.reelstore.domain.transfer.TransferService;
import io.github.reelstore.localfs.DiskReserve;
import io.github.reelstore.localfs.LocalFsConfig;
import io.github.reelstore.sqlite.SqliteIntegrityCheck;
import io.github.reelstore.sqlite.backup.SqliteRestore;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * An open store, used by one profile. It is thread-safe; a process may open several stores.
 *
 * <pre>{@code
 * ReelstoreConfig config = ReelstoreConfig.builder()
 *         .databaseUrl("jdbc:sqlite:reelstore.db")
 *         .storageUrl("file:media")
 *         .build();
 * try (Reelstore store = Reelstore.open(config)) {
 *     VideoProject project = store.projects().create(VideoProject.builder().title("Dusk"));
 *     store.generations().addImage(new NewImage(
 *             project.id(), BlobSource.of(Path.of("dusk.png")), ImageGeneration.builder().provider("imagen")));
 * }
 * }</pre>
 */
public final class Reelstore implements AutoCloseable {

    private final Resources resources;
    private final ProfileId profile;
    private final boolean owner;
    private final MediaService media;
    private final ProjectService projects;
    private final GenerationService generations;
    private final MaintenanceService maintenance;
    private final DirectUploads directUploads;
    private final JobService jobs;
    private final SceneService scenes;
    private final TakeService takes;
    private final StoryboardService storyboard;
    private final TransferService transfers;

    private Reelstore(Resources resources, ProfileId profile, boolean owner) {
        this.resources = resources;
        this.profile = profile;
        this.owner = owner;
        this.media = new MediaService(
                resources.transactions(), resources.blobs(), profile, resources.probe(), resources.thumbnailer());
        this.projects = new ProjectService(resources.transactions(), media, resources.ids(), profile);
        this.generations = new GenerationService(resources.transactions(), media, resources.ids(), profile);
        this.directUploads = new DirectUploads(resources.transactions(), media, resources.ids(), profile);
        this.jobs = jobs(PriceTable.EMPTY);
        this.scenes = new SceneService(resources.transactions(), profile);
        this.takes = new TakeService(resources.transactions(), profile);
        this.storyboard = new StoryboardService(resources.transactions(), jobs, profile);
        this.transfers = new TransferService(resources.transactions(), resources.blobs(), profile);
        this.maintenance = new MaintenanceService(
                resources.transactions(),
                resources.blobs(),
                resources.ids(),
                profile,
                resources.probe(),
                resources.thumbnailer());
    }

    /**
     * Opens the store, and creates or upgrades the database and the blob store if needed. Close the returned store.
     *
     * @throws StorageException.Configuration if the database or the blob store does not match its configuration
     * @throws StorageException.Corrupt if the database is too damaged to be opened
     * @throws StorageException.Unavailable if one of them cannot be reached
     */
    public static Reelstore open(ReelstoreConfig config) {
        return of(Resources.open(config), config.profile());
    }

    /**
     * Opens the store for a program that reads only: like {@link #open(ReelstoreConfig)}, but the folder of a blob store on local
     * disk is not created. If it does not exist, the store has no files, and cannot store any.
     *
     * @throws StorageException as {@link #open(ReelstoreConfig)} does
     */
    public static Reelstore openToRead(ReelstoreConfig config) {
        return of(Resources.openToRead(config), config.profile());
    }

    /**
     * Opens the store to remove files from it. If the disk of the blob store is full, first gives up the room that the blob store
     * has reserved there, without which a database on the same disk could not be opened.
     *
     * @throws StorageException as {@link #open(ReelstoreConfig)} does
     */
    public static Reelstore openToCollect(ReelstoreConfig config) {
        config.storageFolder().map(LocalFsConfig::new).map(DiskReserve::of).ifPresent(DiskReserve::giveUpIfFull);
        return open(config);
    }

    /**
     * Opens the store at these URLs for the profile {@code default}, with the default value of every other option.
     *
     * <pre>{@code
     * try (Reelstore store = Reelstore.open("jdbc:sqlite:reels.db", "file:media")) {
     *     System.out.println(store.projects().list(ProjectFilter.ALL, PageRequest.first(20)).items());
     * }
     * }</pre>
     *
     * @param databaseUrl {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST[:PORT]/DATABASE}, without a password
     * @param storageUrl {@code file:FOLDER} or {@code s3://BUCKET[/PREFIX]}
     * @throws StorageException as {@link #open(ReelstoreConfig)} does
     */
    public static Reelstore open(String databaseUrl, String storageUrl) {
        return open(ReelstoreConfig.builder()
                .databaseUrl(databaseUrl)
                .storageUrl(storageUrl)
                .build());
    }

    /** A store over open resources, which it closes. */
    static Reelstore of(Resources resources, ProfileId profile) {
        return new Reelstore(resources, profile, true);
    }

    /**
     * Checks whether the store works as configured: opens the database and the blob store as {@link #open} does, writes
     * to each, and undoes the write. An SQLite database is first checked for damage; a database that was found damaged
     * before becomes writable again if this check finds no damage (see {@link SqliteIntegrityCheck}).
     *
     * <p>Creates neither a database file nor the folder of the blob store: a missing one, or an empty database file, is
     * reported as a failure. The check may leave what opening creates in an existing place: the tables, created or
     * upgraded (in Postgres also their schema), the folder {@code .reelstore} of a blob store on local disk, and the
     * local staging folder of a blob store in S3.
     *
     * <p>The database and the blob store are checked independently. Use this as a health check or for troubleshooting.
     *
     * @return the results, in the order of the checks
     */
    public static List<CheckResult> check(ReelstoreConfig config) {
        return Doctor.examine(() -> config);
    }

    /**
     * Replaces the store's database by one from a backup of {@link io.github.reelstore.sqlite.backup.SqliteBackup}, and
     * keeps the old database under another name. The media files are not restored; the method only checks whether they
     * exist. Close the store in all processes first.
     *
     * @param folder the folder of the backup
     * @throws StorageException.Unsupported if the database is not an SQLite file
     * @see SqliteRestore#run SqliteRestore.run, for the other exceptions
     */
    public static SqliteRestore.Result restore(ReelstoreConfig config, Path folder, SqliteRestore.Progress progress) {
        SqliteConfig database = config.sqlite()
                .orElseThrow(() -> new StorageException.Unsupported(
                        "database.url",
                        "Only SQLite databases can be restored here; to restore Postgres with pg_restore, see"
                                + " docs/postgres.md."));
        SqliteRestore restore = SqliteRestore.of(database, folder);
        try (BlobStore blobs = Resources.openBlobStore(config)) {
            return restore.run(blobs, progress);
        }
    }

    /** The profile (tenant) whose rows and files this store reads and writes. */
    public ProfileId profile() {
        return profile;
    }

    /** The service for projects. */
    public ProjectService projects() {
        return projects;
    }

    /** The service for videos, images and audio. */
    public GenerationService generations() {
        return generations;
    }

    /** The service for media files. */
    public MediaService media() {
        return media;
    }

    /** The service for files that clients send straight to S3. */
    public DirectUploads directUploads() {
        return directUploads;
    }

    /** The ledger of paid requests, without a price table: each request needs its price, or has none. */
    public JobService jobs() {
        return jobs;
    }

    /** The ledger of paid requests, with a price table. */
    public JobService jobs(PriceTable prices) {
        return new JobService(
                resources.transactions(), resources.blobs(), generations, resources.ids(), profile, prices);
    }

    /** The service for scenes, with their lines and settings. */
    public SceneService scenes() {
        return scenes;
    }

    /** The service for takes, and which of them are chosen. */
    public TakeService takes() {
        return takes;
    }

    /** The storyboards, without a price table: the prices of plans are not known. */
    public StoryboardService storyboard() {
        return storyboard;
    }

    /** The service that hands projects over to other stores, and takes them over; bundles are made with it. */
    public TransferService transfers() {
        return transfers;
    }

    /** The storyboards, with a price table for plans. */
    public StoryboardService storyboard(PriceTable prices) {
        return new StoryboardService(resources.transactions(), jobs(prices), profile);
    }

    /**
     * Starts a worker, which sends the planned jobs of the profile and stores their results. Close it before the store; it closes the
     * clients of the providers then.
     *
     * @throws StorageException.InvalidInput if two providers have the same name
     */
    public JobWorker startWorker(List<ProviderSetup> providers, WorkerOptions options, WorkerListener listener) {
        media.bind();
        return JobWorker.start(
                resources.transactions(), resources.blobs(), generations, profile, providers, options, listener);
    }

    /** The service that collects, verifies, repairs, undeletes and refreshes. */
    public MaintenanceService maintenance() {
        return maintenance;
    }

    /**
     * Runs work in one read-write transaction of the profile: all of its changes are committed, or none.
     *
     * @see Transactions#inTransaction
     */
    public <T, E extends Exception> T inTransaction(Transactions.Work<T, E> work) throws E {
        media.bind();
        return resources.transactions().inTransaction(profile, work);
    }

    /**
     * Runs work in one read-only transaction of the profile.
     *
     * @see Transactions#readOnly
     */
    public <T, E extends Exception> T readOnly(Transactions.Work<T, E> work) throws E {
        return resources.transactions().readOnly(profile, work);
    }

    /**
     * Passes each invalid value in the database to a listener, instead of only to the log.
     *
     * @see Transactions#onInvalidValue
     */
    public void onInvalidValue(Consumer<InvalidValue> listener) {
        resources.transactions().onInvalidValue(listener);
    }

    /** The same store for another profile. It can be used until this store is closed; closing it does nothing. */
    public Reelstore withProfile(ProfileId other) {
        return new Reelstore(resources, other, false);
    }

    /**
     * The same store, with a listener that takes part in the write transactions of this object and of those made from it by
     * {@link #withProfile}. It can be used until this store is closed; closing it does nothing.
     */
    public Reelstore withListener(TransactionListener listener) {
        return new Reelstore(resources.with(listener), profile, false);
    }

    /** Closes the store after the running transactions end. Closing it again does nothing. */
    @Override
    public void close() {
        if (owner) {
            resources.close();
        }
    }
}
