package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.server.ApiClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A client gets the answer even if the server does not want the body that it is still sending. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedBodyIT {

    private static final int REPEATS = 200;
    private static final String REFUSED = "/api/v1/images?provider=p";
    private static final byte[] BODY = new byte[3_000_000];

    private TestServer server;
    private ApiClient api;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = TestServer.in(folder);
        api = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @RepeatedTest(REPEATS)
    void aClientOfJavaGetsTheAnswer() {
        api.file("POST", REFUSED, "image/png", BODY).problem(400, "invalid-input");
    }

    @Test
    void aBodyInChunksIsReadToo() {
        for (int i = 0; i < 20; i++) {
            Reply reply = api.call(
                    "POST",
                    REFUSED,
                    BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(BODY)),
                    "Content-Type",
                    "image/png");
            reply.problem(400, "invalid-input");
        }
    }

    /** It writes all of the body before it reads, and then uses the connection for another request. */
    @RepeatedTest(REPEATS)
    void aClientThatWritesBeforeItReadsGetsTheAnswerAndKeepsItsConnection() throws IOException {
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(header("POST " + REFUSED, "Content-Length: " + BODY.length));
            socket.getOutputStream().write(BODY);
            assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 400 ");
            socket.getOutputStream().write(header("GET /health/live", "X: y"));
            assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aClientThatAsksFirstDoesNotSendTheBody() throws IOException {
        try (Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(header("POST " + REFUSED, "Expect: 100-continue\r\nContent-Length: " + BODY.length));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(all).startsWith("HTTP/1.1 400 ").containsIgnoringCase("Connection: close");
        }
    }

    @Test
    void aBodyThatIsTooLongIsNotWaitedFor() throws IOException {
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(header("POST " + REFUSED, "Content-Length: 100000000000"));
            assertThat(answer(socket.getInputStream()))
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("Connection: close");
            // the server ends its side, and still reads what comes
            assertThat(socket.getInputStream().read()).isNegative();
            socket.getOutputStream().write(BODY);
        }
    }

    private static byte[] header(String request, String fields) {
        return (request + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    /** Reads one answer, which has a length. */
    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        while (!header.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            assertThat(one).as(header.toString(ISO_8859_1)).isNotNegative();
            header.write(one);
        }
        String text = header.toString(ISO_8859_1);
        int length = Integer.parseInt(text.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .map(line -> line.substring(15).strip())
                .findFirst()
                .orElseThrow());
        return text + new String(in.readNBytes(length), ISO_8859_1);
    }
}
