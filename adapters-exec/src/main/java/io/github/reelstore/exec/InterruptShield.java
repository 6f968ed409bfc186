package io.github.reelstore.exec;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeps the signals that stop a worker from a program: those of Ctrl+C, of the end of a terminal, and SIGTERM. Terminals, {@code timeout} and
 * systemd send them to all processes of a group, but a worker that is stopped waits for the answers to what it has sent: a program that
 * ends before would leave outcomes that are not known. Reelstore itself ends a program without them, see {@link ProcessTree}.
 */
final class InterruptShield {

    private static final Path SHELL = Path.of("/bin/sh");

    /** The shell is replaced by the program, which keeps its process id and inherits that the signals are ignored. */
    private static final String SCRIPT = "trap '' INT HUP TERM; exec \"$@\"";

    private InterruptShield() {}

    /** The command to run in place of a command: itself if there is no shell, or no such program, so that starting it fails. */
    static List<String> around(List<String> command, Map<String, String> environment) {
        boolean shielded = Files.isExecutable(SHELL) && exists(command.get(0), environment);
        return shielded
                ? Stream.concat(Stream.of(SHELL.toString(), "-c", SCRIPT, "sh"), command.stream())
                        .toList()
                : command;
    }

    private static boolean exists(String program, Map<String, String> environment) {
        return program.indexOf('/') >= 0
                ? isProgram(Path.of(program))
                : Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> isProgram(Path.of(folder, program)));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
