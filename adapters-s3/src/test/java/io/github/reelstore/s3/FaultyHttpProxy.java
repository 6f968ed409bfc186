package io.github.reelstore.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP proxy that injects faults. It forwards each request and its response on a separate connection, applies the
 * faults that a test asks for, and records the requests.
 */
final class FaultyHttpProxy implements AutoCloseable {

    /** The faults to apply to one request; the defaults forward everything unchanged. */
    interface Faults {

        /** A complete HTTP response to send instead of forwarding the request; empty to forward it. */
        default String response() {
            return "";
        }

        /** Whether the request is forwarded. */
        default boolean isForwarded() {
            return response().isEmpty();
        }

        /** The response to a request with this body; empty to cut the connection. */
        default String responseTo(String body) {
            return response();
        }

        /** How many bytes of the request's body are forwarded before the connection is cut. */
        default long requestBytes() {
            return Long.MAX_VALUE;
        }

        /** The head of the response to forward instead of this one. */
        default String responseHead(String head) {
            return head;
        }

        /** How many bytes of the response, including its head, are forwarded before the connection is cut. */
        default long responseBytes() {
            return Long.MAX_VALUE;
        }

        /** The position of a byte to change in the response; negative for none. */
        default long damagedByte() {
            return -1;
        }
    }

    /** Chooses the faults by the request's first line, such as {@code GET /bucket/key HTTP/1.1}. */
    interface Rule {
        Faults forRequest(String request);
    }

    static final Faults FORWARD = new Faults() {};

    static final Faults RESPONSE_LOST = new Faults() {
        @Override
        public long responseBytes() {
            return 0;
        }
    };

    /** Forwards only one byte of the response body; for one response. */
    static final class CutAfterHead implements Faults {

        private volatile long bytes;

        @Override
        public String responseHead(String head) {
            bytes = head.length() + 1L;
            return head;
        }

        @Override
        public long responseBytes() {
            return bytes;
        }
    }

    /** An error response in XML, in the format of S3. */
    static Faults error(int status, String code) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>no</Message></Error>";
        return new Faults() {
            @Override
            public String response() {
                return "HTTP/1.1 " + status
                        + " No\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
            }
        };
    }

    private final URI server;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-http-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile Rule rule = request -> FORWARD;

    FaultyHttpProxy(URI server) {
        this.server = server;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::acceptAll);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    void rule(Rule value) {
        rule = value;
    }

    /** The first lines of the requests since the last call of this method. */
    List<String> requests() {
        List<String> forwarded = List.copyOf(requests);
        requests.clear();
        return forwarded;
    }

    /** The whole heads of all requests so far. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** The size of all request bodies since the last call of this method, in bytes. */
    long sent() {
        return sent.getAndSet(0);
    }

    /** The size of all responses since the last call of this method, including their heads, in bytes. */
    long received() {
        return received.getAndSet(0);
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket target = new Socket(server.getHost(), server.getPort())) {
            InputStream in = client.getInputStream();
            List<String> head = List.of(head(in).split("\r\n"));
            requests.add(head.get(0));
            heads.add(String.join("\n", head));
            Faults faults = rule.forRequest(head.get(0));
            OutputStream out = client.getOutputStream();
            if (contains(head, "expect:")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            }
            if (faults.isForwarded()) {
                send(head, in, target.getOutputStream(), faults);
                InputStream response = target.getInputStream();
                InputStream rewritten = new ByteArrayInputStream(
                        faults.responseHead(head(response)).getBytes(ISO_8859_1));
                copy(new SequenceInputStream(rewritten, response), out, faults);
            } else {
                String body = new String(in.readNBytes(Math.toIntExact(length(head))), ISO_8859_1);
                out.write(faults.responseTo(body).getBytes(ISO_8859_1));
            }
        } catch (IOException cut) {
            // Both ends notice it too.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (String text = ""; !text.endsWith("\r\n\r\n"); ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            text = next == '\n' ? head.toString(ISO_8859_1) : "";
        }
        return head.toString(ISO_8859_1);
    }

    private static boolean contains(List<String> head, String name) {
        return head.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(name));
    }

    private static long length(List<String> head) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    // Neither of the two headers is signed.
    private void send(List<String> head, InputStream in, OutputStream out, Faults faults) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : head) {
            String name = line.toLowerCase(Locale.ROOT);
            if (!name.startsWith("expect:") && !name.startsWith("connection:")) {
                text.append(line).append("\r\n");
            }
        }
        out.write(text.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1));
        long length = length(head);
        byte[] buffer = new byte[8192];
        for (long done = 0; done < length; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, length - done));
            if (count < 0 || done + count > faults.requestBytes()) {
                throw new EOFException();
            }
            out.write(buffer, 0, count);
            sent.addAndGet(count);
            done += count;
        }
        out.flush();
    }

    private void copy(InputStream in, OutputStream out, Faults faults) throws IOException {
        long limit = faults.responseBytes();
        long damaged = faults.damagedByte();
        byte[] buffer = new byte[8192];
        long done = 0;
        for (int count; (count = in.read(buffer)) >= 0; done += count) {
            if (damaged >= done && damaged < done + count) {
                buffer[(int) (damaged - done)] ^= 1;
            }
            int forwarded = (int) Math.min(count, limit - done);
            out.write(buffer, 0, forwarded);
            received.addAndGet(forwarded);
            if (forwarded < count) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
