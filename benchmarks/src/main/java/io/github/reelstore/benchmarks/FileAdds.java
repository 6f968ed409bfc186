package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.NewImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Files that are added durably, compared with the same work by hand, and large ones with copying alone. */
final class FileAdds {

    private static final int SMALL = 100_000;

    /** A PNG signature and a header chunk; the pixels are random bytes. */
    private static final byte[] PNG = {
        (byte) 0x89,
        'P',
        'N',
        'G',
        13,
        10,
        26,
        10,
        0,
        0,
        0,
        13,
        'I',
        'H',
        'D',
        'R',
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        0,
        8,
        2,
        0,
        0,
        0,
        (byte) 0xd3,
        0x10,
        0x3f,
        0x31
    };

    private final Path sources;
    private final Reelstore store;
    private final ProjectId project;
    private final HandMadeStore byHand;
    private final SplittableRandom random = new SplittableRandom(19);

    /** The files of the next round. */
    private final ConcurrentLinkedQueue<Path> files = new ConcurrentLinkedQueue<>();

    private FileAdds(Path sources, Reelstore store, HandMadeStore byHand) {
        this.sources = sources;
        this.store = store;
        this.project = store.projects().create("Files").id();
        this.byHand = byHand;
    }

    static Table measure(Path work) throws Exception {
        Table table = new Table("Durable adds of files", "by hand");
        Databases.Sqlite database = new Databases.Sqlite(work);
        Path sources = Files.createDirectory(work.resolve("sources"));
        try (Reelstore store = database.open("ours");
                Reelstore raw = database.open("raw");
                HandMadeStore byHand = HandMadeStore.open(
                        work.resolve("by-hand"),
                        database.connect("raw"),
                        raw.projects().create("Files").id())) {
            FileAdds adds = new FileAdds(sources, store, byHand);
            adds.small(table, 1, 100, "0.41", 0.90);
            adds.small(table, 8, 200, "0.66", 0.95);
            adds.small(table, 32, 320, "0.73", 1.0);
            adds.together(table, 32, 320, 1.5);
            adds.large(table, 2, 8, 31, "2.4", 1.3);
            adds.large(table, 20, 2, 15, "0.82", 0.85);
            adds.large(table, 200, 1, 7, "0.51", 0.60);
        }
        return table;
    }

    private void small(Table table, int threads, int count, String before, double goal) throws Exception {
        Comparison measured = Comparison.of(
                4,
                15,
                () -> prepare(count, SMALL),
                () -> byThreads(threads, this::add),
                () -> byThreads(threads, byHand::add));
        table.add(
                "100 KB by " + threads + (threads == 1 ? " thread" : " threads"),
                count,
                measured,
                before,
                Goal.rate(goal));
    }

    /** All files by one call of addAllImages, compared with threads that add one file at a time. */
    private void together(Table table, int threads, int count, double goal) throws Exception {
        Comparison measured =
                Comparison.of(4, 15, () -> prepare(count, SMALL), this::addAll, () -> byThreads(threads, byHand::add));
        table.add(
                "100 KB by addAllImages, compared with " + threads + " threads",
                count,
                measured,
                "did not exist",
                Goal.rate(goal));
    }

    private void large(Table table, int megabytes, int count, int rounds, String before, double goal) throws Exception {
        Comparison measured = Comparison.of(
                3,
                rounds,
                () -> prepare(count, megabytes * 1_000_000),
                () -> byThreads(1, this::add),
                () -> byThreads(1, byHand::copyOnly));
        table.add(
                megabytes + " MB, compared with FileChannel.transferFrom and force, without hash and row",
                count,
                measured,
                before,
                Goal.time(goal));
    }

    private void add(Path file) {
        store.generations().addImage(newImage(file));
    }

    private void addAll() {
        List<NewImage> images = new ArrayList<>();
        for (Path file = files.poll(); file != null; file = files.poll()) {
            images.add(newImage(file));
        }
        int stored = store.generations().addAllImages(images).rows().size();
        if (stored != images.size()) {
            throw new IllegalStateException("an image was refused");
        }
    }

    private NewImage newImage(Path file) {
        return new NewImage(
                project, BlobSource.of(file), ImageGeneration.builder().provider("imagen"));
    }

    /** Replaces the source files by new ones, since the bytes of old ones would not be stored again. */
    private void prepare(int count, int size) throws IOException {
        TemporaryFolder.delete(sources);
        Files.createDirectory(sources);
        byHand.deleteFiles();
        byte[] bytes = new byte[size];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            System.arraycopy(PNG, 0, bytes, 0, PNG.length);
            Path file = sources.resolve(i + ".png");
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(bytes));
                // its dirty pages would burden the first one who forces a file
                out.force(true);
            }
            files.add(file);
        }
    }

    @FunctionalInterface
    private interface Add {
        void add(Path file) throws Exception;
    }

    private void byThreads(int threads, Add work) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(executor.submit(() -> {
                for (Path file = files.poll(); file != null; file = files.poll()) {
                    work.add(file);
                }
                return true;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        executor.shutdown();
    }
}
