package io.github.reelstore.server;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.server.internal.http.ProblemErrorHandler;
import io.github.reelstore.server.internal.http.SlowHeaders;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running HTTP server for a store.
 *
 * <pre>{@code
 * try (Reelstore store = Reelstore.open("jdbc:sqlite:reels.db", "file:media");
 *         ReelstoreServer server = ReelstoreServer.start(store, ServerConfig.LOCAL)) {
 *     System.out.println("Reelstore serves " + server.uri());
 *     server.join();
 * }
 * }</pre>
 */
public final class ReelstoreServer implements AutoCloseable {

    private static final System.Logger ACCESS = System.getLogger("io.github.reelstore.server.access");

    private static final int MOST_THREADS = 200;
    private static final int MOST_HEADER_BYTES = 16 * 1024;

    /** Each has buffers, also before its client has sent a token. The event streams take half of them at most. */
    static final int MOST_CONNECTIONS = 2_000;

    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(20);

    /** A generated client encodes the slashes of a key; the router splits a path before it decodes it. */
    private static final UriCompliance ENCODED_SLASHES = UriCompliance.DEFAULT.with(
            "encoded slashes",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    /** The interface of an address, which other machines do not know. */
    private static final Pattern SCOPE = Pattern.compile("%.*");

    private final Server server;
    private final GracefulHandler requests;
    private final ServerConnector connector;
    private final ServerConfig config;

    private ReelstoreServer(Server server, GracefulHandler requests, ServerConnector connector, ServerConfig config) {
        this.server = server;
        this.requests = requests;
        this.connector = connector;
        this.config = config;
    }

    /**
     * Starts a server. It does not close the store.
     *
     * @throws StorageException.InvalidInput if the configuration lets other machines in without tokens, or a token is not valid
     * @throws StorageException.Unavailable if the port is in use, or the host is not one of this machine
     */
    public static ReelstoreServer start(Reelstore store, ServerConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("reelstore-http");
        Server server = new Server(threads);
        GracefulHandler requests = new GracefulHandler(ReelstoreHandler.of(store, config));
        server.setHandler(requests);
        server.setErrorHandler(new ProblemErrorHandler());
        server.setRequestLog(ReelstoreServer::log);
        server.setStopTimeout(config.stopTimeout().toMillis());
        ServerConnector connector = connector(server, config);
        server.addConnector(connector);
        start(server, config);
        return new ReelstoreServer(server, requests, connector, config);
    }

    private static ServerConnector connector(Server server, ServerConfig config) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setUriCompliance(ENCODED_SLASHES);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        Duration header = HEADER_TIMEOUT.compareTo(config.idleTimeout()) < 0 ? HEADER_TIMEOUT : config.idleTimeout();
        connector.addBean(new SlowHeaders(connector, header.toNanos()));
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        return connector;
    }

    private static void start(Server server, ServerConfig config) {
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw StorageException.Unavailable.lasting(
                    config.host() + ":" + config.port(),
                    "The server cannot listen on " + config.host() + ", port " + config.port() + ": " + e.getMessage()
                            + "; choose another port, or stop the program that uses it.",
                    e);
        }
    }

    /** Without the query, which contains prompts, and without header fields, which contain tokens. */
    private static void log(Request request, Response response) {
        ACCESS.log(
                System.Logger.Level.INFO,
                () -> String.join(
                        " ",
                        Request.getRemoteAddr(request),
                        request.getMethod(),
                        String.valueOf(request.getHttpURI().getPath()),
                        String.valueOf(response.getStatus()),
                        Response.getContentBytesWritten(response) + " bytes",
                        Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime())
                                        .toMillis() + " ms"));
    }

    /**
     * The address of the server for programs on this machine, with the port that it really has: of one that listens on all
     * interfaces, that of the loopback interface.
     */
    public URI uri() {
        InetAddress address = config.address();
        if (address.isAnyLocalAddress()) {
            return uri(address instanceof Inet6Address ? "::1" : "127.0.0.1");
        }
        return uri(config.host());
    }

    /**
     * The addresses for other machines of a server that listens on all interfaces, those of IPv6 only if its host is one. Empty for other servers,
     * and if the interfaces cannot be listed.
     */
    public List<URI> urisForOthers() {
        InetAddress listening = config.address();
        if (!listening.isAnyLocalAddress()) {
            return List.of();
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .filter(address -> address instanceof Inet4Address || listening instanceof Inet6Address)
                    .map(address -> uri(SCOPE.matcher(address.getHostAddress()).replaceFirst("")))
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private URI uri(String host) {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort());
    }

    /**
     * Waits until the server stops.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Whether the server waits for running requests, or has stopped. */
    boolean isStopped() {
        return requests.isShutdown() || server.isStopped();
    }

    /** Stops: new requests are refused, and running ones are given time to end. Stopping again has no effect. */
    @Override
    public void close() {
        endRequests();
        // no connection has a request any more, and clients keep theirs open for a second one
        connector.setShutdownIdleTimeout(1);
        stop(server);
    }

    private void endRequests() {
        try {
            Graceful.shutdown(requests).get(config.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            ACCESS.log(System.Logger.Level.DEBUG, "Requests that still run are ended now.");
        }
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            ACCESS.log(System.Logger.Level.WARNING, "The server did not stop cleanly.", e);
        }
    }
}
