package io.github.reelstore.domain.storyboard.captions;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The markup in texts of WebVTT: tags, times and character references. */
final class VttMarkup {

    private static final Map<String, String> NAMED = Map.of(
            "amp", "&",
            "lt", "<",
            "gt", ">",
            "quot", "\"",
            "apos", "'",
            "nbsp", "\u00A0",
            "lrm", "\u200E",
            "rlm", "\u200F");

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:([a-z]{2,4})|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));");

    private static final String REPLACEMENT = "\uFFFD";

    private final String text;
    private final int lastTagEnd;
    private final StringBuilder plain;
    private boolean ruby;
    private boolean rubyText;

    private VttMarkup(String text) {
        this.text = text;
        this.lastTagEnd = text.lastIndexOf('>');
        this.plain = new StringBuilder(text.length());
    }

    /** Also {@code >}, which ffmpeg 5.1 drops. */
    static String escape(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The text without tags, and without what {@code <rt>} says about the pronunciation of the text before it. */
    static String remove(String text) {
        return new VttMarkup(text).removed();
    }

    private String removed() {
        Matcher reference = REFERENCE.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' && isTag(i)) {
                int end = text.indexOf('>', i);
                noteRuby(text.substring(i + 1, end));
                i = end;
            } else if (c == '&' && reference.region(i, text.length()).lookingAt()) {
                append(character(reference));
                i = reference.end() - 1;
            } else if (!rubyText) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Not an unescaped "less than" of an author who did not know better. */
    private boolean isTag(int index) {
        if (index >= lastTagEnd) {
            return false;
        }
        char next = text.charAt(index + 1);
        return next == '/' || next == '.' || next == '>' || Character.isLetterOrDigit(next);
    }

    private void noteRuby(String tag) {
        switch (name(tag)) {
            case "ruby" -> ruby = true;
            case "rt" -> rubyText = ruby;
            case "/rt" -> rubyText = false;
            case "/ruby" -> {
                ruby = false;
                rubyText = false;
            }
            default -> {
                // has no effect on the text
            }
        }
    }

    private static String name(String tag) {
        int end = 0;
        while (end < tag.length() && (tag.charAt(end) == '/' || Character.isLetter(tag.charAt(end)))) {
            end++;
        }
        return tag.substring(0, end);
    }

    private void append(String more) {
        if (!rubyText) {
            plain.append(more);
        }
    }

    private static String character(Matcher reference) {
        String name = reference.group(1);
        if (name != null) {
            return Optional.ofNullable(NAMED.get(name)).orElse(reference.group());
        }
        String decimal = reference.group(2);
        int point = decimal != null ? Integer.parseInt(decimal) : Integer.parseInt(reference.group(3), 16);
        boolean valid =
                Character.isValidCodePoint(point) && point != 0 && Character.getType(point) != Character.SURROGATE;
        return valid ? Character.toString(point) : REPLACEMENT;
    }
}
