package io.github.reelstore.benchmarks;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.opendal.Operator;

/** Apache OpenDAL on a folder. */
final class OpenDalPeer implements Peer {

    private final Operator operator;

    OpenDalPeer(Path folder) {
        this.operator = Operator.of("fs", Map.of("root", folder.toString()));
    }

    @Override
    public String name() {
        return "OpenDAL's fs (no fsync, no hash, no row)";
    }

    @Override
    public void add(Path file) throws Exception {
        try (OutputStream out = operator.createOutputStream(UUID.randomUUID() + ".png")) {
            Files.copy(file, out);
        }
    }

    @Override
    public void close() {
        operator.close();
    }
}
