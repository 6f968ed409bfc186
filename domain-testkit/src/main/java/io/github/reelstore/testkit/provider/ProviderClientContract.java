package io.github.reelstore.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for the submits of a {@link ProviderClient} that speaks HTTP. Whatever a server does, a submit sends one request,
 * which the server counts, and its failure does not let a worker send a request again that may have been accepted. See {@link
 * ProviderClientFixture}.
 */
@Timeout(60)
public abstract class ProviderClientContract {

    private static final String KEY = "s3cret-key";

    private @Nullable ProviderClientFixture fixture;

    @RegisterExtension
    final BeforeEachCallback finder = context -> fixture = context.getRequiredTestInstances()
            .findInstance(ProviderClientFixture.class)
            .orElseThrow(() -> new ExtensionConfigurationException(
                    "The test class, or a class that encloses it, must implement ProviderClientFixture."));

    private ProviderClientFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    private ProviderClient open(FaultyHttpServer server) throws Exception {
        return fixture().open(server.url(), KEY);
    }

    private ProviderException failure(ProviderClient client) {
        ProviderException e = catchThrowableOfType(
                ProviderException.class, () -> client.submit(fixture().request()));
        assertThat(e).as("the failure of the submit").isNotNull().hasMessageNotContaining(KEY);
        return e;
    }

    /** The failure of a submit that the server treats like this, and gets once. */
    private ProviderException failure(FaultyHttpServer.Treatment treatment) throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating(treatment);
                ProviderClient client = open(server)) {
            ProviderException e = failure(client);
            waitForCopies();
            assertThat(server.requests()).hasSize(1);
            return e;
        }
    }

    private void assertFails(FailureClass failure, FaultyHttpServer.Treatment treatment) throws Exception {
        ProviderException e = failure(treatment);
        assertThat(e.failure()).as(e.getMessage()).isEqualTo(failure);
    }

    /** A library may also repeat a request in the background, after its caller has the failure. */
    private static void waitForCopies() throws InterruptedException {
        Thread.sleep(500);
    }

    private void accept(Socket socket) throws IOException {
        FaultyHttpServer.send(socket, fixture().accepted());
    }

    @Test
    void status429IsRateLimitedForAsLongAsTheServerSays() throws Exception {
        ProviderException e =
                failure((socket, request, number) -> FaultyHttpServer.error(socket, "429 X\r\nRetry-After: 3"));

        assertThat(e.failure()).isEqualTo(FailureClass.RATE_LIMITED);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
    }

    /**
     * A server that fails or gives up waiting may have begun, and one that succeeds must name the operation. Some libraries send
     * another request to the location, or with credentials.
     */
    @ParameterizedTest
    @CsvSource({
        "200, MAYBE_ACCEPTED",
        "202, MAYBE_ACCEPTED",
        "307, REFUSED",
        "401, REFUSED",
        "408, MAYBE_ACCEPTED",
        "429, RATE_LIMITED",
        "500, MAYBE_ACCEPTED",
        "504, MAYBE_ACCEPTED"
    })
    void statusHasItsFailureClass(int status, FailureClass failure) throws Exception {
        String head = status + " X\r\nLocation: /elsewhere\r\nWWW-Authenticate: Basic realm=x";
        assertFails(failure, (socket, request, number) -> FaultyHttpServer.error(socket, head));
    }

    /** Some libraries repeat a request when Retry-After is 0. */
    @ParameterizedTest
    @ValueSource(strings = {"503 X", "503 X\r\nRetry-After: 0"})
    void status503MayHaveAcceptedUnlessTheProviderSaysOtherwise(String head) throws Exception {
        assertFails(fixture().unavailable(), (socket, request, number) -> FaultyHttpServer.error(socket, head));
    }

    @Test
    void requestWhoseConnectionIsClosedMayBeAccepted() throws Exception {
        assertFails(FailureClass.MAYBE_ACCEPTED, (socket, request, number) -> socket.shutdownOutput());
    }

    @Test
    void requestWhoseConnectionIsResetMayBeAccepted() throws Exception {
        assertFails(FailureClass.MAYBE_ACCEPTED, (socket, request, number) -> reset());
    }

    private static void reset() throws IOException {
        throw new IOException("reset");
    }

    @Test
    void requestWithHalfAnAnswerMayBeAccepted() throws Exception {
        byte[] accepted = fixture().accepted();
        byte[] half = Arrays.copyOf(accepted, accepted.length - 1);
        assertFails(FailureClass.MAYBE_ACCEPTED, (socket, request, number) -> {
            FaultyHttpServer.send(socket, half);
            socket.shutdownOutput();
        });
    }

    @Test
    void requestWhoseAnswerIsNotHttpMayBeAccepted() throws Exception {
        assertFails(FailureClass.MAYBE_ACCEPTED, (socket, request, number) -> {
            FaultyHttpServer.send(socket, "hello\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
        });
    }

    @Test
    void requestWithoutAnAnswerMayBeAccepted() throws Exception {
        assertFails(FailureClass.MAYBE_ACCEPTED, (socket, request, number) -> {});
    }

    /** Some libraries take such a connection for a stale one and send again: paid twice, and the caller sees success. */
    @Test
    void requestThatIsCutOnAKeptConnectionIsSentOnce() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    if (number > 1) {
                        reset();
                    }
                    accept(socket);
                });
                ProviderClient client = open(server)) {
            client.submit(fixture().request());
            waitForCopies();
            ProviderException e = failure(client);

            assertThat(e.failure()).as(e.getMessage()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            waitForCopies();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(fixture().keepsConnections() ? 1 : 2);
        }
    }

    /** The client may notice it and connect again. Otherwise it cannot know what the server has read. */
    @Test
    void requestOnAConnectionThatTheServerHasClosedIsSentOnceAtMost() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    accept(socket);
                    socket.shutdownOutput();
                });
                ProviderClient client = open(server)) {
            client.submit(fixture().request());
            waitForCopies();
            boolean neverSent = false;
            try {
                client.submit(fixture().request());
            } catch (ProviderException e) {
                neverSent = e.failure() == FailureClass.NEVER_SENT;
                assertThat(e.failure()).isIn(FailureClass.NEVER_SENT, FailureClass.MAYBE_ACCEPTED);
            }
            waitForCopies();
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(neverSent ? 1 : 2);
        }
    }

    /** A client that has begun to write cannot know what the server has read. */
    @Test
    void requestThatIsCutWhileItIsSentMayBeAccepted() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.cuttingRequests();
                ProviderClient client = open(server)) {
            ProviderException e = failure(client);

            assertThat(e.failure()).as(e.getMessage()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            waitForCopies();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void requestToAServerThatDoesNotRunIsNeverSent() throws Exception {
        FaultyHttpServer stopped = FaultyHttpServer.cuttingRequests();
        stopped.close();
        try (ProviderClient client = open(stopped)) {
            ProviderException e = failure(client);

            assertThat(e.failure()).as(e.getMessage()).isEqualTo(FailureClass.NEVER_SENT);
        }
    }
}
