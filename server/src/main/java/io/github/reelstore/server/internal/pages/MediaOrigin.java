package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Where presigned URLs of media lead to: pages must allow this origin. It is the same for all files, so one URL is enough. */
final class MediaOrigin {

    private final Optional<Duration> redirect;
    private volatile Optional<String> origin = Optional.empty();

    MediaOrigin(Optional<Duration> redirect) {
        this.redirect = redirect;
    }

    /** Learns the origin from one of the files that a page shows. */
    void learn(Reelstore store, Stream<BlobKey> keys) {
        if (redirect.isPresent() && origin.isEmpty()) {
            keys.findFirst().ifPresent(key -> learn(store, key, redirect.get()));
        }
    }

    private void learn(Reelstore store, BlobKey key, Duration lifetime) {
        try {
            URI url = store.media().presignGet(key, lifetime);
            origin = Optional.of(url.getScheme() + "://" + url.getRawAuthority());
        } catch (StorageException.Unsupported | StorageException.NotFound e) {
            // the server sends the file itself, or it was deleted meanwhile
            return;
        }
    }

    Optional<String> origin() {
        return origin;
    }
}
