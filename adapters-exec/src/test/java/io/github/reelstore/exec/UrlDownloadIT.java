package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server of the JDK. */
@Timeout(60)
class UrlDownloadIT {

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.UTF_8);

    private final UrlDownload download = new UrlDownload("veo", Duration.ofMillis(500));
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private String serve(HttpHandler handler) {
        server.createContext("/result", exchange -> {
            requests.add(exchange.getRequestHeaders());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return url("/result?signature=s3cret");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private ProviderException failure(String url, long offset) {
        return catchThrowableOfType(
                ProviderException.class, () -> download.open("v1", url, offset).close());
    }

    @Test
    void theWholeResultIsReadWithoutACredential() throws Exception {
        String url = serve(exchange -> answer(exchange, 200, CONTENT));

        try (RemoteContent content = download.open("v1", url, 0)) {
            assertThat(content.offset()).isZero();
            assertThat(content.size()).contains(10L);
            assertThat(content.stream()).hasBinaryContent(CONTENT);
        }
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).keySet())
                .doesNotContain("Authorization", "Cookie", "X-goog-api-key", "Range", "Upgrade");
    }

    @Test
    void theRestIsReadFromAServerThatServesRanges() throws Exception {
        String url = serve(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Range")).isEqualTo("bytes=4-");
            exchange.getResponseHeaders().set("Content-Range", "bytes 4-9/10");
            answer(exchange, 206, "456789".getBytes(StandardCharsets.UTF_8));
        });

        try (RemoteContent content = download.open("v1", url, 4)) {
            assertThat(content.offset()).isEqualTo(4);
            assertThat(content.size()).contains(10L);
            assertThat(content.stream()).hasContent("456789");
        }
    }

    @Test
    void theWholeResultIsReadFromAServerThatDoesNot() throws Exception {
        String url = serve(exchange -> answer(exchange, 200, CONTENT));

        try (RemoteContent content = download.open("v1", url, 4)) {
            assertThat(content.offset()).isZero();
            assertThat(content.stream()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void aRangeThatTheServerCannotServeIsReadFromTheBeginning() throws Exception {
        String url = serve(exchange -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                answer(exchange, 416, new byte[0]);
            } else {
                answer(exchange, 200, CONTENT);
            }
        });

        try (RemoteContent content = download.open("v1", url, 99)) {
            assertThat(content.offset()).isZero();
            assertThat(content.stream()).hasBinaryContent(CONTENT);
        }
    }

    private String serveRanges(String first, String second) {
        return serve(exchange -> {
            exchange.getResponseHeaders().set("ETag", requests.size() == 1 ? first : second);
            String same = exchange.getRequestHeaders().getFirst("If-Range");
            if (exchange.getRequestHeaders().containsKey("Range") && (same == null || same.equals(second))) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 4-9/10");
                answer(exchange, 206, "456789".getBytes(StandardCharsets.UTF_8));
            } else {
                answer(exchange, 200, CONTENT);
            }
        });
    }

    /** Its URL may be another one, signed later. */
    @Test
    void theRestIsAskedForIfTheContentIsTheSame() throws Exception {
        String url = serveRanges("\"e1\"", "\"e1\"");

        download.open("v1", url, 0).close();
        try (RemoteContent content = download.open("v1", url + "2", 4)) {
            assertThat(content.offset()).isEqualTo(4);
            assertThat(content.stream()).hasContent("456789");
        }
        download.open("v2", url, 4).close();
        assertThat(requests)
                .extracting(headers -> Optional.ofNullable(headers.getFirst("If-Range")))
                .containsExactly(Optional.empty(), Optional.of("\"e1\""), Optional.empty());
    }

    @Test
    void contentThatHasChangedIsInvalidAndReadFromTheBeginning() throws Exception {
        String url = serveRanges("\"e1\"", "\"e2\"");

        download.open("v1", url, 0).close();
        ProviderException e = failure(url, 4);
        assertThat(e.failure()).isEqualTo(FailureClass.INVALID);
        assertThat(e).hasMessage("A result of provider veo at 127.0.0.1 has changed during its download.");
        try (RemoteContent content = download.open("v1", url, 0)) {
            assertThat(content.stream()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void aWeakEtagIsNotSent() throws Exception {
        String url = serveRanges("W/\"e1\"", "W/\"e1\"");

        download.open("v1", url, 0).close();
        download.open("v1", url, 4).close();
        assertThat(requests).hasSize(2).noneMatch(headers -> headers.containsKey("If-Range"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 3-9/10", "bytes 4-9", "", "4-9/10"})
    void anotherRangeThanTheOneAskedForIsRefused(String range) {
        String url = serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", range);
            answer(exchange, 206, CONTENT);
        });

        assertThat(failure(url, 4).failure()).isEqualTo(FailureClass.TEMPORARY);
    }

    @ParameterizedTest
    @CsvSource({
        "404, GONE",
        "410, GONE",
        "429, RATE_LIMITED",
        "401, GONE",
        "403, GONE",
        "500, TEMPORARY",
        "503, TEMPORARY",
        "204, TEMPORARY"
    })
    void theClassFollowsFromTheStatus(int status, FailureClass failure) {
        String url = serve(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(status, -1);
        });

        ProviderException e = failure(url, 0);

        assertThat(e.failure()).isEqualTo(failure);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(e)
                .hasMessage("The download of a result of provider veo from 127.0.0.1 was answered with HTTP status "
                        + status + ".");
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/result");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        serve(exchange -> answer(exchange, 200, CONTENT));

        try (RemoteContent content = download.open("v1", url("/moved"), 0)) {
            assertThat(content.stream()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void aBodyThatIsCutOffIsAnError() throws Exception {
        String url = serve(exchange -> {
            exchange.sendResponseHeaders(200, 20);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });

        try (RemoteContent content = download.open("v1", url, 0)) {
            assertThatThrownBy(() -> content.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyThatStallsIsAnError() throws Exception {
        String url = serve(exchange -> {
            exchange.sendResponseHeaders(200, 20);
            OutputStream body = exchange.getResponseBody();
            body.write(CONTENT);
            body.flush();
            await();
        });

        try (RemoteContent content = download.open("v1", url, 0)) {
            assertThatThrownBy(() -> content.stream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("sent nothing");
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsTemporary() {
        String url = serve(exchange -> await());

        assertThat(failure(url, 0).failure()).isEqualTo(FailureClass.TEMPORARY);
    }

    @Test
    void noServerIsTemporary() {
        server.stop(0);

        assertThat(failure(url("/result?signature=s3cret"), 0))
                .hasMessage("The download of a result of provider veo from 127.0.0.1 failed: ConnectException.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://localhost/x",
                "/result",
                "not a url s3cret",
                "http://",
                "http://s3cret:x@localhost/",
                "jar:http://localhost/x!/y"
            })
    void otherUrlsAreRefused(String url) {
        ProviderException e = failure(url, 0);

        assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY);
        assertThat(e).hasMessageNotContaining("s3cret").hasNoCause();
    }
}
