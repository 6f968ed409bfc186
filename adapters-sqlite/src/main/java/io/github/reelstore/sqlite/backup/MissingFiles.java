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

/** The files of a backup's list that the storage does not have. Memory does not depend on how many there are. */
final class MissingFiles {

    /** How many are named; the rest are counted. */
    static final int MOST_NAMED = 100;

    /** One in a bucket takes some 50 ms to look for. */
    private static final int THREADS = 8;

    private static final int AT_ONCE = 64 * THREADS;

    private final BlobStore storage;
    private final LongConsumer looked;
    private final ExecutorService threads;
    private final List<BlobKey> next = new ArrayList<>();
    private final List<BlobKey> first = new ArrayList<>();
    private long count;
    private long done;

    private MissingFiles(BlobStore storage, LongConsumer looked, ExecutorService threads) {
        this.storage = storage;
        this.looked = looked;
        this.threads = threads;
    }

    /**
     * Looks for each.
     *
     * @param looked is told for how many it has looked
     * @throws StorageException.Unavailable if the storage fails
     */
    static MissingFiles of(BackupFolder backup, BlobStore storage, LongConsumer looked) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "reelstore-restore");
            thread.setDaemon(true);
            return thread;
        });
        try {
            MissingFiles missing = new MissingFiles(storage, looked, threads);
            backup.eachKey(missing::add);
            missing.look();
            return missing;
        } finally {
            threads.shutdownNow();
        }
    }

    private void add(BlobKey key) {
        next.add(key);
        if (next.size() == AT_ONCE) {
            look();
        }
    }

    private void look() {
        List<Future<Boolean>> found = next.stream()
                .map(key -> threads.submit(() -> storage.stat(key).isPresent()))
                .toList();
        for (int i = 0; i < found.size(); i++) {
            if (!resultOf(found.get(i))) {
                count++;
                if (first.size() < MOST_NAMED) {
                    first.add(next.get(i));
                }
            }
            looked.accept(++done);
        }
        next.clear();
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

    /** How many are missing. */
    long count() {
        return count;
    }

    /** The first of them. */
    List<BlobKey> first() {
        return first;
    }
}
