package io.github.reelstore.testkit.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on the loopback address that treats each request as a test wants, and records those that it has read. Its static methods
 * answer:
 *
 * <pre>{@code
 * try (FaultyHttpServer server = FaultyHttpServer.treating(
 *         (socket, request, number) -> FaultyHttpServer.error(socket, "429 X\r\nRetry-After: 3"))) {
 *     ...
 *     assertThat(server.requests()).hasSize(1);
 * }
 * }</pre>
 */
public final class FaultyHttpServer implements AutoCloseable {

    /** What it does with a request. */
    @FunctionalInterface
    public interface Treatment {

        /**
         * Answers a request, or does not.
         *
         * @param request head and body
         * @param number how many requests were read, with this one
         * @throws IOException to reset the connection, which stays open otherwise
         */
        void treat(Socket socket, String request, int number) throws IOException;
    }

    private final ServerSocket server;
    private final Treatment treatment;
    private final boolean cutsRequests;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private FaultyHttpServer(Treatment treatment, boolean cutsRequests) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.treatment = treatment;
        this.cutsRequests = cutsRequests;
        threads.execute(this::accept);
    }

    /** Treats each request in the same way. */
    public static FaultyHttpServer treating(Treatment treatment) throws IOException {
        return new FaultyHttpServer(treatment, false);
    }

    /** Resets each connection as soon as a request has begun to arrive, and counts none as read. */
    public static FaultyHttpServer cuttingRequests() throws IOException {
        return new FaultyHttpServer((socket, request, number) -> {}, true);
    }

    /**
     * The bytes of an answer.
     *
     * @param head the status and further headers, such as {@code 429 Too Many Requests\r\nRetry-After: 1}
     */
    public static byte[] response(String head, byte[] body) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        response.writeBytes(body);
        return response.toByteArray();
    }

    /** Sends a {@link #response}. */
    public static void answer(Socket socket, String head, byte[] body) throws IOException {
        send(socket, response(head, body));
    }

    /** Sends a response in JSON. */
    public static void json(Socket socket, String head, String json) throws IOException {
        answer(socket, head + "\r\nContent-Type: application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a response whose JSON describes an error, in the form of many providers. */
    public static void error(Socket socket, String head) throws IOException {
        json(socket, head, "{\"error\":{\"code\":1,\"message\":\"not today\",\"status\":\"X\"}}");
    }

    static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Its URL, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The requests that were read: head and body. */
    public List<String> requests() {
        return requests;
    }

    /** How many connections were accepted. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try {
            answerAll(socket);
            socket.close();
        } catch (IOException e) {
            reset(socket);
        }
    }

    /** Closes a connection so that the other side sees a reset. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
    }

    private void answerAll(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        if (cutsRequests && in.read() >= 0) {
            throw new IOException("cut");
        }
        for (String request = read(in); !request.isEmpty(); request = read(in)) {
            requests.add(request);
            treatment.treat(socket, request, requests.size());
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        if (!readTo("\r\n\r\n", in, request)) {
            return "";
        }
        String head = request.toString().toLowerCase(Locale.ROOT);
        if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
            readTo("\r\n0\r\n\r\n", in, request);
            return request.toString();
        }
        int length = head.lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
        return request + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Reads until the text has this end; false if the connection ends before. */
    private static boolean readTo(String end, InputStream in, StringBuilder text) throws IOException {
        while (text.indexOf(end, text.length() - end.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            text.append((char) next);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the threads of the server do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
