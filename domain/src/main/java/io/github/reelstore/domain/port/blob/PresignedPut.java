package io.github.reelstore.domain.port.blob;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A signed request to write one file, for somebody else to send.
 *
 * <pre>{@code
 * var request = HttpRequest.newBuilder(put.uri()).PUT(BodyPublishers.ofFile(file));
 * put.headers().forEach(request::header);
 * }</pre>
 *
 * @param uri where to send it; a secret until it expires
 * @param headers what to send with it, exactly; {@code Host} and {@code Content-Length} are signed too, but every HTTP client
 *     sets them itself
 * @param expiresAt when the server will begin to refuse it
 */
public record PresignedPut(URI uri, Map<String, String> headers, Instant expiresAt) {

    public PresignedPut {
        headers = Map.copyOf(headers);
    }

    /** Leaves the signature out. */
    @Override
    public String toString() {
        return "PUT " + uri.getRawPath() + " until " + expiresAt;
    }
}
