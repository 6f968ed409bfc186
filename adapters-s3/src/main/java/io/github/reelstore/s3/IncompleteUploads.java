package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Aborts multipart uploads that dead processes left on the server. They are not listed as files, but their bytes are
 * billed.
 */
final class IncompleteUploads {

    private static final System.Logger LOG = System.getLogger(IncompleteUploads.class.getName());

    /**
     * Age after which an upload counts as abandoned by a dead process; files are published or discarded within hours.
     */
    static final Duration AGE = Duration.ofDays(7);

    /** Maximum number of pages of a thousand uploads each; the next sweep continues. */
    private static final int MAX_PAGES = 10;

    /** The prefix of all keys made by {@link io.github.reelstore.domain.model.MediaKeys}. */
    private static final String MEDIA_PREFIX = "projects/";

    private final Bucket bucket;
    private final Instant limit;

    private IncompleteUploads(Bucket bucket, Instant limit) {
        this.bucket = bucket;
        this.limit = limit;
    }

    /**
     * Aborts the uploads of media files below the store's prefix that are older than {@link #AGE}. Other uploads may
     * belong to another program. Failures are ignored: some servers cannot list uploads, the permission may be
     * missing, and neither must prevent writing.
     */
    static void abort(Bucket bucket, Instant now) {
        IncompleteUploads uploads = new IncompleteUploads(bucket, now.minus(AGE));
        uploads.each(MAX_PAGES, uploads::abort);
    }

    /**
     * Aborts all uploads of media files that were started before the limit.
     *
     * @return how many uploads were aborted
     */
    static long abortBefore(Bucket bucket, Instant limit) {
        IncompleteUploads uploads = new IncompleteUploads(bucket, limit);
        return uploads.each(Integer.MAX_VALUE, uploads::abort);
    }

    /** Counts the uploads that {@link #abortBefore} would abort. */
    static long countBefore(Bucket bucket, Instant limit) {
        return new IncompleteUploads(bucket, limit).each(Integer.MAX_VALUE, upload -> true);
    }

    private long each(int maxPages, Predicate<MultipartUpload> visitor) {
        long count = 0;
        try {
            ListMultipartUploadsResponse page = page(null, null);
            for (int pages = 1; ; pages++) {
                count += page.uploads().stream()
                        .filter(this::isAbandoned)
                        .filter(visitor)
                        .count();
                if (pages == maxPages || !Boolean.TRUE.equals(page.isTruncated())) {
                    return count;
                }
                page = page(page.nextKeyMarker(), page.nextUploadIdMarker());
            }
        } catch (SdkException | StorageException e) {
            // The uploads are not in use; a lifecycle rule of the bucket can abort them too.
            LOG.log(
                    Level.DEBUG,
                    "The incomplete uploads of " + bucket.exceptions().server() + " cannot be listed ("
                            + e.getClass().getSimpleName() + ").");
            return count;
        }
    }

    private ListMultipartUploadsResponse page(@Nullable String key, @Nullable String upload) {
        return bucket.client()
                .listMultipartUploads(request -> request.bucket(bucket.name())
                        .prefix(bucket.root() + MEDIA_PREFIX)
                        .keyMarker(key)
                        .uploadIdMarker(upload));
    }

    private boolean isAbandoned(MultipartUpload upload) {
        return upload.initiated() != null
                && upload.initiated().isBefore(limit)
                && bucket.keyOf(upload.key()).isPresent();
    }

    private boolean abort(MultipartUpload upload) {
        try {
            bucket.client()
                    .abortMultipartUpload(request ->
                            request.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
            LOG.log(
                    Level.INFO,
                    "Aborted an incomplete upload of " + Messages.quoted(upload.key()) + " that began at "
                            + upload.initiated() + ".");
            return true;
        } catch (SdkException e) {
            // It may have ended meanwhile; continue with the others.
            return false;
        }
    }
}
