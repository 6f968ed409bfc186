package io.github.reelstore.server;

import io.github.reelstore.app.EmptyStore;
import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A server over a store in a folder, and its client. */
final class TestServer implements AutoCloseable {

    private static final String MEDIA = "media";

    private final Path folder;
    private final Reelstore store;
    private final ReelstoreServer server;

    private TestServer(Path folder, Reelstore store, ReelstoreServer server) {
        this.folder = folder;
        this.store = store;
        this.server = server;
    }

    static TestServer in(Path folder) {
        return in(folder, config -> config);
    }

    static TestServer in(Path folder, UnaryOperator<ServerConfig> change) {
        return in(folder, change, store -> store);
    }

    /**
     * @param served what the server is started with instead of the store itself
     */
    static TestServer in(Path folder, UnaryOperator<ServerConfig> change, UnaryOperator<Reelstore> served) {
        Path database = folder.resolve("reels.db");
        if (!Files.exists(database)) {
            EmptyStore.copyTo(database, folder.resolve(MEDIA));
        }
        Reelstore store = Reelstore.open(ReelstoreConfig.builder()
                .workingFolder(folder)
                .databaseUrl("jdbc:sqlite:" + database)
                .storageUrl("file:" + MEDIA)
                .build());
        ServerConfig config =
                ServerConfig.LOCAL.withPort(0).withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(5));
        return new TestServer(folder, store, ReelstoreServer.start(served.apply(store), change.apply(config)));
    }

    Reelstore store() {
        return store;
    }

    ReelstoreServer server() {
        return server;
    }

    ApiClient client(String... headers) {
        return new ApiClient(server.uri(), headers);
    }

    /** Sends bytes, and returns everything that the server answers until it closes the connection. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** The files that are staged, and not published. */
    List<Path> stagedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(MEDIA).resolve(".reelstore"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("store-id") && !file.endsWith("reserve"))
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
