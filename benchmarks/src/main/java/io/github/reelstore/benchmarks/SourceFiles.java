package io.github.reelstore.benchmarks;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The files of a round, all of them different, and forced to disk: images as far as their first bytes tell. */
final class SourceFiles {

    /** A PNG signature and a header chunk; the pixels are random bytes. */
    static final byte[] PNG =
            HexFormat.of().parseHex("89504e470d0a1a0a0000000d494844520000010000000100" + "0802000000d3103f31");

    private final Path folder;
    private final ProjectId project;
    private final SplittableRandom random = new SplittableRandom(19);
    private final ConcurrentLinkedQueue<Path> files = new ConcurrentLinkedQueue<>();

    /**
     * @param folder an existing folder that holds nothing else
     * @param project the project that the images are for
     */
    SourceFiles(Path folder, ProjectId project) {
        this.folder = folder;
        this.project = project;
    }

    /** Replaces the files by new ones, since the bytes of old ones would not be stored again. */
    void create(int count, int size) throws IOException {
        TemporaryFolder.delete(folder);
        Files.createDirectory(folder);
        files.clear();
        byte[] bytes = new byte[size];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            System.arraycopy(PNG, 0, bytes, 0, PNG.length);
            Path file = folder.resolve(i + ".png");
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(bytes));
                // its dirty pages would burden the first one who forces a file
                out.force(true);
            }
            files.add(file);
        }
    }

    NewImage newImage(Path file) {
        return new NewImage(
                project, BlobSource.of(file), ImageGeneration.builder().provider("imagen"));
    }

    /** The next file that was not taken in this round. */
    Optional<Path> take() {
        return Optional.ofNullable(files.poll());
    }

    /** All files that were not taken in this round, as images to add. */
    List<NewImage> takeAll() {
        List<NewImage> images = new ArrayList<>();
        for (Optional<Path> file = take(); file.isPresent(); file = take()) {
            images.add(newImage(file.get()));
        }
        return images;
    }

    /** Does something with a file. */
    @FunctionalInterface
    interface Add {
        void add(Path file) throws Exception;
    }

    /** Takes all files, by several threads. */
    void addAll(int threads, Add work) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(executor.submit(() -> {
                for (Optional<Path> file = take(); file.isPresent(); file = take()) {
                    work.add(file.get());
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
