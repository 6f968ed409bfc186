package io.github.reelstore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Describes the machine, as far as it matters for the figures. */
final class Machine {

    private Machine() {}

    static String describe() {
        return "Measured %s on %s cores (%s), %s MiB, %s %s, Java %s, work files on %s, load average %s."
                .formatted(
                        java.time.LocalDate.now(java.time.ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name"),
                        field("/proc/meminfo", "MemTotal").replaceAll("\\D", "").replaceAll("...$", ""),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        fileSystem(),
                        firstWord("/proc/loadavg"));
    }

    private static String field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }

    private static String firstWord(String file) {
        try {
            return Files.readString(Path.of(file)).split(" ", 2)[0];
        } catch (IOException e) {
            return "?";
        }
    }

    private static String fileSystem() {
        try {
            return Files.getFileStore(Path.of("")).type();
        } catch (IOException e) {
            return "?";
        }
    }
}
