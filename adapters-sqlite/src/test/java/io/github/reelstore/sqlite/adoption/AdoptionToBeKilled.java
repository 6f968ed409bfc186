package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that adopts a file, and waits for its end at one moment of it. */
final class AdoptionToBeKilled {

    /** How it adopts. */
    enum Way {
        AT_ONCE(Long.MAX_VALUE),
        IN_STEPS(0);

        private final long atOnceUpTo;

        Way(long atOnceUpTo) {
            this.atOnceUpTo = atOnceUpTo;
        }

        Adoption.Limits limits() {
            return new Adoption.Limits(atOnceUpTo, atOnceUpTo);
        }
    }

    private AdoptionToBeKilled() {}

    /**
     * One that starts fast; its errors are shown with this process's.
     *
     * @param killAt the call of its progress at which it says '!' and waits; 0 for one that begins when it is told a line
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
            awaitALine();
        }
        int[] calls = new int[1];
        adoption.adopt(Optional.empty(), (phase, done, total) -> {
            if (++calls[0] == killAt) {
                System.out.print('!');
                System.out.flush();
                awaitALine();
            }
        });
    }

    private static void awaitALine() {
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody is there any more");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
