package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Uploads that a process left on the server when it died. They are not listed among the files, but their bytes are paid for.
 */
final class IncompleteUploads {

    /** What began so long ago belongs to a process that died: files are published or given up within hours at most. */
    static final Duration AGE = Duration.ofDays(7);

    /** Of a thousand uploads each; the next sweep goes on. */
    private static final int PAGES = 10;

    /** What all names begin with that {@link io.github.reelstore.domain.model.MediaKeys} makes. */
    private static final String MEDIA = "projects/";

    private final Bucket bucket;
    private final Instant limit;

    private IncompleteUploads(Bucket bucket, Instant limit) {
        this.bucket = bucket;
        this.limit = limit;
    }

    /**
     * Gives up the uploads of media below our prefix that began so long before now; those of other names may be another
     * program's. It does what it can: not every server lists uploads and not everybody may, and none of that keeps from
     * writing.
     */
    static void abort(Bucket bucket, Instant now) {
        IncompleteUploads incompleteUploads = new IncompleteUploads(bucket, now.minus(AGE));
        incompleteUploads.each(PAGES, incompleteUploads::abort);
    }

    /**
     * The same for all that began before the limit, however many.
     *
     * @return how many were given up
     */
    static long abortBefore(Bucket bucket, Instant limit) {
        IncompleteUploads incompleteUploads = new IncompleteUploads(bucket, limit);
        return incompleteUploads.each(Integer.MAX_VALUE, incompleteUploads::abort);
    }

    /** How many {@link #abortBefore} would give up. */
    static long countBefore(Bucket bucket, Instant limit) {
        return new IncompleteUploads(bucket, limit).each(Integer.MAX_VALUE, upload -> true);
    }

    private long each(int most, Predicate<MultipartUpload> visit) {
        long count = 0;
        try {
            ListMultipartUploadsResponse page = page(null, null);
            for (int pages = 1; ; pages++) {
                count += page.uploads().stream()
                        .filter(this::isAbandoned)
                        .filter(visit)
                        .count();
                if (pages == most || !Boolean.TRUE.equals(page.isTruncated())) {
                    return count;
                }
                page = page(page.nextKeyMarker(), page.nextUploadIdMarker());
            }
        } catch (SdkException | StorageException e) {
            // Nobody refers to them; a lifecycle rule of the bucket can do the same.
            return count;
        }
    }

    private ListMultipartUploadsResponse page(@Nullable String key, @Nullable String upload) {
        return bucket.client()
                .listMultipartUploads(request -> request.bucket(bucket.name())
                        .prefix(bucket.root() + MEDIA)
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
            return true;
        } catch (SdkException e) {
            // It may have ended meanwhile; the others are tried all the same.
            return false;
        }
    }
}
