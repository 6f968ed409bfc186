package io.github.reelstore.domain.port.blob;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A presigned request to write one file, for another client to send.
 *
 * <pre>{@code
 * var request = HttpRequest.newBuilder(put.uri()).PUT(BodyPublishers.ofFile(file));
 * put.headers().forEach(request::header);
 * }</pre>
 *
 * @param uri the URL to send it to; a secret until it expires
 * @param headers the headers to send, exactly; {@code Host} and {@code Content-Length} are signed too, but every HTTP
 *     client sets them itself
 * @param expiresAt when the server begins to refuse the request
 */
public record PresignedPut(URI uri, Map<String, String> headers, Instant expiresAt) {

    public PresignedPut {
        headers = Map.copyOf(headers);
    }

    /** A description without the signature. */
    @Override
    public String toString() {
        return "PUT " + uri.getRawPath() + " until " + expiresAt;
    }
}
