package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.PresentedAs;
import io.github.reelstore.domain.port.blob.PresignedPut;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Creates presigned requests. */
final class PresignedRequests {

    /** Signed too, but HTTP clients set them automatically, and many do not allow setting them. */
    private static final Set<String> SET_BY_CLIENTS = Set.of("host", "content-length");

    private final Bucket bucket;
    private final S3Presigner presigner;

    PresignedRequests(Bucket bucket, S3Presigner presigner) {
        this.bucket = bucket;
        this.presigner = presigner;
    }

    URI get(BlobKey key, Duration lifetime, Optional<PresentedAs> presented) {
        requireLifetime(lifetime);
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket.name()).key(bucket.objectOf(key));
        presented.ifPresent(headers -> request.responseContentType(headers.contentType())
                .responseContentDisposition(headers.contentDisposition()));
        try {
            return URI.create(presigner
                    .presignGetObject(
                            presign -> presign.signatureDuration(lifetime).getObjectRequest(request.build()))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw bucket.exceptions().translate(key.value(), S3Operation.OPEN, e);
        }
    }

    PresignedPut put(BlobKey key, ContentHash hash, long size, Duration lifetime) {
        requireLifetime(lifetime);
        if (size < 0 || size > S3Publisher.MAX_PUT_SIZE) {
            throw new StorageException.InvalidInput(
                    "size", "The size must be 0 to " + S3Publisher.MAX_PUT_SIZE + " bytes (5 GiB), not " + size + ".");
        }
        PutObjectRequest request = bucket.put(bucket.objectOf(key), hash, Map.of(Bucket.HASH, hash.value()))
                .ifNoneMatch(ProbeObject.NONE_MATCHES)
                .contentLength(size)
                .build();
        try {
            return toPresignedPut(presigner.presignPutObject(
                    presign -> presign.signatureDuration(lifetime).putObjectRequest(request)));
        } catch (SdkException e) {
            throw bucket.exceptions().translate(key.value(), S3Operation.PUBLISH, e);
        }
    }

    private static PresignedPut toPresignedPut(PresignedPutObjectRequest signed) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.keySet().removeAll(SET_BY_CLIENTS);
        return new PresignedPut(URI.create(signed.url().toString()), headers, signed.expiration());
    }

    private static void requireLifetime(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0
                || lifetime.compareTo(SupportsPresignedUrls.LONGEST_LIFETIME) > 0
                || lifetime.toNanosPart() > 0) {
            throw new StorageException.InvalidInput(
                    "lifetime",
                    "The lifetime of a presigned URL must be whole seconds from 1 to "
                            + SupportsPresignedUrls.LONGEST_LIFETIME.toSeconds() + " (7 days), not " + lifetime
                            + ".");
        }
    }
}
