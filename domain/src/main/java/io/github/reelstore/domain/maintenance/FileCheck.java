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
import io.github.reelstore.domain.service.internal.ConsecutiveFailureLimit;
import io.github.reelstore.domain.service.internal.MediaFiles;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at one file. Safe for use by many threads. */
final class FileCheck {

    private final BlobStore blobs;
    private final MediaFiles media;
    private final Depth depth;
    private final ConsecutiveFailureLimit failures = new ConsecutiveFailureLimit();

    FileCheck(BlobStore blobs, MediaFiles media, Depth depth) {
        this.blobs = blobs;
        this.media = media;
        this.depth = depth;
    }

    /**
     * What is wrong with a file.
     *
     * @param kind what kind of problem it is
     * @param detail a sentence that says what to do
     */
    record Fault(Kind kind, String detail) {}

    /**
     * What is wrong with the file, compared with what the rows know of it.
     *
     * @throws StorageException.Unavailable if so many files in a row could not be read that it is the storage that fails
     */
    Optional<Fault> look(StoredBlob expected) {
        return unlessUnreadable(() -> compare(expected));
    }

    /** A thumbnail has neither size nor hash on record: that there is something is all that can be asked. */
    Optional<Fault> lookAtThumbnail(BlobKey key) {
        return unlessUnreadable(() -> media.isWhole(key)
                ? Optional.empty()
                : Optional.of(new Fault(
                        Kind.THUMBNAIL, "The thumbnail is not there; \"reelstore media refresh\" makes it again.")));
    }

    private Optional<Fault> unlessUnreadable(Supplier<Optional<Fault>> look) {
        try {
            Optional<Fault> fault = look.get();
            failures.end();
            return fault;
        } catch (StorageException.Integrity e) {
            return Optional.of(unreadable(e));
        } catch (StorageException.Unavailable e) {
            failures.add(e);
            return Optional.of(unreadable(e));
        }
    }

    private static Fault unreadable(StorageException e) {
        return new Fault(Kind.UNREADABLE, String.valueOf(e.getMessage()));
    }

    private Optional<Fault> compare(StoredBlob expected) {
        Optional<BlobInfo> found = blobs.stat(expected.key());
        if (found.isEmpty()) {
            return Optional.of(new Fault(Kind.MISSING, "The file is not there; put it back from a copy."));
        }
        long size = found.get().size();
        if (expected.size().isPresent() && size != expected.size().get()) {
            return Optional.of(new Fault(
                    Kind.SIZE,
                    "The file has " + size + " bytes and should have "
                            + expected.size().get() + "; put it back from a copy."));
        }
        return depth == Depth.SIZES ? Optional.empty() : expected.hash().flatMap(hash -> lookInside(expected, hash));
    }

    private Optional<Fault> lookInside(StoredBlob expected, ContentHash hash) {
        try {
            Optional<ContentHash> stored = depth == Depth.HASHES && blobs instanceof SupportsChecksums hashes
                    ? hashes.storedHash(expected.key())
                    : Optional.empty();
            ContentHash actual =
                    stored.orElseGet(() -> media.measure(expected.key()).hash());
            return actual.equals(hash) ? Optional.empty() : Optional.of(damaged(actual + " instead of " + hash));
        } catch (StorageException.Corrupt e) {
            return Optional.of(damaged(String.valueOf(e.getMessage())));
        } catch (StorageException.NotFound e) {
            return Optional.of(new Fault(Kind.MISSING, "The file is not there; put it back from a copy."));
        }
    }

    private static Fault damaged(String how) {
        return new Fault(
                Kind.HASH, "The file's bytes are not those that were stored (" + how + "); put it back from a copy.");
    }
}
