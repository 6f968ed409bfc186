package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.fault.PortTracer;
import io.github.reelstore.testkit.services.LifecycleScenario;
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
 * A process that works in some stores, a thread each, until it is killed: at a step of the ports, where it waits for that, or at any
 * time. It opens the stores, and begins in one when it is told which, a number, which tells its files from those of others, and the
 * step. It says which store it is in, and what that has confirmed, or that it waits there: {@code 2 at 17 before publish}.
 */
final class KilledProcess {

    /** In place of a step: never to wait, but to go on and on. */
    static final int ANY_TIME = 0;

    /** How many numbers a process uses up that goes on and on. */
    static final int NUMBERS = 10_000;

    /** Clips are large enough to be sent to S3 before the transaction. */
    private static final int CLIP_BYTES = 300_000;

    /** What it does. */
    enum Work {
        /** Rounds in a store that is in use. */
        ROUNDS {
            @Override
            void run(ReelstoreConfig config, IntSupplier begin, Told told) {
                try (Resources real = Resources.open(config)) {
                    int number = begin.getAsInt();
                    LifecycleScenario round = round(watched(real, told), config, told::say);
                    for (int next = number; ; next += 2) {
                        round.prepare(next);
                        told.watched = true;
                        requireNone(round.run(next + 1));
                        told.ended();
                    }
                }
            }
        },
        /** The first round of a new store, which gives it its id. */
        FIRST_ROUND {
            @Override
            void run(ReelstoreConfig config, IntSupplier begin, Told told) {
                try (Resources real = Resources.open(config)) {
                    int number = begin.getAsInt();
                    told.watched = true;
                    requireNone(round(watched(real, told), config, told::say).run(number));
                    told.ended();
                }
            }
        },
        /** Adopts another program's database, with the files of its clips. */
        ADOPTION {
            @Override
            void run(ReelstoreConfig config, IntSupplier begin, Told told) {
                int unused = begin.getAsInt();
                told.watched = true;
                SqliteConfig database = config.sqlite().orElseThrow();
                Adoption.of(database)
                        .adopt(Optional.empty(), (phase, done, total) -> told.at("adoption, " + phase + " " + done));
                try (Reelstore store = Reelstore.of(watched(Resources.open(config), told), config.profile())) {
                    new MediaImport(store, AdoptedContents.of(database)).run((done, total) -> {});
                }
                told.ended();
            }
        };

        /**
         * Works, and tells of each step.
         *
         * @param begin returns when it shall begin, with its number
         */
        abstract void run(ReelstoreConfig config, IntSupplier begin, Told told);
    }

    /** The round that works in an open store. */
    static LifecycleScenario round(Resources resources, ReelstoreConfig config, Consumer<String> said) {
        return new LifecycleScenario(
                resources.transactions(), resources.blobs(), resources.ids(), config.profile(), said, CLIP_BYTES);
    }

    private static Resources watched(Resources real, Told told) {
        return new Resources(
                PortTracer.watched(real.transactions(), told::at),
                real.ids(),
                PortTracer.watched(real.blobs(), told::at),
                real.probe(),
                real.thumbnailer());
    }

    private static void requireNone(List<StorageException> failures) {
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Is told what happens. */
    abstract static class Told {

        /** Whether it has come to what shall be interrupted. */
        boolean watched;

        private int count;

        /** Between the end of one call of a port and the beginning of the next, nothing changes that outlives a process. */
        final void at(String step) {
            if (watched && (step.startsWith("before") || step.startsWith("adoption"))) {
                step(++count, step);
            }
        }

        abstract void step(int ordinal, String step);

        abstract void say(String line);

        /** The work has been done once; throws if that is enough. */
        abstract void ended();
    }

    /** What ends a work that would go on. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private KilledProcess() {}

    /** Takes the work, and the files of the options of the stores. */
    public static void main(String[] arguments) throws IOException {
        List<Waiting> threads = new ArrayList<>();
        for (String options : List.of(arguments).subList(1, arguments.length)) {
            Waiting told = new Waiting(threads.size());
            threads.add(told);
            start(Work.valueOf(arguments[0]), config(Path.of(options)), told);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            threads.get(Integer.parseInt(words[0]))
                    .orders
                    .add(new Order(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        }
        // nobody is there any more
        Runtime.getRuntime().halt(1);
    }

    private static void start(Work work, ReelstoreConfig config, Waiting told) {
        Thread thread = new Thread(() -> work.run(config, told::awaitOrder, told), "store-" + told.store);
        thread.setUncaughtExceptionHandler((failed, e) -> {
            e.printStackTrace();
            // else whoever waits for what this thread has to say would wait for ever
            Runtime.getRuntime().halt(1);
        });
        thread.start();
    }

    static ReelstoreConfig config(Path options) {
        return ReelstoreConfig.builder().file(options).build();
    }

    /**
     * What to do in a store.
     *
     * @param number of its first file
     * @param step where to wait, or {@link #ANY_TIME}
     */
    private record Order(int number, int step) {}

    private static final class Waiting extends Told {

        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        private final int store;
        private int last;

        Waiting(int store) {
            this.store = store;
        }

        int awaitOrder() {
            Order order = await();
            last = order.step;
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
            if (ordinal == last) {
                say("at " + ordinal + " " + step);
                Order another = await();
                throw new IllegalStateException("it is to be killed, and got " + another);
            }
        }

        @Override
        void say(String line) {
            System.out.println(store + " " + line);
        }

        @Override
        void ended() {
            if (last != ANY_TIME) {
                throw new IllegalStateException("there is no step " + last);
            }
        }
    }
}
