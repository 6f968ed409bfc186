package io.github.reelstore.export.bundle;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.WatchedStore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.transfer.TransferProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process that imports a bundle into several stores, each on a thread of its own. It dies when each import has reached its step, as if by a
 * power failure; or it is killed from outside. Several stores, because the start takes the most time.
 */
final class ImportProcess {

    /** Instead of a step: the import does not wait. */
    static final int ANY_TIME = 0;

    private ImportProcess() {}

    /** Arguments: the bundle; and for each store its folder, and the number of the step that it does not begin. */
    public static void main(String[] arguments) throws InterruptedException {
        Path bundle = Path.of(arguments[0]);
        CountDownLatch running = new CountDownLatch((arguments.length - 1) / 2);
        for (int i = 1; i < arguments.length; i += 2) {
            Path store = Path.of(arguments[i]);
            int step = Integer.parseInt(arguments[i + 1]);
            Thread thread = new Thread(() -> importUntil(step, store, bundle, running));
            thread.setUncaughtExceptionHandler((failed, e) -> {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            thread.start();
        }
        System.out.println("began");
        running.await();
        Runtime.getRuntime().halt(137);
    }

    private static void importUntil(int last, Path store, Path bundle, CountDownLatch running) {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        try (Reelstore open = WatchedStore.open(config(store), step -> {
            if (isBeginning(step)) {
                begun.add(step);
                if (begun.size() == last) {
                    running.countDown();
                    waitForTheEnd();
                }
            }
        })) {
            importInto(open, bundle);
        }
        if (last != ANY_TIME) {
            throw new IllegalStateException("there are only " + begun.size() + " steps, not " + last);
        }
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("only the end of the process ends this", e);
        }
    }

    /** Between two calls, nothing persistent changes. */
    private static boolean isBeginning(String step) {
        return step.startsWith("before");
    }

    /** The steps of an import into a new store. */
    static List<String> steps(Path store, Path bundle) {
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        try (Reelstore open = WatchedStore.open(config(store), steps::add)) {
            importInto(open, bundle);
        }
        return steps.stream().filter(ImportProcess::isBeginning).toList();
    }

    static ImportedBundle importInto(Reelstore store, Path bundle) {
        return new Bundles(store.transfers()).importFrom(bundle, TransferProgress.NONE, TransferProgress.NONE);
    }

    static ReelstoreConfig config(Path store) {
        return ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + store.resolve("reelstore.db"))
                .storageUrl("file:" + store.resolve("media"))
                .build();
    }
}
