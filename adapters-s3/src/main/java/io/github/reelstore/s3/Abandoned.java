package io.github.reelstore.s3;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * Uploads that a process left on the server when it died. They are not listed among the files, but their bytes are paid for.
 */
final class Abandoned {

    private Abandoned() {}

    /**
     * Gives up the uploads below our prefix that began so long ago, a thousand at most: the next opening goes on. It does
     * what it can: not every server lists uploads and not everybody may, and none of that keeps from reading and writing.
     */
    static void abort(Bucket bucket, Duration age) {
        Instant limit = Instant.now().minus(age);
        try {
            ListMultipartUploadsResponse uploads = bucket.client()
                    .listMultipartUploads(
                            request -> request.bucket(bucket.name()).prefix(bucket.root()));
            uploads.uploads().stream()
                    .filter(upload ->
                            upload.initiated() != null && upload.initiated().isBefore(limit))
                    .filter(upload -> bucket.isOurs(upload.key()))
                    .forEach(upload -> bucket.client()
                            .abortMultipartUpload(request -> request.bucket(bucket.name())
                                    .key(upload.key())
                                    .uploadId(upload.uploadId())));
        } catch (SdkException e) {
            // Nobody refers to them; a lifecycle rule of the bucket can do the same.
        }
    }
}
