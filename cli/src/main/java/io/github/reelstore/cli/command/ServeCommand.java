package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.ByteSize;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.server.ReelstoreHandler;
import io.github.reelstore.server.ReelstoreServer;
import io.github.reelstore.server.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelstore serve}. */
@Command(
        name = "serve",
        description = "Serves pages for browsers and the HTTP API until it is stopped (Ctrl+C or SIGTERM).",
        footer = {
            "By default only programs on this machine can use it, without a token. Other machines need a token: without --token-file,"
                    + " one is generated and printed.",
            "A token file has one token a line, for all profiles, or followed by the only profile that it may use.",
            "With --providers, paid requests that state no price have that of its price table. serve sends nothing to providers: run a"
                    + " worker (\"work\") next to it.",
            "--verbose shows a line for each request. docs/api.md describes the API; GET /api/v1/openapi.json returns it as OpenAPI."
        })
public final class ServeCommand implements Runnable {

    private static final Set<PosixFilePermission> OTHER_READERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final CliContext context;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "the port; 0 for a free one (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "the address to listen on; 0.0.0.0 for all (${DEFAULT-VALUE})")
    private String host = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "the tokens that clients need")
    private @Nullable Path tokenFile;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            description = "a further name of the server, such as that of a proxy before it; may be repeated")
    private @Nullable List<String> allowedHosts;

    @Option(
            names = "--redirect-media",
            paramLabel = "DURATION",
            description =
                    "send clients to presigned URLs of S3, valid for this time, such as 10m, instead of sending files")
    private @Nullable Duration redirect;

    @Mixin
    private final ProvidersOption providers = new ProvidersOption();

    @Option(names = "--open", description = "open the pages in your browser")
    private boolean open;

    @Option(
            names = "--max-upload",
            paramLabel = "SIZE",
            defaultValue = "16GiB",
            description = "the largest file that may be uploaded, such as 500MB or 2GiB (${DEFAULT-VALUE})")
    private ByteSize maxUpload = new ByteSize(1);

    @Option(
            names = "--max-uploads",
            paramLabel = "N",
            defaultValue = "128",
            description = "how many uploads may run at the same time, at most 150 (${DEFAULT-VALUE})")
    private int maxUploads;

    public ServeCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Optional<String> generated = Optional.empty();
        ServerConfig config =
                ServerConfig.LOCAL.withHost(host).withPort(port).withUploads(maxUpload.bytes(), maxUploads);
        if (allowedHosts != null) {
            config = config.withAllowedHosts(Set.copyOf(allowedHosts));
        }
        if (tokenFile != null) {
            config = config.withTokens(read(tokenFile));
        } else if (config.needsTokens()) {
            String token = ReelstoreHandler.newToken();
            config = config.withTokens(token);
            generated = Optional.of(token);
        }
        if (redirect != null) {
            config = config.withMediaRedirect(redirect);
        }
        serve(config.withPrices(providers.prices()), generated);
    }

    private void serve(ServerConfig config, Optional<String> token) {
        Reelstore store = context.store();
        // the log has them; a list would grow as long as the server runs
        store.onInvalidValue(value -> {});
        try (ReelstoreServer server = ReelstoreServer.start(store, config)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "reelstore-stop"));
            context.print(
                    new JsonObject()
                            .with("url", server.uri())
                            .with("urlsForOthers", server.urisForOthers())
                            .with("token", token),
                    layout -> "Reelstore serves " + server.uri() + "/ (Ctrl+C stops it). Programs use "
                            + server.uri() + "/api/v1.\n"
                            + forOthers(server.urisForOthers())
                            + token.map(text -> "Token: " + text + "\n").orElse(""));
            if (open) {
                open(server.uri());
            }
            server.join();
        } catch (InterruptedException e) {
            // a request to stop serving, which this does
            return;
        }
    }

    private static String forOthers(List<URI> uris) {
        return uris.isEmpty()
                ? ""
                : "Other machines use " + uris.stream().map(uri -> uri + "/").collect(Collectors.joining(" or "))
                        + "\n";
    }

    private void open(URI page) {
        if (!BrowserProgram.open(page, context.terminal().environment())) {
            context.terminal().errPrinter().println("No browser was found; open " + page + " in one.");
        }
    }

    /** Waits for running requests, then for their transactions. */
    private void stop(ReelstoreServer server) {
        server.close();
        context.close();
    }

    private String read(Path file) {
        Path resolved = context.terminal().workingFolder().resolve(file);
        try {
            String tokens = Files.readString(resolved);
            warnOfReaders(resolved);
            return tokens;
        } catch (IOException e) {
            throw new StorageException.InvalidInput(
                    "token file",
                    "The token file " + Messages.quoted(file.toString())
                            + " cannot be read; create it with one token a line, readable by you only.",
                    e);
        }
    }

    private void warnOfReaders(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !Collections.disjoint(view.readAttributes().permissions(), OTHER_READERS)) {
            context.terminal()
                    .errPrinter()
                    .println("Other users of this machine can read the token file "
                            + SafeText.of(Messages.quoted(file.toString()))
                            + "; make it readable by you only (chmod 600).");
        }
    }
}
