package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.AdoptedContents;
import io.github.reelstore.sqlite.Adoption;
import io.github.reelstore.sqlite.SqliteConfig;
import io.github.reelstore.testkit.Steps;
import io.github.reelstore.testkit.StoreRound;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * A process that works in a store until it is killed: at a step of the ports, where it waits for that, or at any time. It opens the
 * store, and begins when it is told a number, which tells its files from those of others, and the step. It says what the store has
 * confirmed, and where it waits: {@code at 17 before publish}.
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
                    StoreRound round = round(watched(real, told), config, told::say);
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
    static StoreRound round(Resources resources, ReelstoreConfig config, Consumer<String> said) {
        return new StoreRound(
                resources.transactions(), resources.blobs(), resources.ids(), config.profile(), said, CLIP_BYTES);
    }

    private static Resources watched(Resources real, Told told) {
        return new Resources(
                Steps.watched(real.transactions(), told::at),
                real.ids(),
                Steps.watched(real.blobs(), told::at),
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

    /** Takes the work, and the file of the options of the store. */
    public static void main(String[] arguments) {
        Waiting told = new Waiting();
        Work.valueOf(arguments[0]).run(config(Path.of(arguments[1])), told::awaitOrder, told);
    }

    static ReelstoreConfig config(Path options) {
        return ReelstoreConfig.builder().file(options).build();
    }

    private static final class Waiting extends Told {

        private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        private int last;

        int awaitOrder() {
            String[] words = awaitLine().split(" ", -1);
            last = Integer.parseInt(words[1]);
            return Integer.parseInt(words[0]);
        }

        private String awaitLine() {
            try {
                String line = in.readLine();
                if (line == null) {
                    throw new IllegalStateException("nobody is there any more");
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void step(int ordinal, String step) {
            if (ordinal == last) {
                say("at " + ordinal + " " + step);
                awaitLine();
            }
        }

        @Override
        void say(String line) {
            System.out.println(line);
        }

        @Override
        void ended() {
            if (last != ANY_TIME) {
                throw new IllegalStateException("there is no step " + last);
            }
        }
    }
}
