package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code verify --deep} of files that are in the page cache, compared with the JDK's SHA-256 over as many bytes in memory. */
final class DeepVerify {

    private static final int FILES = 24;
    private static final int SIZE = 20_000_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 15;

    private DeepVerify() {}

    static Table measure(Path work) throws Exception {
        Table table = new Table("Verifying content", "SHA-256 in memory, on all cores");
        Path sources = Files.createDirectory(work.resolve("sources"));
        try (Reelstore store = new Databases.Sqlite(work).open("ours")) {
            SourceFiles files =
                    new SourceFiles(sources, store.projects().create("Deep").id());
            files.create(FILES, SIZE);
            store.generations().addAllImages(files.takeAll());
            byte[] bytes = Files.readAllBytes(sources.resolve("0.png"));
            table.add(
                    "verify --deep of 20 MB files",
                    FILES,
                    Comparison.of(WARM_UP, ROUNDS, () -> verify(store), () -> hashInMemory(bytes)),
                    "0.56",
                    Goal.rate(0.72));
        }
        return table;
    }

    private static void verify(Reelstore store) {
        Verification found = store.maintenance().verify(VerificationRequest.ALL.with(Depth.CONTENT), problem -> {
            throw new IllegalStateException(problem.toString());
        });
        if (found.rows() < FILES) {
            throw new IllegalStateException("not everything was verified: " + found);
        }
    }

    private static void hashInMemory(byte[] bytes) throws Exception {
        ExecutorService executor =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<byte[]>> running = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            running.add(
                    executor.submit(() -> MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        for (Future<byte[]> each : running) {
            each.get();
        }
        executor.shutdown();
    }
}
