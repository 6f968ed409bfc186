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
 * A bad line to a server: it hands requests and answers on, each on a connection of its own, and does to them what a test
 * asks for. It also remembers what passed.
 */
final class FaultyHttpProxy implements AutoCloseable {

    /** What a test may do to one request; what it does not override passes untouched. */
    interface Fate {

        /** What to answer instead of handing the request on, as a whole HTTP answer; empty to hand it on. */
        default String answer() {
            return "";
        }

        /** Whether the request is handed on, and not answered here. */
        default boolean handsOn() {
            return answer().isEmpty();
        }

        /** The answer, where it depends on what the request asks; empty for a line that is cut. */
        default String answerTo(String body) {
            return answer();
        }

        /** How many bytes of the request's body pass before the line is cut. */
        default long requestBytes() {
            return Long.MAX_VALUE;
        }

        /** The head of the answer, to be passed instead of this one. */
        default String answerHead(String head) {
            return head;
        }

        /** How many bytes of the answer, head included, pass before the line is cut. */
        default long answerBytes() {
            return Long.MAX_VALUE;
        }

        /** The position in the answer of a byte to change; negative for none. */
        default long damagedByte() {
            return -1;
        }
    }

    /** Decides by the request's first line, such as {@code GET /bucket/key HTTP/1.1}. */
    interface Rule {
        Fate on(String request);
    }

    static final Fate PASSES = new Fate() {};

    static final Fate ANSWER_LOST = new Fate() {
        @Override
        public long answerBytes() {
            return 0;
        }
    };

    /** Lets a byte of the answer pass; for one answer. */
    static final class CutAfterTheHead implements Fate {

        private volatile long bytes;

        @Override
        public String answerHead(String head) {
            bytes = head.length() + 1L;
            return head;
        }

        @Override
        public long answerBytes() {
            return bytes;
        }
    }

    /** The server's own answer in XML, as S3 gives them. */
    static Fate answers(int status, String code) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>no</Message></Error>";
        return new Fate() {
            @Override
            public String answer() {
                return "HTTP/1.1 " + status
                        + " No\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
            }
        };
    }

    private final URI server;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "interposed");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile Rule rule = request -> PASSES;

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

    /** The first lines of the requests since the last call. */
    List<String> requests() {
        List<String> passed = List.copyOf(requests);
        requests.clear();
        return passed;
    }

    /** The whole heads of all requests so far. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** How many bytes the bodies of requests had since the last call. */
    long sent() {
        return sent.getAndSet(0);
    }

    /** How many bytes the answers had since the last call, heads included. */
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
            Fate fate = rule.on(head.get(0));
            OutputStream out = client.getOutputStream();
            if (contains(head, "expect:")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            }
            if (fate.handsOn()) {
                send(head, in, target.getOutputStream(), fate);
                InputStream answer = target.getInputStream();
                InputStream rewritten =
                        new ByteArrayInputStream(fate.answerHead(head(answer)).getBytes(ISO_8859_1));
                copy(new SequenceInputStream(rewritten, answer), out, fate);
            } else {
                String body = new String(in.readNBytes(Math.toIntExact(length(head))), ISO_8859_1);
                out.write(fate.answerTo(body).getBytes(ISO_8859_1));
            }
        } catch (IOException cut) {
            // Both ends see it too.
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
    private void send(List<String> head, InputStream in, OutputStream out, Fate fate) throws IOException {
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
            if (count < 0 || done + count > fate.requestBytes()) {
                throw new EOFException();
            }
            out.write(buffer, 0, count);
            sent.addAndGet(count);
            done += count;
        }
        out.flush();
    }

    private void copy(InputStream in, OutputStream out, Fate fate) throws IOException {
        long most = fate.answerBytes();
        long damaged = fate.damagedByte();
        byte[] buffer = new byte[8192];
        long done = 0;
        for (int count; (count = in.read(buffer)) >= 0; done += count) {
            if (damaged >= done && damaged < done + count) {
                buffer[(int) (damaged - done)] ^= 1;
            }
            int passing = (int) Math.min(count, most - done);
            out.write(buffer, 0, passing);
            received.addAndGet(passing);
            if (passing < count) {
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
