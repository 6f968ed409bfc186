package io.github.reelstore.cli.console;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words of a command line, with each option's value attached to the option ({@code --prompt=--json} for {@code --prompt --json}).
 * An option that needs a value takes the next word, whatever it is, as in POSIX; picocli would refuse values that look like an option,
 * a command or {@code --}, even attached ones.
 *
 * @param attached the words for the parser
 * @param json whether {@code --json} is among the options, also where the rest is no command
 * @param stacktrace whether {@code --stacktrace} is
 */
public record Words(List<String> attached, boolean json, boolean stacktrace) {

    /** Stands for {@code --} between options and parameters. No process can be given it as a word, so it is no value either. */
    private static final String END_OF_OPTIONS = "\0";

    private static final String TYPED_END_OF_OPTIONS = "--";

    /** Sets a command line, with all the commands it has by now, to take values as they are. */
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

    /** An option without a value may be typed with one all the same. */
    private static boolean turnsOn(String word, String option) {
        return word.equals(option) || word.equalsIgnoreCase(option + "=true");
    }

    private static boolean isPlain(String word) {
        return !word.startsWith("-");
    }

    /** Where a value is needed, the parser says so. */
    private static String withoutValue(OptionSpec option, String word) {
        return option.arity().min() > 0 ? word : word + "=" + option.fallbackValue();
    }

    public String[] toArray() {
        return attached.toArray(String[]::new);
    }
}
