package io.github.reelstore.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server of this machine, and cuts the connection when the client sends a certain text, or by a rule
 * of the test's. What is looked for must come in one piece, as what a driver sends in one go does on the loopback interface.
 *
 * <pre>{@code
 * try (CuttingProxy proxy = CuttingProxy.to(5432)) {
 *     proxy.cut(When.AFTER_FORWARDING, "COMMIT");
 *     connect("127.0.0.1", proxy.port());
 * }
 * }</pre>
 */
public final class CuttingProxy implements AutoCloseable {

    /** On which side of the cut what the client sent ends up. */
    public enum When {
        /** The server never gets it. */
        BEFORE_FORWARDING,
        /** Nor does the server get to know that the client has gone, as after a power failure. */
        BEFORE_FORWARDING_UNNOTICED,
        /** The server gets it, and the client never gets an answer. */
        AFTER_FORWARDING
    }

    /** Decides about each thing that a client sends. */
    @FunctionalInterface
    public interface Rule {

        /**
         * What becomes of it; empty to hand it on.
         *
         * @param port of this machine, by which the server knows the connection
         */
        Optional<When> on(String sent, int port);
    }

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Rule rule = (sent, port) -> Optional.empty();
    private volatile boolean refusing;

    private CuttingProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    /** A proxy to a port of this machine. */
    public static CuttingProxy to(int port) {
        CuttingProxy proxy = new CuttingProxy(port);
        start("accept", proxy::acceptAll);
        return proxy;
    }

    /** Where clients connect. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Cuts the connection on which a client next sends the text; once. */
    public void cut(When when, String text) {
        AtomicBoolean toCut = new AtomicBoolean(true);
        rule((sent, port) ->
                sent.contains(text) && toCut.compareAndSet(true, false) ? Optional.of(when) : Optional.empty());
    }

    /** From now on, asks this rule. */
    public void rule(Rule value) {
        rule = value;
    }

    /** From now on, hands everything on. */
    public void heal() {
        rule((sent, port) -> Optional.empty());
        refusing = false;
    }

    /** From now on, cuts each new connection as soon as it is made. */
    public void refuse() {
        refusing = true;
    }

    /** How many connections were cut because of what was sent. */
    public int cuts() {
        return cuts.get();
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket client = listener.accept();
            sockets.add(client);
            if (refusing) {
                client.close();
                continue;
            }
            start("connect", () -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        sockets.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start("answers", () -> forwardAnswers(server, client));
        forwardRequests(client, server);
    }

    private void forwardRequests(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            byte[] buffer = new byte[1 << 16];
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                String sent = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                Optional<When> cut = rule.on(sent, server.getLocalPort());
                if (cut.isEmpty()) {
                    out.write(buffer, 0, length);
                } else {
                    cuts.incrementAndGet();
                    cut(cut.get(), buffer, length, client, server);
                    return;
                }
            }
        }
    }

    private static void cut(When when, byte[] sent, int length, Socket client, Socket server) throws IOException {
        if (when == When.BEFORE_FORWARDING) {
            return;
        }
        client.close();
        if (when == When.AFTER_FORWARDING) {
            server.getOutputStream().write(sent, 0, length);
            server.shutdownOutput();
        }
        awaitEnd(server);
    }

    /** The server answers what it got before it sees that nobody listens. */
    private static void awaitEnd(Socket server) throws IOException {
        while (!server.isClosed() && server.getInputStream().read() >= 0) {
            // only the end matters
        }
    }

    private static void forwardAnswers(Socket server, Socket client) throws IOException {
        // also where the server breaks off instead of ending: the client would wait for it
        try (client) {
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // one of the two has gone; the other notices by its closed socket
                        return;
                    }
                },
                "cutting-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
