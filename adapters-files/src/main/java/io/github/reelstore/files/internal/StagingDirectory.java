package io.github.reelstore.files.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A local directory that holds files until they are published, shared by all processes that use it. A {@link
 * StagingLease} protects the files of open stores; those of dead processes are swept.
 */
public final class StagingDirectory implements Closeable {

    private static final System.Logger LOG = System.getLogger(StagingDirectory.class.getName());

    /** Age after which opening deletes a file without a lease. Staged files are normally published within seconds. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    /** Files without a lease are never deleted earlier, since they may belong to a process that could not lock. */
    private static final Duration MIN_AGE = Duration.ofHours(1);

    private final StagingLayout layout;
    private final FileOperations files;
    private final StagingFailures failures;
    private final InstantSource clock;
    private final StagingLease lease;

    private StagingDirectory(
            StagingLayout layout,
            FileOperations files,
            StagingFailures failures,
            InstantSource clock,
            StagingLease lease) {
        this.layout = layout;
        this.files = files;
        this.failures = failures;
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * Acquires a lease in an existing directory, and sweeps it.
     *
     * @param clock tells the age of staged files
     * @throws IOException if the directory cannot be read or is not writable
     */
    public static StagingDirectory open(
            StagingLayout layout, FileOperations files, StagingFailures failures, InstantSource clock)
            throws IOException {
        StagingLease lease = StagingLease.acquire(layout, files);
        try {
            StagingDirectory staging = new StagingDirectory(layout, files, failures, clock, lease);
            staging.logSwept(staging.eachAbandoned(clock.instant().minus(ABANDONED_AFTER), StagingDirectory::delete));
            return staging;
        } catch (Throwable e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Stages the bytes of a source: hashed and durable. If this throws, no file is left.
     *
     * @param type creates the staged file
     * @throws StorageException.Unavailable if the source cannot be read, or its bytes cannot be written
     */
    public <F extends StagedFile> F stage(BlobSource source, Function<StagedBytes, F> type) {
        Path file = newPath();
        try {
            return type.apply(write(source, file));
        } catch (Throwable e) {
            remove(file);
            throw e;
        }
    }

    private StagedBytes write(BlobSource source, Path file) {
        try (SourceReader reader = SourceReader.open(source);
                FileOperations.Output out = create(source, file)) {
            HashingFileWriter.Result written = HashingFileWriter.copy(reader, out);
            return new StagedBytes(this, file, written.hash(), written.size());
        } catch (IOException e) {
            throw writeFailed(source, e);
        }
    }

    private FileOperations.Output create(BlobSource source, Path file) {
        try {
            return files.create(file);
        } catch (IOException e) {
            throw failures.failed(source.name(), "staged", e);
        }
    }

    /**
     * Writing staged bytes failed: the disk is full, a quota is exceeded, or the disk is broken. None of these is
     * retryable. Only a channel that was closed by an interrupt is, since it says nothing about the disk.
     */
    private StorageException writeFailed(BlobSource source, IOException e) {
        String message = "The bytes of " + source.name() + " could not be written " + failures.where() + ": "
                + FailureReason.of(e)
                + "; free up space (\"reelstore gc\" removes files that no row refers to) or repair the disk, and try again.";
        return e instanceof ClosedChannelException
                ? StorageException.Unavailable.passing(source.name(), message, e)
                : StorageException.Unavailable.lasting(source.name(), message, e);
    }

    /**
     * Returns a staged file of this directory.
     *
     * @throws StorageException.InvalidInput if the staged blob is closed or belongs to another store
     */
    public <F extends StagedFile> F requireOpen(StagedBlob staged, Class<F> type) {
        if (!type.isInstance(staged) || !type.cast(staged).isIn(this)) {
            throw new StorageException.InvalidInput(
                    "staged blob", "The staged blob belongs to another store; stage the bytes in this one.");
        }
        F file = type.cast(staged);
        file.requireOpen();
        return file;
    }

    BlobContent open(Path file, ByteRange range, String subject) {
        try {
            return BoundedStream.content(FileChannel.open(file, StandardOpenOption.READ), subject, range);
        } catch (IOException e) {
            throw unreadable(subject, e);
        }
    }

    StorageException unreadable(String subject, IOException e) {
        return failures.failed(subject, "read again", e);
    }

    /** Makes a durable copy of a staged file; the caller moves or deletes it. If this throws, no copy is left. */
    public Path copyOf(StagedFile staged) throws IOException {
        Path copy = newPath();
        try (FileChannel in = FileChannel.open(staged.path(), StandardOpenOption.READ);
                FileOperations.Output out = files.create(copy)) {
            ByteBuffer buffer = ByteBuffer.allocate(HashingFileWriter.BUFFER);
            while (in.read(buffer) >= 0) {
                out.write(buffer.flip());
                buffer.clear();
            }
            out.force();
        } catch (Throwable e) {
            remove(copy);
            throw e;
        }
        return copy;
    }

    /** The path of a new file, which does not exist yet. */
    public Path newPath() {
        return layout.stagedFile(lease.name(), UUID.randomUUID().toString());
    }

    /** Deletes a file of this directory. Failures are ignored; the file is swept later. */
    public void remove(Path file) {
        delete(file);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The file is not in use, and the caller may have a more important exception to throw.
        }
    }

    /**
     * Deletes the staged files of dead processes. A live one holds a lease, and its files stay, however old. Files
     * without a lease are deleted if they were last written before the limit and at least an hour ago.
     *
     * @return how many staged files were deleted
     * @throws StorageException.Unavailable if the directory cannot be read
     */
    public long sweep(Instant before) {
        long swept = count("swept", before, StagingDirectory::delete);
        logSwept(swept);
        return swept;
    }

    private void logSwept(long count) {
        if (count > 0) {
            LOG.log(
                    Level.INFO,
                    "Swept " + layout.directory() + ": deleted " + count + " staged file(s) of processes that ended.");
        }
    }

    /** Counts the files that {@link #sweep} would delete; throws like it. */
    public long leftovers(Instant before) {
        return count("scanned", before, file -> {});
    }

    private long count(String done, Instant before, Consumer<Path> action) {
        Instant latest = clock.instant().minus(MIN_AGE);
        try {
            return eachAbandoned(before.isBefore(latest) ? before : latest, action);
        } catch (IOException e) {
            throw failures.failed("staging", done, e);
        }
    }

    private long eachAbandoned(Instant before, Consumer<Path> action) throws IOException {
        long[] count = new long[1];
        Visitor visitor = file -> {
            action.accept(file);
            count[0]++;
        };
        each(
                layout.leases(),
                layout::isLease,
                leaseFile -> StagingLease.ifDead(leaseFile, files, () -> {
                    String dead = StagingLayout.leaseOf(leaseFile);
                    each(layout.directory(), file -> isStagedUnder(dead, file), visitor);
                    action.accept(leaseFile);
                }));
        each(layout.directory(), file -> layout.isStaged(file) && hasNoLease(file) && isOlder(file, before), visitor);
        return count[0];
    }

    private boolean isStagedUnder(String leaseName, Path file) {
        return layout.isStaged(file) && StagingLayout.leaseOf(file).equals(leaseName);
    }

    private boolean hasNoLease(Path file) {
        String name = StagingLayout.leaseOf(file);
        return !StagingLease.isHeldByThisProcess(name) && Files.notExists(layout.leaseFile(name));
    }

    private static boolean isOlder(Path file, Instant limit) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return !attributes.isDirectory()
                    && attributes.lastModifiedTime().toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            // Its live process has just deleted it.
            return false;
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Path file) throws IOException;
    }

    private static void each(Path directory, DirectoryStream.Filter<Path> filter, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, filter)) {
            for (Path file : files) {
                visitor.visit(file);
            }
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /** Releases the lease. */
    @Override
    public void close() {
        lease.close();
    }
}
