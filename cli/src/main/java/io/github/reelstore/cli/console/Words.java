package io.github.reelstore.cli.console;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The arguments, with each option value attached to its option ({@code --prompt=--json} for {@code --prompt --json}). As in POSIX,
 * an option that needs a value takes the next argument, whatever it is; picocli would reject values that look like an option, a
 * command or {@code --}, even if they are attached.
 *
 * @param attached the arguments for the parser
 * @param json whether {@code --json} is among the options, even if the rest is invalid
 * @param stacktrace whether {@code --stacktrace} is among the options
 */
public record Words(List<String> attached, boolean json, boolean stacktrace) {

    /** Replaces {@code --} between options and parameters. No process argument can contain NUL, so no value equals it. */
    private static final String END_OF_OPTIONS = "\0";

    private static final String TYPED_END_OF_OPTIONS = "--";

    /** Configures a command line and all its current subcommands to accept values as they are. */
    public static void prepare(CommandLine commandLine) {
        commandLine
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setAllowOptionsAsOptionParameters(true)
                .setAllowSubcommandsAsOptionParameters(true)
                .setEndOfOptionsDelimiter(END_OF_OPTIONS);
    }

    public static Words of(CommandLine root, List<String> typed) {
        List<String> attached = new ArrayList<>(typed.size());
        boolean json = false;
        boolean stacktrace = false;
        CommandLine command = root;
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (word.equals(TYPED_END_OF_OPTIONS)) {
                attached.add(END_OF_OPTIONS);
                attached.addAll(typed.subList(i + 1, typed.size()));
                break;
            }
            OptionSpec option = command.getCommandSpec().optionsMap().get(word);
            if (option != null && option.arity().max() > 0) {
                boolean hasValue = i + 1 < typed.size() && (option.arity().min() > 0 || isPlain(typed.get(i + 1)));
                attached.add(hasValue ? word + "=" + typed.get(++i) : withoutValue(option, word));
                continue;
            }
            json |= turnsOn(word, "--json");
            stacktrace |= turnsOn(word, "--stacktrace");
            command = command.getSubcommands().getOrDefault(word, command);
            attached.add(word);
        }
        return new Words(attached, json, stacktrace);
    }

    /** A boolean option may also be typed with a value, such as {@code --json=true}. */
    private static boolean turnsOn(String word, String option) {
        return word.equals(option) || word.equalsIgnoreCase(option + "=true");
    }

    private static boolean isPlain(String word) {
        return !word.startsWith("-");
    }

    /** The fallback value of an option; if a value is required, the parser reports that it is missing. */
    private static String withoutValue(OptionSpec option, String word) {
        return option.arity().min() > 0 ? word : word + "=" + option.fallbackValue();
    }

    public String[] toArray() {
        return attached.toArray(String[]::new);
    }
}
