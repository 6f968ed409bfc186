package io.github.reelstore.testkit.provider;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.SubmitRequest;

/**
 * Opens the client that {@link ProviderClientContract} tests. A test class implements it and has one {@code @Nested} class:
 *
 * <pre>{@code
 * class PainterClientTest implements ProviderClientFixture {
 *
 *     @Override
 *     public ProviderClient open(String url, String key) {
 *         return new PainterClient(url, key, Duration.ofSeconds(2));
 *     }
 *
 *     @Override
 *     public SubmitRequest request() {
 *         JobRequest request = JobRequest.builder()
 *                 .provider("painter").kind(MediaKind.IMAGE).prompt("A lake").build();
 *         return new SubmitRequest(request, "token-1", List.of());
 *     }
 *
 *     @Override
 *     public byte[] accepted() {
 *         return FaultyHttpServer.response("200 OK", "{\"id\": \"op-1\"}".getBytes(UTF_8));
 *     }
 *
 *     @Nested class Submits extends ProviderClientContract {}
 * }
 * }</pre>
 */
public interface ProviderClientFixture {

    /**
     * Opens a client that waits for an answer for a few seconds only. The contract closes it.
     *
     * @param url the URL of the server, without a slash at the end
     * @param key the API key, which must not appear in messages
     */
    ProviderClient open(String url, String key) throws Exception;

    /** A request that the client submits with one HTTP request. */
    SubmitRequest request();

    /** The answer with which the provider accepts the request: a {@link FaultyHttpServer#response} with a body. */
    byte[] accepted();

    /**
     * What status 503 means. {@link FailureClass#RATE_LIMITED} only if the provider's documentation says that such a request
     * was not accepted: a gateway may answer it after it gave up waiting.
     */
    default FailureClass unavailable() {
        return FailureClass.MAYBE_ACCEPTED;
    }

    /** Returns whether the client uses the connection of an earlier request again. */
    default boolean keepsConnections() {
        return true;
    }
}
