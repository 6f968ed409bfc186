package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.KilledProcess.Enough;
import io.github.reelstore.app.KilledProcess.Told;
import io.github.reelstore.app.KilledProcess.Work;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.testkit.fault.FaultCount;
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
 * {@link KilledProcess}es, the next ones started while one is killed and looked after: starting is what takes the time, which is also
 * why each is killed in several stores at once.
 */
final class KilledProcesses implements AutoCloseable {

    /** In how many stores each works. */
    static final int STORES = 8;

    private static final int AT_ONCE = 1;

    private final Work work;
    private final IntFunction<Path> options;
    private final Path temporary;
    private final Deque<Victim> starting = new ArrayDeque<>();

    /**
     * Starts none yet.
     *
     * @param options gives, for each process, the file of the options of its stores, by their number from 0
     * @param temporary where SQLite's driver puts its library, which a killed process leaves behind
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

    /** The steps of the work, done in a store by this process, to its end. */
    static List<String> steps(Work work, ReelstoreConfig config) {
        List<String> steps = new ArrayList<>();
        try {
            work.run(config, () -> 1, new Told() {
                @Override
                void step(int ordinal, String step) {
                    steps.add(step);
                }

                @Override
                void say(String line) {}

                @Override
                void ended() {
                    throw new Enough();
                }
            });
        } catch (Enough done) {
            assertThat(steps).isNotEmpty();
        }
        return steps;
    }

    /** The steps in groups that one process is killed at. */
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

    /** The ordinals of the steps that are unlike those before them: each kind once, unless there is time for all. */
    static List<Integer> eachKind(List<String> steps) {
        return IntStream.rangeClosed(1, steps.size())
                .filter(step -> FaultCount.LONG || steps.indexOf(steps.get(step - 1)) == step - 1)
                .boxed()
                .toList();
    }

    Victim next() throws IOException {
        while (starting.size() <= AT_ONCE) {
            starting.add(start());
        }
        return starting.remove();
    }

    private Victim start() throws IOException {
        List<Path> files = IntStream.range(0, STORES).mapToObj(options).toList();
        ProcessBuilder process = JavaProcess.of(KilledProcess.class, work.name());
        files.forEach(file -> process.command().add(file.toString()));
        process.command().add(1, "-Dorg.sqlite.tmpdir=" + temporary);
        // those of the tests' server, where there is one
        process.environment().put("AWS_ACCESS_KEY_ID", System.getProperty("aws.accessKeyId", ""));
        process.environment().put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secretAccessKey", ""));
        return new Victim(process.start(), files);
    }

    /** Is told what a process says. */
    interface Listener {

        /** What it says of a store. */
        void said(int store, String line);
    }

    /**
     * A process to be killed.
     *
     * @param options of the stores that it works in
     */
    record Victim(Process process, List<Path> options) {

        /**
         * Lets it work, and kills it when it has come to a step in each store.
         *
         * @param numbers of its first files, a store each
         * @param steps where to stop it, in as many stores
         * @return which steps these were
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
                        listener.said(store, words[1]);
                    }
                    if (reached.size() == steps.size()) {
                        kill();
                        return List.copyOf(reached.values());
                    }
                }
            }
            throw new AssertionError("it ended before it came to " + steps + "; its error is above");
        }

        /** Lets it work in all its stores, and kills it some time after it has said so many lines. */
        void killAnyTime(List<Integer> numbers, int lines, long nanosLater, Listener listener)
                throws IOException, InterruptedException {
            for (int store = 0; store < options.size(); store++) {
                order(store, numbers.get(store), KilledProcess.ANY_TIME);
            }
            try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
                for (int i = 0; i < lines; i++) {
                    tell(in.readLine(), listener);
                }
                LockSupport.parkNanos(nanosLater);
                // by its handle: the process itself would close the stream that is still to be read
                assertThat(process.toHandle().destroyForcibly()).isTrue();
                // what it said before it died counts too, but for a line that was cut
                String rest = new String(readAll(in));
                rest.substring(0, rest.lastIndexOf('\n') + 1).lines().forEach(line -> tell(line, listener));
            }
            awaitDeath();
        }

        private static void tell(String line, Listener listener) {
            String[] words = line.split(" ", 2);
            listener.said(Integer.parseInt(words[0]), words[1]);
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
