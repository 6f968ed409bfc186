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
import io.github.reelstore.files.internal.BoundedStream;
import io.github.reelstore.files.internal.FileOperations;
import io.github.reelstore.files.internal.StagedFile;
import io.github.reelstore.files.internal.StagingDirectory;
import io.github.reelstore.files.internal.StagingLayout;
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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@link BlobStore} in a directory on the local disk. The file of key {@code a/b} is the file {@code a/b} below the
 * root, so any tool can read it. To use it without Guice:
 *
 * <pre>{@code
 * try (BlobStore blobs = LocalFsBlobStore.open(new LocalFsConfig(Path.of("/srv/reelstore")));
 *         StagedBlob staged = blobs.stage(BlobSource.of(file))) {
 *     blobs.publish(staged, BlobKey.parse("projects/p1/video.mp4"));
 * }
 * }</pre>
 *
 * <p>In addition to the rules of {@link BlobStore}:
 *
 * <ul>
 *   <li>A file and a directory cannot have the same name. If {@code a} is a file, publishing {@code a/b} throws
 *       {@link StorageException.AlreadyExists}; so does publishing {@code a} if {@code a/b} is a file.
 *   <li>Below the root no symbolic link is followed, wherever it points: a key whose path contains one throws {@link
 *       StorageException.Integrity}, and {@code list} skips it. The root itself may be a symbolic link.
 *   <li>{@code list} skips files whose names are not valid keys, such as {@code .DS_Store}.
 *   <li>Directories remain when their last file is deleted.
 *   <li>If the file system does not support hard links, publishing copies the bytes once more.
 *   <li>Windows cannot force directory entries to disk: if the machine crashes, the most recent publishes and deletes
 *       may be lost.
 * </ul>
 */
public final class LocalFsBlobStore implements BlobStore, SupportsStoreId, SupportsCleanup, SupportsDescription {

    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final StorageRoot root;
    private final StoreIdFile storeIdFile;

    /** Empty if the store is opened read-only. */
    private final Optional<Writing> writing;

    /** What writing needs. */
    private record Writing(StagingDirectory staging, AtomicPublisher publisher, DirectoryCreator directories) {}

    private LocalFsBlobStore(StorageRoot root, StagingDirectory staging, FileOperations files) throws IOException {
        this.root = root;
        AtomicPublisher publisher = AtomicPublisher.choose(root, staging, files);
        this.storeIdFile = new StoreIdFile(root, staging, publisher, files);
        this.writing = Optional.of(new Writing(staging, publisher, new DirectoryCreator(root, files)));
    }

    private LocalFsBlobStore(StorageRoot root) {
        this.root = root;
        this.storeIdFile = StoreIdFile.readOnly(root);
        this.writing = Optional.empty();
    }

    /**
     * Opens an existing store only to read it: nothing is created or changed, and methods that write throw {@link
     * StorageException.ReadOnly}.
     *
     * @throws StorageException.Configuration if the root is not a directory
     */
    public static LocalFsBlobStore openReadOnly(LocalFsConfig config) {
        return new LocalFsBlobStore(StorageRoot.existing(config.root()));
    }

    private Writing writing() {
        return writing.orElseThrow(() -> StorageException.ReadOnly.store("storage"));
    }

    /**
     * Opens a store, and creates its root if it does not exist.
     *
     * @throws StorageException.Configuration if the root is not a directory or is not writable
     */
    public static LocalFsBlobStore open(LocalFsConfig config) {
        return open(config, new FileOperations());
    }

    static LocalFsBlobStore open(LocalFsConfig config, FileOperations files) {
        return open(config, files, InstantSource.system());
    }

    static LocalFsBlobStore open(LocalFsConfig config, FileOperations files, InstantSource clock) {
        StorageRoot root = StorageRoot.open(config.root(), files);
        try {
            StagingLayout layout =
                    new StagingLayout(root.createInternal("staging"), root.createInternal("sessions"), "");
            StagingDirectory staging = StagingDirectory.open(layout, files, root.exceptions(), clock);
            try {
                LocalFsBlobStore store = new LocalFsBlobStore(root, staging, files);
                DiskReserve.of(config).keep();
                return store;
            } catch (Throwable e) {
                staging.close();
                throw e;
            }
        } catch (IOException e) {
            throw root.exceptions().notWritable(e);
        }
    }

