package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.sqlite.SqliteIntegrityCheck;
import io.github.reelstore.sqlite.backup.SqliteRestore;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * An open store, seen by one profile. Safe for use by many threads; several may be open in one process.
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

    private Reelstore(Resources resources, ProfileId profile, boolean owner) {
        this.resources = resources;
        this.profile = profile;
        this.owner = owner;
        this.media = new MediaService(
                resources.transactions(), resources.blobs(), profile, resources.probe(), resources.thumbnailer());
        this.projects = new ProjectService(resources.transactions(), media, resources.ids(), profile);
        this.generations = new GenerationService(resources.transactions(), media, resources.ids(), profile);
    }

    /**
     * Opens the store: makes or upgrades the database and the storage root where that is needed. Close what this returns.
     *
     * @throws StorageException.Configuration if the database or the storage root cannot be what it is set up to be
     * @throws StorageException.Corrupt if the database is damaged so that it cannot be opened
     * @throws StorageException.Unavailable if one of them cannot be reached
     */
    public static Reelstore open(ReelstoreConfig config) {
        return of(Resources.open(config), config.profile());
    }

    /** The store over what is open already; it closes that. */
    static Reelstore of(Resources resources, ProfileId profile) {
        return new Reelstore(resources, profile, true);
    }

    /**
     * Tries out whether the store can be had as it is set up: opens the database and the storage as {@link #open} does, writes
     * to each and takes that back. An SQLite database is checked for damage first; one that was found damaged before can be
     * written again if that finds nothing (see {@link SqliteIntegrityCheck}). It makes neither a database file nor the storage's folder: where one of them is missing or
     * the file is empty, that is a finding. What it may leave is what opening makes in a place that is there: the tables, made
     * or upgraded (in Postgres their schema too), the folder {@code .reelstore} of a storage on local disk, and the local
     * staging folder of one in S3.
     * The one half is checked whatever the other comes to. For a health check, or a look at what is wrong.
     *
     * @return what was found, one after the other
     */
    public static List<CheckResult> check(ReelstoreConfig config) {
        return Doctor.examine(() -> config);
    }

    /**
     * Puts the database of a backup that {@link io.github.reelstore.sqlite.backup.SqliteBackup} made in the place of the store's, and the old one
     * aside; the files are only looked for. Close the store first, in all processes.
     *
     * @param folder the backup's
     * @throws StorageException.Unsupported if the database is not an SQLite file
     * @see SqliteRestore#run for the other failures
     */
    public static SqliteRestore.Result restore(ReelstoreConfig config, Path folder, SqliteRestore.Progress progress) {
        SqliteConfig database = config.sqlite()
                .orElseThrow(() -> new StorageException.Unsupported(
                        "database.url",
                        "Only an SQLite database is restored by this command; docs/postgres.md says how to restore Postgres by"
                                + " pg_restore."));
        SqliteRestore restore = SqliteRestore.of(database, folder);
        try (BlobStore storage = Resources.openStorage(config)) {
            return restore.run(storage, progress);
        }
    }

    /** Whose rows and files these are. */
    public ProfileId profile() {
        return profile;
    }

    /** The projects. */
    public ProjectService projects() {
        return projects;
    }

    /** Clips, images and speech. */
    public GenerationService generations() {
        return generations;
    }

    /** The files. */
    public MediaService media() {
        return media;
    }

    /** Reads stored files again, for rows that lack what their bytes say, or a thumbnail. */
    public RefreshService refresh() {
        return new RefreshService(resources.transactions(), media, profile);
    }

    /** Removes files that nothing refers to any more. Files without a row that may be worth keeping stay unless you say so. */
    public CollectionService collection() {
        return new CollectionService(resources.transactions(), resources.blobs(), profile);
    }

    /**
     * Makes rows of files that have none: of deleted ones that were not collected yet, and of those that were stored after the backup
     * that the database was restored from.
     */
    public UndeletionService undeletion() {
        return new UndeletionService(resources.transactions(), media, resources.ids(), profile);
    }

    /** Repairs what verification found, by a plan. */
    public RepairService repair() {
        return new RepairService(resources.transactions(), resources.blobs(), profile);
    }

    /** Looks whether rows and files belong together. */
    public VerificationService verification() {
        return new VerificationService(resources.transactions(), resources.blobs(), profile);
    }

    /**
     * Runs work in one transaction of the profile that reads and writes: all of it is there afterwards, or nothing.
     *
     * @see Transactions#inTransaction
     */
    public <T, E extends Exception> T inTransaction(Transactions.Work<T, E> work) throws E {
        media.bind();
        return resources.transactions().inTransaction(profile, work);
    }

    /**
     * Runs work in one transaction of the profile that only reads.
     *
     * @see Transactions#readOnly
     */
    public <T, E extends Exception> T readOnly(Transactions.Work<T, E> work) throws E {
        return resources.transactions().readOnly(profile, work);
    }

    /** The same store as another profile sees it. It lives as long as this one; closing it does nothing. */
    public Reelstore withProfile(ProfileId other) {
        return new Reelstore(resources, other, false);
    }

    /** Closes the store, once running transactions are through. A second time does nothing. */
    @Override
    public void close() {
        if (owner) {
            resources.close();
        }
    }
}
