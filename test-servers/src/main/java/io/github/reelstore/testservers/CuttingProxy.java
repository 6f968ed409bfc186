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
 * A TCP proxy in front of a server on this machine. It cuts the connection when the client sends a given text, or
 * when a rule says so. The text must arrive in one read, which is the case for a single write on the loopback
 * interface.
 *
 * <pre>{@code
 * try (CuttingProxy proxy = CuttingProxy.to(5432)) {
 *     proxy.cut(When.AFTER_FORWARDING, "COMMIT");
 *     connect("127.0.0.1", proxy.port());
 * }
 * }</pre>
 */
public final class CuttingProxy implements AutoCloseable {

    /** Whether the server receives the text at which the connection is cut. */
    public enum When {
        /** The server does not receive it. */
        BEFORE_FORWARDING,
        /** The server neither receives it nor notices that the client is gone, as after a power failure. */
        BEFORE_FORWARDING_UNNOTICED,
        /** The server receives it, but the client gets no response. */
        AFTER_FORWARDING
    }

    /** Decides what happens to each read from a client. */
    @FunctionalInterface
    public interface Rule {

        /**
         * Returns when to cut the connection; empty to forward the bytes.
         *
         * @param sent the bytes of the client, as ISO 8859-1
         * @param port the local port that the server sees for this connection
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

    /** Starts a proxy to a port on this machine. */
    public static CuttingProxy to(int port) {
        CuttingProxy proxy = new CuttingProxy(port);
        start("accept", proxy::acceptAll);
        return proxy;
    }

    /** The port for clients. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Cuts the next connection on which a client sends the text; once. */
    public void cut(When when, String text) {
        AtomicBoolean armed = new AtomicBoolean(true);
        rule((sent, port) ->
                sent.contains(text) && armed.compareAndSet(true, false) ? Optional.of(when) : Optional.empty());
    }

    /** Sets the rule. */
    public void rule(Rule value) {
        rule = value;
    }

    /** Removes the rule, and accepts connections again. */
    public void heal() {
        rule((sent, port) -> Optional.empty());
        refusing = false;
    }

    /** From now on, closes each new connection immediately. */
    public void refuse() {
        refusing = true;
    }

    /** How many connections were cut by the rule. */
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
        start("responses", () -> forwardResponses(server, client));
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

    /** The server responds to the bytes it received before it notices that the client is gone. */
    private static void awaitEnd(Socket server) throws IOException {
        while (!server.isClosed() && server.getInputStream().read() >= 0) {
            // wait for the end
        }
    }

    private static void forwardResponses(Socket server, Socket client) throws IOException {
        // also close the client if the server resets the connection, or the client would wait
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
                        // one side is gone; the other notices its closed socket
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
