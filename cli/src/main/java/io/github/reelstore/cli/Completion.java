package io.github.reelstore.cli;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.GlobalOptions;
import io.github.reelstore.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the completion script of a release: it completes commands and options in bash, and in zsh by its {@code bashcompinit}. */
final class Completion {

    private Completion() {}

    /** Writes the script to the file that is the only argument. The build runs this. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Terminal terminal = Terminal.ofProcess();
        CommandLine commands =
                new ReelstoreCli(terminal).commandLine(new CliContext(terminal, new GlobalOptions()), name -> true);
        Files.writeString(file, AutoComplete.bash("reelstore", commands));
    }
}
