package io.github.reelstore.media.internal.reader;

import java.io.IOException;

/**
 * Thrown if a file cannot be parsed further: it ends early, is damaged, or takes too long. Metadata read before remains
 * valid.
 */
public final class MalformedMediaException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param sentence the problem, as a sentence for users
     */
    private MalformedMediaException(String sentence) {
        super(sentence);
    }

    public static MalformedMediaException ends() {
        return new MalformedMediaException("The file ends too early.");
    }

    public static MalformedMediaException tooSlow(Deadline deadline) {
        return new MalformedMediaException("Reading the file was stopped after " + deadline + ".");
    }

    /** The file is damaged; {@code part} names the damaged part for users, such as {@code its header}. */
    public static MalformedMediaException damaged(String part) {
        return new MalformedMediaException("The file is damaged: " + part + " makes no sense.");
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
