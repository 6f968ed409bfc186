package io.github.reelstore.domain.storyboard.captions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Captions as WebVTT. Reads as browsers do (W3C WebVTT, 6.1), except that what they drop is refused, so that no text gets lost. */
final class WebVtt {

    private static final String SIGNATURE = "WEBVTT";

    private WebVtt() {}

    static String write(List<Caption> captions) {
        StringBuilder file = new StringBuilder(SIGNATURE).append("\n\n");
        for (Caption caption : captions) {
            caption.id()
                    .filter(WebVtt::isIdentifier)
                    .ifPresent(id -> file.append(id).append('\n'));
            file.append(new CueTimes(caption.startMs(), caption.endMs()).format('.'))
                    .append('\n');
            file.append(CueText.toFile(caption.text(), VttMarkup::escape)).append('\n');
        }
        return file.toString();
    }

    /** ffmpeg 5.1 drops a caption whose identifier begins with NOTE, even {@code NOTEBOOK}. */
    private static boolean isIdentifier(String id) {
        return !id.isBlank()
                && id.indexOf('\n') < 0
                && id.indexOf('\r') < 0
                && !id.contains(CueTimes.ARROW)
                && Stream.of("NOTE", "STYLE", "REGION", SIGNATURE).noneMatch(id::startsWith);
    }

    static List<Caption> read(TextLines lines) {
        requireSignature(lines);
        List<Caption> captions = new ArrayList<>();
        int block = endOfBlock(lines, 1);
        while (block < lines.count()) {
            if (isTimes(lines, block)) {
                block = readCaption(captions, lines, Optional.empty(), block);
            } else if (!lines.get(block).isEmpty() && isTimes(lines, block + 1)) {
                block = readCaption(captions, lines, Optional.of(lines.get(block)), block + 1);
            } else {
                int end = endOfBlock(lines, block);
                if (!isSkipped(lines.get(block))) {
                    lines.requireBlank(block, end);
                }
                block = Math.max(end, block + 1);
            }
        }
        return captions;
    }

    private static void requireSignature(TextLines lines) {
        String first = lines.count() == 0 ? "" : lines.get(0);
        if (!isKeyword(first, SIGNATURE)) {
            throw TextLines.invalid(0, "must be WEBVTT; add it and a blank line, or read the captions as SRT.");
        }
    }

    private static boolean isTimes(TextLines lines, int index) {
        return index < lines.count() && lines.get(index).contains(CueTimes.ARROW);
    }

    /** The first line from an index on that is empty, or has times; or the number of lines. */
    private static int endOfBlock(TextLines lines, int from) {
        int end = from;
        while (end < lines.count() && !lines.get(end).isEmpty() && !isTimes(lines, end)) {
            end++;
        }
        return end;
    }

    private static boolean isSkipped(String firstLine) {
        return Stream.of("NOTE", "STYLE", "REGION").anyMatch(keyword -> isKeyword(firstLine, keyword));
    }

    private static boolean isKeyword(String line, String keyword) {
        return line.equals(keyword) || line.startsWith(keyword + " ") || line.startsWith(keyword + "\t");
    }

    /** Returns where the next block begins. */
    private static int readCaption(List<Caption> captions, TextLines lines, Optional<String> id, int index) {
        CueTimes times = CueTimes.parse(lines.get(index), index);
        int end = endOfBlock(lines, index + 1);
        String text = CueText.fromFile(VttMarkup.remove(lines.text(index + 1, end)));
        if (!text.isBlank()) {
            captions.add(new Caption(id.filter(one -> !one.isBlank()), times.startMs(), times.endMs(), text));
        }
        return end;
    }
}
