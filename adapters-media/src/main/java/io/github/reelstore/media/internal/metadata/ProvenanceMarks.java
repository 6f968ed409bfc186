package io.github.reelstore.media.internal.metadata;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks what a file says about how it was made: Content Credentials, XMP, and the texts of image and video generators.
 * Only that they are there is noted; their content stays in the file.
 */
public final class ProvenanceMarks {

    /** The maximum length of a text that is searched; a prompt may be long. */
    public static final int MAX_TEXT = 0xFFFF;

    /** The number of characters of a text that contain its name. */
    public static final int NAMED_HEAD = 82;

    /** The maximum number of marks; further ones are ignored. */
    private static final int MAX_MARKS = 32;

    /** ComfyUI's, and AUTOMATIC1111's; Matroska writes them in capitals. */
    private static final Set<String> GENERATOR_KEYS = Set.of("prompt", "workflow", "parameters");

    /** ComfyUI writes JSON after a name: {@code prompt:{"3": ...}}. */
    private static final Pattern NAMED_JSON = Pattern.compile("([A-Za-z0-9_. -]{1,79}): ?[\\[{\"].*", Pattern.DOTALL);

    private final Set<String> marks = new LinkedHashSet<>();

    ProvenanceMarks() {}

    /** Marks Content Credentials (C2PA). */
    public void c2pa() {
        add("c2pa");
    }

    /** Marks XMP metadata. */
    public void xmp() {
        add("xmp");
    }

    /** Marks a text with this name, in a format whose texts are mostly those of generators. */
    public void text(String name) {
        add("text:" + name.replaceAll("\\p{Cntrl}", "?"));
    }

    /** Marks a text if its key is one of a generator, in a container with many other texts. */
    public void key(String key) {
        String lowerCase = key.toLowerCase(Locale.ROOT);
        if (GENERATOR_KEYS.contains(lowerCase)) {
            text(lowerCase);
        }
    }

    /** Marks a text of ComfyUI by the name in its first {@link #NAMED_HEAD} characters, in a format without names. */
    public void named(String head) {
        Matcher named = NAMED_JSON.matcher(head);
        if (named.matches()) {
            text(named.group(1));
        }
    }

    /**
     * Marks a comment of AUTOMATIC1111 and its relatives by the name that they use in a PNG. They write the number of
     * steps after the prompts, or JSON. Other comments are not marked.
     */
    public void comment(String comment) {
        if (comment.startsWith("{\"") || comment.contains("Steps: ")) {
            text("parameters");
        }
    }

    private void add(String mark) {
        if (marks.size() < MAX_MARKS) {
            marks.add(mark);
        }
    }

    List<String> all() {
        return List.copyOf(marks);
    }
}
