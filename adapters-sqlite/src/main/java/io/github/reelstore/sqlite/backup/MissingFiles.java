package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.blob.BlobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/** Finds the files in a backup's list that the blob store does not have, in constant memory. */
final class MissingFiles {

    /** The number of missing files that are named; the rest are counted. */
    static final int MAX_NAMED = 100;

    /** Looking up a file in a bucket takes about 50 ms. */
    private static final int THREADS = 8;

    private static final int BATCH_SIZE = 64 * THREADS;

    private final BlobStore blobs;
    private final LongConsumer checked;
    private final ExecutorService threads;
    private final List<BlobKey> batch = new ArrayList<>();
    private final List<BlobKey> first = new ArrayList<>();
    private long count;
    private long done;

    private MissingFiles(BlobStore blobs, LongConsumer checked, ExecutorService threads) {
        this.blobs = blobs;
        this.checked = checked;
        this.threads = threads;
    }

    /**
     * Looks up each file.
     *
     * @param checked called with the number of files looked up so far
     * @throws StorageException.Unavailable if the blob store fails
     */
    static MissingFiles of(BackupFolder backup, BlobStore blobs, LongConsumer checked) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "reelstore-restore");
            thread.setDaemon(true);
            return thread;
        });
        try {
            MissingFiles missing = new MissingFiles(blobs, checked, threads);
            backup.eachKey(missing::add);
            missing.checkBatch();
            return missing;
        } finally {
            threads.shutdownNow();
        }
    }

    private void add(BlobKey key) {
        batch.add(key);
        if (batch.size() == BATCH_SIZE) {
            checkBatch();
        }
    }

    private void checkBatch() {
        List<Future<Boolean>> found = batch.stream()
                .map(key -> threads.submit(() -> blobs.stat(key).isPresent()))
                .toList();
        for (int i = 0; i < found.size(); i++) {
            if (!resultOf(found.get(i))) {
                count++;
                if (first.size() < MAX_NAMED) {
                    first.add(batch.get(i));
                }
            }
            checked.accept(++done);
        }
        batch.clear();
    }

    private static boolean resultOf(Future<Boolean> found) {
        try {
            return found.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing("storage", "The restore was interrupted; run it again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Returns how many files are missing. */
    long count() {
        return count;
    }

    /** Returns the first missing files, at most {@value #MAX_NAMED}. */
    List<BlobKey> first() {
        return first;
    }
}
