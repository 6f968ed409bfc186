package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerTest {

    private final HttpListener listener = HttpListener.bind(0);

    @AfterEach
    void stop() {
        listener.close();
    }

    private URI start(HttpListener.Handler handler) {
        listener.start(() -> "now", connection -> false, handler);
        return URI.create(listener.url());
    }

    private static WireAnswer text(String text) {
        return WireAnswer.bytes(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    /** So a client that has an answer finds it in the account. */
    @Test
    void anAnswerIsRecordedBeforeItsLastByteIsSent() throws Exception {
        AtomicBoolean recorded = new AtomicBoolean();
        URI url = start(call -> call.send(text("hello"), () -> {
            FaultPlan.sleep(200);
            recorded.set(true);
        }));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(recorded).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /a%20b?x=%C3%BC+1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: t\r\n\r\n",
                "POST /a%20b?x=%C3%BC%201 HTTP/1.1\r\ncontent-length:5\r\nExpect: 100-continue\r\n\r\nhello",
                "POST /a%20b?y&x=%C3%BC+1 HTTP/1.0\nContent-Length: 5\n\nhello"
            })
    void requestsAreRead(String request) throws Exception {
        URI url = start(call -> call.send(text(call.path() + "|"
                + call.query("x").orElse("") + "|" + new String(call.body(), StandardCharsets.UTF_8))));
        assertThat(raw(url, request + "GET /closed HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .contains("HTTP/1.1 200 OK\r\n", "Date: now\r\n")
                .contains("/a b|ü 1|hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET / HTTP/2\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void malformedRequestsEndTheConnection(String request) throws Exception {
        URI url = start(call -> {
            call.body();
            call.send(text("not malformed"));
        });
        assertThat(raw(url, request)).isEmpty();
    }

    @Test
    void aRequestThatIsNotAnsweredGetsAnError() throws Exception {
        URI url = start(call -> {
            throw new IllegalStateException("planted");
        });
        assertThat(raw(url, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 500 ");
    }

    /** All that the server sends until it closes the connection. */
    private static String raw(URI url, String request) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
