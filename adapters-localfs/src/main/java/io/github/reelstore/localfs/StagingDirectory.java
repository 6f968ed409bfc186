package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.files.internal.SourceReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Holds files until they are published: {@code .reelstore/staging} in the storage root. */
final class StagingDirectory {

    /**
     * Age after which a file without a live lease counts as abandoned by a dead process, possibly on a system without
     * locks. Staged files are normally published or discarded within seconds.
     */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private final StorageRoot root;
    private final Path directory;
    private final Path leases;
    private final StagingLease lease;
    private final FileOperations files;

    private StagingDirectory(StorageRoot root, Path directory, Path leases, StagingLease lease, FileOperations files) {
        this.root = root;
        this.directory = directory;
        this.leases = leases;
        this.lease = lease;
        this.files = files;
    }

    /**
     * Creates the directory if it does not exist, and sweeps it.
     *
     * @throws StorageException.Configuration if the directory is not writable
     */
    static StagingDirectory open(StorageRoot root, FileOperations files) {
        try {
            // check before anything is created there
            if (Files.isSymbolicLink(root.internal(""))) {
                throw isLink(root, root.internal(""));
            }
            Path directory = create(root, "staging");
            Path leases = create(root, "sessions");
            StagingDirectory staging =
                    new StagingDirectory(root, directory, leases, StagingLease.acquire(leases), files);
            try {
                staging.sweep(Instant.now().minus(ABANDONED_AFTER));
                return staging;
            } catch (IOException | RuntimeException e) {
                staging.close();
                throw e;
            }
        } catch (IOException e) {
            throw notWritable(root, e);
        }
    }

    private static Path create(StorageRoot root, String name) throws IOException {
        Path directory = root.internal(name);
        Files.createDirectories(directory);
        if (!StorageRoot.isRealPath(directory)) {
            throw isLink(root, directory);
        }
        return directory;
    }

    private static StorageException.Configuration isLink(StorageRoot root, Path directory) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + root.path() + " cannot be used, because " + directory
                        + " is a symbolic link; remove the link.");
    }

    private static StorageException.Configuration notWritable(StorageRoot root, IOException e) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + root.path() + " is not writable: " + LocalFsExceptions.reason(e)
                        + "; check its permissions and its disk, or use another root.",
                e);
    }

    /**
     * Deletes the staged files of dead leases, and files without a lease that were last written before the limit.
     *
     * @return how many staged files were deleted
     */
    long sweep(Instant limit) throws IOException {
        return each(limit, StagingLease::cleanUpIfDead, this::remove);
    }

    /** Counts the files that {@link #sweep} would delete. */
    long leftovers(Instant limit) throws IOException {
        return each(limit, StagingLease::runIfDead, file -> {});
    }

    @FunctionalInterface
    private interface LeaseCheck {
        void ifDead(Path lease, StagingLease.Cleanup cleanup) throws IOException;
    }

    private long each(Instant limit, LeaseCheck check, Visitor visitor) throws IOException {
        long[] count = new long[1];
        Visitor counting = file -> {
            visitor.visit(file);
            count[0]++;
        };
        each(leases, "*", lease -> check.ifDead(lease, name -> each(directory, name + ".*", counting)));
        each(directory, "*", file -> {
            boolean hasNoLease = Files.notExists(leases.resolve(leaseOf(file) + ".lock"));
            var attributes = StorageRoot.attributes(file);
            if (hasNoLease
                    && attributes.isPresent()
                    && attributes.get().lastModifiedTime().toInstant().isBefore(limit)) {
                counting.visit(file);
            }
        });
        return count[0];
    }

    private static String leaseOf(Path staged) {
        String name = String.valueOf(staged.getFileName());
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Path file) throws IOException;
    }

    private static void each(Path directory, String names, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, names)) {
            for (Path file : files) {
                visitor.visit(file);
            }
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /** Releases the lease. */
    void close() {
        lease.close();
    }

    /**
     * Chooses how to publish: with hard links if the file system supports them, otherwise by copying and renaming.
     *
     * @throws StorageException.Configuration if the directory is not writable
     */
    AtomicPublisher choosePublisher() {
        Path file = newPath();
        Path second = newPath();
        try {
            // Permission bits are not reliable (the root user, ACLs, read-only mounts), so create a file.
            files.create(file).close();
            files.syncDirectory(directory);
            return canLink(file, second) ? new HardLinkPublisher(files) : renamePublisher();
        } catch (IOException e) {
            throw notWritable(root, e);
        } finally {
            remove(file);
            remove(second);
        }
    }

    private boolean canLink(Path file, Path second) {
        try {
            files.link(second, file);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    private RenamePublisher renamePublisher() throws IOException {
        RenamePublisher publisher = new RenamePublisher(this, root.internal("publish.lock"), files);
        publisher.checkLocking();
        return publisher;
    }

    /** Stages the bytes of a source: hashed and durable. If this throws, no file is left. */
    StagedFile stage(BlobSource source) {
        Path file = newPath();
        try {
            HashingFileWriter.Result written = write(source, file);
            return new StagedFile(this, file, written.hash(), written.size());
        } catch (RuntimeException | Error e) {
            remove(file);
            throw e;
        }
    }

    private HashingFileWriter.Result write(BlobSource source, Path file) {
        try (SourceReader reader = SourceReader.open(source);
                FileOperations.Output out = create(source, file)) {
            return HashingFileWriter.copy(reader, out);
        } catch (IOException e) {
            throw root.exceptions().writeFailed(source, e);
        }
    }

    private FileOperations.Output create(BlobSource source, Path file) {
        try {
            return files.create(file);
        } catch (IOException e) {
            throw root.exceptions().translate(source.name(), "staged", e);
        }
    }

    /** Opens a staged file. */
    BlobContent open(Path file, ByteRange range) {
        try {
            return RangeStream.content(
                    FileChannel.open(file, StandardOpenOption.READ), String.valueOf(file.getFileName()), range);
        } catch (IOException e) {
            throw root.exceptions().translate(String.valueOf(file.getFileName()), "read again", e);
        }
    }

    /** Makes a durable copy of a staged file; the caller moves or deletes it. */
    Path copyOf(Path staged) throws IOException {
        Path copy = newPath();
        boolean complete = false;
        try (FileChannel in = FileChannel.open(staged, StandardOpenOption.READ);
                FileOperations.Output out = files.create(copy)) {
            ByteBuffer buffer = ByteBuffer.allocate(HashingFileWriter.BUFFER);
            while (in.read(buffer) >= 0) {
                out.write(buffer.flip());
                buffer.clear();
            }
            out.force();
            complete = true;
        } finally {
            if (!complete) {
                remove(copy);
            }
        }
        return copy;
    }

    /** Deletes a file of this directory. Failures are ignored; the file is swept later. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The file is not in use, and the caller may have a more important exception to throw.
        }
    }

    private Path newPath() {
        return directory.resolve(lease.name() + "." + UUID.randomUUID());
    }
}
