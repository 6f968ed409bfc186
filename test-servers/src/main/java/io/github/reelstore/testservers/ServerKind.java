package io.github.reelstore.testservers;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** How servers handle {@code If-None-Match: *}; s3proxy plays each kind: {@code S3Server.s3proxy(kind::of)}. */
public enum ServerKind {

    /** Ignores the condition, like servers before Amazon introduced it in 2024. */
    IGNORING {
        @Override
        PutObjectResponse put(BlobStore store, PutObjectRequest request, InputStream in) {
            return store.putBlob(without(request), in);
        }

        @Override
        CompleteMultipartUploadResponse complete(
                BlobStore store, MultipartUpload upload, CompleteMultipartUploadRequest request) {
            return store.completeMultipartUpload(upload, without(request));
        }
    },

    /** Looks whether the object exists, and then writes it: all of several concurrent writers succeed. */
    RACING {
        @Override
        PutObjectResponse put(BlobStore store, PutObjectRequest request, InputStream in) {
            requireFree(store, request.ifNoneMatch(), request.bucket(), request.key());
            return IGNORING.put(store, request, in);
        }

        @Override
        CompleteMultipartUploadResponse complete(
                BlobStore store, MultipartUpload upload, CompleteMultipartUploadRequest request) {
            return RACING_IN_PARTS.complete(store, upload, request);
        }
    },

    /** The same, but only for files in parts. */
    RACING_IN_PARTS {
        @Override
        CompleteMultipartUploadResponse complete(
                BlobStore store, MultipartUpload upload, CompleteMultipartUploadRequest request) {
            requireFree(store, request.ifNoneMatch(), request.bucket(), request.key());
            return IGNORING.complete(store, upload, request);
        }
    },

    /** Ignores the condition for files in parts only, like Ceph 16. */
    IGNORING_IN_PARTS {
        @Override
        CompleteMultipartUploadResponse complete(
                BlobStore store, MultipartUpload upload, CompleteMultipartUploadRequest request) {
            return IGNORING.complete(store, upload, request);
        }
    },

    /** Refuses requests with a condition as not implemented, like Backblaze B2. */
    REFUSING {
        @Override
        PutObjectResponse put(BlobStore store, PutObjectRequest request, InputStream in) {
            refuse(request.ifNoneMatch());
            return store.putBlob(request, in);
        }

        @Override
        CompleteMultipartUploadResponse complete(
                BlobStore store, MultipartUpload upload, CompleteMultipartUploadRequest request) {
            refuse(request.ifNoneMatch());
            return store.completeMultipartUpload(upload, request);
        }
    },

    /** Stores the framing of an aws-chunked request as content, like s3rver 3.7.1 does with the SDK's defaults. */
    FRAMING {
        @Override
        PutObjectResponse put(BlobStore store, PutObjectRequest request, InputStream in) {
            byte[] frame = "5;chunk-signature=0\r\n".getBytes(StandardCharsets.US_ASCII);
            return store.putBlob(
                    request.toBuilder()
                            .contentLength(request.contentLength() + frame.length)
                            .contentMD5(null)
                            .checksumSHA256(null)
                            .build(),
                    new SequenceInputStream(new ByteArrayInputStream(frame), in));
        }
    };

    /** Long enough for other writers to look too, on a busy machine; s3proxy reads the whole request first. */
    private static final long PAUSE_NANOS = 60_000_000;

    PutObjectResponse put(BlobStore store, PutObjectRequest request, InputStream in) {
        return store.putBlob(request, in);
    }

    CompleteMultipartUploadResponse complete(
            BlobStore store, MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return store.completeMultipartUpload(upload, request);
    }

    /** Makes a backend of s3proxy behave like this. */
    public BlobStore of(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public PutObjectResponse putBlob(PutObjectRequest request, InputStream in) {
                return put(store, request, in);
            }

            @Override
            public CompleteMultipartUploadResponse completeMultipartUpload(
                    MultipartUpload upload, CompleteMultipartUploadRequest request) {
                return complete(store, upload, request);
            }
        };
    }

    private static PutObjectRequest without(PutObjectRequest request) {
        return request.toBuilder().ifNoneMatch(null).build();
    }

    private static CompleteMultipartUploadRequest without(CompleteMultipartUploadRequest request) {
        return request.toBuilder().ifNoneMatch(null).build();
    }

    private static void requireFree(BlobStore store, @Nullable String condition, String bucket, String key) {
        if (condition != null && store.blobExists(bucket, key)) {
            throw new S3ProxyException(S3ErrorCode.PRECONDITION_FAILED);
        }
        if (condition != null) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void refuse(@Nullable String condition) {
        if (condition != null) {
            throw new S3ProxyException(S3ErrorCode.NOT_IMPLEMENTED);
        }
    }
}
