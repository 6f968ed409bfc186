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
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.Threads;
import io.github.reelstore.testkit.fault.PortTracer;
import io.github.reelstore.testkit.rows.Rows;
import io.github.reelstore.testkit.services.ServicesFixture.Services;
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

/** Somebody who uses the services in a thread of his own and can be held at a step, see {@link PortTracer}. */
final class ConcurrentClient implements AutoCloseable {

    /** What {@link #draws} draws, a PNG. */
    static final byte[] THUMBNAIL = SampleMedia.png(99);

    private static final long PATIENCE_SECONDS = 60;
    private static final long MOMENT_MS = 150;

    private final Transactions transactions;
    private final Services services;
    private final CollectionService collection;
    private final UndeletionService undeletion;
    private final RefreshService refresh;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch mayGo = new CountDownLatch(1);
    private final CountDownLatch wantsTransaction = new CountDownLatch(1);
    private final String stop;
    private volatile boolean refuses;

    /** Comes to the step named and stays there until told to go. */
    ConcurrentClient(Transactions transactions, BlobStore blobs, IdGenerator ids, ProfileId profile, String stop) {
        this.stop = stop;
        Transactions watched = PortTracer.watched(transactions, this::at);
        this.transactions = watched;
        BlobStore watchedBlobs = PortTracer.watched(blobs, this::at);
        this.services = new Services(watched, watchedBlobs, ids, profile);
        this.collection = new CollectionService(watched, watchedBlobs, profile);
        this.undeletion = new UndeletionService(watched, services.media(), ids, profile);
        this.refresh = new RefreshService(
                watched,
                new MediaService(watched, watchedBlobs, profile, MediaProbe.SNIFFING, new SameThumbnail()),
                profile);
    }

    private void at(String step) {
        steps.add(step);
        if (step.equals("before transaction")) {
            wantsTransaction.countDown();
        }
        if (step.equals(stop) && came.getCount() > 0) {
            came.countDown();
            Threads.await(mayGo);
            if (refuses) {
                throw new Refusal();
            }
        }
    }

    /** What an actor throws at his step when he is told not to go on. */
    static final class Refusal extends RuntimeException {

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

    /** Begins, and returns when the step is reached. */
    <T> Doing<T> untilStop(Function<ConcurrentClient, T> work) throws Exception {
        Doing<T> doing = begin(work);
        awaitUnlessEnded(came, stop, doing.future);
        return doing;
    }

    private void awaitUnlessEnded(CountDownLatch latch, String step, Future<?> future) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!latch.await(MOMENT_MS, TimeUnit.MILLISECONDS)) {
            if (future.isDone()) {
                // tells why, if it failed
                throw new AssertionError("ended with " + future.get() + " before \"" + step + "\": " + steps);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not yet \"" + step + "\": " + steps);
            }
        }
    }

    <T> Doing<T> begin(Function<ConcurrentClient, T> work) {
        return new Doing<>(thread.submit((Callable<T>) () -> work.apply(this)));
    }

    /** Gives each image without a thumbnail one. */
    Refreshed draws() {
        return refresh.refresh(Optional.empty(), Extent.ALL, 1, (done, total) -> {});
    }

    /** Of every image the same. */
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
    <T> T writes(Transactions.Work<T, RuntimeException> work) {
        return transactions.inTransaction(services.profile(), work);
    }

    /** Stores an image as callers do who write its row themselves. */
    ImageGeneration publishesAndInserts(VideoProject project, BlobKey key) {
        try (StagedMedia staged =
                services.media().stage(MediaKind.IMAGE, SampleMedia.source("own", SampleMedia.png(77)))) {
            return writes(tx -> {
                StoredBlob stored = services.media().publish(tx, staged, key);
                ImageGeneration row = Rows.image("own")
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

    /** Lets the work fail at its step. */
    void refuseToGoOn() {
        refuses = true;
        go();
    }

    void go() {
        mayGo.countDown();
    }

    /** What he does. */
    final class Doing<T> {

        private final Future<T> future;

        private Doing(Future<T> future) {
            this.future = future;
        }

        /** Goes on to the end; what the work threw, this throws. */
        T end() throws Exception {
            go();
            try {
                return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception failure) {
                    throw failure;
                }
                throw e;
            } catch (TimeoutException e) {
                throw new AssertionError("still not through: " + steps, e);
            }
        }

        /** Returns once he asks for a transaction and does not come to the step: because somebody else has to end first. */
        void isHeldBack(String step) throws Exception {
            awaitUnlessEnded(wantsTransaction, "before transaction", future);
            try {
                T result = future.get(MOMENT_MS, TimeUnit.MILLISECONDS);
                throw new AssertionError("did not wait, but ended with " + result + ": " + steps);
            } catch (TimeoutException expected) {
                if (steps.contains(step)) {
                    throw new AssertionError("did not wait, but came to \"" + step + "\": " + steps, expected);
                }
            }
        }
    }

    @Override
    public void close() {
        go();
        thread.shutdownNow();
    }
}
