package io.github.reelstore.cli;

import io.github.reelstore.cli.command.AdoptCommand;
import io.github.reelstore.cli.command.AudioCommands;
import io.github.reelstore.cli.command.BackupCommand;
import io.github.reelstore.cli.command.BudgetCommands;
import io.github.reelstore.cli.command.BundleCommands;
import io.github.reelstore.cli.command.CatCommand;
import io.github.reelstore.cli.command.ConfigCommands;
import io.github.reelstore.cli.command.CopyCommand;
import io.github.reelstore.cli.command.CostCommand;
import io.github.reelstore.cli.command.GcCommand;
import io.github.reelstore.cli.command.ImageCommands;
import io.github.reelstore.cli.command.JobCommands;
import io.github.reelstore.cli.command.LineCommands;
import io.github.reelstore.cli.command.MediaCommands;
import io.github.reelstore.cli.command.PairCommand;
import io.github.reelstore.cli.command.ProjectCommands;
import io.github.reelstore.cli.command.RepairCommand;
import io.github.reelstore.cli.command.RestoreCommand;
import io.github.reelstore.cli.command.RootCommand;
import io.github.reelstore.cli.command.SceneCommands;
import io.github.reelstore.cli.command.ServeCommand;
import io.github.reelstore.cli.command.StoryboardCommands;
import io.github.reelstore.cli.command.TakeCommands;
import io.github.reelstore.cli.command.TimelineCommands;
import io.github.reelstore.cli.command.UndeleteCommand;
import io.github.reelstore.cli.command.VerifyCommand;
import io.github.reelstore.cli.command.VideoCommands;
import io.github.reelstore.cli.command.WorkCommand;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.GlobalOptions;
import io.github.reelstore.cli.console.Hints;
import io.github.reelstore.cli.console.Logs;
import io.github.reelstore.cli.console.MediaFile;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.cli.console.Words;
import io.github.reelstore.cli.console.WrongUsage;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Parses the arguments, runs one command and reports its failure. */
final class ReelstoreCli {

    /** picocli refuses less. */
    private static final int MIN_HELP_WIDTH = 55;

    private static final int MAX_HELP_WIDTH = 120;

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
        CommandLine commandLine = commandLine(context, List.of(arguments)::contains);
        Words words = Words.of(commandLine, helpAsOption(commandLine, List.of(arguments)));
        Failures failures = new Failures(terminal, words.json(), words.stacktrace(), new Hints(context));
        // not CommandLine.execute, which prints a stack trace for unexpected exceptions of the parser
        try (context) {
            int status = execute(commandLine.parseArgs(words.toArray()), context);
            context.printWarnings();
            return status;
        } catch (ParameterException e) {
            return failures.wrongUsage(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WrongUsage usage && usage.isMissing()) {
                return failures.wrongUsage(new ParameterException(e.getCommandLine(), usage.getMessage(), usage));
            }
            return failures.failed(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (RuntimeException | Error e) {
            return failures.failed(e);
        }
    }

    /** {@code help image add} means {@code image add --help}. After an unknown word, the option would hide the error. */
    private static List<String> helpAsOption(CommandLine root, List<String> typed) {
        if (typed.isEmpty() || !typed.get(0).equals("help")) {
            return typed;
        }
        List<String> command = typed.subList(1, typed.size());
        CommandLine known = root;
        for (String word : command) {
            CommandLine next = known.getSubcommands().get(word);
            if (next == null) {
                return command;
            }
            known = next;
        }
        return Stream.concat(command.stream(), Stream.of("--help")).toList();
    }

    /**
     * The commands, and the options of those whose name the predicate accepts. To read the options of all commands takes longer than
     * most commands run.
     */
    CommandLine commandLine(CliContext context, Predicate<String> isNamed) {
        CommandLine commandLine = withMethods(new RootCommand(context), isNamed);
        for (Object command : commands(context)) {
            Command description = command.getClass().getAnnotation(Command.class);
            commandLine.addSubcommand(
                    isNamed.test(description.name()) ? withMethods(command, isNamed) : withoutOptions(description));
        }
        Conversions.register(commandLine, terminal.workingFolder(), terminal.clock());
        Words.prepare(commandLine);
        Help.Ansi ansi = terminal.hasColours(Terminal.Channel.STDOUT) ? Help.Ansi.ON : Help.Ansi.OFF;
        return commandLine
                .setUsageHelpWidth(Math.max(MIN_HELP_WIDTH, Math.min(terminal.screenWidth(), MAX_HELP_WIDTH)))
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true));
    }

    /** In the order of the help, after those of {@link RootCommand}. */
    private static List<Object> commands(CliContext context) {
        return List.of(
                new PairCommand(context),
                new CatCommand(context),
                new ProjectCommands(context),
                new ImageCommands(context),
                new AudioCommands(context),
                new VideoCommands(context),
                new MediaCommands(context),
                new SceneCommands(context),
                new LineCommands(context),
                new TakeCommands(context),
                new StoryboardCommands(context),
                new TimelineCommands(context),
                new JobCommands(context),
                new WorkCommand(context),
                new BudgetCommands(context),
                new CostCommand(context),
                new ConfigCommands(context),
                new AdoptCommand(context),
                new VerifyCommand(context),
                new RepairCommand(context),
                new GcCommand(context),
                new UndeleteCommand(context),
                new BundleCommands(context),
                new BackupCommand(context),
                new RestoreCommand(context),
                new CopyCommand(context),
                new ServeCommand(context));
    }

    /** A command whose methods are its subcommands, in alphabetical order. */
    private static CommandLine withMethods(Object command, Predicate<String> isNamed) {
        CommandLine commandLine = new CommandLine(command);
        CommandLine.getCommandMethods(command.getClass(), null).stream()
                .sorted(Comparator.comparing(method -> describe(method).name()))
                .forEach(method -> commandLine.addSubcommand(
                        isNamed.test(describe(method).name())
                                ? new CommandLine(method)
                                : withoutOptions(describe(method))));
        return commandLine;
    }

    private static Command describe(Method method) {
        return method.getAnnotation(Command.class);
    }

    /** A command that only the help names. */
    private static CommandSpec withoutOptions(Command description) {
        CommandSpec command = CommandSpec.create().name(description.name());
        command.usageMessage().description(description.description());
        return command;
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
                .map(CommandLine::getParseResult)
                .flatMap(command -> Stream.concat(
                        command.matchedOptions().stream(),
                        command.matchedPositionals().stream().distinct()))
                .flatMap(ReelstoreCli::readersOfStandardInput)
                .toList();
        if (readers.size() > 1) {
            throw new WrongUsage("Standard input (-) can be read only once, but " + String.join(" and ", readers)
                    + " read it; specify files for the others.");
        }
    }

    /** The name of the argument, once for each of its values that is read from standard input. */
    private static Stream<String> readersOfStandardInput(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        Object value = argument.getValue();
        return (value instanceof Collection<?> values ? values.stream() : Stream.ofNullable(value))
                .filter(file -> (file instanceof TextFile text && text.isStandardInput())
                        || (file instanceof MediaFile media && media.isStandardInput()))
                .map(file -> name);
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
