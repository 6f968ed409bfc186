package io.github.reelstore.testtools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with a heap of 128 MiB, for tests of what fits into memory. */
public final class SmallHeap {

    private static final long MAX_MINUTES = 5;

    private SmallHeap() {}

    /**
     * Runs a class of the tests, and returns what it printed.
     *
     * @param output the file for it
     * @param environment variables, such as secrets, which other users could read among the arguments
     * @throws AssertionError if it does not end within five minutes, or not with the status 0
     */
    public static String outputOf(Class<?> main, Path output, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("it does not end: " + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("status " + process.exitValue() + ": " + Files.readString(output));
        }
        return Files.readString(output);
    }
}
