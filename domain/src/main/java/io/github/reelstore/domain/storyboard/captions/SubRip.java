package io.github.reelstore.domain.storyboard.captions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Captions as SubRip. */
final class SubRip {

    /** Breaks what would be taken for markup or times. It is invisible and allows no line break. */
    private static final char WORD_JOINER = '\u2060';

    private static final Pattern NUMBER = Pattern.compile("\\s*+[0-9]++\\s*+");

    private static final Pattern START_OF_TIMES = Pattern.compile("\\s*+[0-9]++\\s*+:\\s*+[0-9]++\\s*+[:.,]\\s*+[0-9]");

    private static final Pattern TAG =
            Pattern.compile("</?+(?:[ibus]|font)(?:\\s[^<>]*+)?+>", Pattern.CASE_INSENSITIVE);

    /** Codes of ASS, such as <code>{\an8}</code>. */
    private static final Pattern OVERRIDE = Pattern.compile("\\{\\\\[^{}]*+\\}");

    private SubRip() {}

    static String write(List<Caption> captions) {
        StringBuilder file = new StringBuilder();
        int number = 0;
        for (Caption caption : captions) {
            number++;
            file.append(number).append('\n');
            file.append(new CueTimes(caption.startMs(), caption.endMs()).format(','))
                    .append('\n');
            file.append(CueText.toFile(caption.text(), SubRip::escape)).append('\n');
        }
        return file.toString();
    }

    private static String escape(String line) {
        StringBuilder escaped = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            escaped.append(line.charAt(i));
            if (i + 1 < line.length() && isToBreak(line.charAt(i), line.charAt(i + 1))) {
                escaped.append(WORD_JOINER);
            }
        }
        return escaped.toString();
    }

    /** Whether markup starts here, or a word joiner follows that would be removed. */
    private static boolean isToBreak(char c, char next) {
        return switch (c) {
            case '<' -> next == '/' || Character.isLetter(next) || next == WORD_JOINER;
            case '-' -> next == '>' || next == WORD_JOINER;
            case '{' -> next == '\\' || next == WORD_JOINER;
            // libass takes them for line breaks and a space
            case '\\' -> next == 'N' || next == 'n' || next == 'h' || next == WORD_JOINER;
            default -> false;
        };
    }

    static List<Caption> read(TextLines lines) {
        List<Caption> captions = new ArrayList<>();
        Optional<CueTimes> times = Optional.empty();
        int from = 0;
        for (int i = 0; i < lines.count(); i++) {
            if (isTimes(lines, i)) {
                CueTimes next = CueTimes.parse(lines.get(i), i);
                add(captions, times, lines, from, hasNumber(lines, from, i) ? i - 1 : i);
                times = Optional.of(next);
                from = i + 1;
            }
        }
        add(captions, times, lines, from, end(lines, from));
        return captions;
    }

    /** Where the text of the last caption ends. A number after a blank line is that of a missing caption, as in a file that was cut off. */
    private static int end(TextLines lines, int from) {
        int end = lines.count();
        while (end > from && lines.get(end - 1).isBlank()) {
            end--;
        }
        return hasNumber(lines, from + 1, end) && lines.get(end - 2).isBlank() ? end - 1 : end;
    }

    /** Whether a line has times, right or wrong. Text may contain arrows, too. */
    private static boolean isTimes(TextLines lines, int index) {
        String line = lines.get(index);
        if (!START_OF_TIMES.matcher(line).lookingAt()) {
            return false;
        }
        boolean numbered = hasNumber(lines, 0, index)
                && (index == 1 || lines.get(index - 2).isBlank());
        return line.contains("->") || numbered;
    }

    /** Whether the line before another one, but not before {@code from}, is the number of a caption. */
    private static boolean hasNumber(TextLines lines, int from, int index) {
        return index > from && NUMBER.matcher(lines.get(index - 1)).matches();
    }

    private static void add(List<Caption> captions, Optional<CueTimes> times, TextLines lines, int from, int to) {
        if (times.isEmpty()) {
            lines.requireBlank(from, to);
            return;
        }
        String text = CueText.fromFile(unescaped(lines.text(from, to)));
        if (!text.isBlank()) {
            captions.add(new Caption(
                    Optional.empty(), times.get().startMs(), times.get().endMs(), text));
        }
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        Matcher tag = TAG.matcher(text);
        Matcher override = OVERRIDE.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            Matcher markup = c == '<' ? tag : override;
            if ((c == '<' || c == '{') && markup.region(i, text.length()).lookingAt()) {
                i = markup.end() - 1;
                continue;
            }
            plain.append(c);
            if (i + 1 < text.length() && text.charAt(i + 1) == WORD_JOINER && isToBreak(c, WORD_JOINER)) {
                i++;
            }
        }
        return plain.toString();
    }
}
