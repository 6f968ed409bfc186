package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testtools.LifecycleScenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * A process that works in several stores, with one thread each, until it is killed: at any time, or at a step of the
 * ports, where it waits for the kill. It opens the stores and starts work in a store when it reads a command: the
 * store, the number of its first file, and the step. It prints the store with each confirmed write, or with the step
 * where it waits: {@code 2 at 17 before publish}.
 */
final class KilledProcess {

    /** Instead of a step: does not wait, but works endlessly. */
    static final int ANY_TIME = 0;

    /** How many file numbers an endlessly working process may use. */
    static final int NUMBERS = 10_000;

    /** Videos are large enough to be uploaded to S3 before the transaction. */
    private static final int VIDEO_BYTES = 300_000;

    /** What the process does. */
    enum Work {
        /** Runs rounds in a store that is in use. */
        ROUNDS {
            @Override
            void run(ReelstoreConfig config, IntSupplier begin, Progress progress) {
                try (Resources real = Resources.open(config)) {
                    int number = begin.getAsInt();
                    LifecycleScenario round = round(WatchedStore.watched(real, progress::at), config, progress::say);
                    for (int next = number; ; next += 2) {
                        round.prepare(next);
                        progress.watched = true;
                        requireNone(round.run(next + 1));
                        progress.ended();
                    }
                }
            }
        },
        /** Runs the first round of a new store, which sets the store id. */
        FIRST_ROUND {
            @Override
            void run(ReelstoreConfig config, IntSupplier begin, Progress progress) {
                try (Resources real = Resources.open(config)) {
                    int number = begin.getAsInt();
                    progress.watched = true;
                    requireNone(round(WatchedStore.watched(real, progress::at), config, progress::say)
                            .run(number));
                    progress.ended();
                }
            }
        },
        /** Adopts another program's database and imports the files of its videos. */
        ADOPTION {
            @Override
            void run(ReelstoreConfig config, IntSupplier begin, Progress progress) {
                int unused = begin.getAsInt();
                progress.watched = true;
                SqliteConfig database = config.sqlite().orElseThrow();
                Adoption.of(database)
                        .adopt(
                                Optional.empty(),
                                (phase, done, total) -> progress.at("adoption, " + phase + " " + done));
                try (Reelstore store =
                        Reelstore.of(WatchedStore.watched(Resources.open(config), progress::at), config.profile())) {
                    new MediaImport(store, AdoptedContents.of(database)).run((done, total) -> {});
                }
                progress.ended();
            }
        };

        /**
         ** Runs the work and reports each step.
         *
         * @param begin waits for the start, and returns the number of the first file
         * @param progress receives the steps
         */
        abstract void run(ReelstoreConfig config, IntSupplier begin, Progress progress);
    }

    /** A scenario that works in an open store. */
    static LifecycleScenario round(Resources resources, ReelstoreConfig config, Consumer<String> confirmed) {
        return new LifecycleScenario(
                resources.transactions(), resources.blobs(), resources.ids(), config.profile(), confirmed, VIDEO_BYTES);
    }

    private static void requireNone(List<StorageException> failures) {
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Receives the progress of the work. */
    abstract static class Progress {

        /** Whether the part of the work that is to be interrupted has begun. */
        boolean watched;

        private int count;

        /** Counts only the beginnings of port calls: between two calls, nothing persistent changes. */
        final void at(String step) {
            if (watched && (step.startsWith("before") || step.startsWith("adoption"))) {
                step(++count, step);
            }
        }

        abstract void step(int ordinal, String step);

        abstract void say(String line);

        /** Called when the work is complete; throws to stop it. */
        abstract void ended();
    }

    /** Thrown to stop endless work. */
    static final class WorkComplete extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private KilledProcess() {}

    /** Arguments: the work, and the files with the options of the stores. */
    public static void main(String[] arguments) throws IOException {
        List<Waiting> threads = new ArrayList<>();
        for (String options : List.of(arguments).subList(1, arguments.length)) {
            Waiting progress = new Waiting(threads.size());
            threads.add(progress);
            start(Work.valueOf(arguments[0]), config(Path.of(options)), progress);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            threads.get(Integer.parseInt(words[0]))
                    .orders
                    .add(new Order(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        }
        // the parent process is gone
        Runtime.getRuntime().halt(1);
    }

    private static void start(Work work, ReelstoreConfig config, Waiting progress) {
        Thread thread = new Thread(() -> work.run(config, progress::awaitOrder, progress), "store-" + progress.store);
        thread.setUncaughtExceptionHandler((failed, e) -> {
            e.printStackTrace();
            // otherwise the parent would wait forever for this thread's output
            Runtime.getRuntime().halt(1);
        });
        thread.start();
    }

    static ReelstoreConfig config(Path options) {
        return ReelstoreConfig.builder().file(options).build();
    }

    /**
     ** A command to start work in a store.
     *
     * @param number the number of the first file
     * @param step the step at which to wait, or {@link #ANY_TIME}
     */
    private record Order(int number, int step) {}

    private static final class Waiting extends Progress {

        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        private final int store;
        private int targetStep;

        Waiting(int store) {
            this.store = store;
        }

        int awaitOrder() {
            Order order = await();
            targetStep = order.step;
            return order.number;
        }

        private Order await() {
            try {
                return orders.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        void step(int ordinal, String step) {
            if (ordinal == targetStep) {
                say("at " + ordinal + " " + step);
                Order another = await();
                throw new IllegalStateException("waiting for the kill, but got " + another);
            }
        }

        @Override
        void say(String line) {
            System.out.println(store + " " + line);
        }

        @Override
        void ended() {
            if (targetStep != ANY_TIME) {
                throw new IllegalStateException("there is no step " + targetStep);
            }
        }
    }
}
