package io.github.reelstore.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Accepts connections on the loopback address; each has a thread, which handles its requests one after the other. */
final class HttpListener implements AutoCloseable {

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpCall call) throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());

    private static final int BACKLOG = 1_024;
    private static final int IDLE_MILLIS = 120_000;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulator-connection");
        thread.setDaemon(true);
        return thread;
    });

    private HttpListener(ServerSocket server) {
        this.server = server;
    }

    /**
     * Takes a port; connections wait until {@link #start}.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException if the port is in use
     */
    static HttpListener bind(int port) {
        try {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            return new HttpListener(server);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * Accepts connections, in a thread that keeps the program running until this is closed.
     *
     * @param date the header Date of the answers
     * @param closesAtAccept whether the connection with this number is closed at once
     */
    void start(Supplier<String> date, LongPredicate closesAtAccept, Handler handler) {
        new Thread(() -> accept(date, closesAtAccept, handler), "simulator").start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept(Supplier<String> date, LongPredicate closesAtAccept, Handler handler) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (closesAtAccept.test(connections.getAndIncrement())) {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } else {
                    start(socket, date, handler);
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "A connection was not accepted", e);
                    FaultPlan.sleep(100);
                }
            }
        }
    }

    private void start(Socket socket, Supplier<String> date, Handler handler) throws IOException {
        sockets.add(socket);
        try {
            threads.execute(() -> serve(socket, date, handler));
        } catch (RejectedExecutionException e) {
            // The listener was closed meanwhile.
            socket.close();
        }
    }

    private void serve(Socket socket, Supplier<String> date, Handler handler) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            boolean open = true;
            while (open) {
                Optional<HttpCall> call = HttpCall.read(socket, in, date);
                open = call.isPresent() && answer(call.get(), handler);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection ended", e);
        } finally {
            sockets.remove(socket);
        }
    }

    private static boolean answer(HttpCall call, Handler handler) throws IOException {
        try {
            handler.handle(call);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, call.method() + " " + call.path(), e);
        }
        if (!call.isAnswered()) {
            call.send(WireAnswer.empty(500));
        }
        return call.finish();
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "A connection was closed already", e);
            }
        }
    }
}
