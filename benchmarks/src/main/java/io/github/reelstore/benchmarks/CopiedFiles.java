package io.github.reelstore.benchmarks;

import io.github.reelstore.app.OpenCopy;
import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.NewImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The files of a store on local disk, copied to another folder, compared with the slower of reading and writing as many bytes by
 * hand. {@code -Dbenchmarks.copy.gigabytes=20} takes more of them than memory holds.
 */
final class CopiedFiles {

    private static final int GIGABYTES = Integer.getInteger("benchmarks.copy.gigabytes", 2);
    private static final int SIZE = 20_000_000;
    private static final int ROUNDS = GIGABYTES > 4 ? 1 : 5;

    private static final int BUFFER = 1 << 20;

    private final Path work;
    private final long count = GIGABYTES * 1_000_000_000L / SIZE;
    private int targets;

    private CopiedFiles(Path work) {
        this.work = work;
    }

    static void measure(Path work, Table table) throws Exception {
        CopiedFiles files = new CopiedFiles(work);
        files.fill();
        table.add(
                GIGABYTES
                        + " GB in files of 20 MB, compared with the slower of reading them and of writing and forcing as many bytes",
                "s",
                1,
                Comparison.ofMeasured(0, ROUNDS, files::ours, files::byHand),
                "did not exist",
                Goal.time(1.25));
    }

    private ReelstoreConfig config(String store) {
        return ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + work.resolve(store + ".db"))
                .storageUrl("file:" + work.resolve(store))
                .set("reelstore.media.thumbnails", "false")
                .build();
    }

    private void fill() {
        SplittableRandom random = new SplittableRandom(23);
        byte[] bytes = new byte[SIZE];
        try (Reelstore store = Reelstore.open(config("source-files"))) {
            ProjectId project = store.projects().create("Files").id();
            for (int i = 0; i < count; i++) {
                random.nextBytes(bytes);
                System.arraycopy(SourceFiles.PNG, 0, bytes, 0, SourceFiles.PNG.length);
                store.generations()
                        .addImage(new NewImage(
                                project,
                                new BlobSource("image", () -> new ByteArrayInputStream(bytes)),
                                ImageGeneration.builder().provider("p")));
            }
        }
    }

    private String newTarget() {
        return "target-files" + ++targets;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private double ours() throws IOException {
        String target = newTarget();
        double seconds;
        long start = System.nanoTime();
        try (OpenCopy copy =
                OpenCopy.of(config("source-files"), config(target), CopyOptions.all(), (phase, done) -> {})) {
            CopyResult result = copy.copy().run();
            if (!result.isEqual()) {
                throw new IllegalStateException(result.toString());
            }
            seconds = seconds(start);
        }
        TemporaryFolder.delete(work.resolve(target));
        return seconds;
    }

    private double byHand() throws IOException {
        double reading = reading();
        double writing = writing();
        System.err.println("by hand: reading " + reading + " s, writing " + writing + " s");
        return Math.max(reading, writing);
    }

    private double reading() throws IOException {
        List<Path> sources;
        try (Stream<Path> all = Files.walk(work.resolve("source-files/projects"))) {
            sources = all.filter(Files::isRegularFile).toList();
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long start = System.nanoTime();
        for (Path source : sources) {
            try (FileChannel in = FileChannel.open(source)) {
                while (in.read(buffer.clear()) >= 0) {
                    // the bytes are not needed
                }
            }
        }
        return seconds(start);
    }

    private double writing() throws IOException {
        Path target = Files.createDirectory(work.resolve(newTarget()));
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            try (FileChannel out = FileChannel.open(
                    target.resolve(i + ".png"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long left = SIZE; left > 0; ) {
                    left -= out.write(buffer.clear().limit((int) Math.min(BUFFER, left)));
                }
                out.force(true);
            }
        }
        double seconds = seconds(start);
        TemporaryFolder.delete(target);
        return seconds;
    }
}
