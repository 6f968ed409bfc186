package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Opens objects, or ranges of them. */
final class Reader {

    /** RFC 9110 section 14.4. */
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    private final Bucket bucket;

    Reader(Bucket bucket) {
        this.bucket = bucket;
    }

    BlobContent open(BlobKey key, ByteRange range) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket.name()).key(bucket.objectOf(key));
        boolean whole = range.equals(ByteRange.ALL);
        if (!whole) {
            request.range(header(range));
        }
        ResponseInputStream<GetObjectResponse> in = get(key, range, request.build());
        try {
            return whole ? whole(in, key) : part(in, key, range);
        } catch (RuntimeException | Error e) {
            in.abort();
            throw e;
        }
    }

    private static String header(ByteRange range) {
        String from = "bytes=" + range.offset() + "-";
        boolean bounded = range.length().isPresent() && range.length().getAsLong() <= Long.MAX_VALUE - range.offset();
        return bounded ? from + (range.offset() + range.length().getAsLong() - 1) : from;
    }

    private ResponseInputStream<GetObjectResponse> get(BlobKey key, ByteRange range, GetObjectRequest request) {
        try {
            return bucket.client().getObject(request);
        } catch (SdkException e) {
            if (S3Exceptions.status(e) == 404 && !S3Exceptions.code(e).equals("NoSuchBucket")) {
                if (S3Exceptions.code(e).isEmpty()) {
                    bucket.check();
                }
                throw notFound(key);
            }
            if (S3Exceptions.status(e) == 416 || S3Exceptions.status(e) == 400) {
                // Throws, with the size in its message, if the range is invalid.
                range.lengthWithin(
                        bucket.head(key).map(HeadObjectResponse::contentLength).orElseThrow(() -> notFound(key)));
            }
            throw bucket.exceptions().translate(key.value(), S3Operation.OPEN, e);
        }
    }

    private static StorageException.NotFound notFound(BlobKey key) {
        return new StorageException.NotFound(key.value(), "There is no file " + key + ".");
    }

    private static BlobContent whole(ResponseInputStream<GetObjectResponse> in, BlobKey key) {
        long size = in.response().contentLength();
        return new BlobContent(new ObjectStream<>(in, key, size, hash(in.response())), 0, size, size);
    }

    /** The hash in the object's metadata; empty if another program stored the object without it. */
    private static Optional<ContentHash> hash(GetObjectResponse response) {
        try {
            return Bucket.metadata(response.metadata(), Bucket.HASH).map(ContentHash::new);
        } catch (StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    private BlobContent part(ResponseInputStream<GetObjectResponse> in, BlobKey key, ByteRange range) {
        Matcher contentRange =
                CONTENT_RANGE.matcher(String.valueOf(in.response().contentRange()));
        if (!contentRange.matches() || Long.parseLong(contentRange.group(1)) != range.offset()) {
            throw StorageException.Unavailable.lasting(
                    key.value(),
                    "The server at " + bucket.exceptions().server() + " did not return the requested range of \"" + key
                            + "\"; use a server that supports range requests.",
                    null);
        }
        long total = Long.parseLong(contentRange.group(3));
        long length = range.lengthWithin(total);
        return new BlobContent(new ObjectStream<>(in, key, length, Optional.empty()), range.offset(), length, total);
    }
}
