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

/** The folder of the local disk where bytes are written before they are sent, so that their hash is known by then. */
final class S3StagingDirectory {

    /**
     * What was last written so long ago belongs to a process that died: staged files are published or given up within
     * moments. Younger ones may be another living process's.
     */
    static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private static final Duration YOUNG = Duration.ofHours(1);

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final String SUFFIX = ".staged";
    private static final int BUFFER = 128 * 1024;

    private final Path path;

    private S3StagingDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder, where it is missing, and sweeps it.
     *
     * @throws StorageException.Configuration if nothing can be written there
     */
    static S3StagingDirectory open(S3Config config) {
        Path path =
                config.staging().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "reelstore-staging"));
        try {
            Files.createDirectories(path, forOwnerAlone(path, "rwx------"));
            S3StagingDirectory staging = new S3StagingDirectory(path);
            staging.tryOut(config.staging().isEmpty());
            staging.eachBefore(Instant.now().minus(ABANDONED_AFTER), staging::remove);
            return staging;
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "storage.staging",
                    "The staging folder " + path + " cannot be used: " + reason(e)
                            + "; mend it, or name another by the staging option.",
                    e);
        }
    }

    private static FileAttribute<?>[] forOwnerAlone(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    // Permission bits tell too little (the root user, ACLs, read-only mounts), so a file is really made.
    private void tryOut(boolean shared) throws IOException {
        Path file = fresh();
        Files.createFile(file);
        try {
            // In the folder of everybody's temporary files, somebody else may have been first to make one of that name.
            if (shared && !Files.getOwner(path).equals(Files.getOwner(file))) {
                throw new AccessDeniedException(path.toString(), null, "it belongs to another user");
            }
        } finally {
            remove(file);
        }
    }

    /**
     * Removes what was last written before the limit, but nothing of the last hour: the folder may be that of living processes too.
     *
     * @return how many files went
     */
    long sweep(Instant limit) {
        return eachOlder(limit, this::remove);
    }

    /** How many {@link #sweep} would remove. */
    long leftovers(Instant limit) {
        return eachOlder(limit, file -> {});
    }

    private long eachOlder(Instant limit, Consumer<Path> visit) {
        Instant latest = Instant.now().minus(YOUNG);
        Instant before = limit.isBefore(latest) ? limit : latest;
        try {
            return eachBefore(before, visit);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    "storage.staging",
                    "The staging folder " + path + " cannot be swept: " + reason(e) + "; try again.",
                    e);
        }
    }

    private long eachBefore(Instant limit, Consumer<Path> visit) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
            for (Path file : files) {
                if (isOlder(file, limit)) {
                    visit.accept(file);
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
            // Its process is alive and done with it.
            return false;
        }
    }

    /** What was taken in: where it is, the hash and the number of its bytes. */
    record Taken(Path path, ContentHash hash, long size) {}

    /** Takes the bytes of a source in, hashed and durable; nothing is left of them when this throws. */
    Taken take(BlobSource source) {
        Path file = fresh();
        try {
            return copy(source, file);
        } catch (RuntimeException | Error e) {
            remove(file);
            throw e;
        }
    }

    private Taken copy(BlobSource source, Path file) {
        try (SourceReader reader = SourceReader.open(source);
                FileChannel out = FileChannel.open(file, NEW, forOwnerAlone(file, "rw-------"))) {
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
            return new Taken(file, ContentHash.of(digest), size);
        } catch (IOException e) {
            throw writing(source, e);
        }
    }

    /**
     * The disk did not take the bytes: it is full, a quota is used up, or it is broken, none of which mends itself. Only a
     * channel closed under the writer, by an interrupt, says nothing about the disk.
     */
    private StorageException writing(BlobSource source, IOException e) {
        String message = "The bytes of " + source.name() + " could not be written to the staging folder " + path + ": "
                + reason(e) + "; make room or mend the disk, and try again.";
        return e instanceof ClosedChannelException
                ? StorageException.Unavailable.passing(source.name(), message, e)
                : StorageException.Unavailable.lasting(source.name(), message, e);
    }

    /** Removes a file of this folder as far as it can; what remains is swept later. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nobody refers to it, and the caller has a better exception to throw or none.
        }
    }

    private Path fresh() {
        return path.resolve(UUID.randomUUID() + SUFFIX);
    }

    /** What happened, without the path that the JDK puts before it. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "it is not there";
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
