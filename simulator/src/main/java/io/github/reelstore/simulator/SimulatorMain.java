package io.github.reelstore.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Runs the simulated provider as a program, until it is killed. When it listens, it prints one line,
 * {@code {"url":"http://127.0.0.1:PORT"}}.
 */
public final class SimulatorMain {

    private static final String USAGE = """
            Usage: java -jar reelstore-simulator.jar [OPTION]...
              --port N              listens on this port; 0 (the default) for any free one
              --seed N              decides about faults and durations
              --config KEY=VALUE    changes a setting; can be repeated
              --journal FILE        appends a line for each request that is accepted
              --until-stdin-closes  ends when standard input is closed, so that it does not outlive the program that started it""";

    private SimulatorMain() {}

    /**
     * Runs the program.
     *
     * @param arguments the options; with an unknown one it prints the usage and exits with status 2
     */
    public static void main(String[] arguments) {
        try {
            run(List.of(arguments));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(List<String> arguments) {
        SimulatorConfig config = SimulatorConfig.defaults();
        boolean untilInputCloses = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (option.equals("--until-stdin-closes")) {
                untilInputCloses = true;
            } else if (rest.hasNext()) {
                config = with(config, option, rest.next());
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        Simulator simulator = Simulator.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        System.out.println(MiniJson.write(MiniJson.object("url", simulator.url())));
        System.out.flush();
        if (untilInputCloses) {
            awaitEndOfInput();
            System.exit(0);
        }
    }

    private static SimulatorConfig with(SimulatorConfig config, String option, String value) {
        try {
            return switch (option) {
                case "--port" -> config.withPort(Integer.parseInt(value));
                case "--seed" -> config.withSeed(Long.parseLong(value));
                case "--journal" -> config.withJournal(Path.of(value));
                case "--config" -> withSetting(config, value);
                default -> throw new IllegalArgumentException(USAGE);
            };
        } catch (NumberFormatException | InvalidPathException e) {
            throw new IllegalArgumentException(option + ": \"" + value + "\" is no value for it", e);
        }
    }

    private static SimulatorConfig withSetting(SimulatorConfig config, String pair) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(USAGE);
        }
        return config.with(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        } catch (IOException e) {
            // Then it is closed too.
        }
    }
}
