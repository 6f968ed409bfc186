package io.github.reelstore.benchmarks;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.jcr.RepositoryException;
import org.apache.jackrabbit.oak.plugins.blob.datastore.OakFileDataStore;

/** The file data store of Jackrabbit Oak: content-addressed files. */
final class OakPeer implements Peer {

    private final OakFileDataStore store = new OakFileDataStore();

    OakPeer(Path folder) throws RepositoryException {
        store.setPath(folder.resolve("files").toString());
        store.setMinRecordLength(0);
        store.init(folder.toString());
    }

    @Override
    public String name() {
        return "Oak's FileDataStore (hash; no fsync, no row)";
    }

    @Override
    public void add(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            store.addRecord(in);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
