package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where presigned URLs of media lead to: pages must allow this origin. It is the same for all files, so one URL is enough. */
final class MediaOrigin {

    private final Optional<Duration> redirect;
    private volatile Optional<String> origin = Optional.empty();

    MediaOrigin(Optional<Duration> redirect) {
        this.redirect = redirect;
    }

    /** Learns the origin from a file that a page shows. */
    void learn(Reelstore store, Optional<BlobKey> key) {
        if (redirect.isPresent() && origin.isEmpty() && key.isPresent()) {
            try {
                URI url = store.media().presignGet(key.get(), redirect.get());
                origin = Optional.of(url.getScheme() + "://" + url.getRawAuthority());
            } catch (StorageException.Unsupported | StorageException.NotFound e) {
                // the server sends the file itself, or it was deleted meanwhile
                return;
            }
        }
    }

    Optional<String> origin() {
        return origin;
    }
}
