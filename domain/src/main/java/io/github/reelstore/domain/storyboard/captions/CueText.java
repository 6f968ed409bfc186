package io.github.reelstore.domain.storyboard.captions;

import io.github.reelstore.domain.internal.LineBreaks;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The text of a caption in a file. Neither format allows blank lines in it, so one is written with a no-break space at its end, which players
 * show as nothing. (WebVTT has an entity for it, but ffmpeg 5.1 makes {@code \h} of that.)
 */
final class CueText {

    private static final String NO_BREAK_SPACE = "\u00A0";

    private CueText() {}

    /** The lines of a text as they are written, each ending in LF. */
    static String toFile(String text, UnaryOperator<String> escape) {
        return Arrays.stream(LineBreaks.unified(text).split("\n", -1))
                .map(line -> escape.apply(isBlank(line) ? line + NO_BREAK_SPACE : line) + "\n")
                .collect(Collectors.joining());
    }

    /** The text of lines from which markup was removed. */
    static String fromFile(String lines) {
        return Arrays.stream(lines.split("\n", -1))
                .map(line -> isBlank(line) && line.endsWith(NO_BREAK_SPACE)
                        ? line.substring(0, line.length() - NO_BREAK_SPACE.length())
                        : line)
                .collect(Collectors.joining("\n"));
    }

    /** Also without characters that only some programs take for a space. */
    private static boolean isBlank(String line) {
        return line.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}
