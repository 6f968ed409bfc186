package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.files.internal.FileOperations;
import io.github.reelstore.files.internal.StagingDirectory;
import io.github.reelstore.files.internal.StagingFailures;
import io.github.reelstore.files.internal.StagingLayout;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;

/**
 * The local directory where bytes are written before they are uploaded, so that their hash is known by then. It may be
 * the shared temporary directory's, so only its owner may read it.
 */
final class S3Staging implements StagingFailures {

    private static final String SUFFIX = ".staged";

    private final Path path;

    private S3Staging(Path path) {
        this.path = path;
    }

    /**
     * Creates the directory if it does not exist, and sweeps it.
     *
     * @throws StorageException.Configuration if the directory is not writable
     */
    static StagingDirectory open(S3Config config, InstantSource clock) {
        Path path =
                config.staging().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "reelstore-staging"));
        try {
            Files.createDirectories(path, permissions(path, "rwx------"));
            if (config.staging().isEmpty()) {
                requireOwn(path);
            }
            return StagingDirectory.open(
                    new StagingLayout(path, path, SUFFIX),
                    new FileOperations(permissions(path, "rw-------")),
                    new S3Staging(path),
                    clock);
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "storage.staging",
                    "The staging folder " + path + " cannot be used: " + FailureReason.of(e)
                            + "; repair it, or set another with the staging option.",
                    e);
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** In the shared temporary directory, another user may have created a directory of this name first. */
    private static void requireOwn(Path path) throws IOException {
        Path file = Files.createTempFile(path, null, SUFFIX);
        try {
            if (!Files.getOwner(path).equals(Files.getOwner(file))) {
                throw new AccessDeniedException(path.toString(), null, "it belongs to another user");
            }
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public String where() {
        return "to the staging folder " + path;
    }

    @Override
    public StorageException failed(String subject, String done, IOException e) {
        return StorageException.Unavailable.lasting(
                subject,
                "\"" + subject + "\" in the staging folder " + path + " could not be " + done + ": "
                        + FailureReason.of(e) + "; check its disk and its permissions.",
                e);
    }
}
