package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.KilledProcess.Progress;
import io.github.reelstore.app.KilledProcess.Work;
import io.github.reelstore.app.KilledProcess.WorkComplete;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.testtools.FaultCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Starts {@link KilledProcess}es. The next one starts while one is killed and verified, because the start takes the
 * most time; for the same reason each process works in several stores.
 */
final class KilledProcesses implements AutoCloseable {

    /** The number of stores in which each process works. */
    static final int STORES = 8;

    private static final int STARTED_AHEAD = 1;

    private final Work work;
    private final IntFunction<Path> options;
    private final Path temporary;
    private final Deque<Victim> starting = new ArrayDeque<>();

    /**
     * Creates an instance; starts no process yet.
     *
     * @param options returns the file with the options of a store, by the store's number from 0; called for each
     *     process
     * @param temporary the folder for the library of SQLite's driver, which a killed process leaves behind
     */
    KilledProcesses(Work work, IntFunction<Path> options, Path temporary) {
        this.work = work;
        this.options = options;
        this.temporary = temporary;
    }

    /** Writes options to a file. */
    static Path write(Path file, Map<ConfigOption, String> options) throws IOException {
        Properties properties = new Properties();
        options.forEach((option, value) -> properties.setProperty(option.key(), value));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    /** Runs the work once in this process, and returns its steps. */
    static List<String> steps(Work work, ReelstoreConfig config) {
        List<String> steps = new ArrayList<>();
        try {
            work.run(config, () -> 1, new Progress() {
                @Override
                void step(int ordinal, String step) {
                    steps.add(step);
                }

                @Override
                void say(String line) {}

                @Override
                void ended() {
                    throw new WorkComplete();
                }
            });
        } catch (WorkComplete done) {
            assertThat(steps).isNotEmpty();
        }
        return steps;
    }

    /** Some of the steps, spread over all of them: as many as one process can take. */
    static List<Integer> forOneProcess(List<Integer> steps) {
        int count = Math.min(STORES, steps.size());
        return IntStream.range(0, count)
                .mapToObj(index -> steps.get(index * steps.size() / count))
                .toList();
    }

    /** Splits the steps into groups, one group per process. */
    static List<List<Integer>> groups(List<Integer> steps) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int from = 0; from < steps.size(); from += STORES) {
            groups.add(steps.subList(from, Math.min(from + STORES, steps.size())));
        }
        return groups;
    }

    /** The ordinals of all steps, from 1. */
    static List<Integer> each(List<String> steps) {
        return IntStream.rangeClosed(1, steps.size()).boxed().toList();
    }

    /** The ordinals of the first step of each kind, or of all steps in long runs. */
    static List<Integer> eachKind(List<String> steps) {
        return IntStream.rangeClosed(1, steps.size())
                .filter(step -> FaultCount.LONG || steps.indexOf(steps.get(step - 1)) == step - 1)
                .boxed()
                .toList();
    }

    Victim next() throws IOException {
        while (starting.size() <= STARTED_AHEAD) {
            starting.add(start());
        }
        return starting.remove();
    }

    private Victim start() throws IOException {
        List<Path> files = IntStream.range(0, STORES).mapToObj(options).toList();
        ProcessBuilder process = JavaProcess.of(KilledProcess.class, work.name());
        files.forEach(file -> process.command().add(file.toString()));
        process.command().add(1, "-Dorg.sqlite.tmpdir=" + temporary);
        // the credentials of the tests' server, if there is one
        JavaProcess.withCredentials(process);
        return new Victim(process.start(), files);
    }

    /** Receives the output of a process. */
    interface Listener {

        /** Called for each line about a store. */
        void line(int store, String line);
    }

    /**
     * A process to be killed.
     *
     * @param process the running process
     * @param options the files with the options of its stores
     */
    record Victim(Process process, List<Path> options) {

        /**
         ** Starts the work, and kills the process when it has reached a step in each store.
         *
         * @param numbers the number of the first file in each store
         * @param steps the step in each store at which to kill it
         * @return the names of these steps
         */
        List<String> killAtSteps(List<Integer> numbers, List<Integer> steps, Listener listener)
                throws IOException, InterruptedException {
            Map<Integer, String> reached = new TreeMap<>();
            for (int store = 0; store < steps.size(); store++) {
                order(store, numbers.get(store), steps.get(store));
            }
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ", 2);
                    int store = Integer.parseInt(words[0]);
                    if (words[1].startsWith("at ")) {
                        reached.put(store, words[1].split(" ", 3)[2]);
                    } else {
                        listener.line(store, words[1]);
                    }
                    if (reached.size() == steps.size()) {
                        kill();
                        return List.copyOf(reached.values());
                    }
                }
            }
            throw new AssertionError("the process ended before it reached " + steps + "; see its error above");
        }

        /** Starts the work in all stores, and kills the process some time after it has printed {@code lines} lines. */
        void killAnyTime(List<Integer> numbers, int lines, long delayNanos, Listener listener)
                throws IOException, InterruptedException {
            for (int store = 0; store < options.size(); store++) {
                order(store, numbers.get(store), KilledProcess.ANY_TIME);
            }
            try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
                for (int i = 0; i < lines; i++) {
                    forward(in.readLine(), listener);
                }
                LockSupport.parkNanos(delayNanos);
                // by its handle: Process.destroyForcibly would close the stream, which is still to be read
                assertThat(process.toHandle().destroyForcibly()).isTrue();
                // lines printed before its death count too, except an incomplete one
                String rest = new String(readAll(in));
                rest.substring(0, rest.lastIndexOf('\n') + 1).lines().forEach(line -> forward(line, listener));
            }
            awaitDeath();
        }

        private static void forward(String line, Listener listener) {
            String[] words = line.split(" ", 2);
            listener.line(Integer.parseInt(words[0]), words[1]);
        }

        private static char[] readAll(BufferedReader in) throws IOException {
            StringBuilder all = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
            return all.toString().toCharArray();
        }

        private void order(int store, int number, int step) throws IOException {
            process.getOutputStream()
                    .write((store + " " + number + " " + step + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        private void kill() throws InterruptedException {
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            awaitDeath();
        }

        private void awaitDeath() throws InterruptedException {
            assertThat(process.waitFor()).as("killed by SIGKILL").isEqualTo(137);
        }
    }

    @Override
    public void close() {
        starting.forEach(victim -> victim.process().destroyForcibly());
    }
}
