package io.github.reelstore.app;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.BlobStore;
import io.github.reelstore.domain.port.IdGenerator;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import java.util.function.Supplier;

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
        this.media = new MediaService(resources.transactions(), resources.blobs(), profile);
        this.projects = new ProjectService(resources.transactions(), media, resources.ids(), profile);
        this.generations = new GenerationService(resources.transactions(), media, resources.ids(), profile);
    }

    /**
     * Opens the store: makes or upgrades the database and the storage root where that is needed. Close what this returns.
     *
     * @throws StorageException.Configuration if the database or the storage root cannot be what it is set up to be
     * @throws StorageException.Unavailable if one of them cannot be reached
     */
    public static Reelstore open(ReelstoreConfig config) {
        return new Reelstore(Resources.open(config), config.profile(), true);
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

    /**
     * Runs work in one transaction of the profile that reads and writes: all of it is there afterwards, or nothing.
     *
     * @see Transactions#inTransaction
     */
    public <T, E extends Exception> T inTransaction(Transactions.Work<T, E> work) throws E {
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

    /** What all profiles share. */
    private record Resources(Transactions transactions, IdGenerator ids, BlobStore blobs) implements AutoCloseable {

        /** Storage first: should the database fail, what is left behind is at worst an empty folder. */
        static Resources open(ReelstoreConfig config) {
            BlobStore blobs = opened(() -> inject(config.storage()).getInstance(BlobStore.class));
            try {
                return opened(() -> {
                    Injector database = inject(config.database());
                    IdGenerator ids = database.getInstance(IdGenerator.class);
                    return new Resources(database.getInstance(Transactions.class), ids, blobs);
                });
            } catch (RuntimeException e) {
                blobs.close();
                throw e;
            }
        }

        private static Injector inject(Backend backend) {
            return Guice.createInjector(backend.module().get());
        }

        /** Guice wraps what an adapter throws; callers get it as it was thrown. */
        private static <T> T opened(Supplier<T> opening) {
            try {
                return opening.get();
            } catch (ProvisionException | CreationException e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    if (cause instanceof StorageException known) {
                        throw known;
                    }
                }
                throw e;
            }
        }

        @Override
        public void close() {
            transactions.close();
            blobs.close();
        }
    }
}
