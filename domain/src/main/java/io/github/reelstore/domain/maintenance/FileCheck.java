package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsChecksums;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.service.internal.BlobReader;
import io.github.reelstore.domain.service.internal.ConsecutiveFailureLimit;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks a file against its row. Thread-safe. */
final class FileCheck {

    private final BlobStore blobs;
    private final BlobReader reader;
    private final Depth depth;
    private final ConsecutiveFailureLimit failures = new ConsecutiveFailureLimit();

    FileCheck(BlobStore blobs, Depth depth) {
        this.blobs = blobs;
        this.reader = new BlobReader(blobs);
        this.depth = depth;
    }

    /**
     * A problem with a file.
     *
     * @param kind the kind of problem
     * @param detail a sentence that says what to do
     */
    record FileProblem(Kind kind, String detail) {}

    /**
     * Compares the file with its row.
     *
     * @throws StorageException.Unavailable if so many consecutive files could not be read that the blob store itself
     *     has failed
     */
    Optional<FileProblem> check(StoredBlob expected) {
        return reportUnreadable(() -> compare(expected));
    }

    /** Checks that a thumbnail is not missing or empty. Rows contain neither its size nor its hash. */
    Optional<FileProblem> checkThumbnail(BlobKey key) {
        return reportUnreadable(() -> reader.isNonEmpty(key)
                ? Optional.empty()
                : Optional.of(new FileProblem(
                        Kind.THUMBNAIL, "The thumbnail is missing; \"reelstore media refresh\" makes it again.")));
    }

    private Optional<FileProblem> reportUnreadable(Supplier<Optional<FileProblem>> check) {
        try {
            Optional<FileProblem> problem = check.get();
            failures.reset();
            return problem;
        } catch (StorageException.Integrity e) {
            return Optional.of(unreadable(e));
        } catch (StorageException.Unavailable e) {
            failures.add(e);
            return Optional.of(unreadable(e));
        }
    }

    private static FileProblem unreadable(StorageException e) {
        return new FileProblem(Kind.UNREADABLE, String.valueOf(e.getMessage()));
    }

    private Optional<FileProblem> compare(StoredBlob expected) {
        Optional<BlobInfo> found = blobs.stat(expected.key());
        if (found.isEmpty()) {
            return Optional.of(new FileProblem(Kind.MISSING, "The file is missing; restore it from a copy."));
        }
        long size = found.get().size();
        if (expected.size().isPresent() && size != expected.size().get()) {
            return Optional.of(new FileProblem(
                    Kind.SIZE,
                    "The file has " + size + " bytes but should have "
                            + expected.size().get() + "; restore it from a copy."));
        }
        return depth == Depth.SIZES ? Optional.empty() : expected.hash().flatMap(hash -> checkContent(expected, hash));
    }

    private Optional<FileProblem> checkContent(StoredBlob expected, ContentHash hash) {
        try {
            Optional<ContentHash> stored = depth == Depth.HASHES && blobs instanceof SupportsChecksums checksums
                    ? checksums.storedHash(expected.key())
                    : Optional.empty();
            ContentHash actual =
                    stored.or(() -> reader.measure(expected.key()).hash()).orElseThrow();
            return actual.equals(hash) ? Optional.empty() : Optional.of(damaged(actual + " instead of " + hash));
        } catch (StorageException.Corrupt e) {
            return Optional.of(damaged(String.valueOf(e.getMessage())));
        } catch (StorageException.NotFound e) {
            return Optional.of(new FileProblem(Kind.MISSING, "The file is missing; restore it from a copy."));
        }
    }

    private static FileProblem damaged(String how) {
        return new FileProblem(
                Kind.HASH, "The file's content differs from what was stored (" + how + "); restore it from a copy.");
    }
}
