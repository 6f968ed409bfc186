package io.github.reelstore.cli.command;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens pages in the browser of the user, with the program that each system has for that. */
final class BrowserProgram {

    private BrowserProgram() {}

    /**
     * Opens a page.
     *
     * @param environment the environment variables, of which PATH finds the program
     * @return whether the program was started
     */
    static boolean open(URI page, Map<String, String> environment) {
        List<String> words = command(System.getProperty("os.name", ""));
        Optional<Path> program = find(words.get(0), environment);
        if (program.isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(words);
        command.set(0, program.get().toString());
        command.add(page.toString());
        try {
            new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            // the caller prints the address instead
            return false;
        }
    }

    private static List<String> command(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of("rundll32.exe", "url.dll,FileProtocolHandler");
        }
        return List.of(name.startsWith("mac") ? "open" : "xdg-open");
    }

    private static Optional<Path> find(String program, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> file(folder, program).stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> file(String folder, String program) {
        try {
            return Optional.of(Path.of(folder, program));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
