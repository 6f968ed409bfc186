package io.github.reelstore.testservers;

import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Hides temporary files, which s3proxy 4.1.0 lists while it writes a file. No key in the tests ends like the name of
 * a temporary file.
 */
final class HidingTemporaries extends ForwardingBlobStore {

    private static final Pattern TEMPORARY =
            Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    HidingTemporaries(BlobStore store) {
        super(store);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response all = super.list(request);
        return all.toBuilder()
                .contents(all.contents().stream()
                        .filter(each -> !TEMPORARY.matcher(each.key()).matches())
                        .toList())
                .build();
    }
}
