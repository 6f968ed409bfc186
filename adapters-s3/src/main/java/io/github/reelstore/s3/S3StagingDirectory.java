package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.files.internal.SourceReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The local directory where bytes are written before they are uploaded, so that their hash is known by then. */
final class S3StagingDirectory {

    /**
     * Age after which a file counts as abandoned by a dead process. Staged files are normally published or discarded
     * within seconds; younger files may belong to another live process.
     */
    static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private static final Duration MIN_AGE = Duration.ofHours(1);

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final String SUFFIX = ".staged";
    private static final int BUFFER = 128 * 1024;

    private final Path path;

    private S3StagingDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates the directory if it does not exist, and sweeps it.
     *
     * @throws StorageException.Configuration if the directory is not writable
     */
    static S3StagingDirectory open(S3Config config) {
        Path path =
                config.staging().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "reelstore-staging"));
        try {
            Files.createDirectories(path, ownerOnly(path, "rwx------"));
            S3StagingDirectory staging = new S3StagingDirectory(path);
            staging.checkWritable(config.staging().isEmpty());
            staging.eachBefore(Instant.now().minus(ABANDONED_AFTER), staging::remove);
            return staging;
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "storage.staging",
                    "The staging folder " + path + " cannot be used: " + reason(e)
                            + "; repair it, or set another with the staging option.",
                    e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    // Permission bits are not reliable (the root user, ACLs, read-only mounts), so create a file.
    private void checkWritable(boolean shared) throws IOException {
        Path file = newPath();
        Files.createFile(file);
        try {
            // In the shared temporary directory, another user may have created a directory of this name first.
            if (shared && !Files.getOwner(path).equals(Files.getOwner(file))) {
                throw new AccessDeniedException(path.toString(), null, "it belongs to another user");
            }
        } finally {
            remove(file);
        }
    }

    /**
     * Deletes files that were last written before the limit, but none of the last hour: other live processes may use
     * the directory.
     *
     * @return how many files were deleted
     */
    long sweep(Instant limit) {
        return eachOlder(limit, this::remove);
    }

    /** Counts the files that {@link #sweep} would delete. */
    long leftovers(Instant limit) {
        return eachOlder(limit, file -> {});
    }

    private long eachOlder(Instant limit, Consumer<Path> visitor) {
        Instant latest = Instant.now().minus(MIN_AGE);
        Instant before = limit.isBefore(latest) ? limit : latest;
        try {
            return eachBefore(before, visitor);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    "storage.staging",
                    "The staging folder " + path + " cannot be swept: " + reason(e) + "; try again.",
                    e);
        }
    }

    private long eachBefore(Instant limit, Consumer<Path> visitor) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
            for (Path file : files) {
                if (isOlder(file, limit)) {
                    visitor.accept(file);
                    count++;
                }
            }
            return count;
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static boolean isOlder(Path file, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            // Its live process has just deleted it.
            return false;
        }
    }

    /** A staged file with the hash and the number of its bytes. */
    record StagedBytes(Path path, ContentHash hash, long size) {}

    /** Stages the bytes of a source: hashed and durable. If this throws, no file is left. */
    StagedBytes stage(BlobSource source) {
        Path file = newPath();
        try {
            return copy(source, file);
        } catch (RuntimeException | Error e) {
            remove(file);
            throw e;
        }
    }

    private StagedBytes copy(BlobSource source, Path file) {
        try (SourceReader reader = SourceReader.open(source);
                FileChannel out = FileChannel.open(file, NEW, ownerOnly(file, "rw-------"))) {
            MessageDigest digest = ContentHash.newDigest();
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int count; (count = reader.fill(buffer)) > 0; size += count) {
                digest.update(buffer, 0, count);
                for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count); bytes.hasRemaining(); ) {
                    out.write(bytes);
                }
            }
            out.force(true);
            return new StagedBytes(file, ContentHash.of(digest), size);
        } catch (IOException e) {
            throw writeFailed(source, e);
        }
    }

    /**
     * Writing staged bytes failed: the disk is full, a quota is exceeded, or the disk is broken. None of these is
     * retryable. Only a channel that was closed by an interrupt is, since it says nothing about the disk.
     */
    private StorageException writeFailed(BlobSource source, IOException e) {
        String message = "The bytes of " + source.name() + " could not be written to the staging folder " + path + ": "
                + reason(e) + "; free up space or repair the disk, and try again.";
        return e instanceof ClosedChannelException
                ? StorageException.Unavailable.passing(source.name(), message, e)
                : StorageException.Unavailable.lasting(source.name(), message, e);
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
        return path.resolve(UUID.randomUUID() + SUFFIX);
    }

    /** The reason for the failure, without the path that the JDK puts in front of it. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (text == null || text.isBlank()) {
            return e instanceof AccessDeniedException
                    ? "permission denied"
                    : e.getClass().getSimpleName();
        }
        return text;
    }
}
