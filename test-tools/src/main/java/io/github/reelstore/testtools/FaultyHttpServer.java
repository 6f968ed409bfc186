package io.github.reelstore.testtools;

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

/** A server on the loopback address that treats each request as a test wants, and records those that it has read. */
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
    private final boolean closesAtAccept;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private FaultyHttpServer(Treatment treatment, boolean closesAtAccept) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.treatment = treatment;
        this.closesAtAccept = closesAtAccept;
        threads.execute(this::accept);
    }

    /** Treats each request in the same way. */
    public static FaultyHttpServer treating(Treatment treatment) throws IOException {
        return new FaultyHttpServer(treatment, false);
    }

    /** Cuts connections before it has read anything. */
    public static FaultyHttpServer closingAtAccept() throws IOException {
        return new FaultyHttpServer((socket, request, number) -> {}, true);
    }

    /**
     * Answers.
     *
     * @param head the status and further headers, such as {@code 429 Too Many Requests\r\nRetry-After: 1}
     */
    public static void answer(Socket socket, String head, byte[] body) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        answer.writeBytes(body);
        socket.getOutputStream().write(answer.toByteArray());
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

    /** How many of them were POSTs. */
    public long posts() {
        return requests.stream().filter(request -> request.startsWith("POST ")).count();
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
                if (closesAtAccept) {
                    reset(socket);
                } else {
                    threads.execute(() -> serve(socket));
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String request = read(in); !request.isEmpty(); request = read(in)) {
                requests.add(request);
                treatment.treat(socket, request, requests.size());
            }
        } catch (IOException e) {
            reset(socket);
        }
    }

    /** So that the other side sees a reset. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
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
