package io.github.reelstore.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in which image generators write how they made an image, in formats without names for texts. */
final class GeneratorTexts {

    /** The maximum length of a text that is searched; a prompt may be long. */
    static final int MAX_TEXT = 0xFFFF;

    /** The number of characters of a text that contain its name. */
    static final int NAMED_HEAD = 82;

    /** ComfyUI writes JSON after a name: {@code prompt:{"3": ...}}. */
    private static final Pattern NAMED_JSON = Pattern.compile("([A-Za-z0-9_. -]{1,79}): ?[\\[{\"].*", Pattern.DOTALL);

    private GeneratorTexts() {}

    /** Marks a text of ComfyUI by its name, from its first {@link #NAMED_HEAD} characters. */
    static void markNamed(String head, MediaMetadataBuilder out) {
        Matcher named = NAMED_JSON.matcher(head);
        if (named.matches()) {
            out.markText(named.group(1));
        }
    }

    /**
     * Marks a comment of AUTOMATIC1111 and its relatives by the name that they use in a PNG. They write the number of
     * steps after the prompts, or JSON. Other comments are not marked.
     */
    static void markComment(String comment, MediaMetadataBuilder out) {
        if (comment.startsWith("{\"") || comment.contains("Steps: ")) {
            out.markText("parameters");
        }
    }
}
