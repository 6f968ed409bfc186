package io.github.reelstore.app.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The program: one run of it in a terminal. */
final class ReelstoreCli {

    private final Terminal terminal;

    ReelstoreCli(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Runs one command.
     *
     * @return the exit status: 0 done, 1 failed, 2 wrong usage, 3 problems found
     */
    int run(String... arguments) {
        Failures failures = new Failures(terminal, List.of(arguments));
        GlobalOptions options = new GlobalOptions();
        try (Session session = new Session(terminal, options)) {
            return commandLine(session, failures).execute(arguments);
        } catch (RuntimeException | Error e) {
            return failures.failed(e);
        }
    }

    private CommandLine commandLine(Session session, Failures failures) {
        CommandLine commandLine = new CommandLine(new RootCommand(session))
                .addSubcommand(new ProjectCommands(session))
                .addSubcommand(new ImageCommands(session))
                .addSubcommand(new AudioCommands(session))
                .addSubcommand(new VideoCommands(session))
                .addSubcommand(new MediaCommands(session))
                .addSubcommand(new ConfigCommands(session))
                .addSubcommand(new AdoptCommand(session))
                .addSubcommand(new VerifyCommand(session))
                .addSubcommand(new RepairCommand(session))
                .addSubcommand(new GcCommand(session))
                .addSubcommand(new UndeleteCommand(session))
                .addSubcommand(new BackupCommand(session))
                .addSubcommand(new RestoreCommand(session));
        Conversions.register(commandLine, terminal.workingFolder());
        Help.Ansi ansi = terminal.hasColours(Terminal.Channel.STDOUT) ? Help.Ansi.ON : Help.Ansi.OFF;
        return commandLine
                .setUsageHelpWidth(Math.min(terminal.screenWidth(), 120))
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true))
                .setExecutionStrategy(parsed -> execute(parsed, session))
                .setParameterExceptionHandler((failure, typed) -> failures.wrongUsage(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failures.failed(failure));
    }

    private static int execute(ParseResult parsed, Session session) {
        if (session.options().version) {
            Version version = Version.ofProgram();
            session.print(version, layout -> "reelstore " + version.version() + "\n");
            return CommandLine.ExitCode.OK;
        }
        return new RunLast().execute(parsed);
    }

    /** What the program calls itself. */
    private record Version(String version) {

        /** The one in the manifest; there is none where the classes do not come from a jar. */
        static Version ofProgram() {
            String manifest = ReelstoreCli.class.getPackage().getImplementationVersion();
            return new Version(Optional.ofNullable(manifest).orElse("(not packaged)"));
        }
    }
}
