package io.github.reelstore.domain.port.provider;

import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;

/**
 * A result that the provider has.
 *
 * @param name where it is, such as a URL, which may be signed
 * @param size its size in bytes, if the provider says it
 * @param hash its SHA-256, if the provider says it
 * @param encoding the format of audio without a header, such as {@code pcm_24000}
 */
public record RemoteFile(String name, Optional<Long> size, Optional<ContentHash> hash, Optional<String> encoding) {

    /** A result of which only the name is known. */
    public RemoteFile(String name) {
        this(name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Without the name, which may be a signed URL. */
    @Override
    public String toString() {
        return "RemoteFile[" + size + ", " + hash + ", " + encoding + "]";
    }
}
