package io.github.reelstore.s3;

import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobPrefix;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists the files below a prefix lazily, one page at a time. Skips objects whose names are not valid keys.
 */
final class ObjectListing extends AbstractSpliterator<BlobInfo> {

    private final Bucket bucket;
    private final BlobPrefix prefix;
    private Iterator<S3Object> page = Collections.emptyIterator();
    private boolean more = true;
    private @Nullable String continuation;

    private ObjectListing(Bucket bucket, BlobPrefix prefix) {
        super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.DISTINCT);
        this.bucket = bucket;
        this.prefix = prefix;
    }

    static Stream<BlobInfo> of(Bucket bucket, BlobPrefix prefix) {
        return StreamSupport.stream(new ObjectListing(bucket, prefix), false);
    }

    @Override
    public boolean tryAdvance(Consumer<? super BlobInfo> action) {
        while (page.hasNext() || more) {
            if (!page.hasNext()) {
                nextPage();
            } else {
                Optional<BlobInfo> file = file(page.next());
                if (file.isPresent()) {
                    action.accept(file.get());
                    return true;
                }
            }
        }
        return false;
    }

    private void nextPage() {
        String objectPrefix = bucket.root() + (prefix.value().isEmpty() ? "" : prefix.value() + "/");
        try {
            ListObjectsV2Response response = bucket.client()
                    .listObjectsV2(request ->
                            request.bucket(bucket.name()).prefix(objectPrefix).continuationToken(continuation));
            page = response.contents().iterator();
            continuation = response.nextContinuationToken();
            more = continuation != null;
        } catch (SdkException e) {
            throw bucket.exceptions().translate(prefix.value(), S3Operation.LIST, e);
        }
    }

    private Optional<BlobInfo> file(S3Object object) {
        return bucket.keyOf(object.key()).map(key -> new BlobInfo(key, object.size(), object.lastModified()));
    }
}
