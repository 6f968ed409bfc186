package io.github.reelstore.server;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.server.internal.api.Api;
import io.github.reelstore.server.internal.api.Commits;
import io.github.reelstore.server.internal.http.AccessTokens;
import io.github.reelstore.server.internal.http.ClientPace;
import io.github.reelstore.server.internal.http.Gatekeeper;
import io.github.reelstore.server.internal.http.Metrics;
import io.github.reelstore.server.internal.http.RouteHandler;
import io.github.reelstore.server.internal.pages.Pages;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Handler;

/**
 * The API and the pages as a handler of Jetty, for a server of yours. It answers every request that it gets: put it last. The
 * pages are at {@code /}; a handler that passes on only {@code /api/} and {@code /health/} leaves them out.
 *
 * <pre>{@code
 * Server server = new Server(new InetSocketAddress("127.0.0.1", 8080));
 * server.setHandler(new Handler.Sequence(yours, ReelstoreHandler.of(store, ServerConfig.LOCAL)));
 * }</pre>
 */
public final class ReelstoreHandler {

    /** Each is a connection and some memory, but no thread. */
    private static final int MOST_STREAMS = 1_000;

    /** So that one profile leaves some to the others. */
    private static final int MOST_STREAMS_OF_ONE = 250;

    private static final long POLL_MILLIS = 1_000;
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(20);

    private ReelstoreHandler() {}

    /**
     * A handler for a store, which it does not close. Host, port and timeouts of the configuration are those of your server;
     * set them to the same values, since the handler compares the host of each request. Without tokens, only programs on
     * this machine may call, whatever your server listens on.
     *
     * @throws StorageException.InvalidInput if the configuration lets other machines in without tokens, or a token is not
     *     valid
     */
    public static Handler of(Reelstore store, ServerConfig config) {
        if (config.tokens().isEmpty() && config.needsTokens()) {
            throw new StorageException.InvalidInput(
                    "tokens",
                    "A server that other machines can reach, directly or through a proxy, needs tokens; set some, or use"
                            + " 127.0.0.1 without further names.");
        }
        Set<String> hosts = new HashSet<>(config.allowedHosts());
        hosts.add(config.host());
        Optional<AccessTokens> tokens = config.tokens().map(AccessTokens::parse);
        Gatekeeper gatekeeper = new Gatekeeper(tokens, hosts, config.allowedHosts(), store.profile());
        Metrics metrics = new Metrics();
        Commits commits = new Commits(metrics, POLL_MILLIS);
        Reelstore observed = store.withListener(commits);
        ClientPace.Limit pace = new ClientPace.Limit(patience(config), config.leastBytesPerSecond());
        Handler api = new RouteHandler(
                Api.routes(
                        config.maxUploads(),
                        config.maxUploadBytes(),
                        config.mediaRedirect(),
                        config.prices(),
                        observed,
                        commits,
                        metrics),
                gatekeeper,
                observed,
                new RouteHandler.Limits(
                        config.maxUploadBytes(),
                        pace,
                        false,
                        MOST_STREAMS,
                        MOST_STREAMS_OF_ONE,
                        config.idleTimeout().dividedBy(3)),
                metrics);
        return Pages.before(api, gatekeeper, observed, pace, metrics, config.prices(), config.mediaRedirect());
    }

    /** How long a client may be slower than it must be. */
    private static Duration patience(ServerConfig config) {
        return MOST_PATIENCE.compareTo(config.idleTimeout()) < 0 ? MOST_PATIENCE : config.idleTimeout();
    }

    /** A new random token of 256 bits for {@link ServerConfig#withTokens}. */
    public static String newToken() {
        return AccessTokens.generate();
    }
}
