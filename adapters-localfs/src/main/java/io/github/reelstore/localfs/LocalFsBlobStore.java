package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsCleanup;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@link BlobStore} in a folder of the local disk: the file of key {@code a/b} is the file {@code a/b} below the root,
 * so any tool can read it. Without Guice:
 *
 * <pre>{@code
 * try (BlobStore blobs = LocalFsBlobStore.open(new LocalFsConfig(Path.of("/srv/reelstore")));
 *         StagedBlob staged = blobs.stage(BlobSource.of(file))) {
 *     blobs.publish(staged, BlobKey.parse("projects/p1/video.mp4"));
 * }
 * }</pre>
 *
 * <p>What this store adds to the port's rules:
 *
 * <ul>
 *   <li>A file and a folder cannot have one name: with a file at {@code a}, publishing {@code a/b} throws {@link
 *       StorageException.AlreadyExists}, and so does {@code a} with a file at {@code a/b}.
 *   <li>Below the root no symbolic link is followed, wherever it points: a key that leads through one throws {@link
 *       StorageException.Integrity}, a list passes over it. The root itself may be one.
 *   <li>A list passes over files whose name is no valid key, such as {@code .DS_Store}.
 *   <li>Folders remain when their last file is deleted.
 *   <li>Where the file system has no hard links, publishing copies the bytes once more.
 *   <li>On Windows the names in a folder cannot be forced to the disk: a crash of the machine may take back what was
 *       published or deleted in its last moments.
 * </ul>
 */
public final class LocalFsBlobStore implements BlobStore, SupportsStoreId, SupportsCleanup, SupportsDescription {

    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final StorageRoot root;
    private final StagingDirectory staging;
    private final AtomicPublisher publisher;
    private final DirectoryCreator directories;
    private final StoreIdFile identity;

    private LocalFsBlobStore(StorageRoot root, StagingDirectory staging, FileOperations files) {
        this.root = root;
        this.staging = staging;
        this.publisher = staging.placement();
        this.directories = new DirectoryCreator(root, files);
        this.identity = new StoreIdFile(root, staging, publisher, files);
    }

    /**
     * Opens a store, and creates its root when that is missing.
     *
     * @throws StorageException.Configuration if the root is not a folder, or nothing can be written in it
     */
    public static LocalFsBlobStore open(LocalFsConfig config) {
        return open(config, new FileOperations());
    }

    static LocalFsBlobStore open(LocalFsConfig config, FileOperations files) {
        StorageRoot root = StorageRoot.open(config.root(), files);
        StagingDirectory staging = StagingDirectory.open(root, files);
        try {
            return new LocalFsBlobStore(root, staging, files);
        } catch (RuntimeException e) {
            staging.close();
            throw e;
        }
    }

    @Override
    public StagedBlob stage(BlobSource source) {
        return staging.take(source);
    }

    @Override
    public void publish(StagedBlob staged, BlobKey key) {
        StagedFile file = own(staged);
        try {
            place(file, directories.makeFor(key), key);
            directories.syncFor(key);
        } catch (IOException e) {
            throw root.exceptions().on(key.value(), "published", e);
        }
    }

    private StagedFile own(StagedBlob staged) {
        if (!(staged instanceof StagedFile file) || !file.isIn(staging)) {
            throw new StorageException.InvalidInput(
                    "staged blob", "The staged blob is of another store; stage the bytes in this one.");
        }
        if (!file.isOpen()) {
            throw StagedFile.closed();
        }
        return file;
    }

    private void place(StagedFile file, Path target, BlobKey key) throws IOException {
        try {
            publisher.place(file, target);
        } catch (FileAlreadyExistsException e) {
            Optional<BasicFileAttributes> holder = StorageRoot.attributes(target);
            if (holder.isPresent()) {
                root.refuseLink(target, holder.get(), key.value());
            }
            if (!publisher.isAt(file, target)) {
                throw new StorageException.AlreadyExists(
                        key.value(), "The key " + key + " is taken by another file or folder; choose another key.", e);
            }
        }
    }

    @Override
    public BlobContent open(BlobKey key, ByteRange range) {
        try {
            Found file = find(key).orElseThrow(() -> new NoSuchFileException(key.value()));
            FileChannel channel = FileChannel.open(file.path, READ_NO_LINK);
            return RangeStream.content(channel, key.value(), range);
        } catch (NoSuchFileException e) {
            throw new StorageException.NotFound(key.value(), "There is no file " + key + ".");
        } catch (IOException e) {
            throw root.exceptions().on(key.value(), "opened", e);
        }
    }

    @Override
    public Optional<BlobInfo> stat(BlobKey key) {
        try {
            return find(key)
                    .map(Found::attributes)
                    .map(there -> new BlobInfo(
                            key, there.size(), there.lastModifiedTime().toInstant()));
        } catch (IOException e) {
            throw root.exceptions().on(key.value(), "looked at", e);
        }
    }

    @Override
    public boolean delete(BlobKey key) {
        try {
            Optional<Found> file = find(key);
            if (file.isEmpty() || !Files.deleteIfExists(file.get().path)) {
                return false;
            }
            directories.syncFor(key);
            return true;
        } catch (IOException e) {
            throw root.exceptions().on(key.value(), "deleted", e);
        }
    }

    @Override
    public Stream<BlobInfo> list(BlobPrefix prefix) {
        try {
            Optional<Path> start = prefix.value().isEmpty() ? Optional.of(root.path()) : root.find(prefix.value());
            root.exceptions().requireRoot();
            return start.map(folder -> FileWalk.of(folder, prefix.value(), root.exceptions()))
                    .orElseGet(Stream::empty);
        } catch (IOException e) {
            throw root.exceptions().on(prefix.value(), "listed", e);
        }
    }

    private record Found(Path path, BasicFileAttributes attributes) {}

    /** The file of a key, where it is one: a folder is none, nor is a pipe, which would never end. */
    private Optional<Found> find(BlobKey key) throws IOException {
        Optional<Path> path = root.find(key.value());
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return StorageRoot.attributes(path.get())
                .filter(BasicFileAttributes::isRegularFile)
                .map(there -> new Found(path.get(), there));
    }

    @Override
    public Optional<StoreId> storeId() {
        return identity.read();
    }

    @Override
    public StoreId identify(StoreId id) {
        return identity.give(id);
    }

    @Override
    public long leftovers(Instant before) {
        try {
            return staging.leftovers(before);
        } catch (IOException e) {
            throw root.exceptions().on("staging", "looked through", e);
        }
    }

    /**
     * Removes what stores staged whose process died. Those that live hold a lock, and what they stage stays, whatever its age; where
     * the file system has no locks, the age decides.
     */
    @Override
    public long sweep(Instant before) {
        try {
            return staging.sweep(before);
        } catch (IOException e) {
            throw root.exceptions().on("staging", "swept", e);
        }
    }

    @Override
    public String description() {
        return "local disk, " + root.path();
    }

    @Override
    public void close() {
        staging.close();
    }
}
