package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send or read slowly keep neither the server's threads nor their connections. */
@Tag("fault")
class SlowClientIT {

    /** More than the server has threads. */
    private static final int CLIENTS = 250;

    private static final int LARGE = 48 * 1024 * 1024;
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final long FAST = 100_000_000;

    private static TestServer patient(Path folder) {
        return TestServer.in(folder, config -> config.withTimeouts(LONG, SHORT).withLeastBytesPerSecond(0));
    }

    private static TestServer impatient(Path folder) {
        return TestServer.in(folder, config -> config.withTimeouts(SHORT, SHORT).withLeastBytesPerSecond(FAST));
    }

    private static String storedFile(TestServer server) {
        ApiClient api = server.client();
        String project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                .json(201)
                .get("id")
                .asString();
        return api.file(
                        "POST",
                        "/api/v1/audios?provider=p&projectId=" + project,
                        "audio/wav",
                        Arrays.copyOf(Samples.NARRATION_VI_WAV.bytes(), LARGE))
                .json(201)
                .get("filePath")
                .asString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void connectionsAreLimited(@TempDir Path folder) throws IOException {
        // one may have been accepted when the limit is reached
        int some = 10;
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = patient(folder)) {
            for (int i = 0; i < ReelstoreServer.MOST_CONNECTIONS + some; i++) {
                sockets.add(server.connect());
            }
            Socket waiting = server.connect();
            sockets.add(waiting);
            write(waiting, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            waiting.setSoTimeout(500);
            assertThatThrownBy(waiting.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);
            closeAll(sockets.subList(0, 2 * some));
            waiting.setSoTimeout(60_000);
            assertThat(new String(waiting.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ");
            closeAll(sockets);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/projects HTTP/1.1\r\nContent-Type: application/json",
                "/login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"
            })
    void clientsInTheMiddleOfASmallBodyHoldNoThread(String request, @TempDir Path folder) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = patient(folder)) {
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = server.connect();
                sockets.add(socket);
                write(
                        socket,
                        "POST " + request + "\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
                                + "Content-Length: 100\r\n\r\n{");
            }
            ApiClient api = server.client();
            assertThat(api.get("/health/ready").status()).isEqualTo(200);
            api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}").json(201);
            closeAll(sockets);
        }
    }

    @Test
    void clientsThatDoNotReadHoldNoThread(@TempDir Path folder) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = patient(folder)) {
            String key = storedFile(server);
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = server.connect();
                sockets.add(socket);
                write(socket, "GET /api/v1/media/" + key + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            assertThat(server.client().get("/health/ready").status()).isEqualTo(200);
            closeAll(sockets);
        }
    }

    @Test
    void aClientThatReadsTooSlowlyIsDisconnected(@TempDir Path folder) throws Exception {
        try (TestServer server = impatient(folder)) {
            String key = storedFile(server);
            try (Socket socket = new Socket()) {
                socket.setReceiveBufferSize(64 * 1024);
                socket.connect(new InetSocketAddress(
                        server.server().uri().getHost(), server.server().uri().getPort()));
                write(socket, "GET /api/v1/media/" + key + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(readSlowly(socket.getInputStream())).isPositive().isLessThan(LARGE);
            }
        }
    }

    private static long readSlowly(InputStream in) throws InterruptedException {
        byte[] buffer = new byte[32 * 1024];
        long count = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
                Thread.sleep(20);
            }
        } catch (IOException e) {
            // the server has closed the connection
        }
        return count;
    }

    /** The extensions of chunks are no content, so the content does not move on. */
    @Test
    void aClientThatSendsOnlyChunkExtensionsIsDisconnected(@TempDir Path folder) throws Exception {
        try (TestServer server = impatient(folder)) {
            String json = "POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n1;";
            String file = "POST /api/v1/images?provider=p&projectId="
                    + server.client()
                            .json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                            .json(201)
                            .get("id")
                            .asString()
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n1;";
            for (String begin : List.of(json, file)) {
                try (Socket socket = server.connect()) {
                    write(socket, begin);
                    while (isOpen(socket)) {
                        Thread.sleep(50);
                    }
                }
            }
        }
    }

    /** The server reads what it refused, so that the client gets the answer, but not forever. */
    @Test
    void aClientThatGoesOnSendingARefusedFileIsDisconnected(@TempDir Path folder) throws Exception {
        try (TestServer server = impatient(folder);
                Socket socket = server.connect()) {
            write(
                    socket,
                    "POST /api/v1/images?provider=p HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 400");
            while (isOpen(socket)) {
                Thread.sleep(50);
            }
        }
    }

    private static boolean isOpen(Socket socket) {
        try {
            write(socket, "x");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aClientThatSendsAFileTooSlowlyIsTold(@TempDir Path folder) throws Exception {
        try (TestServer server = impatient(folder);
                Socket socket = server.connect()) {
            String project = server.client()
                    .json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                    .json(201)
                    .get("id")
                    .asString();
            write(
                    socket,
                    "POST /api/v1/images?provider=p&projectId=" + project
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n");
            while (socket.getInputStream().available() == 0) {
                write(socket, "x");
                Thread.sleep(50);
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 408");
        }
    }
}
