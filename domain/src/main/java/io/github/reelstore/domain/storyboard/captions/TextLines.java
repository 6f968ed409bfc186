package io.github.reelstore.domain.storyboard.captions;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.Validate;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text. They end in LF, CR LF or CR, the last one possibly in nothing.
 *
 * @param lines the lines without their ends
 */
record TextLines(List<String> lines) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static TextLines of(String text) {
        List<String> lines = new ArrayList<>();
        int from = start(text);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                add(lines, text.substring(from, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        if (from < text.length()) {
            add(lines, text.substring(from));
        }
        return new TextLines(lines);
    }

    private static void add(List<String> lines, String line) {
        Validate.text("text of line " + (lines.size() + 1), line);
        lines.add(line);
    }

    /** Where a text starts, after a byte order mark. */
    static int start(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    int count() {
        return lines.size();
    }

    String get(int index) {
        return lines.get(index);
    }

    /** The lines of a range as one text, without blank ones at its ends. */
    String text(int from, int to) {
        int first = from;
        int end = to;
        while (first < end && lines.get(first).isBlank()) {
            first++;
        }
        while (end > first && lines.get(end - 1).isBlank()) {
            end--;
        }
        return String.join("\n", lines.subList(first, end));
    }

    /**
     * Requires that a range has no text.
     *
     * @throws StorageException.InvalidInput if it has one
     */
    void requireBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!lines.get(i).isBlank()) {
                throw invalid(
                        i,
                        "belongs to no caption: " + Messages.quoted(lines.get(i))
                                + "; write the times above it, such as 00:00:01.000 --> 00:00:02.500, without a blank line"
                                + " in between.");
            }
        }
    }

    /**
     * What is wrong with a line.
     *
     * @param index its index, from 0
     * @param problem the rest of a sentence that starts with the number of the line
     */
    static StorageException.InvalidInput invalid(int index, String problem) {
        return new StorageException.InvalidInput("captions", "Line " + (index + 1) + " " + problem);
    }
}
