package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.RefreshService.Extent;
import io.github.reelstore.domain.maintenance.RefreshService.Refreshed;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.Threads;
import io.github.reelstore.testkit.VirtualThreads;
import io.github.reelstore.testkit.fault.PortTracer;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A client that uses the services in its own thread and can be stopped at a step, see {@link PortTracer}. */
final class ConcurrentClient implements AutoCloseable {

    /** The thumbnail that {@link #refreshThumbnails} makes, a PNG. */
    static final byte[] THUMBNAIL = SampleMedia.png(99);

    private static final long TIMEOUT_SECONDS = 60;
    private static final long SHORT_WAIT_MS = 150;

    private final Transactions transactions;
    private final Services services;
    private final CollectionService collection;
    private final UndeletionService undeletion;
    private final RefreshService refresh;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(VirtualThreads.likeCurrent());
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch reachedStop = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final CountDownLatch askedForTransaction = new CountDownLatch(1);
    private final String stop;
    private volatile boolean failsAtStop;

    /**
     * Creates a client that stops at the named step until {@link #resume} is called; it never stops if the name is
     * empty.
     */
    ConcurrentClient(Transactions transactions, BlobStore blobs, IdGenerator ids, ProfileId profile, String stop) {
        this.stop = stop;
        Transactions watched = PortTracer.watched(transactions, this::at);
        this.transactions = watched;
        BlobStore watchedBlobs = PortTracer.watched(blobs, this::at);
        this.services = new Services(watched, watchedBlobs, ids, profile);
        this.collection = new CollectionService(watched, watchedBlobs, profile);
        this.undeletion =
                new UndeletionService(watched, watchedBlobs, ids, profile, MediaProbe.SNIFFING, Thumbnailer.NONE);
        this.refresh = new RefreshService(watched, watchedBlobs, profile, MediaProbe.SNIFFING, new SameThumbnail());
    }

    private void at(String step) {
        steps.add(step);
        if (step.equals("before transaction")) {
            askedForTransaction.countDown();
        }
        if (step.equals(stop) && reachedStop.getCount() > 0) {
            reachedStop.countDown();
            Threads.await(resumed);
            if (failsAtStop) {
                throw new StoppedOnPurpose();
            }
        }
    }

    /** Thrown at the step after {@link #failAtStop}. */
    static final class StoppedOnPurpose extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    Services services() {
        return services;
    }

    CollectionService collection() {
        return collection;
    }

    UndeletionService undeletion() {
        return undeletion;
    }

    /** Starts the work and returns when it has reached the step. */
    <T> Running<T> untilStop(Function<ConcurrentClient, T> work) throws Exception {
        Running<T> running = start(work);
        awaitUnlessEnded(reachedStop, stop, running.future);
        return running;
    }

    private void awaitUnlessEnded(CountDownLatch latch, String step, Future<?> future) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!latch.await(SHORT_WAIT_MS, TimeUnit.MILLISECONDS)) {
            if (future.isDone()) {
                // get() throws the cause if the work failed
                throw new AssertionError("ended with " + future.get() + " before \"" + step + "\": " + steps);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("did not reach \"" + step + "\": " + steps);
            }
        }
    }

    <T> Running<T> start(Function<ConcurrentClient, T> work) {
        return new Running<>(thread.submit((Callable<T>) () -> work.apply(this)));
    }

    /** Makes a thumbnail for each image without one. */
    Refreshed refreshThumbnails() {
        return refresh.refresh(Optional.empty(), Extent.ALL, 1, (done, total) -> {});
    }

    /** Makes the same thumbnail of every image. */
    private static final class SameThumbnail implements Thumbnailer {

        @Override
        public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
            return Optional.of(new Thumbnail(MediaFormat.PNG, SampleMedia.source("thumbnail", THUMBNAIL)));
        }

        @Override
        public boolean supports(MediaFormat format) {
            return format.kind() == MediaKind.IMAGE;
        }
    }

    /** Runs work in a transaction. */
    <T> T write(Transactions.Work<T, RuntimeException> work) {
        return transactions.inTransaction(services.profile(), work);
    }

    /** Stores an image the way callers do that write its row themselves. */
    ImageGeneration publishAndInsert(VideoProject project, BlobKey key) {
        try (StagedMedia staged =
                services.media().stage(MediaKind.IMAGE, SampleMedia.source("own", SampleMedia.png(77)))) {
            return write(tx -> {
                StoredBlob stored = services.media().publish(tx, staged, key);
                ImageGeneration row = SampleRows.image("own")
                        .projectId(project.id())
                        .filePath(stored.key())
                        .contentHash(stored.hash().orElseThrow())
                        .byteSize(stored.size().orElseThrow())
                        .build();
                tx.images().insert(row);
                return row;
            });
        }
    }

    /** Makes the work fail at the step where it stopped. */
    void failAtStop() {
        failsAtStop = true;
        resume();
    }

    void resume() {
        resumed.countDown();
    }

    /** Work that runs in the client's thread. */
    final class Running<T> {

        private final Future<T> future;

        private Running(Future<T> future) {
            this.future = future;
        }

        /** Resumes the work and waits for its result; throws what the work threw. */
        T finish() throws Exception {
            resume();
            try {
                return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception failure) {
                    throw failure;
                }
                throw e;
            } catch (TimeoutException e) {
                throw new AssertionError("still running: " + steps, e);
            }
        }

        /**
         * Waits until the work asks for a transaction, and asserts that it does not reach the step because another
         * client must finish first.
         */
        void assertBlockedBefore(String step) throws Exception {
            awaitUnlessEnded(askedForTransaction, "before transaction", future);
            try {
                T result = future.get(SHORT_WAIT_MS, TimeUnit.MILLISECONDS);
                throw new AssertionError("did not wait, but ended with " + result + ": " + steps);
            } catch (TimeoutException expected) {
                if (steps.contains(step)) {
                    throw new AssertionError("did not wait, but reached \"" + step + "\": " + steps, expected);
                }
            }
        }
    }

    @Override
    public void close() {
        resume();
        thread.shutdownNow();
    }
}
