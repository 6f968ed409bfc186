package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.service.NewImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that are added durably, compared with the same work by hand, and large ones with copying alone. */
final class FileAdds {

    private static final int SMALL = 100_000;

    private final Reelstore store;
    private final HandMadeStore byHand;
    private final SourceFiles files;

    private FileAdds(Path sources, Reelstore store, HandMadeStore byHand) {
        this.store = store;
        this.byHand = byHand;
        this.files = new SourceFiles(sources, store.projects().create("Files").id());
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
                () -> files.addAll(threads, this::add),
                () -> files.addAll(threads, byHand::add));
        table.add(
                "100 KB by " + threads + (threads == 1 ? " thread" : " threads"),
                count,
                measured,
                before,
                Goal.rate(goal));
    }

    /** All files by one call of addAllImages, compared with threads that add one file at a time. */
    private void together(Table table, int threads, int count, double goal) throws Exception {
        Comparison measured = Comparison.of(
                4, 15, () -> prepare(count, SMALL), this::addAll, () -> files.addAll(threads, byHand::add));
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
                () -> files.addAll(1, this::add),
                () -> files.addAll(1, byHand::copyOnly));
        table.add(
                megabytes + " MB, compared with FileChannel.transferFrom and force, without hash and row",
                count,
                measured,
                before,
                Goal.time(goal));
    }

    private void add(Path file) {
        store.generations().addImage(files.newImage(file));
    }

    private void addAll() {
        List<NewImage> images = files.takeAll();
        int stored = store.generations().addAllImages(images).rows().size();
        if (stored != images.size()) {
            throw new IllegalStateException("an image was refused");
        }
    }

    private void prepare(int count, int size) throws IOException {
        byHand.deleteFiles();
        files.create(count, size);
    }
}
