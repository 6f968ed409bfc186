package io.github.reelstore.cli;

import io.github.reelstore.cli.command.AdoptCommand;
import io.github.reelstore.cli.command.AudioCommands;
import io.github.reelstore.cli.command.BackupCommand;
import io.github.reelstore.cli.command.ConfigCommands;
import io.github.reelstore.cli.command.GcCommand;
import io.github.reelstore.cli.command.ImageCommands;
import io.github.reelstore.cli.command.MediaCommands;
import io.github.reelstore.cli.command.ProjectCommands;
import io.github.reelstore.cli.command.RepairCommand;
import io.github.reelstore.cli.command.RestoreCommand;
import io.github.reelstore.cli.command.RootCommand;
import io.github.reelstore.cli.command.UndeleteCommand;
import io.github.reelstore.cli.command.VerifyCommand;
import io.github.reelstore.cli.command.VideoCommands;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.GlobalOptions;
import io.github.reelstore.cli.console.Logs;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.cli.console.Words;
import io.github.reelstore.cli.console.WrongUsage;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Parses the arguments, runs one command and reports its failure. */
final class ReelstoreCli {

    private final Terminal terminal;

    ReelstoreCli(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Runs one command.
     *
     * @return the exit status: 0 success, 1 failure, 2 wrong usage, 3 problems found
     */
    int run(String... arguments) {
        CliContext context = new CliContext(terminal, new GlobalOptions());
        CommandLine commandLine = commandLine(context);
        Words words = Words.of(commandLine, List.of(arguments));
        Failures failures = new Failures(terminal, words.json(), words.stacktrace());
        // not CommandLine.execute, which prints a stack trace for unexpected exceptions of the parser
        try (context) {
            return execute(commandLine.parseArgs(words.toArray()), context);
        } catch (ParameterException e) {
            return failures.wrongUsage(e);
        } catch (ExecutionException e) {
            return failures.failed(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (RuntimeException | Error e) {
            return failures.failed(e);
        }
    }

    /** The commands and their options. */
    CommandLine commandLine(CliContext context) {
        CommandLine commandLine = new CommandLine(new RootCommand(context))
                .addSubcommand(new ProjectCommands(context))
                .addSubcommand(new ImageCommands(context))
                .addSubcommand(new AudioCommands(context))
                .addSubcommand(new VideoCommands(context))
                .addSubcommand(new MediaCommands(context))
                .addSubcommand(new ConfigCommands(context))
                .addSubcommand(new AdoptCommand(context))
                .addSubcommand(new VerifyCommand(context))
                .addSubcommand(new RepairCommand(context))
                .addSubcommand(new GcCommand(context))
                .addSubcommand(new UndeleteCommand(context))
                .addSubcommand(new BackupCommand(context))
                .addSubcommand(new RestoreCommand(context));
        Conversions.register(commandLine, terminal.workingFolder());
        Words.prepare(commandLine);
        Help.Ansi ansi = terminal.hasColours(Terminal.Channel.STDOUT) ? Help.Ansi.ON : Help.Ansi.OFF;
        return commandLine
                .setUsageHelpWidth(Math.min(terminal.screenWidth(), 120))
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true));
    }

    private static int execute(ParseResult parsed, CliContext context) {
        if (context.options().verbose) {
            showLogs(context);
        }
        if (context.options().version) {
            Version version = Version.ofProgram();
            context.print(version, layout -> "reelstore " + version.version() + "\n");
            return CommandLine.ExitCode.OK;
        }
        requireStandardInputOnce(parsed);
        return new RunLast().execute(parsed);
    }

    private static void showLogs(CliContext context) {
        if (context.options().json) {
            throw new WrongUsage(
                    "Use --verbose or --json, not both: with --json, standard error contains one JSON value.");
        }
        Logs.show(context.terminal());
    }

    private static void requireStandardInputOnce(ParseResult parsed) {
        List<String> readers = parsed.asCommandLineList().stream()
                .flatMap(command -> command.getParseResult().matchedOptions().stream())
                .filter(option -> option.getValue() instanceof TextFile file && file.isStandardInput())
                .map(OptionSpec::longestName)
                .toList();
        if (readers.size() > 1) {
            throw new WrongUsage("Standard input (-) can be read by only one option, but "
                    + String.join(" and ", readers) + " read it; specify files for the others.");
        }
    }

    /** The version as {@code --version --json} prints it. */
    private record Version(String version) {

        /** The version in the manifest; classes that do not come from a jar have none. */
        static Version ofProgram() {
            String manifest = ReelstoreCli.class.getPackage().getImplementationVersion();
            return new Version(Optional.ofNullable(manifest).orElse("(not packaged)"));
        }
    }
}
