package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same work on SQLite and local disk in stores of 1, 10 and 100 times as many images, each with its file. */
final class Growth implements AutoCloseable {

    /** The size of the largest store, in rows; {@code BENCHMARK_JVM=-Dbenchmarks.growth.largest=1000000} changes it. */
    private static final int LARGEST = Integer.getInteger("benchmarks.growth.largest", 100_000);

    private static final int ROUNDS = 5;
    private static final int BATCH = 1_000;
    private static final int LOADED = 20;
    private static final int COLLECTED = 50;
    private static final byte[] BYTES = new byte[8];

    private final Reelstore store;
    private final Path files;
    private final ProjectId loaded;

    private Growth(Reelstore store, Path files, int rows) throws IOException {
        this.store = store;
        this.files = files;
        for (int i = 0; i < rows; i += BATCH) {
            insert(images(store.projects().create("Project " + i).id(), BATCH));
        }
        this.loaded = store.projects().create("Loaded").id();
        fillLoaded();
    }

    static GrowthTable measure(Path work) throws Exception {
        Databases.Sqlite database = new Databases.Sqlite(work);
        List<Growth> stores = new ArrayList<>();
        List<Integer> sizes = List.of(LARGEST / 100, LARGEST / 10, LARGEST);
        for (int size : sizes) {
            String name = "growth" + size;
            stores.add(new Growth(database.open(name), work.resolve(name + "-files"), size));
        }
        GrowthTable table = new GrowthTable(sizes, ROUNDS);
        // the first round warms up
        for (int round = -1; round < ROUNDS; round++) {
            for (int i = 0; i < sizes.size(); i++) {
                stores.get(i).measure(table, round, i);
            }
        }
        for (Growth each : stores) {
            each.close();
        }
        return table;
    }

    private void measure(GrowthTable table, int round, int size) throws Exception {
        table.measure("list: a page of 20 images", round, size, 0.1, () -> times(50, this::list));
        table.measure("load: a project with 20 videos", round, size, 0.1, () -> times(20, this::load));
        table.measure("commit: one row", round, size, 0.1, () -> times(20, this::commit));
        deleteSome();
        table.measure("gc: 50 deleted files", round, size, 0.1, this::collect);
        table.measure("verify: all rows and files", round, size, 1.05, this::verify);
    }

    private void list() {
        store.generations().listImages(GenerationFilter.ALL, PageRequest.first(20));
    }

    private void load() {
        require(store.projects().getProjectWithGenerations(loaded).generations().size() == LOADED);
    }

    private void commit() {
        store.inTransaction(tx -> {
            tx.generations().insert(SampleRows.pending(loaded, tx.now()));
            tx.generations()
                    .delete(tx.generations().ofProject(loaded).get(LOADED).id());
            return true;
        });
    }

    /** Deletes rows, whose files then wait for collection. */
    private void deleteSome() throws IOException {
        List<ImageGeneration> images = images(loaded, COLLECTED);
        insert(images);
        images.forEach(image -> store.generations().deleteImage(image.id()));
    }

    private void collect() {
        long removed = store.maintenance()
                .collect(
                        CollectionService.Scope.TOMBSTONES,
                        Duration.ZERO,
                        CollectionService.Mode.REMOVE,
                        CollectionService.USUAL_SHARE,
                        found -> {})
                .tombstones();
        require(removed >= COLLECTED);
    }

    private void verify() {
        store.maintenance().verify();
    }

    private static List<ImageGeneration> images(ProjectId project, int count) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<ImageGeneration> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(SampleRows.image(project, now).toBuilder()
                    .byteSize((long) BYTES.length)
                    .thumbPath(Optional.empty())
                    .build());
        }
        return images;
    }

    private void insert(List<ImageGeneration> images) throws IOException {
        for (ImageGeneration image : images) {
            Path file = files.resolve(image.filePath().value());
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, BYTES);
        }
        store.inTransaction(tx -> {
            tx.images().insertAll(images);
            return true;
        });
    }

    private void fillLoaded() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        store.inTransaction(tx -> {
            for (int i = 0; i < LOADED; i++) {
                ImageGeneration image = SampleRows.image(loaded, now);
                AudioGeneration audio = SampleRows.audio(loaded, now);
                tx.images().insert(image);
                tx.audio().insert(audio);
                tx.generations().insert(SampleRows.complete(image, audio, loaded, now));
            }
            return true;
        });
    }

    private static void times(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    private static void require(boolean complete) {
        if (!complete) {
            throw new IllegalStateException("the work was not done");
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
