package io.github.reelstore.cli.console;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jline.utils.Levenshtein;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The commands or options that an unknown word may be a misspelling of. picocli's own suggestions always name something, however
 * different it is.
 */
final class Suggestions {

    private static final int MAX_EDITS = 2;
    private static final int LETTERS_PER_EDIT = 3;

    private Suggestions() {}

    /** Names of the command that are close to the first word that it does not know; empty if none is. */
    static List<String> of(UnmatchedArgumentException failure) {
        String word = failure.getUnmatched().get(0);
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        return word.startsWith("-")
                ? options(word.replaceFirst("=.*", ""), command.optionsMap().keySet())
                : closest(word, command.subcommands().keySet());
    }

    private static List<String> options(String word, Collection<String> names) {
        List<String> close = closest(word, names);
        return close.isEmpty() ? ending(word, names) : close;
    }

    /** The names that are the last part of the word: {@code --language} of {@code --audio-language}. */
    static List<String> ending(String word, Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("--") && word.startsWith("--") && word.endsWith(name.substring(1)))
                .sorted()
                .toList();
    }

    /**
     * The names with the fewest edits, at most {@value #MAX_EDITS} and one for every {@value #LETTERS_PER_EDIT} letters of the longer
     * word. An edit inserts, deletes or replaces a letter, or swaps two neighbours (Damerau-Levenshtein distance). Case and leading
     * hyphens do not count.
     */
    static List<String> closest(String word, Collection<String> names) {
        Map<Integer, List<String>> namesByEdits = names.stream()
                .filter(name -> isClose(letters(word), letters(name)))
                .sorted()
                .collect(Collectors.groupingBy(
                        name -> Levenshtein.distance(letters(word), letters(name)), TreeMap::new, Collectors.toList()));
        return namesByEdits.values().stream().findFirst().orElse(List.of());
    }

    private static boolean isClose(String word, String name) {
        int most = Math.min(MAX_EDITS, Math.max(word.length(), name.length()) / LETTERS_PER_EDIT);
        return Math.abs(word.length() - name.length()) <= most && Levenshtein.distance(word, name) <= most;
    }

    private static String letters(String word) {
        return word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
    }
}
