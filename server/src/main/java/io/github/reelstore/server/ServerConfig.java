package io.github.reelstore.server;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.PriceTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a server serves. Begin with {@link #LOCAL} and change what you need.
 *
 * <pre>{@code
 * ServerConfig config = ServerConfig.LOCAL.withPort(8080).withTokens(Files.readString(Path.of("tokens")));
 * }</pre>
 *
 * @param host the name or address of the network interface to listen on, such as {@code 127.0.0.1} or {@code 0.0.0.0}
 * @param port the port; 0 for a free one
 * @param tokens the tokens that clients may use, as {@link #withTokens} reads them; empty if every client may call
 * @param allowedHosts the names of the server, besides its addresses, {@code localhost} and {@code host}
 * @param maxUploadBytes the largest body of a request in bytes
 * @param maxUploads how many uploads may run at the same time, 1 to 150
 * @param mediaRedirect the lifetime of the presigned URLs to which clients are redirected for media files, if the blob store
 *     has such URLs; empty to send all files through the server
 * @param idleTimeout after which time without a byte a connection is closed
 * @param stopTimeout how long running requests may take when the server stops
 * @param leastBytesPerSecond how fast a client must send and read, on average, while the server waits for it; the connection of a
 *     slower one is closed
 * @param prices the prices of paid requests that do not state one
 */
public record ServerConfig(
        String host,
        int port,
        Optional<String> tokens,
        Set<String> allowedHosts,
        long maxUploadBytes,
        int maxUploads,
        Optional<Duration> mediaRedirect,
        Duration idleTimeout,
        Duration stopTimeout,
        long leastBytesPerSecond,
        PriceTable prices) {

    private static final int MOST_PORTS = 65_535;
    private static final long DEFAULT_UPLOAD_BYTES = 16L * 1024 * 1024 * 1024;
    private static final int DEFAULT_UPLOADS = 128;
    private static final int MOST_UPLOADS = 150;
    private static final long DEFAULT_BYTES_PER_SECOND = 1024;
    private static final Duration LONGEST_REDIRECT = Duration.ofDays(7);

    /** On this machine only, at port 8080, without tokens; files of at most 16 GiB. */
    public static final ServerConfig LOCAL = new ServerConfig(
            "127.0.0.1",
            8080,
            Optional.empty(),
            Set.of(),
            DEFAULT_UPLOAD_BYTES,
            DEFAULT_UPLOADS,
            Optional.empty(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            DEFAULT_BYTES_PER_SECOND,
            PriceTable.EMPTY);

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the port is not a port, a limit is not positive, or the lifetime of URLs is not
     *     1 second to 7 days
     */
    public ServerConfig {
        allowedHosts = Set.copyOf(allowedHosts);
        if (port < 0 || port > MOST_PORTS) {
            throw new StorageException.InvalidInput("port", "A port is a number from 0 to 65535, not " + port + ".");
        }
        if (maxUploadBytes < 1 || maxUploads < 1 || maxUploads > MOST_UPLOADS) {
            throw new StorageException.InvalidInput(
                    "uploads",
                    "The largest upload must have 1 byte or more, and the number of uploads must be 1 to "
                            + MOST_UPLOADS + ": each has a thread, and others must be left for other requests.");
        }
        if (idleTimeout.toMillis() < 1 || stopTimeout.toMillis() < 1) {
            throw new StorageException.InvalidInput("timeout", "A timeout must be at least 1 ms.");
        }
        if (leastBytesPerSecond < 0) {
            throw new StorageException.InvalidInput("speed", "The least speed of clients must not be negative.");
        }
        mediaRedirect.ifPresent(ServerConfig::requireLifetime);
    }

    /** Else the first request would fail, and not the start of the server. */
    private static void requireLifetime(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0
                || lifetime.compareTo(LONGEST_REDIRECT) > 0
                || lifetime.toNanosPart() != 0) {
            throw new StorageException.InvalidInput(
                    "redirect",
                    "The lifetime of the URLs for media must be 1 second to 7 days, in whole seconds, not " + lifetime
                            + ".");
        }
    }

    /** A copy that listens on another interface. */
    public ServerConfig withHost(String other) {
        return new ServerConfig(
                other,
                port,
                tokens,
                allowedHosts,
                maxUploadBytes,
                maxUploads,
                mediaRedirect,
                idleTimeout,
                stopTimeout,
                leastBytesPerSecond,
                prices);
    }

    /** A copy with another port. */
    public ServerConfig withPort(int other) {
        return new ServerConfig(
                host,
                other,
                tokens,
                allowedHosts,
                maxUploadBytes,
                maxUploads,
                mediaRedirect,
                idleTimeout,
                stopTimeout,
                leastBytesPerSecond,
                prices);
    }

    /**
     * A copy that requires tokens.
     *
     * @param lines one token a line, at least 16 characters long, for all profiles, or followed by white space and the only
     *     profile that it may use; empty lines, and those that begin with {@code #}, are ignored
     */
    public ServerConfig withTokens(String lines) {
        return new ServerConfig(
                host,
                port,
                Optional.of(lines),
                allowedHosts,
                maxUploadBytes,
                maxUploads,
                mediaRedirect,
                idleTimeout,
                stopTimeout,
                leastBytesPerSecond,
                prices);
    }

    /** A copy with names of the server. */
    public ServerConfig withAllowedHosts(Set<String> names) {
        return new ServerConfig(
                host,
                port,
                tokens,
                names,
                maxUploadBytes,
                maxUploads,
                mediaRedirect,
                idleTimeout,
                stopTimeout,
                leastBytesPerSecond,
                prices);
    }

    /** A copy with other limits of uploads. */
    public ServerConfig withUploads(long bytes, int number) {
        return new ServerConfig(
                host,
                port,
                tokens,
                allowedHosts,
                bytes,
                number,
                mediaRedirect,
                idleTimeout,
                stopTimeout,
                leastBytesPerSecond,
                prices);
    }

    /** A copy that redirects clients to presigned URLs. */
    public ServerConfig withMediaRedirect(Duration lifetime) {
        return new ServerConfig(
                host,
                port,
                tokens,
                allowedHosts,
                maxUploadBytes,
                maxUploads,
                Optional.of(lifetime),
                idleTimeout,
                stopTimeout,
                leastBytesPerSecond,
                prices);
    }

    /** A copy with other timeouts. */
    public ServerConfig withTimeouts(Duration idle, Duration stop) {
        return new ServerConfig(
                host,
                port,
                tokens,
                allowedHosts,
                maxUploadBytes,
                maxUploads,
                mediaRedirect,
                idle,
                stop,
                leastBytesPerSecond,
                prices);
    }

    /** A copy that requires another speed of clients; 0 for none. */
    public ServerConfig withLeastBytesPerSecond(long bytes) {
        return new ServerConfig(
                host,
                port,
                tokens,
                allowedHosts,
                maxUploadBytes,
                maxUploads,
                mediaRedirect,
                idleTimeout,
                stopTimeout,
                bytes,
                prices);
    }

    /** A copy that knows the prices of paid requests. */
    public ServerConfig withPrices(PriceTable table) {
        return new ServerConfig(
                host,
                port,
                tokens,
                allowedHosts,
                maxUploadBytes,
                maxUploads,
                mediaRedirect,
                idleTimeout,
                stopTimeout,
                leastBytesPerSecond,
                table);
    }

    /**
     * Whether only programs on this machine can reach the server.
     *
     * @throws StorageException.InvalidInput if there is no such host
     */
    public boolean isLocal() {
        return address().isLoopbackAddress();
    }

    /** The address to listen on. */
    InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StorageException.InvalidInput(
                    "host", "There is no host " + host + "; use an address or a name of this machine.", e);
        }
    }

    /**
     * Whether clients of other machines can call: through another interface, or through a proxy that has one of the further
     * names.
     *
     * @throws StorageException.InvalidInput if there is no such host
     */
    public boolean needsTokens() {
        return !allowedHosts.isEmpty() || !isLocal();
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "ServerConfig[" + host + ":" + port + ", tokens " + (tokens.isPresent() ? "required" : "not required")
                + "]";
    }
}
