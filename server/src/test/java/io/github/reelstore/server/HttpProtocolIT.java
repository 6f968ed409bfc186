package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or broken client may send, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpProtocolIT {

    private static final Pattern TITLE = Pattern.compile("\"title\":\"([^\"]*)\"");

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = TestServer.in(folder, config -> config.withTimeouts(Duration.ofMillis(500), Duration.ofSeconds(5)));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aProfileMayHaveAnyName() throws IOException {
        String body = "{\"title\":\"Sân khấu\"}";
        String created = server.raw(new String(
                ("POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Reelstore-Profile: hải\r\nConnection: close\r\nContent-Length: "
                                + body.getBytes(UTF_8).length + "\r\n\r\n" + body)
                        .getBytes(UTF_8),
                ISO_8859_1));

        assertThat(created).startsWith("HTTP/1.1 201");
        assertThat(server.store()
                        .withProfile(new ProfileId("hải"))
                        .projects()
                        .list(ProjectFilter.ALL, PageRequest.first(2))
                        .items())
                .extracting(VideoProject::title)
                .containsExactly("Sân khấu");
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            titles.add("number " + i);
            String body = "{\"title\":\"number " + i + "\"}";
            requests.append("POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n" + (i == 19 ? "Connection: close\r\n" : "")
                            + "\r\n")
                    .append(body);
        }
        Matcher matcher = TITLE.matcher(server.raw(requests.toString()));
        List<String> answered = new ArrayList<>();
        while (matcher.find()) {
            answered.add(matcher.group(1));
        }
        assertThat(answered).isEqualTo(titles);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 2",
                "Content-Length: 2\r\nContent-Length: 3",
                "Content-Length: 2, 3",
                "Content-Length: -2",
                "Content-Length: 2x",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked"
            })
    void ambiguousLengthsAreRefused(String length) throws IOException {
        String answer = server.raw("POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\n" + length
                + "\r\nContent-Type: application/json\r\n\r\n{}GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("urn:reelstore:problem:malformed-request");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health/live HTTP/1.1\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET /health/live\r\n\r\n",
                "GET health HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"
            })
    void malformedRequestsAreRefusedWithoutDetails(String request) throws IOException {
        String answer = server.raw(request);
        assertThat(answer)
                .containsPattern("^HTTP/1\\.[01] (4\\d\\d|505) ")
                .doesNotContain("Exception", "jetty", "Jetty");
    }

    /** Jetty makes it the root; the router would not find it. */
    @Test
    void anAddressWithoutAPathIsTheRoot() throws IOException {
        assertThat(server.raw("OPTIONS http://localhost HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD");
        assertThat(server.raw("GET http://localhost HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("<html");
    }

    @Test
    void aLargeHeaderIsRefused() throws IOException {
        assertThat(server.raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        try (Socket socket = server.connect()) {
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    /** One byte at a time keeps the idle timeout away, but not the one of the header. */
    @Test
    void aHeaderThatComesByteByByteIsNotWaitedFor() throws Exception {
        try (Socket socket = server.connect()) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(ISO_8859_1));
            while (isOpen(socket)) {
                // isOpen waits
            }
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            socket.getOutputStream().write('x');
            return in.read() >= 0;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    @Test
    void aBodyThatStopsIsNotWaitedFor() throws IOException {
        assertThat(server.raw("POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 20\r\n\r\n{"))
                .startsWith("HTTP/1.1 408 ")
                .contains("urn:reelstore:problem:request-timeout");
    }

    @Test
    void aRunningRequestEndsBeforeTheServerStops(@TempDir Path folder) throws Exception {
        TestServer stopped = TestServer.in(folder);
        String body = "{\"title\":\"Dusk\"}";
        try (Socket socket = stopped.connect()) {
            socket.getOutputStream()
                    .write(("POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            byte[] proceed = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);
            assertThat(socket.getInputStream().readNBytes(proceed.length)).isEqualTo(proceed);
            Thread stopping = new Thread(stopped.server()::close);
            stopping.start();
            while (!stopped.server().isStopped()) {
                Thread.onSpinWait();
            }
            socket.getOutputStream().write(body.getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 201 ");
            stopping.join();
        } finally {
            stopped.close();
        }
    }
}
