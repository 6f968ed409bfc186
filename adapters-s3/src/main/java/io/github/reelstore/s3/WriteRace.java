package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sixteen writers of one object at the same moment, several times. Some servers refuse the second of two writes in a
 * row, but let several concurrent ones succeed: they look whether the object exists, and then write it.
 */
final class WriteRace {

    static final int WRITERS = 16;

    /** A server that looks before it writes may pass one round by chance. */
    static final int ROUNDS = 3;

    private final Bucket bucket;
    private final Preparation preparation;
    private final ExecutorService threads;

    private WriteRace(Bucket bucket, Preparation preparation, ExecutorService threads) {
        this.bucket = bucket;
        this.preparation = preparation;
        this.threads = threads;
    }

    /** A write on the condition that no object has the name. */
    @FunctionalInterface
    interface Write extends AutoCloseable {

        void run(Pace pace);

        @Override
        default void close() {}
    }

    /** Prepares a write, before the race. */
    @FunctionalInterface
    interface Preparation {
        Write prepare(ProbeObject object, byte[] content);
    }

    /**
     * Returns whether exactly one writer succeeds in each round, and the object has its content.
     *
     * @throws SdkException if the server fails
     */
    static boolean isAlwaysWonByOne(Bucket bucket, Preparation preparation) {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS, task -> {
            Thread thread = new Thread(task, "reelstore-s3-trial");
            // a server that does not answer must not keep the process alive
            thread.setDaemon(true);
            return thread;
        });
        try {
            WriteRace race = new WriteRace(bucket, preparation, threads);
            return IntStream.range(0, ROUNDS).allMatch(round -> race.isWonByOne());
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean isWonByOne() {
        List<Write> writes = new ArrayList<>();
        try (ProbeObject object = new ProbeObject(bucket)) {
            try {
                runAll(writer -> () -> preparation.prepare(object, ProbeObject.content(writer)), writes);
                return isWonByOne(object, race(writes));
            } finally {
                writes.forEach(Write::close);
            }
        }
    }

    private List<Optional<SdkException>> race(List<Write> writes) {
        CountDownLatch ready = new CountDownLatch(writes.size());
        List<Pace> paces = Pace.of(writes.size());
        List<Optional<SdkException>> failures = new ArrayList<>();
        runAll(
                writer -> () -> {
                    ready.countDown();
                    ready.await();
                    return failureOf(writes.get(writer), paces.get(writer));
                },
                failures);
        return failures;
    }

    private static Optional<SdkException> failureOf(Write write, Pace pace) {
        try {
            write.run(pace);
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(e);
        } finally {
            pace.end();
        }
    }

    /** Runs a task for each writer at once; adds the results of all that succeed, then throws the first failure. */
    private <T> void runAll(IntFunction<Callable<T>> taskOf, List<T> results) {
        List<Future<T>> running = IntStream.range(0, WRITERS)
                .mapToObj(writer -> threads.submit(taskOf.apply(writer)))
                .toList();
        List<RuntimeException> failures = new ArrayList<>();
        for (Future<T> each : running) {
            try {
                results.add(resultOf(each));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static <T> T resultOf(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    "storage.endpoint", "The trial of the server was interrupted; try again.", e);
        }
    }

    private static boolean isWonByOne(ProbeObject object, List<Optional<SdkException>> failures) {
        int[] winners = IntStream.range(0, WRITERS)
                .filter(writer -> failures.get(writer).isEmpty())
                .toArray();
        if (winners.length > 1) {
            return false;
        }
        failures.stream()
                .flatMap(Optional::stream)
                .filter(failure -> !isRefusal(failure))
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
        if (winners.length == 1) {
            return object.holds(ProbeObject.content(winners[0]));
        }
        // the response to the winner was lost, and its repeated request refused
        if (IntStream.range(0, WRITERS).anyMatch(writer -> object.holds(ProbeObject.content(writer)))) {
            return true;
        }
        throw failures.get(0).orElseThrow();
    }

    private static boolean isRefusal(SdkException failure) {
        int status = S3Exceptions.status(failure);
        return status >= 400 && status < 500;
    }
}
