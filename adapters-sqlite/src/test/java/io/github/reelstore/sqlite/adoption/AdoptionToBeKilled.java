package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that adopts a file, and waits to be killed at a given progress call. */
final class AdoptionToBeKilled {

    /** Whether it adopts in one transaction or in steps. */
    enum Way {
        AT_ONCE(Long.MAX_VALUE),
        IN_STEPS(0);

        private final long limit;

        Way(long limit) {
            this.limit = limit;
        }

        Adoption.Limits limits() {
            return new Adoption.Limits(limit, limit);
        }
    }

    private AdoptionToBeKilled() {}

    /**
     * Prepares the process, with JVM options for a fast start; it inherits standard error.
     *
     * @param killAt the progress call at which it prints '!' and waits; 0 to wait for a line before it starts to adopt
     */
    static ProcessBuilder process(Path file, Way way, int killAt) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                AdoptionToBeKilled.class.getName()));
        command.addAll(List.of(file.toString(), way.name(), Integer.toString(killAt)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    public static void main(String[] arguments) throws IOException {
        Adoption adoption = Adoption.of(
                SqliteConfig.of(Path.of(arguments[0])),
                Way.valueOf(arguments[1]).limits());
        int killAt = Integer.parseInt(arguments[2]);
        if (killAt == 0) {
            awaitLine();
        }
        int[] calls = new int[1];
        adoption.adopt(Optional.empty(), (phase, done, total) -> {
            if (++calls[0] == killAt) {
                System.out.print('!');
                System.out.flush();
                awaitLine();
            }
        });
    }

    private static void awaitLine() {
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("standard input was closed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
