package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Durable adds compared with libraries that store files. None of them forces its files to disk, so that a power cut may lose what they have
 * stored; their lines for small files, where forcing takes most of the time, have no goal.
 */
final class Peers {

    private static final int WARM_UP = 2;
    private static final int ROUNDS = 7;

    private final SourceFiles files;
    private final Reelstore store;
    private final Table table;

    private Peers(SourceFiles files, Reelstore store, Table table) {
        this.files = files;
        this.store = store;
        this.table = table;
    }

    /** Opens a library in an empty folder. */
    @FunctionalInterface
    private interface Opening {
        Peer open(Path folder) throws Exception;
    }

    static Table measure(Path work) throws Exception {
        Table table = new Table("Adds of files, compared with other libraries", "the other");
        try (Reelstore store = new Databases.Sqlite(work).open("ours")) {
            Path sources = Files.createDirectory(work.resolve("sources"));
            SourceFiles files =
                    new SourceFiles(sources, store.projects().create("Peers").id());
            Peers peers = new Peers(files, store, table);
            peers.compare(work.resolve("oak"), OakPeer::new, Goal.rate(1.3));
            peers.compare(work.resolve("opendal"), OpenDalPeer::new, Goal.rate(1.0));
            peers.compare(work.resolve("spring"), SpringContentPeer::new, Goal.rate(1.0));
        }
        return table;
    }

    private void compare(Path folder, Opening opening, Goal large) throws Exception {
        try (Peer peer = opening.open(Files.createDirectory(folder))) {
            add(peer, "20 x 20 MB", 20, 20_000_000, large);
            add(peer, "1,000 x 100 KB", 1_000, 100_000, Goal.NONE);
        }
        TemporaryFolder.delete(folder);
    }

    private void add(Peer peer, String what, int count, int size, Goal goal) throws Exception {
        Comparison measured = Comparison.of(
                WARM_UP,
                ROUNDS,
                () -> files.create(count, size),
                () -> files.addAll(1, file -> store.generations().addImage(files.newImage(file))),
                () -> files.addAll(1, peer::add));
        table.add(what + ": " + peer.name(), count, measured, "not measured", goal);
    }
}