    @Override
    public StagedBlob stage(BlobSource source) {
        return writing().staging().stage(source, StagedFile::new);
    }

    @Override
    public void publish(StagedBlob staged, BlobKey key) {
        publishAll(Map.of(key, staged));
    }

    /** Forces each directory to disk once. */
    @Override
    public void publishAll(Map<BlobKey, ? extends StagedBlob> staged) {
        DirectoryCreator directories = writing().directories();
        Map<Path, BlobKey> changed = new LinkedHashMap<>();
        staged.forEach((key, blob) -> {
            StagedFile file = writing().staging().requireOpen(blob, StagedFile.class);
            toDisk(key, () -> {
                Path target = directories.createParents(key);
                publish(file, target, key);
                changed.putIfAbsent(target.resolveSibling("."), key);
            });
        });
        changed.values().forEach(key -> toDisk(key, () -> directories.syncFor(key)));
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private void toDisk(BlobKey key, Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw root.exceptions().failed(key.value(), "published", e);
        }
    }

    private void publish(StagedFile file, Path target, BlobKey key) throws IOException {
        AtomicPublisher publisher = writing().publisher();
        try {
            publisher.publish(file, target);
        } catch (FileAlreadyExistsException e) {
            Optional<BasicFileAttributes> existing = StorageRoot.attributes(target);
            if (existing.isPresent()) {
                root.refuseLink(target, existing.get(), key.value());
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
            StoredFile file = find(key).orElseThrow(() -> new NoSuchFileException(key.value()));
            FileChannel channel = FileChannel.open(file.path, READ_NO_LINK);
            return BoundedStream.content(channel, key.value(), range);
        } catch (NoSuchFileException e) {
            throw new StorageException.NotFound(key.value(), "There is no file " + key + ".");
        } catch (IOException e) {
            throw root.exceptions().failed(key.value(), "opened", e);
        }
    }

    @Override
    public Optional<BlobInfo> stat(BlobKey key) {
        try {
            return find(key)
                    .map(StoredFile::attributes)
                    .map(attributes -> new BlobInfo(
                            key,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()));
        } catch (IOException e) {
            throw root.exceptions().failed(key.value(), "read", e);
        }
    }

    @Override
    public boolean delete(BlobKey key) {
        DirectoryCreator directories = writing().directories();
        try {
            Optional<StoredFile> file = find(key);
            if (file.isEmpty() || !Files.deleteIfExists(file.get().path)) {
                return false;
            }
            directories.syncFor(key);
            return true;
        } catch (IOException e) {
            throw root.exceptions().failed(key.value(), "deleted", e);
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
            throw root.exceptions().failed(prefix.value(), "listed", e);
        }
    }

    private record StoredFile(Path path, BasicFileAttributes attributes) {}

    /** The regular file at a key; empty for a directory, and for a pipe, which would never end. */
    private Optional<StoredFile> find(BlobKey key) throws IOException {
        Optional<Path> path = root.find(key.value());
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return StorageRoot.attributes(path.get())
                .filter(BasicFileAttributes::isRegularFile)
                .map(attributes -> new StoredFile(path.get(), attributes));
    }

    @Override
    public Optional<StoreId> storeId() {
        return storeIdFile.read();
    }

    @Override
    public StoreId identify(StoreId id) {
        writing();
        return storeIdFile.writeIfAbsent(id);
    }

    @Override
    public long leftovers(Instant before) {
        return writing.map(open -> open.staging().leftovers(before)).orElse(0L);
    }

    /**
     * Deletes the staged files of stores whose process has died. A live store holds a lock, and its staged files are
     * kept whatever their age. If the file system does not support locks, only the age decides, which is at least an
     * hour.
     */
    @Override
    public long sweep(Instant before) {
        return writing().staging().sweep(before);
    }

    @Override
    public String description() {
        return "local disk, " + root.path();
    }

    @Override
    public void close() {
        writing.map(Writing::staging).ifPresent(StagingDirectory::close);
    }
}
